"""Dates without a portfolio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., Any]
CSV = "申请号,申请日,专利名称,专利类型,法律状态,授权公告日\n202110000123.1,2021-03-04,一种电池包,发明,授权,2024-05-06\n"


def test_date_needs_no_portfolio(call: Call) -> None:
    answer = call("date", "CN", "filing=2020-05-06", "office_action_first=2023-01-01@electronic", "--json")
    due = {one["rule"]: one["due_date"] for one in answer.document["deadlines"]}
    assert due["CN-INV-OA-01"] == "2023-05-16"
    shown = call("date", "cn", "filing=2020-05-06", "office_action_first=2023-01-01@electronic", "--lang", "zh")
    assert "2023-05-16" in shown.out
    assert "«" not in shown.out


def test_date_refuses_what_is_no_fact(call: Call) -> None:
    assert call("date", "CN", "colour=red").status == 2


@pytest.mark.parametrize(
    "words",
    [
        *[(office, "filing=9990-01-01", "--on", "9999-12-31") for office in ("CN", "US", "EP", "DE")],
        ("CN", "filing=9990-01-01"),
        ("CN", "filing=0001-01-01"),
        ("CN", "filing=2020-01-01", "--on", "9999-12-31"),
        ("CN", "filing=2020-01-01", "--on", "2024-W05-1"),
        ("CN", "filing=2024-W05-1"),
        ("CN", "filing=2020-01-01", "--year", "999999999999999999999"),
        ("CN", "filing=2020-01-01", "filing=2021-01-01"),
        ("CN", "oa1=2023-01-01", "--period", "P-3M"),
        ("", "filing=2020-01-01"),
        ("", "words"),
    ],
)
def test_date_refuses_what_cannot_be_with_a_sentence(call: Call, words: tuple[str, ...]) -> None:
    for language in ("en", "zh"):
        answer = call("date", *words, "--lang", language)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err
        assert "Traceback" not in answer.err
        assert "()" not in answer.err
        if not words[0]:
            assert "CN" in answer.err


@pytest.mark.parametrize("office", ["JP", "KR"])
def test_date_says_when_the_annuities_wait_for_a_fact(call: Call, office: str) -> None:
    answer = call("date", office, "grant=2020-01-01", "--json")
    assert answer.status == 1
    assert "missing_registration_date" in {one["code"] for one in answer.document["problems"]}
    assert call("date", office, "grant=2020-01-01", "registration=2020-01-01", "--json").status == 0


def test_date_answers_what_was_asked_and_names_the_rest_in_one_line(call: Call) -> None:
    answer = call("date", "CN", "一通=2023-01-01@电子", "--period", "4个月", "--json")
    assert answer.status == 0
    assert [one["due_date"] for one in answer.document["deadlines"]] == ["2023-05-16"]
    assert {one["needs"] for one in answer.document["needs"]} == {"filing_date"}
    shown = call("date", "CN", "OA1=2023-01-01@electronic", "--lang", "en").out
    assert shown.count("Filing date") == 1


def test_date_of_a_renewal_and_its_payment(call: Call) -> None:
    words = ("date", "EP", "--year", "3", "filing=2018-10-11", "--paid", "2020-11-03")
    (fee,) = call(*words, "--json").document["deadlines"]
    assert (fee["opens_date"], fee["falls_due"], fee["due_date"]) == ("2020-04-30", "2020-10-31", "2020-11-02")
    assert (fee["payment"]["timing"], fee["payment"]["percent"]) == ("late", 50)
    for language in ("zh", "en"):
        assert "«" not in call(*words, "--lang", language).out
        assert "«" not in call("date", "KR", "registration=2007-04-19", "--lang", language).out
        assert "«" not in call("date", "TW", "words", "--lang", language).out


def test_a_word_for_two_events_names_the_other(call: Call) -> None:
    answer = call("date", "CN", "office_action=2026-01-30", "--lang", "zh")
    assert answer.status == 0
    assert "office_action_first" in answer.err
    assert "2026-06-01" in answer.err
