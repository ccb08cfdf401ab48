"""Write what an import brings, in bulk, inside one operation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from patentdesk.core.identifiers import new_uids
from patentdesk.intake.drafts import Draft
from patentdesk.portfolio.codes import OrganisationKind, RightType, Role
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import (
    Alias,
    Family,
    ImportedFile,
    Organisation,
    Patent,
    Provenance,
)
from patentdesk.services.import_compare import Target
from patentdesk.services.import_details import write_details
from patentdesk.services.import_differences import note_differences
from patentdesk.services.import_plan import FilePlan
from patentdesk.services.import_values import PROSE
from patentdesk.store.file import Reader, Work

LONG = 24
"""Texts of more characters are kept once, in the patent, as long as they are the same."""
GUESSED = "guess:ipc"
"""Stands in a provenance's columns for a segment that was guessed from the classification."""
_OF_PROVENANCE = ("patent_id", "file_id", "sheet", "row", "columns", "written", "digest", "conflicts")
_BLANK = {item.name: getattr(Patent(), item.name) for item in fields(Patent) if item.name != "id"}
"""Field of a patent → what stands there while nothing is known."""
_NEEDED = frozenset(name for name, blank in _BLANK.items() if blank not in (None, ""))
"""Fields that are written of each new patent, as SQL does not know their blank value."""
_INSTITUTE = re.compile(
    r"大学|学院|研究院|研究所|学校|\b(univ|university|institute|inst|college|academy)\b", re.IGNORECASE
)
_COMPANY = re.compile(
    r"公司|集团|厂|株式会社|주식회사|\b(inc|corp|co|ltd|llc|gmbh|ag|sa|nv|bv|company|corporation|motors?|technolog\w*|tech)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Directory:
    """The organisations by folded name; new ones gather until they are written."""

    ids: dict[str, int] = field(default_factory=dict)
    members: set[int] = field(default_factory=set)
    fresh: dict[str, Organisation] = field(default_factory=dict)
    homeless: set[int] = field(default_factory=set)
    """Ids of organisations whose country is not known."""
    countries: dict[int, str] = field(default_factory=dict)
    """Countries that an import tells of these."""

    @classmethod
    def read(cls, reader: Reader) -> Directory:
        """Return the organisations of the portfolio."""
        directory = cls()
        for organisation in reader.select(Organisation):
            for name in (organisation.name, organisation.name_en):
                if name:
                    directory.ids.setdefault(fold(name), organisation.id)
            if organisation.kind is OrganisationKind.MEMBER:
                directory.members.add(organisation.id)
            if not organisation.country:
                directory.homeless.add(organisation.id)
        for alias in reader.select(Alias):
            directory.ids.setdefault(alias.key, alias.organisation_id)
        return directory

    def tell_country(self, name: str, code: str) -> None:
        """Note the country of an organisation of which none is known."""
        number = self.ids.get(fold(name))
        if number in self.homeless:
            self.homeless.discard(number)
            self.countries[number] = code

    def knows(self, name: str) -> bool:
        """Tell whether an organisation of this name exists or is wanted already."""
        key = fold(name)
        return key in self.ids or key in self.fresh

    def want(self, name: str, kind: OrganisationKind, latin: str = "", country: str = "") -> None:
        """Note an organisation that must exist; a member outranks what the name was noted as before."""
        key = fold(name)
        if key not in self.ids and (key not in self.fresh or kind is OrganisationKind.MEMBER):
            self.fresh[key] = Organisation(name=name, name_en=latin, kind=kind, country=country)

    def write(self, work: Work) -> None:
        """Add the organisations that were wanted and the keys of their names."""
        for (key, organisation), number in zip(self.fresh.items(), work.add_all(self.fresh.values()), strict=True):
            self.ids[key] = number
            if organisation.kind is OrganisationKind.MEMBER:
                self.members.add(number)
        work.add_all(Alias(organisation_id=self.ids[key], key=key, written=organisation.name)
                     for key, organisation in self.fresh.items())  # fmt: skip
        for key, organisation in self.fresh.items():
            if organisation.name_en:
                self.ids.setdefault(fold(organisation.name_en), self.ids[key])
        self.fresh.clear()
        work.change_each(Organisation, [(number, {"country": code}) for number, code in self.countries.items()])
        self.countries.clear()


def member_ids(reader: Reader, names: Iterable[str]) -> dict[str, int]:
    """Return the ids of the organisations with these names, as far as they exist."""
    directory = Directory.read(reader)
    return {name: directory.ids[fold(name)] for name in names if fold(name) in directory.ids}


@dataclass(slots=True)
class Writer:
    """Writes the targets of one import, batch after batch, inside its operation."""

    work: Work
    files: Mapping[str, FilePlan]
    now: datetime
    ids: list[int] = field(default_factory=list)
    """The patents touched."""
    organisations: bool = False
    encumbrances: bool = False
    events: bool = False
    _directory: Directory = field(default_factory=Directory)
    _families: dict[str, int] = field(default_factory=dict)
    _file_ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._directory = Directory.read(self.work)

    def write(self, targets: Sequence[Target]) -> None:
        """Write what these targets bring; those that bring nothing are passed over."""
        writing = [target for target in targets if target.writes]
        noting = [target for target in targets if target.conflicts and not target.kept and not target.writes]
        if not writing and not noting:
            return
        work, directory = self.work, self._directory
        _want_organisations(directory, writing)
        self.organisations = self.organisations or bool(directory.fresh or directory.countries)
        self.encumbrances = self.encumbrances or any(target.encumbrances or target.tied for target in writing)
        self.events = self.events or any(target.events for target in writing)
        directory.write(work)
        _make_members(work, directory, writing)
        self._families.update(_write_families(work, writing, self._families))
        ids = _write_patents(work, writing, directory, self._families)
        write_details(work, list(zip(writing, ids, strict=True)), directory.ids)
        both = [*zip(writing, ids, strict=True), *((item, _id_of(item)) for item in noting)]
        self._write_provenance(both)
        note_differences(work, both, self._file_id)
        self.ids.extend(patent_id for _, patent_id in both)

    def _write_provenance(self, written: Sequence[tuple[Target, int]]) -> None:
        rows = [
            _provenance(target, draft, patent_id, self._file_id(draft.source.file), self._usual(draft))
            for target, patent_id in written
            for draft in target.merged.drafts
        ]
        self.work.add_values(Provenance, _OF_PROVENANCE, rows)

    def _usual(self, draft: Draft) -> Mapping[str, str]:
        return self.files[draft.source.file].columns.get(draft.source.sheet, {})

    def _file_id(self, name: str) -> int:
        """Return the id of the record of a file, which is added with the first row that brings something."""
        if name not in self._file_ids:
            file = self.files[name]
            self._file_ids[name] = self.work.add(
                ImportedFile(
                    name=file.name, digest=file.digest, format=file.format, row_count=file.row_count,
                    imported_at=self.now, operation_id=self.work.operation_id, columns=file.columns,
                )
            )  # fmt: skip
        return self._file_ids[name]


def _id_of(target: Target) -> int:
    return target.patent.id if target.patent is not None else 0


def _kind_of(name: str, target: Target) -> OrganisationKind:
    if _INSTITUTE.search(name):
        return OrganisationKind.INSTITUTE
    personal = (Role.INVENTOR, name) in target.merged.parties or (
        re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", name) is not None
    )
    return OrganisationKind.PERSON if personal and not _COMPANY.search(name) else OrganisationKind.COMPANY


def _want_organisations(directory: Directory, targets: Sequence[Target]) -> None:
    for target in targets:
        if target.merged.member:
            directory.want(target.merged.member, OrganisationKind.MEMBER)
    for target in targets:
        countries = dict(target.merged.countries)
        for role, name in target.parties:
            if role is not Role.INVENTOR and not directory.knows(name):
                latin = dict(target.merged.latin_names).get(name, "")
                if role is Role.AGENCY:
                    directory.want(name, OrganisationKind.AGENCY, latin)
                else:
                    directory.want(name, _kind_of(name, target), latin, countries.get(name, ""))
        for name, code in countries.items():
            directory.tell_country(name, code)


def _make_members(work: Work, directory: Directory, targets: Sequence[Target]) -> None:
    """Let organisations that were known before become members."""
    named = {directory.ids[fold(target.merged.member)] for target in targets if target.merged.member}
    work.change_many(Organisation, sorted(named - directory.members), kind=OrganisationKind.MEMBER)


def _write_families(work: Work, targets: Sequence[Target], known: Mapping[str, int]) -> dict[str, int]:
    told = {target.merged.family_key for target in targets if target.merged.family_key and _lacks_family(target)}
    wanted = {key for key in told if key not in known}
    there = {family.key: family.id for family in work.select(Family, kind="simple", key=wanted)} if wanted else {}
    fresh = sorted(wanted - there.keys())
    rows = [(uid, "simple", key) for uid, key in zip(new_uids(len(fresh)), fresh, strict=True)]
    return {**there, **dict(zip(fresh, work.add_values(Family, ("uid", "kind", "key"), rows), strict=True))}


def _lacks_family(target: Target) -> bool:
    return target.patent is None or target.patent.family_id is None


def _write_patents(
    work: Work, targets: Sequence[Target], directory: Directory, families: Mapping[str, int]
) -> list[int]:
    """Add new patents in one run and change the others one by one; return the id for each target."""
    ready = [_values(target, directory, families) for target in targets]
    wanted = [values for target, values in zip(targets, ready, strict=True) if target.patent is None]
    told = _NEEDED.union(*wanted)
    names = [name for name in _BLANK if name in told]
    rows = [_row(values, uid, names) for values, uid in zip(wanted, new_uids(len(wanted)), strict=True)]
    fresh = iter(work.add_values(Patent, names, rows))
    ids: list[int] = []
    for target, values in zip(targets, ready, strict=True):
        if target.patent is None:
            ids.append(next(fresh))
        else:
            ids.append(target.patent.id)
            if values:
                work.change_many(Patent, [target.patent.id], **values)
    return ids


def _values(target: Target, directory: Directory, families: Mapping[str, int]) -> dict[str, object]:
    values = dict(target.values)
    merged = target.merged
    if merged.member and (target.patent is None or "member_id" in values):
        values["member_id"] = directory.ids[fold(merged.member)]
    agency = next((name for role, name in target.parties if role is Role.AGENCY), None)
    if agency is not None:
        values["agency_id"] = directory.ids[fold(agency)]
    if merged.family_key and _lacks_family(target):
        values["family_id"] = families[merged.family_key]
    return values


def _row(values: dict[str, object], uid: str, names: Sequence[str]) -> list[object]:
    """Return these values of a new patent; what the import does not say is not known."""
    values["uid"] = uid
    if not values.get("right_type"):
        values["right_type"] = RightType.PCT if values.get("office") == "WO" else RightType.INVENTION
    return [values[name] if name in values else _BLANK[name] for name in names]


def _provenance(
    target: Target, draft: Draft, patent_id: int, file_id: int, usual: Mapping[str, str]
) -> tuple[object, ...]:
    """Return the origin of a patent's values in one row; what the patent itself holds is not written again."""
    columns = {} if draft.columns == usual else dict(draft.columns)
    if target.guessed:
        columns["segment"] = GUESSED
    at = draft.source
    written = _written(target, draft)
    return patent_id, file_id, at.sheet, at.row or 0, columns, written, draft.digest, target.conflicts


def _written(target: Target, draft: Draft) -> dict[str, str | None]:
    """Return the texts of the row's cells; None for a long one that the patent now holds word for word."""
    written: dict[str, str | None] = {**draft.written}
    for name in PROSE & written.keys():
        text = draft.written[name]
        if len(text) > LONG and text == target.values.get(name, getattr(target.patent, name, None)):
            written[name] = None
    return written
