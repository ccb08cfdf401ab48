"""Guard texts from being taken for formulas by spreadsheets, and take the guard off again: no text is lost by it."""

from __future__ import annotations

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: before one that begins like one stands an apostrophe.

    One that begins as a guarded text does gets one more, so that ``unguarded`` gives back what was meant. Source:
    OWASP, CSV injection.
    """
    return f"'{text}" if text.lstrip("'").startswith(_ACTIVE) else text


def told_apart(text: str) -> str:
    """Return a text as a cell of text takes it, where none is a formula.

    Only one that begins as a guarded text does gets another apostrophe, so that ``unguarded`` gives it back.
    """
    return guarded(text) if text[:1] == "'" else text


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given; one that has no guard stays as it is."""
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(_ACTIVE) else text
