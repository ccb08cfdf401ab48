"""Define what sets one export format apart from another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from patentdesk.portfolio.names import split_at_commas, split_names

_COMMA = re.compile(r"[,，](?!\d{3}(?!\d))")
"""A comma that parts items, and not the thousands of a number such as 62/123,456."""
JOIN = " | "
"""Stands between the texts of several columns that tell one field."""
LIST_SIGNS = (" | ", ";;", ";", "；", "|", "\n")


def _as_written(name: str) -> str:
    return name


@dataclass(frozen=True, slots=True)
class Format:
    """One export format: how it is recognised, how it writes lists, and what its own headers mean.

    ``recognise`` is asked with the set of normal headers; ``headers`` overrides the common vocabulary (normal header →
    field); ``own_name`` cleans one party name, and empties what is none.
    """

    code: str
    recognise: Callable[[frozenset[str]], bool]
    list_signs: tuple[str, ...] = LIST_SIGNS
    company_commas: bool = False
    headers: Mapping[str, str | None] = field(default_factory=dict)
    own_name: Callable[[str], str] = _as_written
    also: Mapping[str, str] = field(default_factory=dict)
    """Normal header → a second field that the same column tells."""
    rewrite: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Field → what turns the vendor's way to write it into a usual one; the cell is kept as written all the same."""

    def names(self, text: str) -> tuple[str, ...]:
        """Return the party names of a cell."""
        if not text:
            return ()
        parts = split_at_commas(text) if self.company_commas else split_names(text, self.list_signs)
        if len(parts) == 1 and not self.company_commas:
            parts = _chinese_parts(parts[0])
        return tuple(dict.fromkeys(name for part in parts if (name := self.own_name(part))))

    def titles(self, text: str) -> tuple[str, ...]:
        """Return the items of a list of literature, in which commas and semicolons belong to the items."""
        return split_names(text.replace(JOIN, "\n").replace(";;", "\n"), ("\n",)) if text else ()

    def items(self, text: str) -> tuple[str, ...]:
        """Return the items of a list cell, such as classification symbols or numbers."""
        if not text:
            return ()
        if JOIN in text:
            return tuple(dict.fromkeys(item for part in text.split(JOIN) for item in self.items(part)))
        if any(sign in text for sign in self.list_signs):
            return split_names(text, self.list_signs)
        return split_names(_COMMA.sub("\n", text), ("\n",))


def _chinese_parts(text: str) -> tuple[str, ...]:
    """Split at commas where no Latin letter stands: Chinese lists use them between names, Latin names inside."""
    if re.search(r"[A-Za-z]", text) or not re.search(r"[,，、]", text):
        return (text,)
    return split_names(re.sub(r"[,，、]", ",", text), (",",))
