"""Forecast what keeping patents costs, by year and by member, office, segment or right type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, refuse
from patentdesk.core.progress import Progress
from patentdesk.docketing.engine import compute
from patentdesk.docketing.fees import Fee
from patentdesk.portfolio.records import Organisation, Patent
from patentdesk.services import law, listing
from patentdesk.services.desk import Desk
from patentdesk.services.docket_facts import countries, docket_facts
from patentdesk.services.pricing import annuity_price
from patentdesk.store.file import Reader

GROUPS = ("member", "office", "segment", "right_type", "status")
_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class PlannedFee:
    """One annuity to come: ``fee`` None when its price is not known, ``problem`` then says why."""

    patent_id: int
    patent_year: int
    due_date: date
    grace_end: date | None
    fee: Fee | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class FeeForecastRow:
    """What one group pays in one calendar year in one currency.

    ``unpriced`` counts annuities without a known price; they are in ``count`` but not in ``total``. ``outdated`` counts
    those priced from a schedule that has ended.
    """

    group: str
    calendar_year: int
    currency: str
    total: Money
    count: int
    unpriced: int
    outdated: int


def annuity_plan(desk: Desk, patent_ids: Sequence[int]) -> list[PlannedFee]:
    """Return every annuity to come of these patents up to the end of their terms, if each is paid on its due date."""
    with desk.file.reading() as reader:
        return [fee for _, fees in _plans(desk, reader, patent_ids, Progress()) for fee in fees]


def forecast_fees(
    desk: Desk,
    query_text: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    by: str = "member",
    *,
    progress: Progress | None = None,
) -> list[FeeForecastRow]:
    """Return the annuities of the selected patents by group, calendar year of the due date and currency.

    ``by`` is one of GROUPS; years inclusive, by default this year and nine more. A fee already past due counts in the
    year of its due date. Raises Refused: forecast_group, and for a query that cannot be read; Cancelled.
    """
    if by not in GROUPS:
        raise refuse("forecast_group", by=by, known=", ".join(GROUPS))
    first = desk.clock.today().year if first_year is None else first_year
    last = first + 9 if last_year is None else last_year
    sums: dict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    with desk.file.reading() as reader:
        ids = [int(one) for one in reader.find(listing.query(desk, query_text))]
        members = {one.id: one.name for one in reader.iterate(Organisation)}
        for patent, fees in _plans(desk, reader, ids, progress or Progress()):
            group = members.get(patent.member_id or 0, "") if by == "member" else str(getattr(patent, by) or "")
            for fee in fees:
                if first <= fee.due_date.year <= last:
                    _count(sums, group, fee)
    return [
        FeeForecastRow(group, year, currency, Money(total, currency), count, unpriced, outdated)
        for (group, year, currency), (total, count, unpriced, outdated) in sorted(sums.items())
    ]


def _count(sums: dict[tuple[str, int, str], list[int]], group: str, planned: PlannedFee) -> None:
    fee = planned.fee
    entry = sums[group, planned.due_date.year, fee.payable.currency if fee else ""]
    entry[0] += fee.payable.minor if fee else 0
    entry[1] += 1
    entry[2] += fee is None
    entry[3] += bool(fee and fee.outdated)


def _plans(
    desk: Desk, reader: Reader, patent_ids: Sequence[int], progress: Progress
) -> Iterator[tuple[Patent, list[PlannedFee]]]:
    book, calendars, schedules = law.rules_of(desk), law.calendars(desk.library), law.fees(desk.library)
    today, country_of = desk.clock.today(), countries(reader)
    for start in range(0, len(patent_ids), _PAGE):
        progress.report(start, len(patent_ids), "phrase.docket_compute")
        ids = list(patent_ids[start : start + _PAGE])
        patents = reader.select(Patent, id=ids)
        facts = docket_facts(reader, patents, book, country_of)
        for patent in patents:
            docket = compute(facts[patent.id], book, calendars, today, all_annuities=True)
            planned = []
            for deadline in docket.deadlines:
                price = annuity_price(patent, deadline, schedules)
                if price is not None and deadline.year is not None and deadline.due_date is not None:
                    fee, problem = (price, None) if isinstance(price, Fee) else (None, price)
                    planned.append(
                        PlannedFee(patent.id, deadline.year, deadline.due_date, deadline.grace_end, fee, problem)
                    )
            yield patent, planned
