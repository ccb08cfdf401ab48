"""Set what-if questions about fees side by side: drop these patents, move those to a small entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, refuse
from patentdesk.core.progress import Progress
from patentdesk.core.words import Language
from patentdesk.docketing.counting import patent_year
from patentdesk.docketing.fees import Asked, Fee, FeeSchedules
from patentdesk.handouts.forecast import ForecastBook, ForecastRow, write_forecast
from patentdesk.portfolio.records import ExchangeRate, Patent
from patentdesk.services import law, listing
from patentdesk.services.desk import Desk
from patentdesk.services.exchange import REPORTING, RateTable, rate_table
from patentdesk.services.fees import NAMED, FeeForecast, PlannedFee, annuity_plan

REDUCTIONS = ("small", "micro", "cn_85", "cn_70", "open_licence")
AS_IS = "as_is"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a scenario does to the patents of a query: 'drop', or a reduction ('small', 'cn_85', ...)."""

    what: str
    query: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of changes; without any it is the portfolio as it is. Of two for one patent, a drop goes first."""

    name: str
    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What a scenario costs in the reporting currency, by year; ``unpriced`` fees have no known price."""

    scenario: Scenario
    patents: int = 0
    dropped: int = 0
    moved: int = 0
    by_year: dict[int, Money] = field(default_factory=dict)
    original: dict[tuple[int, str], Money] = field(default_factory=dict)
    """(year, currency) → amount as the offices ask for it."""
    unpriced: int = 0
    unrated: set[str] = field(default_factory=set)
    """Currencies without a rate; what is asked for in them is not in ``by_year``."""

    @property
    def total(self) -> Money:
        """The sum of all years."""
        return sum(self.by_year.values(), Money(0, REPORTING))


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The outcomes of scenarios over the same years, the portfolio as it is first, with the rates used."""

    query: str
    years: tuple[int, ...]
    outcomes: tuple[Outcome, ...]
    rates: tuple[ExchangeRate, ...]

    @property
    def unrated(self) -> tuple[str, ...]:
        """The currencies whose amounts are in no sum, as no rate is known."""
        return tuple(sorted({name for outcome in self.outcomes for name in outcome.unrated}))


def side_by_side(
    desk: Desk,
    query_text: str,
    scenarios: Sequence[Scenario],
    first_year: int | None = None,
    last_year: int | None = None,
    *,
    progress: Progress | None = None,
) -> SideBySide:
    """Return what the patents of the query cost as they are and in each scenario, by year of the due date.

    Years inclusive, by default this one and nine more. Fees are converted by the newest rate not after today. Raises
    Refused: scenario_change (no such change), and for a query that cannot be read; Cancelled.
    """
    unknown = [one.what for scenario in scenarios for one in scenario.changes if one.what not in ("drop", *REDUCTIONS)]
    if unknown:
        raise refuse("scenario_change", what=unknown[0], known=", ".join(("drop", *REDUCTIONS)))
    report = progress or Progress()
    first = first_year or desk.clock.today().year
    years = tuple(range(first, (last_year or first + 9) + 1))
    ids = [int(one) for one in listing.find(desk, query_text)]
    report.report(0, 2, "phrase.docket_compute")
    plan = annuity_plan(desk, ids)
    report.report(1, 2, "phrase.docket_compute")
    with desk.file.reading() as reader:
        table = rate_table(desk.library, reader)
        patents = {one.id: one for one in reader.select(Patent, id=ids)}
    reckoning = _Reckoning(patents, law.fees(desk.library), table, desk.clock.today(), frozenset(years))
    outcomes = [reckoning.outcome(Scenario(AS_IS), plan, {}, frozenset())]
    for scenario in scenarios:
        dropped, moved = _concerned(desk, scenario, set(ids))
        outcomes.append(reckoning.outcome(scenario, plan, moved, dropped))
    return SideBySide(query_text, years, tuple(outcomes), tuple(reckoning.used.values()))


def _concerned(desk: Desk, scenario: Scenario, among: set[int]) -> tuple[frozenset[int], dict[int, str]]:
    """Return the patents that a scenario drops, and those that it gives a reduction."""
    dropped: set[int] = set()
    moved: dict[int, str] = {}
    for change in scenario.changes:
        ids = {int(one) for one in listing.find(desk, change.query)} & among
        if change.what == "drop":
            dropped |= ids
        else:
            moved |= dict.fromkeys(ids, change.what)
    return frozenset(dropped), {one: what for one, what in moved.items() if one not in dropped}


@dataclass(slots=True)
class _Reckoning:
    patents: Mapping[int, Patent]
    schedules: FeeSchedules
    table: RateTable
    today: date
    years: frozenset[int]
    used: dict[str, ExchangeRate] = field(default_factory=dict)

    def outcome(
        self, scenario: Scenario, plan: Sequence[PlannedFee], moved: Mapping[int, str], dropped: frozenset[int]
    ) -> Outcome:
        found = Outcome(scenario, len(self.patents) - len(dropped), len(dropped), len(moved))
        sums: Counter[tuple[int, str]] = Counter()
        for planned in plan:
            year = planned.due_date.year
            if planned.patent_id in dropped or year not in self.years:
                continue
            fee = self._reduced(planned, moved[planned.patent_id]) if planned.patent_id in moved else planned.fee
            if fee is None:
                found.unpriced += 1
            else:
                sums[year, fee.payable.currency] += fee.payable.minor
        found.original = {key: Money(minor, key[1]) for key, minor in sorted(sums.items())}
        totals: dict[int, Decimal] = defaultdict(Decimal)
        for (year, currency), money in found.original.items():
            converted = self.table.convert(money, REPORTING, self.today)
            if isinstance(converted, Problem):
                found.unrated.add(currency)
                continue
            self.used |= dict.fromkeys([currency], converted.rates[0]) if converted.rates else {}
            totals[year] += converted.money.amount
        found.by_year = {year: Money.of(totals.get(year, Decimal(0)), REPORTING) for year in sorted(self.years)}
        return found

    def _reduced(self, planned: PlannedFee, reduction: str) -> Fee | None:
        """Return the fee with a reduction, where the office gives it and it is less; else the fee as it is."""
        fee, patent = planned.fee, self.patents[planned.patent_id]
        if fee is None:
            return None
        asked = _asked(patent, planned)
        plain = self.schedules.annuity(replace(asked, reduction=""))
        less = self.schedules.annuity(replace(asked, reduction=reduction))
        if isinstance(plain, Problem) or isinstance(less, Problem) or plain.full != fee.full:
            return fee
        return less if less.payable.minor < fee.payable.minor else fee


def _asked(patent: Patent, planned: PlannedFee) -> Asked:
    grant_year = None
    if patent.filing_date is not None and patent.grant_date is not None and patent.grant_date >= patent.filing_date:
        grant_year = patent_year(patent.filing_date, patent.grant_date)
    return Asked(
        office=patent.office, right_type=patent.right_type, year=planned.patent_year, paid_on=planned.due_date,
        claims=patent.claims_count, reduction=patent.reduction, grant_year=grant_year,
    )  # fmt: skip


def export_scenarios(desk: Desk, path: Path, found: SideBySide, language: Language = "zh") -> int:
    """Write scenarios side by side as a workbook with a chart; return how many years. Raises Refused: export_*."""
    words = desk.library.words(language)
    rows = [
        ForecastRow(scenario_name(outcome.scenario, language, desk), year, outcome.by_year[year].amount)
        for outcome in found.outcomes
        for year in found.years
    ]
    details = [
        (scenario_name(outcome.scenario, language, desk), year, currency, money.amount)
        for outcome in found.outcomes
        for (year, currency), money in outcome.original.items()
    ]
    book = ForecastBook(
        words("scenario.title"),
        words("scenario.subtitle", query=found.query or words("weekly.all"), day=desk.clock.today()),
        words("scenario.name"), REPORTING, tuple(rows), tuple(details), found.rates, compare=True,
        unrated=found.unrated,
        unpriced=max((outcome.unpriced for outcome in found.outcomes), default=0),
    )  # fmt: skip
    write_forecast(path, book, words)
    return len(found.years)


def export_forecast(desk: Desk, path: Path, found: FeeForecast, language: Language = "zh") -> int:
    """Write a forecast of fees by year and group as a workbook: in original currencies, and in one; return the rows.

    What has no rate or no known price is not in the sums, as a line says. Raises Refused as write_forecast.
    """
    words = desk.library.words(language)
    totals: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    details = []
    for row in found.rows:
        if row.count > row.unpriced:
            own = row.group if found.by in NAMED else words.code(found.by, row.group) if row.group else ""
            group = own or "—"
            details.append((group, row.calendar_year, row.currency, row.total.amount))
            if row.reported is not None:
                totals[group, row.calendar_year] += row.reported.amount
    head = words.code("field", found.by)
    book = ForecastBook(
        words("scenario.forecast", by=head),
        words("scenario.subtitle", query=found.query or words("weekly.all"), day=desk.clock.today()),
        head,
        found.currency,
        tuple(ForecastRow(group, year, amount) for (group, year), amount in sorted(totals.items())),
        tuple(sorted(details)),
        found.rates,
        unrated=tuple(sorted({row.currency for row in found.rows if row.total.minor and row.reported is None})),
        unpriced=sum(row.unpriced for row in found.rows),
    )
    write_forecast(path, book, words)
    return len(details)


def scenario_name(scenario: Scenario, language: Language, desk: Desk) -> str:
    """Return the name of a scenario; the one of the portfolio as it is stands in the words."""
    return desk.library.words(language)("scenario.as_is") if scenario.name == AS_IS else scenario.name
