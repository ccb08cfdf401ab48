"""Write a reference as one item of a cell, and read it back: with the category that a search report gives it."""

from __future__ import annotations

import re

MOST_CITATIONS = 500
"""So many citations of one direction are taken over for a patent; the rest stays in the row's written text."""
_CATEGORISED = re.compile(r"(?P<item>.*\S)\s*\[(?P<category>[A-Z]{1,6})\]", re.DOTALL)


def category(text: str) -> str:
    """Return the letters of a category as WIPO ST.14 lists them, such as X or YD, without signs between them."""
    return re.sub(r"[^A-Z]", "", text.upper())


def write_citation(item: str, category: str) -> str:
    """Return a cited number or text with its category behind it: ``EP0680812A1 [A]``."""
    return f"{item} [{category}]" if item and category else item


def read_citation(item: str) -> tuple[str, str]:
    """Return an item of a cell without its category, and the category; empty where it has none."""
    found = _CATEGORISED.fullmatch(item)
    return (found["item"], found["category"]) if found else (item, "")
