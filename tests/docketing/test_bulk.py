"""The dockets of many patents at once are those of the engine, date for date."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.core.periods import Period
from patentdesk.docketing.bulk import compute_all
from patentdesk.docketing.bulkfees import UNPRICED, Priceable, price_all
from patentdesk.docketing.bulkreckoning import _CONDITIONS, Facts, held
from patentdesk.docketing.cases import Case
from patentdesk.docketing.conditions import holds
from patentdesk.docketing.counting import corresponding, patent_year
from patentdesk.docketing.daynumbers import as_date, ordinal
from patentdesk.docketing.engine import compute
from patentdesk.docketing.factcolumns import UNKNOWN_YEAR, FactColumns, Kind, granted_and_dead
from patentdesk.docketing.facts import FACT_FIELDS, PatentFacts
from patentdesk.docketing.fees import Asked, Fee
from patentdesk.docketing.rulefile import CONDITIONS
from patentdesk.docketing.rules import RuleKind
from patentdesk.portfolio.codes import DEAD, RightType, Status
from patentdesk.services import law
from patentdesk.services.library import Library

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 1, 5)
SCHEDULES = law.fees(Library(ROOT / "resources"))
OFFICES = ("CN", "EP", "US", "JP", "KR", "DE", "GB", "FR", "TW", "WO", "AU", "BR", "CA", "HK", "IN", "MO", "RU", "ZZ")
DAYS = st.one_of(
    st.none(),
    st.dates(date(1995, 1, 1), date(2026, 1, 10)),
    st.sampled_from([date(2024, 2, 29), date(2023, 2, 28), date(2023, 8, 31), date(2021, 6, 1), date(2021, 5, 31)]),
)


def fact_columns(facts: Sequence[PatentFacts]) -> FactColumns:
    """Return the facts as columns; their events are left out."""
    kinds: dict[Kind, int] = {}
    kind = [
        kinds.setdefault(Kind(one.office, one.right_type, one.receiving_office, one.applicant_country), len(kinds))
        for one in facts
    ]
    days = {anchor: np.array([ordinal(one.day(anchor)) for one in facts], np.int32) for anchor in FACT_FIELDS}
    dead = np.array([one.status in DEAD for one in facts], bool)
    status_granted = np.array([one.status is Status.GRANTED for one in facts], bool)
    paid = [UNKNOWN_YEAR if one.paid_through_year is None else one.paid_through_year for one in facts]
    return FactColumns(
        kinds=tuple(kinds),
        kind=np.array(kind, np.int32),
        days=days,
        paid=np.array(paid, np.int32),
        dead=dead,
        granted=granted_and_dead(days, status_granted, dead),
        in_examination=np.array([one.status_text != "" for one in facts], bool),
    )


@st.composite
def patents(draw: st.DrawFn) -> PatentFacts:
    filing = draw(st.one_of(st.none(), st.dates(date(1995, 1, 1), date(2026, 1, 7))))

    def later(most: int) -> date | None:
        days = draw(st.one_of(st.none(), st.integers(-2, most)))
        return None if days is None else (filing or date(2015, 3, 31)) + timedelta(days=days)

    return PatentFacts(
        patent_id=draw(st.integers(1, 9)),
        office=draw(st.sampled_from(OFFICES)),
        right_type=draw(st.sampled_from(list(RightType))),
        status=draw(st.sampled_from(list(Status))),
        priority_date=draw(DAYS),
        filing_date=filing,
        publication_date=later(700),
        grant_date=later(2_500),
        registration_date=later(2_500),
        national_entry_date=later(1_000),
        paid_through_year=draw(st.one_of(st.none(), st.integers(-1, 27))),
        receiving_office=draw(st.sampled_from(["", "CN", "IB", "XX"])),
        applicant_country=draw(st.sampled_from(["", "CN", "JP"])),
        status_text=draw(st.sampled_from(["", "实质审查"])),
    )


def any_patent(chance: random.Random) -> PatentFacts:
    """Return facts as they come, with the days on which laws and counts turn among them."""
    filing = date(1996, 1, 1) + timedelta(days=chance.randrange(10_950))
    filing = chance.choice((filing, filing, filing, date(2024, 2, 29), date(2021, 5, 31), date(2021, 6, 1)))

    def later(likely: float, most: int) -> date | None:
        if chance.random() > likely:
            return None
        turns = (date(filing.year + years, filing.month, min(filing.day, 28)) for years in (3, 4))
        day = chance.choice((filing + timedelta(days=chance.randrange(-1, most)), *turns))
        return min(day, TODAY) if chance.random() < 0.99 else day

    return PatentFacts(
        patent_id=chance.randrange(1, 9),
        office=chance.choice(OFFICES),
        right_type=chance.choice([RightType.INVENTION, *RightType]),
        status=chance.choice([Status.GRANTED, Status.PENDING, *Status]),
        priority_date=filing - timedelta(days=chance.randrange(-3, 367)) if chance.random() < 0.4 else None,
        filing_date=filing if chance.random() < 0.98 else None,
        publication_date=later(0.5, 700),
        grant_date=later(0.6, 2_500),
        registration_date=later(0.6, 2_500),
        national_entry_date=later(0.3, 1_000),
        paid_through_year=chance.choice((None, None, None, 0, 2, 5, 11, 19, 26, -1)),
        receiving_office=chance.choice(("", "CN", "IB", "XX")),
        applicant_country=chance.choice(("", "CN", "JP")),
        status_text=chance.choice(("", "", "", "实质审查的生效")),
    )


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_it_gives_the_dates_and_problems_of_the_engine(seed, every, rulebook, calendars):
    chance = random.Random(seed)
    facts = [any_patent(chance) for _ in range(700)]
    found = compute_all(fact_columns(facts), rulebook, calendars, TODAY, all_annuities=every, watch=True)
    columns = found.deadlines
    bulk: dict[int, list[tuple[object, ...]]] = {place: [] for place in range(len(facts))}
    for place in range(len(columns)):
        days = (columns.start, columns.unrolled, columns.due, columns.earlier, columns.grace, columns.met)
        bulk[int(columns.patent[place])].append(
            (
                columns.rules[columns.rule[place]].id,
                columns.occurrence(place),
                int(columns.year[place]) or None,
                bool(columns.verified[place]),
                columns.met_kind(place) if columns.met[place] else "",
                *(as_date(int(column[place])) for column in days),
            )
        )
    problems: dict[int, list[str]] = {place: [] for place in range(len(facts))}
    for note in found.notes:
        for row, problem in zip(
            note.patents.tolist(), note.problems([one.patent_id for one in facts], 1_000), strict=True
        ):
            problems[row].append(str(problem))
    for place, one in enumerate(facts):
        if found.apart[place]:
            assert not bulk[place]
            continue
        docket = compute(one, rulebook, calendars, TODAY, all_annuities=every)
        engine = [
            (
                d.rule_id, d.occurrence, d.year, d.roll_verified, d.met_by,
                d.trigger_date, d.unrolled_date, d.due_date, d.earlier_reading, d.grace_end, d.met_on,
            )
            for d in docket.deadlines
        ]  # fmt: skip
        assert sorted(map(str, bulk[place])) == sorted(map(str, engine)), one
        assert sorted(problems[place]) == sorted(map(str, docket.problems)), one


def test_ordinary_facts_are_not_left_to_the_engine(rulebook, calendars):
    facts = [
        PatentFacts(
            office=office,
            right_type=RightType.PCT if office == "WO" else RightType.INVENTION,
            status=Status.PENDING if office == "WO" else Status.GRANTED,
            filing_date=date(2018, 3, 31),
            grant_date=None if office == "WO" else date(2021, 5, 7),
            registration_date=None if office == "WO" else date(2021, 5, 7),
        )
        for office in OFFICES
    ]
    found = compute_all(fact_columns(facts), rulebook, calendars, TODAY)
    assert not found.apart.any()
    assert set(found.deadlines.patent.tolist()) >= set(range(9))


def test_every_condition_of_the_rules_has_a_form_for_columns():
    assert set(_CONDITIONS) == CONDITIONS


def test_no_patents_have_no_docket(rulebook, calendars):
    found = compute_all(fact_columns([]), rulebook, calendars, TODAY)
    assert len(found.deadlines) == 0
    assert not found.notes


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    facts=st.lists(patents(), min_size=1, max_size=40),
    claims=st.one_of(st.none(), st.integers(1, 60)),
    reduction=st.sampled_from(["", "cn_85", "cn_70", "small", "micro", "open_licence", "unheard"]),
)
def test_it_gives_the_prices_of_the_schedules(facts, claims, reduction, rulebook, calendars):
    schedules = SCHEDULES
    columns = fact_columns(facts)
    found = compute_all(columns, rulebook, calendars, TODAY, all_annuities=True).deadlines
    asked = Priceable(
        np.full(len(facts), UNPRICED if claims is None else claims), np.zeros(len(facts), np.int32), (reduction,)
    )
    priced = price_all(found, columns, asked, schedules)
    for place in range(len(found)):
        one = facts[int(found.patent[place])]
        rule, year = found.rules[found.rule[place]], int(found.year[place])
        if rule.kind is not RuleKind.ANNUITY:
            assert priced.minor[place] == UNPRICED
            continue
        granted = one.filing_date and one.grant_date and one.grant_date >= one.filing_date
        fee = schedules.annuity(
            Asked(
                office=one.office,
                right_type=one.right_type,
                year=year,
                paid_on=as_date(int(found.due[place])),
                claims=claims,
                reduction=reduction,
                grant_year=patent_year(one.filing_date, one.grant_date) if granted else None,
            )
        )
        if isinstance(fee, Fee):
            money = priced.minor[place], priced.currencies[priced.currency[place]], priced.outdated[place]
            assert money == (fee.payable.minor, fee.payable.currency, fee.outdated)
        else:
            assert priced.minor[place] == UNPRICED


@pytest.mark.parametrize(("office", "period"), [("CN", "P4Y"), ("GB", "P3Y9M")])
def test_every_condition_holds_for_columns_as_for_one(office, period, rulebook, calendars):
    """On the days on which a grant begins to count as late, and beside them."""
    filings = [date(2017, 1, 31) + timedelta(days=11 * number) for number in range(60)]
    facts = [
        PatentFacts(office=office, filing_date=day, grant_date=limit + timedelta(days=more), priority_date=claimed)
        for day in filings
        for limit in (corresponding(day, Period.parse(period)),)
        for more in (-1, 0, 1)
        for claimed in (None, day)
    ]
    columns = fact_columns(facts)
    whole = Facts(columns.kinds[0], calendars, columns.days, columns.paid, columns.dead, columns.granted)
    for rule in rulebook.of(office):
        one_by_one = [holds(rule, Case(one, rulebook, calendars, TODAY, frozenset())) for one in facts]
        assert held(rule, whole).tolist() == one_by_one, rule.condition
