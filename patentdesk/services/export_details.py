"""Write what belongs to a patent beside its own fields as cells, in forms that the import reads back unchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from patentdesk.intake.citations import write_citation
from patentdesk.intake.drafts import DraftEvent
from patentdesk.intake.eventcells import write_events
from patentdesk.intake.layout import ALONE, JOIN, LIST_SIGNS
from patentdesk.intake.shares import DraftShare, write_shares
from patentdesk.intake.ties import DraftTie, write_ties
from patentdesk.portfolio.codes import Role, Scheme
from patentdesk.portfolio.records import (
    Citation,
    Classification,
    Encumbrance,
    Event,
    Family,
    Party,
    Patent,
    Priority,
)
from patentdesk.store.file import Reader

DETAILS = (
    "owners", "shares", "priorities", "ipc", "cpc", "upc", "locarno", "cites", "cited_by", "npl", "encumbrances",
    "events", "family_key",
)  # fmt: skip
"""Columns of an export beside the fields of a patent; applicants and inventors are fields already."""
_COLUMNS = {Role.OWNER: "owners", Role.AGENCY: "agency", Role.APPLICANT: "applicants"}
"""The latter two stand in the columns of the fields that show them."""


def details(reader: Reader, patent_ids: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
    """Return column → cell for each of these patents; columns without content are not there.

    An agency that a source named makes way for another that was chosen for the patent since.
    """
    patents = {one.id: one for one in reader.select(Patent, id=patent_ids)}
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    shares: dict[int, list[DraftShare]] = defaultdict(list)
    parties = reader.select(Party, order=("patent_id", "role", "position"), patent_id=patent_ids)
    stand = {one.patent_id for one in parties if one.role is Role.AGENCY and _stands(one, patents[one.patent_id])}
    for party in parties:
        if party.role in _COLUMNS and (party.role is not Role.AGENCY or party.patent_id in stand):
            found[party.patent_id][_COLUMNS[party.role]].append(party.name)
        if party.share_numerator and party.share_denominator:
            part = Fraction(party.share_numerator, party.share_denominator)
            shares[party.patent_id].append(DraftShare(party.role, party.name, part))
    for claim in reader.select(Priority, order=("patent_id", "position"), patent_id=patent_ids):
        day = claim.priority_date.isoformat() if claim.priority_date else ""
        found[claim.patent_id]["priorities"].append(f"{claim.office} {claim.number} {day}".strip())
    for symbol in reader.select(Classification, order=("patent_id", "position"), patent_id=patent_ids):
        if symbol.scheme in Scheme:
            found[symbol.patent_id][symbol.scheme.value].append(symbol.symbol)
    for cited in reader.select(Citation, order=("patent_id", "id"), patent_id=patent_ids):
        column = "npl" if cited.literature else cited.direction
        found[cited.patent_id][column].append(write_citation(cited.literature or cited.number, cited.category))
    cells = {number: {name: _cell(name, texts) for name, texts in columns.items()} for number, columns in found.items()}
    for name, made in (
        ("encumbrances", _ties(reader, patent_ids)),
        ("events", _events(reader, patent_ids)),
        ("shares", {number: write_shares(own) for number, own in shares.items()}),
        ("family_key", _families(reader, patents.values())),
    ):
        for number, text in made.items():
            cells.setdefault(number, {})[name] = text
    return cells


def _cell(name: str, texts: Sequence[str]) -> str:
    text = JOIN.join(texts)
    return settled(text) if name in _COLUMNS.values() else text


def settled(names: str) -> str:
    """Return a cell of names, which stand between " | ", so that one alone is not parted at a semicolon within it."""
    parted = JOIN in names or not any(sign in names for sign in LIST_SIGNS)
    return names if parted else names + ALONE


def _stands(agency: Party, patent: Patent) -> bool:
    return patent.agency_id is None or agency.organisation_id in (None, patent.agency_id)


def _families(reader: Reader, patents: Iterable[Patent]) -> dict[int, str]:
    of = {one.id: one.family_id for one in patents if one.family_id is not None}
    keys = {family.id: family.key for family in reader.select(Family, id=set(of.values()))} if of else {}
    return {number: keys[family] for number, family in of.items() if family in keys}


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
