from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.asking import facts_from_words
from patentdesk.portfolio.codes import RightType, Status

KINDS = {"office_action_first": "document", "annuity_paid": "payment", "priority_or_filing": "fact"}


def test_words_become_facts() -> None:
    words = ["Filing=2020-05-06", "paid=3", "status=granted", "country=cn", "ro=cn"]
    facts = facts_from_words("cn", "invention", words, KINDS)
    assert (facts.office, facts.right_type, facts.filing_date) == ("CN", RightType.INVENTION, date(2020, 5, 6))
    assert (facts.paid_through_year, facts.status) == (3, Status.GRANTED)
    assert (facts.applicant_country, facts.receiving_office) == ("CN", "CN")


def test_an_event_with_all_that_may_stand_behind_it() -> None:
    word = "OA1=2023-01-01@post,received=2023-01-09,period=P2M,ref=A-1"
    event = facts_from_words("CN", "invention", [word], KINDS).events[0]
    assert (event.kind, event.event_date, event.channel) == ("office_action_first", date(2023, 1, 1), "post")
    assert (event.received_date, event.period, event.reference) == (date(2023, 1, 9), "P2M", "A-1")


def test_one_period_for_all_notices() -> None:
    events = facts_from_words("CN", "invention", ["OA1=2023-01-01", "oa1=2023-02-01,period=P1M"], KINDS, "P4M").events
    assert [event.period for event in events] == ["P4M", "P1M"]


@pytest.mark.parametrize(
    "word",
    ["filing", "filing=", "filing=01.02.2020", "tea=2020-01-01", "paid=three", "status=asleep", "oa1=2023-01-01@pigeon",
     "oa1=2023-01-01,colour=red", "oa1=2023-01-01,received", "priority_or_filing=2020-01-01", ""],
)  # fmt: skip
def test_a_word_that_is_not_understood_is_named(word: str) -> None:
    with pytest.raises(Refused) as refused:
        facts_from_words("CN", "invention", [word], KINDS)
    assert refused.value.problem.code == "bad_word"
    assert refused.value.problem.args["word"] == word


def test_other_refusals() -> None:
    with pytest.raises(Refused, match="bad_right_type"):
        facts_from_words("CN", "trademark", [], KINDS)
    with pytest.raises(Refused, match="bad_period"):
        facts_from_words("CN", "invention", [], KINDS, "4 months")
    with pytest.raises(Refused, match="bad_period"):
        facts_from_words("CN", "invention", ["oa1=2023-01-01,period=soon"], KINDS)
