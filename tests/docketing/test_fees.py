from datetime import date

import pytest

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem
from patentdesk.docketing.fees import Asked, Fee, FeeSchedules, read_fees
from patentdesk.portfolio.codes import RightType
from patentdesk.services import law


@pytest.fixture(scope="module")
def fees(library) -> FeeSchedules:
    return law.fees(library)


@pytest.mark.parametrize(
    ("office", "right", "year", "paid", "claims", "full"),
    [
        ("CN", "invention", 3, "2026-01-05", None, "900 CNY"),
        ("CN", "invention", 16, "2026-01-05", None, "8000 CNY"),
        ("CN", "utility_model", 9, "2026-01-05", None, "2000 CNY"),
        ("CN", "design", 12, "2034-01-05", None, "3000 CNY"),
        ("EP", "invention", 3, "2024-03-31", None, "530 EUR"),
        ("EP", "invention", 3, "2024-04-01", None, "690 EUR"),
        ("EP", "invention", 10, "2025-01-05", None, "1775 EUR"),
        ("US", "invention", 4, "2025-01-18", None, "2000 USD"),
        ("US", "invention", 4, "2025-01-19", None, "2150 USD"),
        ("US", "invention", 12, "2026-01-05", None, "8280 USD"),
        ("JP", "invention", 4, "2022-03-31", 10, "11400 JPY"),
        ("JP", "invention", 4, "2022-04-01", 10, "18300 JPY"),
        ("KR", "invention", 4, "2023-08-01", 10, "236000 KRW"),
        ("DE", "invention", 5, "2022-06-30", None, "90 EUR"),
        ("DE", "invention", 5, "2022-07-01", None, "100 EUR"),
        ("GB", "invention", 5, "2025-01-05", None, "70 GBP"),
        ("FR", "invention", 2, "2025-01-05", None, "38 EUR"),
        ("TW", "invention", 10, "2025-01-05", None, "16000 TWD"),
    ],
)
def test_amounts(*, fees, office, right, year, paid, claims, full) -> None:
    fee = fees.annuity(Asked(office, RightType(right), year, date.fromisoformat(paid), claims))
    amount, currency = full.split()
    assert isinstance(fee, Fee)
    assert fee.full == Money.of(amount, currency)


@pytest.mark.parametrize(
    ("reduction", "year", "grant_year", "payable"),
    [
        ("cn_85", 4, 4, "180"),
        ("cn_85", 13, 4, "900"),
        ("cn_85", 14, 4, "6000"),
        ("cn_70", 10, 4, "1200"),
        ("", 10, 4, "4000"),
        ("cn_85", 10, None, "4000"),
    ],
)
def test_chinese_reductions_end_ten_years_from_the_grant_year(fees, reduction, year, grant_year, payable) -> None:
    asked = Asked("CN", RightType.INVENTION, year, date(2026, 1, 5), None, reduction, grant_year)
    assert fees.annuity(asked).payable == Money.of(payable, "CNY")


@pytest.mark.parametrize(
    ("reduction", "paid", "payable"),
    [("small", "2022-12-28", "1000"), ("small", "2022-12-29", "800"), ("micro", "2025-06-05", "430")],
)
def test_american_entities(fees, reduction, paid, payable) -> None:
    asked = Asked("US", RightType.INVENTION, 4, date.fromisoformat(paid), None, reduction)
    assert fees.annuity(asked).payable == Money.of(payable, "USD")


def test_the_american_surcharge_stands_in_the_schedule(fees) -> None:
    asked = Asked("US", RightType.INVENTION, 4, date(2025, 6, 5), None, "small")
    assert fees.surcharge(asked).payable == Money.of("216", "USD")


def test_a_schedule_that_ended_is_said_to_be_outdated(fees) -> None:
    fee = fees.annuity(Asked("GB", RightType.INVENTION, 5, date(2027, 1, 5)))
    assert fee.outdated
    assert not fees.annuity(Asked("GB", RightType.INVENTION, 5, date(2026, 3, 31))).outdated


def test_missing_is_never_zero(fees) -> None:
    unknown = fees.annuity(Asked("ZZ", RightType.INVENTION, 5, date(2026, 1, 5)))
    assert isinstance(unknown, Problem)
    assert unknown.code == "fee_unknown"
    claims = fees.annuity(Asked("JP", RightType.INVENTION, 5, date(2026, 1, 5)))
    assert isinstance(claims, Problem)
    assert claims.code == "claims_unknown"


def test_a_wrong_row_is_named(library) -> None:
    row = library.rows("fees/CN.csv")[0]
    with pytest.raises(ValueError, match=r"CN\.csv, row 2"):
        read_fees({"CN.csv": [row | {"base": "nine"}]})


@pytest.mark.parametrize(
    ("office", "year", "paid_on", "part"),
    [
        ("CN", 12, date(2026, 3, 2), "0.85"),
        ("CN", 12, date(2023, 3, 2), "1"),
        ("DE", 5, date(2026, 3, 2), "0.5"),
        ("EP", 10, date(2026, 3, 2), "0.85"),
    ],
)
def test_an_open_licence_lowers_the_fee_in_any_year(library, office, year, paid_on, part) -> None:
    """Finance Ministry 2024 No. 23 (15 %, from 2024-07-15); PatG s.23 (half); UPR Art. 3 RFeesUPP (15 %)."""
    common = {"office": office, "right_type": RightType.INVENTION, "year": year, "paid_on": paid_on, "grant_year": 4}
    fee = law.fees(library).annuity(Asked(**common, reduction="open_licence", unitary=office == "EP"))
    assert fee.payable == fee.full.times(part)
