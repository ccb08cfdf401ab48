"""Write the query term that a click on a chart stands for."""

from __future__ import annotations

from collections.abc import Sequence


def term(field: str, value: object) -> str:
    """Return ``field:value`` in the query language; a value with other than letters, digits, - and _ is quoted."""
    return any_term(field, [value])


def any_term(field: str, values: Sequence[object]) -> str:
    """Return ``field:one,other``: what any of the values meets."""
    return f"{field}:{','.join(_quoted(str(value)) for value in values)}"


def _quoted(text: str) -> str:
    if text and all(character.isalnum() or character in "_-" for character in text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
