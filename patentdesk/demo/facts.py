"""Enter by hand what import files cannot carry: fees paid, products, office letters, ties, shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from patentdesk.demo.patents import Invented
from patentdesk.demo.portfolio import InventedPortfolio
from patentdesk.portfolio.codes import RightType, Role, Status
from patentdesk.portfolio.names import fold
from patentdesk.portfolio.records import (
    Alias,
    Encumbrance,
    Event,
    HandMade,
    Organisation,
    Party,
    Patent,
)
from patentdesk.services.desk import Desk

_RESPONSIBLE = ("周维桢", "唐晓岚", "韩书言", "Greta Dornau")


@dataclass(frozen=True, slots=True)
class Stored:
    """Where the invented patents went: (office, application key) and publication key → id of the stored patent."""

    by_application: Mapping[tuple[str, str], int]
    by_publication: Mapping[str, int]

    def id_of(self, patent: Invented) -> int | None:
        """Return the stored patent's id; None when no file brought it."""
        known = self.by_application.get((patent.office, patent.application_key))
        return known or self.by_publication.get(f"{patent.office}{patent.document}")


def enter_members(desk: Desk, portfolio: InventedPortfolio) -> None:
    """Enter the members and agencies with both forms of their names, so that imports recognise them."""
    with desk.file.operation("enter_members", n=len(portfolio.members)) as work:
        for member in portfolio.members:
            key = work.add(
                Organisation(
                    kind=member.kind,
                    name=member.name,
                    name_en=member.name_en,
                    country=member.country,
                    sector=member.sector,
                )
            )
            folded = {fold(name): name for name in (member.name, member.name_en)}
            work.add_all([Alias(organisation_id=key, key=form, written=name) for form, name in folded.items()])


def stored_patents(desk: Desk) -> Stored:
    """Return the stored patents by their numbers."""
    applications: dict[tuple[str, str], int] = {}
    publications: dict[str, int] = {}
    with desk.file.reading() as reader:
        for patent in reader.iterate(Patent):
            if patent.application_number:
                applications[patent.office, patent.application_number] = patent.id
            for number in (patent.publication_number, patent.grant_number):
                if number:
                    publications[number if number.startswith(patent.office) else patent.office + number] = patent.id
    return Stored(applications, publications)


def enter_facts(desk: Desk, portfolio: InventedPortfolio) -> int:
    """Enter the facts of every stored patent as one operation; return how many patents it concerned."""
    stored = stored_patents(desk)
    pairs = [(patent, key) for patent in portfolio.patents if (key := stored.id_of(patent)) is not None]
    with desk.file.reading() as reader:
        members = {item.name: item.id for item in reader.iterate(Organisation)}
    with desk.file.operation("enter_facts", n=len(pairs)) as work:
        changes = [(key, _values(patent, members)) for patent, key in pairs]
        work.change_each(Patent, [(key, dict(values)) for key, values in changes])
        work.add_all([HandMade(patent_id=key, field_name=name) for key, values in changes for name in values])
        for patent, key in pairs:
            work.add_all([*_letters(patent, key), *_formal_acts(patent, key), *_ties(patent, key)])
            for party, share in _shares(work.select(Party, patent_id=key), patent):
                work.change(Party, party.id, share_numerator=share[0], share_denominator=share[1])
    return len(pairs)


def _values(patent: Invented, members: Mapping[str, int]) -> dict[str, object]:
    """Return the fields that a person fills in."""
    values: dict[str, object] = {"segment": patent.invention.segment}
    if patent.member.name in members:
        values["member_id"] = members[patent.member.name]
    if patent.agency is not None:
        values["agency_id"] = members[patent.agency.name]
    if patent.status is Status.PCT_CLOSED:
        values["status"] = patent.status
    if patent.practised:
        values["product"] = patent.invention.product
    if patent.paid_through_year is not None:
        values["paid_through_year"] = patent.paid_through_year
    if patent.reduction:
        values["reduction"] = patent.reduction
    if patent.grant_date and patent.office in ("JP", "KR"):
        values["registration_date"] = patent.grant_date - timedelta(days=14)
    if patent.entry_date:
        values["national_entry_date"] = patent.entry_date
    values["responsible"] = _RESPONSIBLE[len(patent.family + patent.member.key) % len(_RESPONSIBLE)]
    return values


def enter_replies(desk: Desk, portfolio: InventedPortfolio) -> None:
    """Enter the answers to office letters, once their deadlines stand in the docket."""
    stored = stored_patents(desk)
    with desk.file.operation("enter_replies") as work:
        for patent in portfolio.patents:
            key = stored.id_of(patent)
            if key is not None:
                work.add_all(list(_replies(patent, key)))


def _replies(patent: Invented, key: int) -> Iterator[Event]:
    for notice in patent.notices:
        if notice.answered is not None:
            reference = f"R-{notice.answered:%Y%m%d}"
            yield Event(patent_id=key, kind="reply", event_date=notice.answered, reference=reference)


def _letters(patent: Invented, key: int) -> Iterator[Event]:
    for notice in patent.notices:
        yield Event(
            patent_id=key, kind=notice.kind, event_date=notice.day, channel=notice.channel, period=notice.period
        )


def _formal_acts(patent: Invented, key: int) -> Iterator[Event]:
    """Yield what was done on the way: fees, certified copies, the request for examination, validations."""
    forgotten = int(patent.application_key[-2:]) % 16 == 0 and not patent.situation
    if forgotten or patent.filing_date is None:
        return
    begun = patent.entry_date or patent.filing_date
    yield Event(patent_id=key, kind="filing_fee_paid", event_date=begun, reference=f"F-{begun:%Y%m%d}")
    if patent.claims:
        yield Event(patent_id=key, kind="priority_document", event_date=begun)
    if requested := _examination_requested(patent):
        yield Event(patent_id=key, kind="exam_request", event_date=requested, channel="electronic")
    if patent.office == "EP" and patent.grant_date is not None:
        yield Event(patent_id=key, kind="validation", event_date=patent.grant_date)


def _ties(patent: Invented, key: int) -> Iterator[Encumbrance]:
    for tie in patent.ties:
        yield Encumbrance(
            patent_id=key,
            kind=tie.kind,
            counterparty=tie.counterparty,
            start_date=tie.start,
            end_date=tie.end,
            amount_minor=None if tie.amount_cny is None else tie.amount_cny * 100,
            currency="" if tie.amount_cny is None else "CNY",
        )


def _examination_requested(patent: Invented) -> date | None:
    """Return the day on which examination was requested: with the filing, or on entering the national phase."""
    needs = patent.right_type is RightType.INVENTION and patent.office in ("CN", "JP", "KR", "DE")
    if not needs or patent.situation == "examination_request":
        return None
    return patent.entry_date or patent.filing_date


def _shares(parties: Iterable[Party], patent: Invented) -> Iterator[tuple[Party, tuple[int, int]]]:
    """Yield the owners (the applicants where no owner is named) with their shares, in order."""
    found = sorted(parties, key=lambda party: party.position)
    owners = [party for party in found if party.role is Role.OWNER]
    owners = owners or [party for party in found if party.role is Role.APPLICANT]
    if len(owners) == len(patent.shares):
        yield from zip(owners, patent.shares, strict=True)
