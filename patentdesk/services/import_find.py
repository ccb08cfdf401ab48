"""Find the patents of the portfolio that rows of an import speak of, by the rows' keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from patentdesk.intake.merging import Key, Merged, keys
from patentdesk.portfolio.records import Patent, Provenance
from patentdesk.store.file import Reader

_FIELDS_OF = {
    "external": ("external_id",), "publication": ("grant_number", "publication_number"),
    "application": ("application_number",),
}  # fmt: skip

_SURE = ("application", "publication")
_HELD = ("office", "id", "application_number")
_Holders = dict[str, dict[str, tuple[int, str]]]


@dataclass(slots=True)
class Finder:
    """Finds patents by application number, publication or a source's own id."""

    reader: Reader
    empty: bool = field(init=False)
    """There is no patent yet that a row could speak of."""
    published: dict[str, str] = field(default_factory=dict)
    """Publication → application number, of the patents that rows were asked about."""
    _taken: dict[int, str] = field(default_factory=dict)
    """Patent without an application number → the one that it was found for."""
    _by_written_id: dict[str, int] | None = None
    """Source id of any document that was merged into a patent → the patent; read when it is first needed."""

    def __post_init__(self) -> None:
        self.empty = not self.reader.select(Patent, limit=1)

    def met(self, rows: Sequence[Sequence[Key]]) -> list[int | None]:
        """Return for each row, by its keys, the patent of the portfolio that it may speak of; None: of none.

        0: the portfolio knows a number of the row, which may be that of another office or application; whether it
        speaks of that patent is left to ``find``.
        """
        if self.empty:
            return [None] * len(rows)
        wanted = _by_kind(rows)
        there = {kind: self._holders(kind, wanted[kind]) for kind in _FIELDS_OF}
        if missing := wanted["external"] - there["external"].keys():
            there["external"].update({value: {} for value in missing & self._written_ids().keys()})
        return [_holder(own, there) for own in rows]

    def find(self, merged: Sequence[Merged]) -> list[Patent | None]:
        """Return for each item its patent: that of its application number, then of a publication, then of an id."""
        if self.empty:
            return [None] * len(merged)
        rows = [[keys(draft) for draft in item.drafts] for item in merged]
        found = self._load(key for drafts in rows for key in drafts)
        patents = (_find(item, [key for row in drafts for key in row], found)
                   for item, drafts in zip(merged, rows, strict=True))  # fmt: skip
        return [self._unless_taken(item, patent) for item, patent in zip(merged, patents, strict=True)]

    def _unless_taken(self, item: Merged, patent: Patent | None) -> Patent | None:
        """Return a patent of which no application number is known for the first only that tells one."""
        application = item.values.get("application_number")
        if patent is None or not application or patent.application_number:
            return patent
        return patent if self._taken.setdefault(patent.id, str(application)) == application else None

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

    def _holders(self, kind: str, wanted: Collection[str]) -> _Holders:
        """Return number → office → patent and its application number; a publication is that of its document alone."""
        found: _Holders = {}
        for name in _FIELDS_OF[kind] if wanted else ():
            conditions: dict[str, Any] = {name: wanted}
            told = self.reader.fields(Patent, tuple({name, *_HELD}), **conditions)
            for value, office, patent_id, application in zip(told[name], *(told[held] for held in _HELD), strict=True):
                holder = found.setdefault(value, {})
                holder.setdefault("" if kind == "publication" else office, (patent_id, application))
                if kind == "publication":
                    self.published.setdefault(value, application)
        return found


def _holder(own: Sequence[Key], there: Mapping[str, _Holders]) -> int | None:
    sure = [key for key in own if key[0] in _SURE] or own
    known = [(key, there[key[0]][key[2]]) for key in sure if key[2] in there[key[0]]]
    application = next((value for kind, _, value in own if kind == "application"), "")
    for (_, office, _), holders in known:
        patent_id, stored = holders.get(office, (0, ""))
        if patent_id and (not application or not stored or application == stored):
            return patent_id
    return 0 if known else None


def _by_kind(rows: Iterable[Sequence[Key]]) -> dict[str, set[str]]:
    """Return the values to look for by kind of key; a source's own id only for rows that tell nothing surer."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for own in rows:
        sure = any(key[0] in _SURE for key in own)
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
            if kind == "external" and _differ(merged.values.get("grant_number"), patent.grant_number):
                continue
            if not _differ(application, patent.application_number):
                return patent
    return None


def _differ(told: object, stored: str) -> bool:
    """Tell whether both are known and not the same."""
    return bool(told and stored and told != stored)
