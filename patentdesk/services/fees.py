"""Forecast what keeping patents costs, by year and by member, office, segment or right type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, refuse
from patentdesk.core.progress import Progress
from patentdesk.docketing.bulkfees import UNPRICED, grant_years, price_all
from patentdesk.docketing.daynumbers import as_date, year_of
from patentdesk.docketing.docketcolumns import NO_YEAR
from patentdesk.docketing.engine import compute
from patentdesk.docketing.fees import Asked, Fee
from patentdesk.docketing.rules import RuleKind
from patentdesk.portfolio.records import ExchangeRate, Patent
from patentdesk.services import law, listing, organisations
from patentdesk.services.desk import Desk
from patentdesk.services.docket_facts import docket_facts
from patentdesk.services.docket_pages import PAGE, Basis, Page, read_page
from patentdesk.services.exchange import REPORTING, Converted, RateTable, rate_table
from patentdesk.services.pricing import annuity_price
from patentdesk.services.recomputing import basis_of
from patentdesk.store.fieldarrays import field_arrays
from patentdesk.store.file import Reader

NAMED = ("member", "agency")
"""Groups that are organisations, by their names; the others are codes."""
GROUPS = (*NAMED, "office", "segment", "right_type", "status")
_Sums = dict[tuple[str, int, str], list[int]]
_ONE_BY_ONE = 2_000


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
    those priced from a schedule that has ended. ``reported``: the total in the reporting currency, None without a rate.
    """

    group: str
    calendar_year: int
    currency: str
    total: Money
    count: int
    unpriced: int
    outdated: int
    reported: Money | None = None


@dataclass(frozen=True, slots=True)
class FeeForecast:
    """The rows of a forecast, the currency that they are reported in, and the rates that did it (date and source)."""

    rows: tuple[FeeForecastRow, ...]
    currency: str
    rates: tuple[ExchangeRate, ...]
    by: str = "member"
    """One of GROUPS."""
    query: str = ""
    """Which patents it is of."""

    def by_year(self) -> dict[int, Money]:
        """Return the reported sum of each calendar year; what has no rate is not in it."""
        sums: dict[int, Money] = {}
        for row in self.rows:
            if row.reported is not None:
                sums[row.calendar_year] = sums.get(row.calendar_year, Money(0, self.currency)) + row.reported
        return dict(sorted(sums.items()))


def annuity_plan(desk: Desk, patent_ids: Sequence[int]) -> list[PlannedFee]:
    """Return every annuity to come of these patents up to the end of their terms, if each is paid on its due date."""
    ids = sorted({int(one) for one in patent_ids})
    with desk.file.reading() as reader:
        basis = basis_of(desk, reader)
        return [
            fee
            for start in range(0, len(ids), PAGE)
            for fee in _planned_page(desk, reader, ids[start : start + PAGE], basis)
        ]


def forecast(
    desk: Desk,
    query_text: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    by: str = "member",
    *,
    currency: str = REPORTING,
    progress: Progress | None = None,
) -> FeeForecast:
    """Return the annuities of the selected patents by group, calendar year of the due date and currency.

    ``by`` is one of GROUPS; years inclusive, by default this year and nine more. A fee already past due counts in the
    year of its due date. Sums are converted by the newest rate not after today. Raises Refused: forecast_group, and for
    a query that cannot be read; Cancelled.
    """
    if by not in GROUPS:
        raise refuse("forecast_group", by=by, known=", ".join(GROUPS))
    first = desk.clock.today().year if first_year is None else first_year
    last = first + 9 if last_year is None else last_year
    sums: _Sums = defaultdict(lambda: [0, 0, 0, 0])
    shown = progress or Progress()
    with desk.file.reading() as reader:
        ids = [int(one) for one in reader.find(listing.query(desk, query_text))]
        basis, table = basis_of(desk, reader), rate_table(desk.library, reader)
        names = organisations.names(reader) if by in NAMED else {}
        for start in range(0, len(ids), PAGE):
            shown.report(start, len(ids), "phrase.docket_compute")
            some = ids[start : start + PAGE]
            groups = _groups(reader, some, by, names)
            page = read_page(reader, some, basis)
            apart = _sum_page(desk, page, basis, groups, years=(first, last), sums=sums)
            for patent_id, fees in _singly(desk, reader, apart, basis):
                for fee in fees:
                    if first <= fee.due_date.year <= last:
                        _count(sums, groups[patent_id], fee)
    rows, used = _reported(sums, table, currency, desk.clock.today())
    return FeeForecast(rows, currency, used, by, query_text)


def _groups(reader: Reader, ids: Sequence[int], by: str, names: dict[int, str]) -> dict[int, str]:
    """Return the group of each patent."""
    field = f"{by}_id" if by in NAMED else by
    read = field_arrays(reader, Patent, ("id", field), ids=ids)
    values = [names.get(one, "") for one in read.numbers[field].tolist()] if by in NAMED else read.texts[field]
    return dict(zip(read.numbers["id"].tolist(), values, strict=True))


def _sum_page(
    desk: Desk, page: Page, basis: Basis, groups: dict[int, str], *, years: tuple[int, int], sums: _Sums
) -> list[int]:
    """Add the fees of the patents that only dated facts speak of; return the ids of the others."""
    dockets = page.dockets(basis, all_annuities=True)
    priced = price_all(dockets.deadlines, page.facts, page.priceable, law.fees(desk.library))
    names = sorted(set(groups.values()))
    place = {name: number for number, name in enumerate(names)}
    group = np.array([place[groups[one]] for one in page.ids.tolist()], np.int64)
    columns = dockets.deadlines
    rows = np.flatnonzero(columns.year != NO_YEAR)
    due = year_of(columns.due[rows]).astype(np.int64)
    rows, due = rows[within := (due >= years[0]) & (due <= years[1])], due[within]
    wide, span = len(priced.currencies), years[1] - years[0] + 1
    keys = (group[columns.patent[rows]] * span + due - years[0]) * wide + priced.currency[rows]
    minor = priced.minor[rows]
    unpriced = minor == UNPRICED
    cells, which = np.unique(keys, return_inverse=True)
    totals = np.zeros((len(cells), 4), np.int64)
    for number, values in enumerate((np.where(unpriced, 0, minor), 1, unpriced, priced.outdated[rows])):
        np.add.at(totals[:, number], which, values)
    for cell, total in zip(cells.tolist(), totals.tolist(), strict=True):
        rest, money = divmod(cell, wide)
        named, year = divmod(rest, span)
        entry = sums[names[named], year + years[0], priced.currencies[money]]
        entry[:] = [one + more for one, more in zip(entry, total, strict=True)]
    return [int(one) for one in page.ids[dockets.apart]]


def _count(sums: _Sums, group: str, planned: PlannedFee) -> None:
    fee = planned.fee
    entry = sums[group, planned.due_date.year, fee.payable.currency if fee else ""]
    entry[0] += fee.payable.minor if fee else 0
    entry[1] += 1
    entry[2] += fee is None
    entry[3] += bool(fee and fee.outdated)


def _reported(
    sums: _Sums, table: RateTable, currency: str, today: date
) -> tuple[tuple[FeeForecastRow, ...], tuple[ExchangeRate, ...]]:
    """Return the rows with their totals in one currency, and the rates that did it."""
    rows: list[FeeForecastRow] = []
    used: dict[str, ExchangeRate] = {}
    for (group, year, own), (total, count, unpriced, outdated) in sorted(sums.items()):
        row = FeeForecastRow(group, year, own, Money(total, own), count, unpriced, outdated)
        converted = table.convert(row.total, currency, today) if own else None
        if isinstance(converted, Converted):
            used |= {rate.uid: rate for rate in converted.rates}
            row = replace(row, reported=converted.money)
        rows.append(row)
    return tuple(rows), tuple(used.values())


def _planned_page(desk: Desk, reader: Reader, ids: Sequence[int], basis: Basis) -> Iterator[PlannedFee]:
    page = read_page(reader, ids, basis)
    dockets = page.dockets(basis, all_annuities=True)
    schedules, columns, asked = law.fees(desk.library), dockets.deadlines, page.priceable
    granted = grant_years(page.facts)
    order = np.lexsort((columns.due, columns.patent))
    for row in order[columns.year[order] != NO_YEAR].tolist():
        place, rule = int(columns.patent[row]), columns.rules[int(columns.rule[row])]
        due, kind = as_date(int(columns.due[row])), page.facts.kinds[int(page.facts.kind[place])]
        if due is None or rule.kind is not RuleKind.ANNUITY:
            continue
        claims = int(asked.claims[place])
        price = schedules.annuity(
            Asked(
                office=kind.office,
                right_type=kind.right_type,
                year=int(columns.year[row]),
                paid_on=due,
                claims=None if claims == UNPRICED else claims,
                reduction=asked.reductions[int(asked.reduction[place])],
                grant_year=int(granted[place]) or None,
                unitary=rule.condition == "unitary",
            )
        )
        fee, problem = (price, None) if isinstance(price, Fee) else (None, price)
        grace = as_date(int(columns.grace[row]))
        yield PlannedFee(int(page.ids[place]), int(columns.year[row]), due, grace, fee, problem)
    for _, fees in _singly(desk, reader, page.ids[dockets.apart].tolist(), basis):
        yield from fees


def _singly(desk: Desk, reader: Reader, ids: Sequence[int], basis: Basis) -> Iterator[tuple[int, list[PlannedFee]]]:
    """Yield the annuities of patents that more than dated facts speak of."""
    schedules = law.fees(desk.library)
    for start in range(0, len(ids), _ONE_BY_ONE):
        patents = reader.select(Patent, id=ids[start : start + _ONE_BY_ONE])
        facts = docket_facts(reader, patents, basis.book, basis.countries)
        for patent in patents:
            docket = compute(facts[patent.id], basis.book, basis.calendars, basis.today, all_annuities=True)
            planned = []
            for deadline in docket.deadlines:
                price = annuity_price(patent, deadline, schedules)
                if price is not None and deadline.year is not None and deadline.due_date is not None:
                    fee, problem = (price, None) if isinstance(price, Fee) else (None, price)
                    planned.append(
                        PlannedFee(patent.id, deadline.year, deadline.due_date, deadline.grace_end, fee, problem)
                    )
            yield patent.id, planned
