"""Bring IPC, CPC and Locarno symbols to one written form, and guess a segment of the industry chain from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from patentdesk.portfolio.codes import Scheme, Segment

_ST8 = re.compile(r"([A-HY]\d\d[A-Z])(\d{4})(\d{6})$", re.ASCII)
_SYMBOL = re.compile(r"([A-HY]\d\d[A-Z])\s*[-/]?\s*(?:0*(\d{1,4})(?:\s*/\s*(\d{2,6}))?)?\s*(?:\(.*)?$", re.ASCII)
_RUN_TOGETHER = re.compile(r"([A-HY]\d\d[A-Z])(00\d\d|\d{3})(\d{2,6})$", re.ASCII)
"""Group of three digits, or of four with zeros before it, and subgroup without a stroke: C07D41700, A61K000900."""
_US_CLASS = re.compile(r"[!-~]+$")
"""Lists of US classes also hold old British and other national symbols: any plain characters."""
_LOCARNO = re.compile(
    r"(?:LOC\s*\(\d+\)\s*(?:CL\.?)?\s*)?(\d{1,2})\s*-\s*(\d{1,2})(?:\s*-?[A-Z]\d+)?(?:\s*\(\d{1,2}\))?$", re.ASCII
)
"""With the edition before or behind it: LOC(13)Cl.12-08, 12-08(13)."""


@lru_cache(maxsize=20_000)
def read_symbol(text: str, scheme: Scheme = Scheme.IPC) -> str | None:
    """Return the canonical symbol such as ``H01M10/0525`` or Locarno ``12-08``; None when it is none.

    Blanks, padding zeros, version marks and the fourteen-character form of WIPO ST.8 are understood.
    """
    plain = unicodedata.normalize("NFKC", text).upper().strip()
    if scheme is Scheme.LOCARNO:
        found = _LOCARNO.match(plain)
        return f"{int(found.group(1)):02d}-{int(found.group(2)):02d}" if found else None
    if scheme is Scheme.UPC:
        bare = re.sub(r"\s", "", plain)
        return bare if _US_CLASS.match(bare) else None
    if found := _ST8.match(plain):
        head, group, tail = found.groups()
        return f"{head}{int(group)}/{tail[:2] + tail[2:].rstrip('0')}"
    found = _RUN_TOGETHER.match(plain) or _SYMBOL.match(plain)
    if found is None:
        return None
    head, group, tail = found.groups()
    if group is None:
        return str(head)
    return f"{head}{int(group)}/{tail}" if tail else f"{head}{int(group)}"


@dataclass(frozen=True, slots=True)
class SegmentTaxonomy:
    """A mapping of classification prefixes to segments; the longest prefix wins, the first symbol decides a tie."""

    prefixes: Mapping[str, Segment]

    @classmethod
    def of(cls, words: Mapping[str, list[str]]) -> SegmentTaxonomy:
        """Build the taxonomy from segment → prefixes."""
        return cls({prefix: Segment(segment) for segment, prefixes in words.items() for prefix in prefixes})

    def guess(self, symbols: Iterable[str]) -> Segment | None:
        """Return the segment named by most symbols, the first counting double; None when none is known."""
        votes: dict[Segment, int] = {}
        for position, symbol in enumerate(dict.fromkeys(symbols)):
            segment = self._of(symbol)
            if segment is not None:
                votes[segment] = votes.get(segment, 0) + (2 if position == 0 else 1)
        return max(votes, key=votes.__getitem__) if votes else None

    def _of(self, symbol: str) -> Segment | None:
        """Return the segment of the longest prefix that ends where a class, subclass, group or subgroup ends."""
        for size in range(len(symbol), 2, -1):
            segment = self.prefixes.get(symbol[:size])
            if segment is not None and (size <= 4 or "/" in symbol[:size] or symbol[size : size + 1] in ("", "/")):
                return segment
        return None
