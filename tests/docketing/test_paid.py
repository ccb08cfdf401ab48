"""Leave out of account what cannot have been paid; the annuities stay in the docket."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.docketing.facts import PatentFacts
from patentdesk.docketing.paid import last_year, payment_fault
from patentdesk.portfolio.codes import RightType

CN = "filing=2015-06-03 grant=2018-08-01"


def years(docket) -> list[int]:
    return [one.year for one in docket.deadlines if one.year]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("paid=99", "paid_year_out_of_term"),
        ("paid=-5", "paid_year_out_of_term"),
        ("annuity_paid=2025-01-06,year=99", "paid_year_out_of_term"),
        ("annuity_paid=2025-01-06,year=-5", "paid_year_out_of_term"),
        ("annuity_paid=2025-01-06,year=0", "paid_year_out_of_term"),
        ("annuity_paid=2025-01-06,year=999999999999999999999", "paid_year_out_of_term"),
        ("annuity_paid=2014-01-06,year=11", "paid_before_filing"),
    ],
)
def test_what_cannot_be_paid_is_reported_and_the_annuities_stay(said: str, code: str, ask, library) -> None:
    docket = ask("CN", f"{CN} {said}", "2026-01-05")
    assert years(docket) == years(ask("CN", CN, "2026-01-05"))
    (problem,) = (one for one in docket.problems if one.code == code)
    for language in ("en", "zh"):
        words = library.words(language)
        assert "{" not in words.problem(problem)
        assert words.has(f"remedy.{code}")


def test_a_good_payment_counts_beside_an_impossible_one(ask) -> None:
    words = f"{CN} paid=99 annuity_paid=2025-01-06,year=11 annuity_paid=2025-01-06,year=98"
    assert years(ask("CN", words, "2026-01-05")) == [12]


def test_a_payment_before_the_office_takes_it(ask) -> None:
    words = "filing=2019-03-04 annuity_paid=2023-02-06,year=16"
    docket = ask("EP", words, "2023-03-01")
    assert "paid_before_window" in [one.code for one in docket.problems]
    assert 5 in years(docket)


def test_a_payment_years_ahead_counts_but_is_said(ask) -> None:
    docket = ask("CN", f"{CN} annuity_paid=2025-01-06,year=20", "2026-01-05")
    assert "paid_far_ahead" in [one.code for one in docket.problems]
    assert years(docket) == []


@pytest.mark.parametrize(
    ("office", "right", "last"),
    [("CN", RightType.INVENTION, 25), ("CN", RightType.UTILITY_MODEL, 10), ("CN", RightType.DESIGN, 15),
     ("US", RightType.INVENTION, 20), ("DE", RightType.UTILITY_MODEL, 10), ("XX", RightType.INVENTION, None)],
)  # fmt: skip
def test_the_last_year(office: str, right: RightType, last: int | None, rulebook) -> None:
    assert last_year(rulebook, office, right) == last


def test_a_usual_payment_has_no_fault(rulebook) -> None:
    facts = PatentFacts(office="CN", filing_date=date(2019, 3, 4), grant_date=date(2021, 3, 4))
    assert payment_fault(facts, rulebook, 7, date(2025, 2, 4)) is None
    assert payment_fault(facts, rulebook, 0) is None
