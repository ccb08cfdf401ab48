"""Gather what the docket of patents follows from: their events, their national phases and their member's country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from patentdesk.docketing.facts import PatentFacts, facts_of
from patentdesk.docketing.rules import Rulebook
from patentdesk.portfolio.records import Event, Organisation, Patent
from patentdesk.services import phases
from patentdesk.store.file import Reader


def countries(reader: Reader) -> dict[int, str]:
    """Return the country of each organisation by id; '' when not known."""
    told = reader.fields(Organisation, ("id", "country"))
    return dict(zip(told["id"], told["country"], strict=True))


def docket_facts(
    reader: Reader, patents: Sequence[Patent], book: Rulebook, country_of: Mapping[int, str]
) -> dict[int, PatentFacts]:
    """Return the facts of patents by id; every computation of a docket from the portfolio starts here."""
    events: dict[int, list[Event]] = defaultdict(list)
    for event in reader.select(Event, patent_id=[one.id for one in patents]):
        events[event.patent_id].append(event)
    for application, entries in phases.entries(reader, patents, book.event_classes).items():
        events[application].extend(entries)
    return {one.id: facts_of(one, events[one.id], country_of.get(one.member_id or 0, "")) for one in patents}
