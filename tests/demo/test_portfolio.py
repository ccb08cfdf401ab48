from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from patentdesk.core.months import shift_months
from patentdesk.demo.days import years_complete
from patentdesk.demo.portfolio import invent
from patentdesk.portfolio.codes import RightType, Status
from patentdesk.services.library import Library

TODAY = date(2026, 11, 22)


def test_the_same_day_and_seed_give_the_same_portfolio(library: Library) -> None:
    assert invent(library, TODAY) == invent(library, TODAY)
    assert invent(library, TODAY) != invent(library, TODAY, seed=1)


def test_a_day_before_the_law_changes_is_refused(library: Library) -> None:
    with pytest.raises(ValueError, match="2025-09-01"):
        invent(library, date(2025, 8, 31))


@pytest.mark.parametrize("today", [date(2025, 9, 1), TODAY, date(2028, 2, 29), date(2031, 12, 31)])
def test_facts_are_possible_on_any_day(library: Library, today: date) -> None:
    patents = invent(library, today, size=400).patents
    assert len(patents) >= 400
    for patent in patents:
        days = [patent.publication_date, patent.grant_date, patent.entry_date]
        known = [day for day in days if day is not None]
        if patent.filing_date is not None:
            assert all(patent.filing_date <= day <= today for day in known), patent
            assert patent.priority_date is None or shift_months(patent.priority_date, 12) >= patent.filing_date
        assert patent.is_granted or patent.status is not Status.GRANTED


def test_the_portfolio_is_mixed_as_an_alliances_is(library: Library) -> None:
    patents = invent(library, TODAY).patents
    offices = Counter(patent.office for patent in patents)
    assert 800 <= len(patents) < 810
    assert set(offices) == {"CN", "EP", "US", "JP", "KR", "WO", "DE"}
    assert offices["CN"] > len(patents) / 2
    assert {patent.right_type for patent in patents} == set(RightType)
    assert len({patent.member.key for patent in patents}) == 24
    assert len({patent.invention.segment for patent in patents}) == 13
    assert len({(patent.office, patent.application_key) for patent in patents}) == len(patents)


def test_families_share_their_first_filing(library: Library) -> None:
    patents = invent(library, TODAY).patents
    first = {patent.family: patent.application_key for patent in patents if not patent.claims}
    later = [patent for patent in patents if patent.claims]
    assert later
    assert all(patent.claims[0].key == first[patent.family] for patent in later)


@pytest.mark.parametrize(
    ("start", "today", "years"),
    [
        (date(2020, 2, 29), date(2021, 2, 27), 0),
        (date(2020, 2, 29), date(2021, 2, 28), 1),
        (date(2020, 5, 6), date(2026, 5, 5), 5),
        (date(2020, 5, 6), date(2026, 5, 6), 6),
    ],
)
def test_whole_years(start: date, today: date, years: int) -> None:
    assert years_complete(start, today) == years
