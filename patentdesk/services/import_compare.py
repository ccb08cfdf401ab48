"""Compare what an import says with what the portfolio holds: find each patent, then decide field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from patentdesk.intake.drafts import DraftCitation, DraftEvent, DraftPriority, event_key
from patentdesk.intake.merging import Merged, with_family_doubt, with_member_doubt
from patentdesk.intake.shares import DraftShare, write_shares
from patentdesk.intake.ties import DraftTie
from patentdesk.portfolio.classification import SegmentTaxonomy
from patentdesk.portfolio.codes import DifferenceState, Role, Scheme, Status
from patentdesk.portfolio.names import alike, fold
from patentdesk.portfolio.records import (
    Citation,
    Classification,
    Difference,
    Encumbrance,
    Event,
    Family,
    HandMade,
    Organisation,
    Party,
    Patent,
    Priority,
    Provenance,
)
from patentdesk.services.import_find import Finder
from patentdesk.services.import_ties import Filled, compare_ties
from patentdesk.services.import_values import FieldChange
from patentdesk.store.file import Reader

_WRITTEN_FORMS = frozenset({"application_number_text", "publication_number_text"})
_OF_THE_DOCUMENT = frozenset({"publication_number", "publication_date", "external_id", "url"})
"""These describe one publication; another publication of the same patent only fills them where they are empty."""
_FIXED = frozenset({"office"})
_NAMES = frozenset({"applicants_text", "inventors_text"})
SHARES = "shares"
"""What parties hold, as a field of the patent that sources may differ on."""
PROSE = frozenset({"title", "title_en", "abstract", "abstract_en"})
_TEXT_OF_ROLE = {
    Role.APPLICANT: "applicants_text",
    Role.OWNER: "applicants_text",
    Role.INVENTOR: "inventors_text",
    Role.AGENCY: "agency_id",
}
"""Where this field is a person's or weak, the parties of the role are too."""


class Target(NamedTuple):
    """What is to be written for one patent; ``patent`` is None for a new one.

    A tuple, as an import makes one for each patent.
    """

    merged: Merged
    patent: Patent | None
    values: Mapping[str, object]
    """The values to be set."""
    decided: tuple[FieldChange, ...] = ()
    """Every difference from the patent that is there."""
    parties: tuple[tuple[Role, str], ...] = ()
    """Parties of the roles that are written anew."""
    replaced: tuple[int, ...] = ()
    """Ids of the parties that make way."""
    priorities: tuple[DraftPriority, ...] = ()
    dated: tuple[tuple[int, DraftPriority], ...] = ()
    """Stored priorities whose date was not known."""
    classifications: tuple[tuple[Scheme, str], ...] = ()
    citations: tuple[DraftCitation, ...] = ()
    events: tuple[DraftEvent, ...] = ()
    encumbrances: tuple[DraftTie, ...] = ()
    tied: Sequence[Filled] = ()
    """What stored ties lacked."""
    guessed: bool = False
    """The segment was guessed from the classification."""
    shared: tuple[tuple[int, Fraction], ...] = ()
    """Stored parties whose share was not known."""
    kept: bool = False
    """The conflicts are already written down for this patent."""
    placed: tuple[int, int] = (0, 0)
    """How many priorities and symbols the patent has: new ones stand behind them."""
    joins: bool = False
    """The patent gets a family, which it lacked."""
    notes: bool = False
    """Columns without a meaning say what is not kept yet."""
    listed: tuple[FieldChange, ...] = ()
    """Classes that come to those that are there, as a change of the field that holds them."""

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """What happens to each value."""
        if self.patent is None:
            return tuple(FieldChange(name, None, value) for name, value in self.values.items())
        return self.decided + self.listed

    @property
    def conflicts(self) -> dict[str, str]:
        """Field → the import's value that is not taken."""
        return {change.field_name: str(change.after) for change in self.decided if not change.taken}

    @property
    def writes(self) -> bool:
        """Tell whether anything about the patent changes."""
        children = (self.parties, self.priorities, self.dated, self.classifications, self.citations, self.events,
                    self.encumbrances, self.tied, self.shared)  # fmt: skip
        return self.patent is None or self.joins or self.notes or bool(self.values) or any(children)


@dataclass(slots=True)
class _Held:
    """What the portfolio holds about the patents that an import may touch."""

    hand_made: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    parties: dict[int, list[Party]] = field(default_factory=lambda: defaultdict(list))
    agencies: dict[int, str] = field(default_factory=dict)
    """Agencies that the patent itself names and no party does."""
    priorities: dict[int, list[Priority]] = field(default_factory=lambda: defaultdict(list))
    symbols: dict[int, set[tuple[Scheme, str]]] = field(default_factory=lambda: defaultdict(set))
    citations: dict[int, set[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(set))
    events: dict[int, set[tuple[object, ...]]] = field(default_factory=lambda: defaultdict(set))
    ties: dict[int, list[Encumbrance]] = field(default_factory=lambda: defaultdict(list))
    conflicts: dict[int, list[Mapping[str, str]]] = field(default_factory=lambda: defaultdict(list))
    settled: dict[int, set[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(set))
    """Field, value held and value told, where a person decided that the one held stands."""
    families: dict[int, str] = field(default_factory=dict)
    """Family → its key."""
    members: dict[int, str] = field(default_factory=dict)
    """Member → its name, of those that other lists name another member for."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stays the same for all batches of an import.

    ``member_ids`` maps the member names that occur to organisation ids; a name without id is a member to be added.
    """

    taxonomy: SegmentTaxonomy
    member_ids: Mapping[str, int]
    finder: Finder


def compare(merged: Sequence[Merged], surroundings: Surroundings) -> list[Target]:
    """Return what is to be written for each patent, in the order given."""
    held = _Held()
    taxonomy, member_ids = surroundings.taxonomy, surroundings.member_ids
    found = surroundings.finder.find(merged)
    known = [patent for patent in found if patent is not None]
    _load_details(surroundings.finder.reader, [patent.id for patent in known], held)
    _load_agencies(surroundings.finder.reader, known, held)
    if wanted := {patent.family_id for patent in known} - {None}:
        held.families.update((one.id, one.key) for one in surroundings.finder.reader.select(Family, id=wanted))
    others = {patent.member_id for item, patent in zip(merged, found, strict=True)
              if patent is not None and item.member and patent.member_id != member_ids.get(item.member)}  # fmt: skip
    if wanted := others - {None}:
        held.members.update((one.id, one.name) for one in surroundings.finder.reader.select(Organisation, id=wanted))
    targets = [
        _target(item, patent, held, taxonomy, member_ids) if patent is not None else new_target(item, taxonomy)
        for item, patent in zip(merged, found, strict=True)
    ]
    return _with_notes(surroundings.finder.reader, targets)


def _with_notes(reader: Reader, targets: list[Target]) -> list[Target]:
    """Mark those that bring nothing but texts of columns without a meaning that no earlier row of the patent told."""
    idle = [(target, target.patent.id) for target in targets if target.patent is not None and not target.writes]
    told = {patent_id for target, patent_id in idle if _own_texts(target.merged)}
    kept: dict[int, set[tuple[str, str | None]]] = defaultdict(set)
    for origin in reader.select(Provenance, patent_id=told) if told else ():
        kept[origin.patent_id].update(origin.written.items())
    noting = {id(target) for target, patent_id in idle if not _own_texts(target.merged) <= kept[patent_id]}
    return [target._replace(notes=True) if id(target) in noting else target for target in targets]


def _own_texts(merged: Merged) -> set[tuple[str, str | None]]:
    return {(name, text) for draft in merged.drafts for name, text in draft.written.items()
            if name not in draft.columns}  # fmt: skip


def _load_hand_made(reader: Reader, wanted: set[int], held: _Held) -> None:
    """Read what persons entered, and which differences from it were kept already."""
    for mark in reader.select(HandMade, patent_id=wanted):
        held.hand_made[mark.patent_id].add(mark.field_name)
    if not held.hand_made:
        return
    for origin in reader.select(Provenance, patent_id=set(held.hand_made)):
        if origin.conflicts:
            held.conflicts[origin.patent_id].append(origin.conflicts)
    for one in reader.select(Difference, patent_id=set(held.hand_made), state=DifferenceState.HELD):
        held.settled[one.patent_id].add((one.field_name, one.held, one.told))


def _load_details(reader: Reader, ids: Iterable[int], held: _Held) -> None:
    wanted = set(ids)
    if not wanted:
        return
    _load_hand_made(reader, wanted, held)
    for party in reader.select(Party, order=("patent_id", "role", "position"), patent_id=wanted):
        held.parties[party.patent_id].append(party)
    for claim in reader.select(Priority, patent_id=wanted):
        held.priorities[claim.patent_id].append(claim)
    for symbol in reader.select(Classification, patent_id=wanted):
        held.symbols[symbol.patent_id].add((symbol.scheme, symbol.symbol))
    for cited in reader.select(Citation, patent_id=wanted):
        held.citations[cited.patent_id].add((cited.direction, cited.number, cited.literature))
    for event in reader.select(Event, patent_id=wanted):
        key = event_key(event.kind, event.event_date, event.year, event.reference, event.note)
        held.events[event.patent_id].add(key)
    for tie in reader.select(Encumbrance, patent_id=wanted):
        held.ties[tie.patent_id].append(tie)


def _load_agencies(reader: Reader, patents: Iterable[Patent], held: _Held) -> None:
    alone = {
        patent.id: patent.agency_id
        for patent in patents
        if patent.agency_id is not None and all(one.role is not Role.AGENCY for one in held.parties[patent.id])
    }
    names = {one.id: one.name for one in reader.select(Organisation, id=set(alone.values()))} if alone else {}
    held.agencies.update({patent_id: names[agency] for patent_id, agency in alone.items() if agency in names})


def new_target(merged: Merged, taxonomy: SegmentTaxonomy) -> Target:
    """Return what is to be written for a patent that is not there yet."""
    values = merged.values
    guess = None if values.get("segment") else taxonomy.guess(_symbols(merged))
    if guess is not None:
        values = {**values, "segment": guess}
    return Target(
        merged,
        None,
        values,
        parties=merged.parties,
        priorities=merged.priorities,
        classifications=merged.classifications,
        citations=merged.citations,
        events=merged.events,
        encumbrances=merged.encumbrances,
        guessed=guess is not None,
    )


def _shares(
    merged: Merged, stored: list[Party], replaced: Collection[int]
) -> tuple[tuple[tuple[int, Fraction], ...], FieldChange | None]:
    """Return the shares of stored parties that have none yet, and how others differ: one that is known stands."""
    told = {(share.role, fold(share.name)): share.part for share in merged.shares}
    fresh: list[tuple[int, Fraction]] = []
    ours: list[DraftShare] = []
    theirs: list[DraftShare] = []
    for party in stored if told else ():
        part = told.get((party.role, fold(party.name)))
        known = share_of(party)
        if part is None or party.id in replaced or part == known:
            continue
        if known is None:
            fresh.append((party.id, part))
        else:
            ours.append(DraftShare(party.role, party.name, known))
            theirs.append(DraftShare(party.role, party.name, part))
    differing = FieldChange(SHARES, write_shares(ours), write_shares(theirs), taken=False) if ours else None
    return tuple(fresh), differing


def share_of(party: Party) -> Fraction | None:
    """Return what a party holds; None where nobody told it."""
    if not party.share_numerator or not party.share_denominator:
        return None
    return Fraction(party.share_numerator, party.share_denominator)


def _symbols(merged: Merged) -> tuple[str, ...]:
    main = [str(merged.values["ipc_main"])] if merged.values.get("ipc_main") else []
    return (*main, *(symbol for scheme, symbol in merged.classifications if scheme in (Scheme.IPC, Scheme.CPC)))


def _target(
    merged: Merged, patent: Patent, held: _Held, taxonomy: SegmentTaxonomy, member_ids: Mapping[str, int]
) -> Target:
    hand_made = held.hand_made[patent.id]
    overruled = merged.early and bool(patent.grant_number)
    decided = (_decide(merged, patent, name, hand_made, overruled=overruled) for name in merged.values)
    changes = [change for change in decided if change is not None]
    guess = None
    if patent.segment is None and not merged.values.get("segment") and "segment" not in hand_made:
        guess = taxonomy.guess(_symbols(merged))
    if guess is not None:
        changes.append(FieldChange("segment", None, guess))
    if merged.member and patent.member_id is None and "member_id" not in hand_made:
        changes.append(FieldChange("member_id", None, member_ids.get(merged.member)))
    parties, replaced = _new_parties(merged, patent, held, hand_made, overruled=overruled)
    stored = {(claim.office, claim.number): claim for claim in held.priorities[patent.id]}
    shared, differing = _shares(merged, held.parties[patent.id], replaced)
    if differing is not None:
        changes.append(differing)
    changes = [change for change in changes if change.taken or told_against(change) not in held.settled[patent.id]]
    conflicts = {change.field_name: str(change.after) for change in changes if not change.taken}
    fresh, tied = compare_ties(merged.encumbrances, held.ties[patent.id])
    symbols = tuple(pair for pair in merged.classifications if pair not in held.symbols[patent.id])
    another = merged.member and member_ids.get(merged.member) != patent.member_id
    doubtful = with_member_doubt(merged, held.members.get(patent.member_id or 0, "") if another else "")
    return Target(
        with_family_doubt(doubtful, held.families.get(patent.family_id or 0, "")),
        patent,
        {change.field_name: change.after for change in changes if change.taken},
        tuple(changes),
        parties,
        replaced,
        priorities=tuple(claim for claim in merged.priorities if (claim.office, claim.number) not in stored),
        dated=tuple(
            (stored[claim.office, claim.number].id, claim)
            for claim in merged.priorities
            if claim.day
            and (claim.office, claim.number) in stored
            and stored[claim.office, claim.number].priority_date is None
        ),
        classifications=symbols,
        placed=(len(stored), len(held.symbols[patent.id])),
        citations=tuple(
            cited
            for cited in merged.citations
            if (cited.direction, cited.number, cited.literature) not in held.citations[patent.id]
        ),
        events=tuple(event for event in merged.events if event.key not in held.events[patent.id]),
        encumbrances=fresh,
        tied=tied,
        shared=shared,
        guessed=guess is not None,
        kept=any(dict(kept) == conflicts for kept in held.conflicts[patent.id]),
        joins=bool(merged.family_key) and patent.family_id is None,
        listed=_listed(symbols),
    )


def told_against(change: FieldChange) -> tuple[str, str, str]:
    """Return the field, the value held and the value told, as a difference has them."""
    return change.field_name, "" if change.before is None else str(change.before), str(change.after)


def _listed(symbols: Sequence[tuple[Scheme, str]]) -> tuple[FieldChange, ...]:
    """Return what is added of each scheme, as a change of its field."""
    told = {scheme: "; ".join(symbol for own, symbol in symbols if own is scheme) for scheme, _ in symbols}
    return tuple(FieldChange(scheme.value, None, text, added=True) for scheme, text in told.items())


def _decide(merged: Merged, patent: Patent, name: str, hand_made: set[str], *, overruled: bool) -> FieldChange | None:
    """Return the change of one field, or None where the present value stands.

    A person's value stands and the difference is kept. An empty field is filled. A weak value only fills; so does one
    of an early publication when the grant is known, and one of another publication of the same patent.
    """
    value = merged.values[name]
    present = getattr(patent, name)
    if name in _FIXED or _says_the_same(name, value, present):
        return None
    if name in hand_made:
        return FieldChange(name, present, value, taken=False)
    if present in (None, "", Status.UNKNOWN):
        return FieldChange(name, present, value)
    if name in merged.weak or name in _WRITTEN_FORMS or (overruled and name not in _OF_THE_DOCUMENT):
        return None
    if name in _OF_THE_DOCUMENT and _another_document(merged, patent):
        return None
    return FieldChange(name, present, value)


def _says_the_same(name: str, value: object, present: object) -> bool:
    """Tell whether a value is the present one, perhaps in other capitals or, for names, another written form."""
    if value == present:
        return True
    if not isinstance(value, str) or not isinstance(present, str):
        return False
    if name in _NAMES:
        return _same_names(value.split(" | "), present.split(" | "))
    return name in PROSE and value.casefold().split() == present.casefold().split()


def _same_names(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return len(ours) == len(theirs) and all(alike(one, other) for one, other in zip(ours, theirs, strict=True))


def _another_document(merged: Merged, patent: Patent) -> bool:
    """Tell whether the stored publication is a different one, and not merely the grant in its place."""
    stored, ours = patent.publication_number, merged.values.get("publication_number", "")
    return bool(stored) and bool(ours) and stored != ours and not (merged.early and stored == patent.grant_number)


def _new_parties(
    merged: Merged, patent: Patent, held: _Held, hand_made: set[str], *, overruled: bool
) -> tuple[tuple[tuple[Role, str], ...], tuple[int, ...]]:
    """Return the parties to write and the ids that make way, role by role.

    Shares that a person entered are kept; applicants that repeat the line of the owners are nothing new, nor is the
    agency that the patent itself names.
    """
    parties: list[tuple[Role, str]] = []
    replaced: list[int] = []
    for role in Role:
        ours = [party for party in merged.parties if party[0] is role]
        theirs = [party for party in held.parties[patent.id] if party.role is role]
        names = [party.name for party in theirs]
        if role is Role.AGENCY and patent.id in held.agencies:
            names = [held.agencies[patent.id]]
        shared = any(party.share_numerator is not None for party in theirs)
        text = _TEXT_OF_ROLE.get(role, "")
        weak = overruled or text in merged.weak
        only_the_line = (
            role is Role.APPLICANT
            and not theirs
            and _says_the_same(text, merged.values.get(text), patent.applicants_text)
        )
        settled = shared or text in hand_made or (weak and bool(theirs)) or only_the_line
        if ours and not settled and not _same_names([name for _, name in ours], names):
            parties.extend(ours)
            replaced.extend(party.id for party in theirs)
    return tuple(parties), tuple(replaced)
