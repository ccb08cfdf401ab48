"""List the formats that are read; a new format is one file with one Format, and one line in FORMATS."""

from __future__ import annotations

from patentdesk.intake.google import GOOGLE
from patentdesk.intake.layout import Format
from patentdesk.intake.lens import LENS
from patentdesk.intake.listing import LISTING
from patentdesk.intake.patsnap import PATSNAP

FORMATS: tuple[Format, ...] = (LENS, GOOGLE, PATSNAP, LISTING)
"""Asked in this order; the last one takes any table that has a column for a number."""


def recognise(headers: frozenset[str]) -> Format:
    """Return the format of a table with these (normal) headers."""
    return next(form for form in FORMATS if form.recognise(headers))
