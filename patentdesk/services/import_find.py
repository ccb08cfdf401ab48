"""Find the patents of the portfolio that rows of an import speak of, by the rows' keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from patentdesk.intake.merging import Key, Merged, keys
from patentdesk.portfolio.records import Patent, Provenance
from patentdesk.store.file import Reader

_FIELDS_OF = {
    "external": ("external_id",), "publication": ("grant_number", "publication_number"),
    "application": ("application_number",),
}  # fmt: skip


@dataclass(slots=True)
class Finder:
    """Finds patents by application number, publication or a source's own id."""

    reader: Reader
    empty: bool = field(init=False)
    """There is no patent yet that a row could speak of."""
    _by_written_id: dict[str, int] | None = None
    """Source id of any document that was merged into a patent → the patent; read when it is first needed."""

    def __post_init__(self) -> None:
        self.empty = not self.reader.select(Patent, limit=1)

    def met(self, rows: Sequence[Sequence[Key]]) -> list[bool]:
        """Tell for each row, by its keys, whether the portfolio may hold the patent that it speaks of.

        Whether it does is left to ``find``: a number may be that of another office.
        """
        if self.empty:
            return [False] * len(rows)
        wanted = _by_kind(rows)
        there = {
            kind: {value for name in names for value in self._values(name, wanted[kind])}
            for kind, names in _FIELDS_OF.items()
        }
        if missing := wanted["external"] - there["external"]:
            there["external"] |= missing & self._written_ids().keys()
        return [any(value in there[kind] for kind, _, value in own) for own in rows]

    def find(self, merged: Sequence[Merged]) -> list[Patent | None]:
        """Return for each item its patent: that of its application number, then of a publication, then of an id."""
        if self.empty:
            return [None] * len(merged)
        rows = [[keys(draft) for draft in item.drafts] for item in merged]
        found = self._load(key for drafts in rows for key in drafts)
        return [_find(item, [key for row in drafts for key in row], found)
                for item, drafts in zip(merged, rows, strict=True)]  # fmt: skip

    def _load(self, rows: Iterable[Sequence[Key]]) -> dict[Key, Patent]:
        wanted = _by_kind(rows)
        found: dict[Key, Patent] = {}
        for kind, names in _FIELDS_OF.items():
            for name in names if wanted[kind] else ():
                conditions: dict[str, Any] = {name: wanted[kind]}
                for patent in self.reader.select(Patent, **conditions):
                    office = "" if kind == "publication" else patent.office
                    found.setdefault((kind, office, str(getattr(patent, name))), patent)
        if missing := wanted["external"] - {key[2] for key in found if key[0] == "external"}:
            self._load_by_written_id(missing, found)
        return found

    def _load_by_written_id(self, missing: Collection[str], found: dict[Key, Patent]) -> None:
        """Find patents whose other documents bore the id."""
        known = self._written_ids()
        ids = {written: known[written] for written in missing if written in known}
        patents = {patent.id: patent for patent in self.reader.select(Patent, id=set(ids.values()))}
        for written, patent_id in ids.items():
            patent = patents[patent_id]
            found.setdefault(("external", patent.office, written), patent)

    def _written_ids(self) -> dict[str, int]:
        """Return the ids of all documents: they are kept in the provenance of the rows that were merged."""
        if self._by_written_id is None:
            self._by_written_id = {written: origin.patent_id for origin in self.reader.iterate(Provenance)
                                   if (written := origin.written.get("external_id"))}  # fmt: skip
        return self._by_written_id

    def _values(self, name: str, wanted: Collection[str]) -> list[str]:
        conditions: dict[str, Any] = {name: wanted}
        return self.reader.column(Patent, name, **conditions) if wanted else []


def _by_kind(rows: Iterable[Sequence[Key]]) -> dict[str, set[str]]:
    """Return the values to look for by kind of key; a source's own id only for rows that tell nothing surer."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for own in rows:
        sure = any(key[0] != "external" for key in own)
        for kind, _, value in own:
            if kind != "external" or not sure:
                wanted[kind].add(value)
    return wanted


def _find(merged: Merged, own: Sequence[Key], found: dict[Key, Patent]) -> Patent | None:
    application = merged.values.get("application_number")
    for kind in ("application", "publication", "external"):
        for key in own:
            patent = found.get(key) if key[0] == kind else None
            if patent is None:
                continue
            if not (application and patent.application_number and application != patent.application_number):
                return patent
    return None
