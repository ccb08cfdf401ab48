"""Tell the technology field of a patent from its IPC symbol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FIELDS = range(1, 36)
"""Numbers of the 35 fields of WIPO's IPC and technology concordance (Schmoch 2008, updated since)."""


@dataclass(frozen=True, slots=True)
class TechnologyFields:
    """The field by IPC subclass ('B60L'), or by subclass and main group where a subclass is divided ('A61K8')."""

    by_symbol: Mapping[str, int]

    def of(self, symbol: str) -> int | None:
        """Return the field of a canonical symbol such as 'H01M10/0525'; None when it has none."""
        return self.by_symbol.get(symbol[:4]) or self.by_symbol.get(symbol.partition("/")[0])


def read_fields(rows: Iterable[Mapping[str, str]]) -> TechnologyFields:
    """Build the table from rows of symbol and field. Raises ValueError for an unknown field or a repeated symbol."""
    found: dict[str, int] = {}
    for row in rows:
        symbol, number = row["symbol"], int(row["field"])
        if number not in FIELDS or symbol in found:
            raise ValueError(f"technology field of {symbol}: {number}")
        found[symbol] = number
    return TechnologyFields(found)
