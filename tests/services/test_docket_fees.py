"""Forecast annuities from a real portfolio file."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.money import Money
from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import OrganisationKind, RightType, Status
from patentdesk.portfolio.records import Family, Organisation, Patent
from patentdesk.services import fees, law
from patentdesk.services.desk import Desk
from patentdesk.services.docket_facts import countries, docket_facts

TODAY = date(2026, 1, 5)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    with desk.file.operation("add") as work:
        common = {"status": Status.GRANTED, "filing_date": date(2015, 6, 3), "grant_date": date(2018, 8, 1)}
        work.add(Patent(office="CN", paid_through_year=11, reduction="cn_85", **common))
        work.add(Patent(office="CN", paid_through_year=11, **common))
        registered = {**common, "registration_date": date(2018, 7, 2)}
        work.add(Patent(office="JP", paid_through_year=8, **registered))
    return desk


def test_the_whole_plan_of_one_patent(desk: Desk) -> None:
    plan = fees.annuity_plan(desk, [1])
    assert [planned.patent_year for planned in plan] == list(range(12, 21))
    assert plan[0].due_date == date(2026, 6, 3)
    assert (plan[0].fee.payable, plan[0].fee.full) == (Money.of(600, "CNY"), Money.of(4000, "CNY"))
    assert plan[-1].fee.payable == Money.of(8000, "CNY")


def test_sums_by_group_and_year(desk: Desk) -> None:
    rows = fees.forecast(desk, "", 2026, 2027, "office").rows
    assert [(row.group, row.calendar_year, row.currency, row.count, row.unpriced) for row in rows] == [
        ("CN", 2026, "CNY", 2, 0),
        ("CN", 2027, "CNY", 2, 0),
        ("JP", 2026, "", 1, 1),
        ("JP", 2027, "", 1, 1),
    ]
    assert rows[0].total == Money.of(4600, "CNY")


def test_the_query_selects_and_years_default_to_ten(desk: Desk) -> None:
    rows = fees.forecast(desk, "office:CN", by="status").rows
    assert {row.group for row in rows} == {"granted"}
    assert [row.calendar_year for row in rows] == list(range(2026, 2035))


def test_an_unknown_group_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="forecast_group"):
        fees.forecast(desk, by="colour")


def test_country_and_national_phases_count_wherever_a_docket_is_computed(desk: Desk) -> None:
    """Docket, forecast and valuation start from the same facts."""
    with desk.file.operation("add") as work:
        member = work.add(Organisation(kind=OrganisationKind.MEMBER, name="奇瑞", country="CN"))
        family = work.add(Family(key="F1"))
        common = {"family_id": family, "filing_date": date(2024, 3, 4), "member_id": member}
        applied = work.add(Patent(office="WO", right_type=RightType.PCT, application_number="CN2024080001", **common))
        work.add(Patent(office="US", national_entry_date=date(2025, 9, 1), **common))
    with desk.file.reading() as reader:
        book = law.rules_of(desk)
        found = docket_facts(reader, reader.select(Patent, id=[applied]), book, countries(reader))[applied]
    assert found.applicant_country == "CN"
    assert [event.kind for event in found.events] == ["national_entry_us"]
