"""Write the query term that a click on a chart stands for."""

from __future__ import annotations

from collections.abc import Sequence

from patentdesk.portfolio.clauses import clause


def term(field: str, value: object) -> str:
    """Return ``field:value`` in the query language; of a text, that it is exactly the value."""
    return any_term(field, [value])


def any_term(field: str, values: Sequence[object]) -> str:
    """Return ``field:one,other``: what any of the values meets."""
    return clause(field, [str(value) for value in values])
