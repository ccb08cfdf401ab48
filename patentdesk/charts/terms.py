"""Write the query term that a click on a chart stands for."""

from __future__ import annotations


def term(field: str, value: object) -> str:
    """Return ``field:value`` in the query language; a value with other than letters, digits, - and _ is quoted."""
    text = str(value)
    if text and all(character.isalnum() or character in "_-" for character in text):
        return f"{field}:{text}"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'{field}:"{escaped}"'
