"""Read what the portfolio holds about the patents that an import speaks of, a batch at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from patentdesk.intake.drafts import event_key
from patentdesk.portfolio.codes import DifferenceState, Role, Scheme
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
from patentdesk.store.file import Reader


@dataclass(slots=True)
class Held:
    """What the portfolio holds about patents, by the patent unless something else is said."""

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

    @classmethod
    def of(cls, reader: Reader, patents: Sequence[Patent], other_members: Iterable[int]) -> Held:
        """Read what is held about patents; ``other_members`` are those of whom the name is wanted."""
        held = cls()
        if wanted := {patent.id for patent in patents}:
            _load_hand_made(reader, wanted, held)
            _load_details(reader, wanted, held)
            _load_agencies(reader, patents, held)
        if families := {patent.family_id for patent in patents} - {None}:
            held.families.update((one.id, one.key) for one in reader.select(Family, id=families))
        if members := set(other_members):
            held.members.update((one.id, one.name) for one in reader.select(Organisation, id=members))
        return held


def _load_hand_made(reader: Reader, wanted: set[int], held: Held) -> None:
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


def _load_details(reader: Reader, wanted: set[int], held: Held) -> None:
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


def _load_agencies(reader: Reader, patents: Iterable[Patent], held: Held) -> None:
    alone = {
        patent.id: patent.agency_id
        for patent in patents
        if patent.agency_id is not None and all(one.role is not Role.AGENCY for one in held.parties[patent.id])
    }
    names = {one.id: one.name for one in reader.select(Organisation, id=set(alone.values()))} if alone else {}
    held.agencies.update({patent_id: names[agency] for patent_id, agency in alone.items() if agency in names})
