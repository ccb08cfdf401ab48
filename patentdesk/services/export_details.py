"""Write what belongs to a patent beside its own fields as cells, in forms that the import reads back unchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from patentdesk.intake.drafts import DraftEvent
from patentdesk.intake.eventcells import write_events
from patentdesk.intake.ties import DraftTie, write_ties
from patentdesk.portfolio.codes import Role, Scheme
from patentdesk.portfolio.records import Citation, Classification, Encumbrance, Event, Party, Priority
from patentdesk.store.file import Reader

SIGN = " | "
DETAILS = (
    "owners", "priorities", "ipc", "cpc", "upc", "locarno", "cites", "cited_by", "npl", "encumbrances", "events",
)  # fmt: skip
"""Columns of an export beside the fields of a patent; applicants and inventors are fields already."""


def details(reader: Reader, patent_ids: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
    """Return column → cell for each of these patents; columns without content are not there."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for party in reader.select(Party, order=("patent_id", "position"), patent_id=patent_ids):
        if party.role is Role.OWNER:
            found[party.patent_id]["owners"].append(party.name)
    for claim in reader.select(Priority, order=("patent_id", "position"), patent_id=patent_ids):
        day = claim.priority_date.isoformat() if claim.priority_date else ""
        found[claim.patent_id]["priorities"].append(f"{claim.office} {claim.number} {day}".strip())
    for symbol in reader.select(Classification, order=("patent_id", "position"), patent_id=patent_ids):
        if symbol.scheme in Scheme:
            found[symbol.patent_id][symbol.scheme.value].append(symbol.symbol)
    for cited in reader.select(Citation, order=("patent_id", "id"), patent_id=patent_ids):
        column = "npl" if cited.literature else cited.direction
        found[cited.patent_id][column].append(cited.literature or cited.number)
    cells = {number: {name: SIGN.join(texts) for name, texts in columns.items()} for number, columns in found.items()}
    for name, made in (("encumbrances", _ties(reader, patent_ids)), ("events", _events(reader, patent_ids))):
        for number, text in made.items():
            cells.setdefault(number, {})[name] = text
    return cells


def _ties(reader: Reader, patent_ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, list[DraftTie]] = defaultdict(list)
    for one in reader.select(Encumbrance, order=("patent_id", "id"), patent_id=patent_ids):
        found[one.patent_id].append(
            DraftTie(one.kind, one.counterparty, one.start_date, one.end_date, one.amount_minor, one.currency, one.note)
        )
    return {number: write_ties(ties) for number, ties in found.items()}


def _events(reader: Reader, patent_ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, list[DraftEvent]] = defaultdict(list)
    for one in reader.select(Event, order=("patent_id", "event_date", "id"), patent_id=patent_ids):
        if one.event_date is not None:
            found[one.patent_id].append(
                DraftEvent(one.kind, one.event_date, one.note, one.reference, one.year, one.channel,
                           one.received_date, one.period)
            )  # fmt: skip
    return {number: write_events(events) for number, events in found.items()}
