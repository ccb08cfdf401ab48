"""Name signs that pages and forms bring along where others are meant."""

from __future__ import annotations

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
"""Signs without width, as they stand in a class of a pattern."""
DASHES = "\u2010-\u2015\u2212"
"""Signs that look like a hyphen, likewise."""
