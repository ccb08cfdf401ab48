"""Ask the calculator in the words of people; the published dates themselves are in tests/docketing."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.payments import Timing
from patentdesk.services import calculator
from patentdesk.services.calculator import Answer, Question

TODAY = date(2026, 11, 22)


@pytest.fixture
def asked(library):
    """Return the answer to a question written as on the command line."""

    def answer(office: str, words: str, **more: object) -> Answer:
        return calculator.calculate(library, Question(office=office, words=words.split(), today=TODAY, **more))  # type: ignore[arg-type]

    return answer


def dates(answer: Answer) -> dict[str, date | None]:
    return {one.rule_id: one.due_date for one in answer.deadlines}


def test_only_what_follows_from_the_event(asked) -> None:
    answer = asked("CN", "OA1=2023-01-01@electronic", period="P4M")
    assert dates(answer) == {"CN-INV-OA-01": date(2023, 5, 16)}
    assert answer.problems == ()
    assert {need.field_name for need in answer.needs} == {"filing_date"}


def test_what_passed_long_ago_is_answered(asked) -> None:
    assert dates(asked("CN", "filing=1998-06-01"))["CN-INV-EXM-01"] == date(2001, 6, 1)
    assert dates(asked("US", "grant=2005-01-04"))["US-PGR-01"] == date(2005, 10, 4)
    years = [one.year for one in asked("KR", "registration=2007-04-19").deadlines if one.year]
    assert years == list(range(4, 26))


def test_what_stands_open_on_a_day(asked) -> None:
    answer = asked("EP", "filing=2018-10-11", as_of=date(2020, 10, 15))
    assert [one.year for one in answer.deadlines if one.year] == [3]


def test_one_annuity_without_a_grant(asked) -> None:
    answer = asked("CN", "filing=2015-04-05", years=(8, 8), paid_on=date(2022, 6, 7))
    assert [(one.year, one.unrolled_date) for one in answer.deadlines] == [(8, date(2022, 4, 5))]
    payment = answer.payments[0]
    assert payment is not None
    assert payment.surcharge is not None
    assert (payment.timing, payment.surcharge.month, payment.surcharge.percent) == (Timing.LATE, 3, 10)
    assert answer.needs == ()


@pytest.mark.parametrize(
    ("paid", "timing"),
    [("2020-04-29", "too_early"), ("2020-04-30", "in_time"), ("2020-11-02", "in_time"), ("2020-11-03", "late"),
     ("2021-04-30", "late"), ("2021-05-01", "too_late")],
)  # fmt: skip
def test_a_payment_on_a_day(asked, paid: str, timing: str) -> None:
    answer = asked("EPO", "filing=2018-10-11", years=(3, 3), paid_on=date.fromisoformat(paid))
    assert answer.payments[0] is not None
    assert answer.payments[0].timing == timing


def test_amounts_where_the_schedule_knows_them(asked) -> None:
    late = asked("US", "grant=2021-03-02", years=(4, 4), paid_on=date(2025, 2, 10), reduction="small").payments[0]
    assert late is not None
    assert str(late.total.amount) == "1076.00"  # 40 % of 2150 + 540
    korean = asked("KR", "registration=2020-03-02", years=(4, 4), paid_on=date(2023, 4, 20)).payments[0]
    assert korean is not None
    assert korean.surcharge is not None
    assert (korean.surcharge.percent, korean.surcharge.other_percent) == (6, 100)


def test_an_extension_is_one_aggregate_period(asked) -> None:
    assert dates(asked("US", "OA1=2025-01-31", extension="1 month"))["US-OA-01"] == date(2025, 6, 2)
    refused = asked("US", "NOA=2021-12-06", extension="P1M")
    assert [problem.code for problem in refused.problems] == ["extension_unused"]


def test_a_granted_extension_is_part_of_the_longest(asked) -> None:
    longest = {one.rule_id: one.extendable_to for one in asked("JP", "OA1=2024-05-01", country="US").deadlines}
    granted = asked("JP", "OA1=2024-05-01", country="US", extension="P1M").deadlines
    used_up = asked("JP", "OA1=2024-05-01", country="US", extension="P3M").deadlines
    assert {one.rule_id: one.extendable_to for one in granted} == longest == {"JP-OA-02": date(2024, 11, 1)}
    assert [one.extendable_to for one in used_up] == [None]
    too_long = asked("US", "OA1=2024-05-01", extension="P4M")
    assert [problem.code for problem in too_long.problems] == ["extension_too_long"]


def test_an_annuity_says_what_it_hangs_on(asked) -> None:
    assert [problem.code for problem in asked("US", "filing=2001-06-15", years=(4, 4)).problems] == [
        "missing_grant_date"
    ]
    korean = asked("KR", "filing=2001-06-15", annuities=True)
    assert [problem.code for problem in korean.problems] == ["missing_registration_date"]


def test_residence_decides_in_japan(asked) -> None:
    assert dates(asked("JP", "refusal=2025-04-01")) == {
        "JP-APP-01": date(2025, 7, 1),
        "JP-DIV-01-R": date(2025, 7, 1),
    }
    assert dates(asked("JP", "refusal=2025-04-01", country="US"))["JP-APP-01-O"] == date(2025, 8, 1)


def test_an_event_in_whatever_state_the_right_is(asked) -> None:
    assert dates(asked("CN", "filing=2020-01-06 grant=2024-01-05 OA1=2022-02-01@hand"))["CN-INV-OA-01"] == date(
        2022, 6, 1
    )


def test_what_cannot_be_answered(asked) -> None:
    assert [problem.code for problem in asked("XX", "filing=2020-01-06").problems] == ["no_rules_here"]
    nothing = asked("FR", "quayle=2020-01-06").problems[0]
    assert nothing.code == "nothing_follows"
    assert "filing" in str(nothing.args["known"])
    assert [problem.code for problem in asked("CN", "filing=2030-01-06").problems] == ["date_in_future"]
    with pytest.raises(Refused, match="word_unheard"):
        asked("CN", "nonsense=2020-01-01")


def test_a_word_for_several_events_names_the_other_with_its_days(asked) -> None:
    further = asked("CN", "office_action=2026-01-30")
    assert [str(one.due_date) for one in further.deadlines] == ["2026-03-30"]
    (note,) = further.problems
    assert (note.code, note.args["code"], note.args["days"]) == ("event_also", "office_action_first", "2026-06-01")
    assert asked("CN", "oa2=2026-01-30").problems == ()
    assert [one.args["code"] for one in asked("CN", "审查意见=2026-01-30").problems] == ["office_action"]


def test_every_event_that_starts_a_rule_can_be_asked_for(library) -> None:
    spoken = calculator.vocabulary(library)
    for office in calculator.offices(library):
        for kind in calculator.triggers(library, office):
            assert spoken.event(kind, office) in {kind, "grant"}
