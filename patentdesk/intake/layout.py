"""Define what sets one export format apart from another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from patentdesk.portfolio.names import split_at_commas, split_names

_COMMA = re.compile(r"[,，](?!\d{3}(?!\d))(?![^()]*\))")
"""A comma that parts items: no thousands of a number (62/123,456), nothing in brackets (EP,US)."""
_COUNTRY = re.compile(r"[\s_\u2002]*\[[A-Z]{2}\]$")

JOIN = " | "
"""Stands between the texts of several columns that tell one field."""
LIST_SIGNS = (" | ", ";;", ";", "；", "|", "\n")


def without_country(name: str) -> str:
    """Drop the country behind a name: ``ELWHA LLC [US]``, after Excel for Mac ``ELWHA LLC_[US]``."""
    return _COUNTRY.sub("", name)


def country_behind(name: str) -> str:
    """Return the code of the country behind a name; empty where none stands."""
    found = _COUNTRY.search(name)
    return re.sub(r"[^A-Z]", "", found.group()) if found else ""


@dataclass(frozen=True, slots=True)
class Format:
    """One export format: how it is recognised, how it writes lists, and what its own headers mean.

    ``recognise`` is asked with the set of normal headers; ``headers`` overrides the common vocabulary (normal header →
    field; a question mark behind the field: where no other column tells it); ``own_name`` cleans one party name, and
    empties what is none.
    """

    code: str
    recognise: Callable[[frozenset[str]], bool]
    list_signs: tuple[str, ...] = LIST_SIGNS
    company_commas: bool = False
    headers: Mapping[str, str | None] = field(default_factory=dict)
    own_name: Callable[[str], str] = without_country
    own_country: Callable[[str], str] | None = country_behind
    """Returns the code of the country that stands beside a party's name; empty where none does."""
    also: Mapping[str, str] = field(default_factory=dict)
    """Normal header → a second field that the same column tells."""
    rewrite: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Field → what turns the vendor's way to write it into a usual one; the cell is kept as written all the same."""

    def names(self, text: str) -> tuple[str, ...]:
        """Return the party names of a cell."""
        return tuple(dict.fromkeys(name for part in self._raw_names(text) if (name := self.own_name(part))))

    def countries(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the party names of a cell beside which a country stands, each with its code."""
        told = self.own_country
        pairs = ((self.own_name(part), told(part)) for part in self._raw_names(text)) if told is not None else ()
        return tuple(dict.fromkeys((name, code) for name, code in pairs if name and code))

    def _raw_names(self, text: str) -> tuple[str, ...]:
        if not text:
            return ()
        parts = split_at_commas(text) if self.company_commas else split_names(text, self.list_signs)
        if len(parts) == 1 and not self.company_commas:
            parts = _chinese_parts(parts[0])
        return parts

    def every(self, text: str) -> tuple[str, ...]:
        """Return all items of a list cell in their order, also those that stand there several times."""
        sign = next((one for one in (JOIN, *self.list_signs, ",", "，") if one in text), None)
        return tuple(part.strip() for part in (text.split(sign) if sign else [text]))

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
