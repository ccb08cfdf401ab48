from datetime import date

import pytest

from patentdesk.core.money import Money
from patentdesk.docketing.surcharges import surcharge


@pytest.mark.parametrize(
    ("office", "words", "rule", "paid", "percent"),
    [
        ("CN", "filing=2015-04-05 grant=2018-01-05 paid=7", "CN-ALL-ANN-01", "2022-05-05", 0),
        ("CN", "filing=2015-04-05 grant=2018-01-05 paid=7", "CN-ALL-ANN-01", "2022-05-06", 5),
        ("CN", "filing=2015-04-05 grant=2018-01-05 paid=7", "CN-ALL-ANN-01", "2022-10-05", 25),
        ("JP", "filing=2015-04-06 registration=2019-02-05 paid=3", "JP-ANN-01", "2022-03-05", 100),
        ("EP", "filing=2018-02-05", "EP-REN-01", "2022-03-05", 50),
        ("TW", "filing=2015-04-06 grant=2021-02-05 paid=1", "TW-ANN-01", "2022-03-05", 40),
    ],
)
def test_per_cent_by_month_of_lateness(*, ask, office, words, rule, paid, percent) -> None:
    deadline = ask(office, words, "2022-01-05").find(rule)
    late = surcharge(deadline.rule, deadline.unrolled_date, deadline.due_date, date.fromisoformat(paid))
    assert late.percent == percent
    assert late.on(Money.of(1200, "CNY")) == Money.of(12 * percent, "CNY")


def test_fixed_sums(ask) -> None:
    british = ask("GB", "filing=2017-03-05 grant=2019-01-05 paid=5", "2022-01-05").find("GB-REN-01")
    days = ["2022-03-31", "2022-04-30", "2022-05-01", "2022-09-30"]
    sums = [surcharge(british.rule, british.unrolled_date, british.due_date, date.fromisoformat(day)) for day in days]
    full = Money.of(90, "GBP")
    assert [late.on(full).minor for late in sums] == [0, 0, 2400, 12000]
    german = ask("DE", "filing=2017-03-05 paid=5", "2022-01-05").find("DE-REN-01")
    late = surcharge(german.rule, german.unrolled_date, german.due_date, date(2022, 8, 1))
    assert late.on(full) == Money.of(50, "EUR")


def test_in_time_up_to_the_rolled_day(ask) -> None:
    deadline = ask("CN", "filing=2023-10-01 grant=2026-09-01", "2026-09-20").find("CN-ALL-ANN-01")
    assert surcharge(deadline.rule, deadline.unrolled_date, deadline.due_date, date(2026, 10, 8)).month == 0
