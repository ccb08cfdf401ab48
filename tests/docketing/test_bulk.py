"""The dockets of many patents at once are those of the engine, date for date."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from patentdesk.docketing.bulk import compute_all
from patentdesk.docketing.bulkfees import UNPRICED, Priceable, price_all
from patentdesk.docketing.bulkreckoning import _CONDITIONS
from patentdesk.docketing.counting import patent_year
from patentdesk.docketing.daynumbers import as_date
from patentdesk.docketing.engine import compute
from patentdesk.docketing.factcolumns import fact_columns
from patentdesk.docketing.facts import PatentFacts
from patentdesk.docketing.fees import Asked, Fee
from patentdesk.docketing.rulefile import CONDITIONS
from patentdesk.docketing.rules import RuleKind
from patentdesk.portfolio.codes import RightType, Status
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
    )


@settings(deadline=None, max_examples=60, derandomize=True)
@given(facts=st.lists(patents(), min_size=1, max_size=60), every=st.booleans())
def test_it_gives_the_dates_and_problems_of_the_engine(facts, every, rulebook, calendars):
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
