"""Let two persons enter the documents of offices, each without the other; tell which dates rest on one entry alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from patentdesk.core.problems import refuse
from patentdesk.docketing.records import OPEN_STATES, Deadline, EventCheck
from patentdesk.docketing.rules import Rulebook
from patentdesk.portfolio.records import Event, Patent
from patentdesk.services.desk import Changes, Desk, Kind
from patentdesk.services.policies import SECOND_ENTRY, holds
from patentdesk.store.file import Reader

COMPARED = ("event_date", "channel", "received_date", "period", "reference", "year")
"""What both entries of an event must agree in."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field in which the second entry differs from the first."""

    patent_id: int
    field_name: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SecondEntry:
    """What a second entry found: the patents whose entries agree, and where others differ or have no first entry."""

    agreed: tuple[int, ...]
    differing: tuple[Disagreement, ...]
    missing: tuple[int, ...]
    changes: Changes


def second_entry(desk: Desk, patent_ids: Sequence[int], event: Event) -> SecondEntry:
    """Compare an event entered again with the entry of another person; where both agree, note that it was checked.

    Of several entries of that kind it is compared with the one that it is most like, the latest first.

    Under the policy ``SECOND_ENTRY`` this confirms what follows from it (``unconfirmed``).

    Nothing else is changed: where they differ, one of the two is to be corrected by looking at the paper. Raises
    Refused same_entry when the user made the first entry.
    """
    agreed: list[EventCheck] = []
    differing: list[Disagreement] = []
    missing: list[int] = []
    with desk.file.operation("second_entry", event=event.kind, n=len(patent_ids)) as work:
        unchecked = _unchecked(work, kind=event.kind, patent_id=list(patent_ids))
        for patent_id in patent_ids:
            waiting = [one for one in unchecked if one.patent_id == patent_id]
            if not waiting:
                missing.append(patent_id)
                continue
            first = min(reversed(waiting), key=lambda one: len(_differing(one, event)))
            if work.added_by(Event, first.id, patent_id).casefold() == desk.user.casefold():
                raise refuse("same_entry", user=desk.user, event=event.kind)
            faults = [
                Disagreement(patent_id, name, _shown(getattr(first, name)), _shown(getattr(event, name)))
                for name in _differing(first, event)
            ]
            differing += faults
            if not faults:
                agreed.append(EventCheck(patent_id=patent_id, event_uid=first.uid, checked_by=desk.user,
                                         checked_at=desk.clock.now()))  # fmt: skip
        work.add_all(agreed)
    ids = tuple(one.patent_id for one in agreed)
    changes = Changes.of([Kind.EVENTS, Kind.DEADLINES], ids) if ids else Changes()
    return SecondEntry(ids, tuple(differing), tuple(missing), changes)


def _differing(first: Event, second: Event) -> list[str]:
    return [name for name in COMPARED if getattr(first, name) != getattr(second, name)]


def awaiting_entry(desk: Desk, documents: Sequence[str]) -> list[tuple[Event, Patent]]:
    """Return the events of these kinds that nobody has entered a second time, the latest first."""
    with desk.file.reading() as reader:
        found = _unchecked(reader, kind=list(documents))
        patents = {one.id: one for one in reader.select(Patent, id=sorted({one.patent_id for one in found}))}
    return [(one, patents[one.patent_id]) for one in reversed(found)]


def _unchecked(reader: Reader, **conditions: Any) -> list[Event]:  # noqa: ANN401 - as Reader.select takes them
    checked = set(reader.column(EventCheck, "event_uid"))
    return [one for one in reader.select(Event, order=("event_date",), **conditions) if one.uid not in checked]


def document_kinds(book: Rulebook) -> list[str]:
    """Return the kinds of events that are documents of an office."""
    return [kind for kind, what in book.event_classes.items() if what == "document"]


def unconfirmed(reader: Reader, book: Rulebook, deadlines: Iterable[Deadline]) -> set[int]:
    """Return the ids of those of the deadlines that follow from a document which one person alone has entered.

    None where the portfolio asks for no second entry.
    """
    if not holds(reader, SECOND_ENTRY):
        return set()
    found = [one for one in deadlines if one.state in OPEN_STATES]
    documents = reader.column(Event, "uid", uid=sorted({one.occurrence for one in found}), kind=document_kinds(book))
    checked = set(reader.column(EventCheck, "event_uid", event_uid=documents))
    alone = set(documents) - checked
    return {one.id for one in found if one.occurrence in alone}


def all_unconfirmed(reader: Reader, book: Rulebook) -> list[int]:
    """Return the ids of all open deadlines that ``unconfirmed`` would name."""
    if not holds(reader, SECOND_ENTRY):
        return []
    alone = {one.uid: one.patent_id for one in _unchecked(reader, kind=document_kinds(book))}
    found = reader.select(Deadline, patent_id=sorted(set(alone.values())), state=sorted(OPEN_STATES))
    return [one.id for one in found if one.occurrence in alone]


def _shown(value: object) -> str:
    return "" if value is None else str(value)
