"""List the fields on which sources differ, and let a person decide, one by one or by rule, which value stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from patentdesk.core.problems import refuse
from patentdesk.intake.formats import OF_OFFICES
from patentdesk.intake.shares import DraftShare, read_shares, write_shares
from patentdesk.portfolio.codes import DifferenceState, Role
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import (
    Alias,
    Difference,
    HandMade,
    ImportedFile,
    Party,
    Patent,
    Provenance,
)
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.editing import checked
from patentdesk.services.import_parties import share_of
from patentdesk.services.import_values import SHARES
from patentdesk.services.listing import query
from patentdesk.services.recomputing import DOCKETED, follow
from patentdesk.store.file import Reader, Work

_ROLES = {"applicants_text": (Role.APPLICANT, Role.OWNER), "inventors_text": (Role.INVENTOR,)}
"""Lines of names that parties stand behind; the first role that has parties is meant."""
_TOLD_BY = {"applicants_text": ("applicants", "owners"), "inventors_text": ("inventors",)}
_SIGN = " | "


@dataclass(frozen=True, slots=True)
class DifferenceItem:
    """One difference as a person looks at it."""

    difference: Difference
    patent: Patent
    held_by: str
    """Name of the file that told the value held; '' when a person entered it or the file is not known."""
    held_format: str
    told_by: str
    told_format: str
    told_at: datetime | None
    present: str
    """The value that the patent has now, as text."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to decide many differences at once; ``choose`` leaves open what it returns None for."""

    code: str
    choose: Callable[[DifferenceItem], DifferenceState | None]


def _newer_file(item: DifferenceItem) -> DifferenceState | None:
    return None if item.difference.hand_made else DifferenceState.TOLD


def _mine(item: DifferenceItem) -> DifferenceState | None:
    return DifferenceState.HELD if item.difference.hand_made else None


def _office(item: DifferenceItem) -> DifferenceState | None:
    held, told = item.held_format in OF_OFFICES, item.told_format in OF_OFFICES
    if item.difference.hand_made or held == told:
        return None
    return DifferenceState.HELD if held else DifferenceState.TOLD


RULES: tuple[Rule, ...] = (Rule("newer", _newer_file), Rule("office", _office), Rule("mine", _mine))
"""The later of two files; an office's data over a vendor's; what a person entered over any file."""


def differences(
    desk: Desk, query_text: str = "", *, state: DifferenceState | None = DifferenceState.OPEN
) -> list[DifferenceItem]:
    """Return the differences of the patents that a query selects, the newest first; state None: decided ones too.

    Raises Refused for a query that cannot be read.
    """
    conditions: dict[str, Any] = {} if state is None else {"state": state}
    selected = query(desk, query_text)
    with desk.file.reading() as reader:
        if query_text.strip():
            conditions["patent_id"] = reader.find(selected)
        return _items(reader, reader.select(Difference, order=("-id",), **conditions))


def decide(desk: Desk, difference_ids: Sequence[int], side: DifferenceState) -> Changes:
    """Let the value held (HELD) or the file's (TOLD) stand; OPEN asks again and changes no value.

    A value held that a person chose counts as made by hand from then on; a file's that was chosen no longer does.
    Raises Refused: difference_gone, edit_bad_value.
    """
    with desk.file.operation("decide_differences", n=len(difference_ids), side=side.value) as work:
        found = work.select(Difference, id=[int(one) for one in difference_ids])
        if len(found) < len(set(difference_ids)):
            raise refuse("difference_gone")
        touched = _decide(desk, work, {one: side for one in found})
    return _changes(touched)


def decide_by_rule(desk: Desk, code: str, query_text: str = "") -> tuple[Changes, int]:
    """Decide the open differences of the selected patents by a rule of RULES; return also how many were decided.

    Raises Refused: difference_rule_unknown, and for a query that cannot be read.
    """
    rule = next((one for one in RULES if one.code == code), None)
    if rule is None:
        raise refuse("difference_rule_unknown", text=code, known=", ".join(one.code for one in RULES))
    chosen: dict[Difference, DifferenceState] = {}
    for item in differences(desk, query_text):
        side = rule.choose(item)
        if side is not None:
            chosen[item.difference] = side
    if not chosen:
        return Changes(), 0
    with desk.file.operation("decide_differences", n=len(chosen), side=code) as work:
        touched = _decide(desk, work, chosen)
    return _changes(touched), len(chosen)


def _changes(touched: Iterable[int]) -> Changes:
    return Changes.of([Kind.PATENTS, Kind.DEADLINES], set(touched))


def _decide(desk: Desk, work: Work, chosen: Mapping[Difference, DifferenceState]) -> set[int]:
    """Write the values and marks that follow; return the patents concerned."""
    work.change_each(Difference, [(one.id, {"state": side}) for one, side in chosen.items()])
    decided = {one: side for one, side in chosen.items() if side is not DifferenceState.OPEN}
    patents = {one.patent_id for one in decided}
    values: dict[int, dict[str, object]] = defaultdict(dict)
    for one, side in decided.items():
        text = one.held if side is DifferenceState.HELD else one.told
        if one.field_name == SHARES:
            _share_out(work, one.patent_id, text)
            continue
        values[one.patent_id][one.field_name] = text if one.field_name in _ROLES else checked(one.field_name, text)
        if one.field_name in _ROLES:
            _rename(work, one, text)
    before = {patent.id: patent for patent in work.select(Patent, id=patents)}
    changed = [(patent_id, {name: value for name, value in own.items() if value != getattr(before[patent_id], name)})
               for patent_id, own in values.items()]  # fmt: skip
    work.change_each(Patent, [(patent_id, own) for patent_id, own in changed if own])
    _mark(work, decided, patents)
    if docketed := [patent_id for patent_id, own in changed if DOCKETED & own.keys()]:
        follow(desk, work, sorted(docketed))
    return {one.patent_id for one in chosen}


def _mark(work: Work, decided: Mapping[Difference, DifferenceState], patents: Iterable[int]) -> None:
    """Mark values that a person held on to as made by hand; take the mark off those of a file."""
    marks = {(mark.patent_id, mark.field_name): mark.id for mark in work.select(HandMade, patent_id=set(patents))}
    held = {(one.patent_id, one.field_name): side is DifferenceState.HELD for one, side in decided.items()}
    work.remove(HandMade, [marks[key] for key, ours in held.items() if not ours and key in marks])
    work.add_all(
        HandMade(patent_id=patent_id, field_name=name)
        for (patent_id, name), ours in held.items()
        if ours and (patent_id, name) not in marks
    )


def _rename(work: Work, one: Difference, text: str) -> None:
    """Let the parties behind a line of names be those of the line; shares stay with their names."""
    roles = _ROLES[one.field_name]
    stored = work.select(Party, patent_id=one.patent_id, role=roles, order=("position",))
    role = next((role for role in roles if any(party.role is role for party in stored)), roles[0])
    theirs = [party for party in stored if party.role is role]
    names = [name for name in text.split(_SIGN) if name]
    if [party.name for party in theirs] == names:
        return
    known = {fold(party.name): party for party in theirs}
    work.remove(Party, [party.id for party in theirs])
    for place, name in enumerate(names):
        before = known.get(fold(name), Party())
        owner = work.column(Alias, "organisation_id", key=fold(name)) if role is not Role.INVENTOR else []
        work.add(replace(before, id=0, patent_id=one.patent_id, role=role, position=place, name=name,
                         organisation_id=next(iter(owner), before.organisation_id)))  # fmt: skip


def _share_out(work: Work, patent_id: int, text: str) -> None:
    """Give the parties that a text names the shares that it tells; those of others stay."""
    told = {(share.role, fold(share.name)): share.part for share in read_shares(text) or ()}
    for party in work.select(Party, patent_id=patent_id):
        part = told.get((party.role, fold(party.name)))
        if part is not None:
            work.change(Party, party.id, share_numerator=part.numerator, share_denominator=part.denominator)


def _present(one: Difference, patent: Patent, parties: Sequence[Party]) -> str:
    """Return what the patent says now; of shares, those of the parties that the difference is about."""
    if one.field_name != SHARES:
        return _text(getattr(patent, one.field_name))
    about = {(share.role, fold(share.name)) for share in read_shares(one.told) or ()}
    return write_shares(DraftShare(party.role, party.name, part) for party in parties
                        if (party.role, fold(party.name)) in about and (part := share_of(party)))  # fmt: skip


def _items(reader: Reader, found: Sequence[Difference]) -> list[DifferenceItem]:
    ids = {one.patent_id for one in found}
    patents = {patent.id: patent for patent in reader.select(Patent, id=ids)}
    files = {file.id: file for file in reader.iterate(ImportedFile)}
    rows: dict[int, list[Provenance]] = defaultdict(list)
    for row in reader.select(Provenance, patent_id=ids, order=("-id",)):
        rows[row.patent_id].append(row)
    parties: dict[int, list[Party]] = defaultdict(list)
    shared = {one.patent_id for one in found if one.field_name == SHARES}
    for party in reader.select(Party, order=("patent_id", "role", "position"), patent_id=shared):
        parties[party.patent_id].append(party)
    return [
        _item(
            one, patents[one.patent_id], files, rows[one.patent_id],
            _present(one, patents[one.patent_id], parties[one.patent_id]),
        )
        for one in found
    ]  # fmt: skip


def _item(
    one: Difference, patent: Patent, files: Mapping[int, ImportedFile], rows: Sequence[Provenance], present: str
) -> DifferenceItem:
    names = _TOLD_BY.get(one.field_name, (one.field_name,))
    before = [row for row in rows if row.file_id != one.file_id]
    told_in = [row.file_id for row in before if any(name in row.written for name in names)] or _alone(one, rows)
    held = None if one.hand_made else files.get(next(iter(told_in), 0))
    told = files.get(one.file_id or 0)
    return DifferenceItem(
        one,
        patent,
        held.name if held else "",
        held.format if held else "",
        told.name if told else "",
        told.format if told else "",
        told.imported_at if told else None,
        present,
    )


def _alone(one: Difference, rows: Sequence[Provenance]) -> list[int]:
    """Return the file from which alone the value held can have followed: it wrote no such column, but no other came."""
    told = max((row.id for row in rows if row.file_id == one.file_id), default=0)
    earlier = {row.file_id for row in rows if row.file_id != one.file_id and row.id < told}
    return list(earlier) if len(earlier) == 1 else []


def _text(value: object) -> str:
    return "" if value is None else str(value)
