from datetime import date

import pytest

from patentdesk.core.problems import Refused
from patentdesk.docketing.asking import facts_from_words, read_period
from patentdesk.portfolio.codes import RightType, Status


def test_words_become_facts(vocabulary) -> None:
    words = ["Filing=2020-05-06", "paid=3", "status=granted", "country=cn", "ro=cn"]
    facts = facts_from_words("cn", "invention", words, vocabulary)
    assert (facts.office, facts.right_type, facts.filing_date) == ("CN", RightType.INVENTION, date(2020, 5, 6))
    assert (facts.paid_through_year, facts.status) == (3, Status.GRANTED)
    assert (facts.applicant_country, facts.receiving_office) == ("CN", "CN")


def test_an_event_with_all_that_may_stand_behind_it(vocabulary) -> None:
    word = "OA1=2023-01-01@post,received=2023-01-09,period=P2M,ref=A-1"
    event = facts_from_words("CN", "invention", [word], vocabulary).events[0]
    assert (event.kind, event.event_date, event.channel) == ("office_action_first", date(2023, 1, 1), "post")
    assert (event.received_date, event.period, event.reference) == (date(2023, 1, 9), "P2M", "A-1")


def test_one_period_for_all_notices(vocabulary) -> None:
    events = facts_from_words(
        "CN", "invention", ["OA1=2023-01-01", "oa1=2023-02-01,period=P1M"], vocabulary, period="P4M"
    ).events
    assert [event.period for event in events] == ["P4M", "P1M"]


@pytest.mark.parametrize(
    "word",
    ["filing", "filing=", "filing=01.02.2020", "paid=three", "status=asleep", "oa1=2023-01-01@pigeon",
     "oa1=2023-01-01,colour=red", "oa1=2023-01-01,received", "priority_or_filing=2020-01-01", "oa1=20230101x"],
)  # fmt: skip
def test_a_word_that_is_not_understood_is_named(word: str, vocabulary) -> None:
    with pytest.raises(Refused) as refused:
        facts_from_words("CN", "invention", [word], vocabulary)
    assert refused.value.problem.code == "bad_word"
    assert refused.value.problem.args["word"] == word


def test_other_refusals(vocabulary) -> None:
    with pytest.raises(Refused, match="bad_right_type"):
        facts_from_words("CN", "trademark", [], vocabulary)
    with pytest.raises(Refused, match="not_a_period"):
        facts_from_words("CN", "invention", [], vocabulary, period="4 moons")
    with pytest.raises(Refused, match="not_a_period"):
        facts_from_words("CN", "invention", ["oa1=2023-01-01,period=soon"], vocabulary)


@pytest.mark.parametrize(
    ("office", "word", "kind"),
    [("CN", "一通=2023-01-01", "office_action_first"),
     ("cn", "第一次审查意见通知书=2023年1月1日", "office_action_first"),
     ("EP", "R71(3)=20230101", "grant_notice"), ("EP", "rule 71 (3)=2023/1/1", "grant_notice"),
     ("US", "Notice of Allowance=2023.1.1", "grant_notice"), ("US", "NON-FINAL=2023-01-01", "office_action_first"),
     ("JP", "拒絶査定=2023-01-01", "rejection"), ("DE", "final_rejection=2023-01-01", "final_rejection"),
     ("KR", "의견제출통지서=2023-01-01", "office_action_first"), ("CN", "驳回决定=2023-01-01@电子", "rejection")],
)  # fmt: skip
def test_words_that_people_write(office: str, word: str, kind: str, vocabulary) -> None:
    event = facts_from_words(office, "invention", [word], vocabulary).events[0]
    assert (event.kind, event.event_date) == (kind, date(2023, 1, 1))


def test_an_office_and_a_right_by_name(vocabulary) -> None:
    facts = facts_from_words("国知局", "实用新型", ["申请日=2020-2-29"], vocabulary, country="usa")
    assert (facts.office, facts.right_type, facts.applicant_country) == ("CN", RightType.UTILITY_MODEL, "US")
    assert facts.filing_date == date(2020, 2, 29)


def test_publication_means_grant_in_taiwan(vocabulary) -> None:
    assert facts_from_words("TW", "invention", ["publication=2011-06-01"], vocabulary).grant_date == date(2011, 6, 1)
    assert facts_from_words("US", "invention", ["publication=2011-06-01"], vocabulary).grant_date is None


@pytest.mark.parametrize(
    ("text", "period"), [("4M", "P4M"), ("4 months", "P4M"), ("60 天", "P60D"), ("p3m+p2m", "P3M+P2M")]
)
def test_periods_that_people_write(text: str, period: str) -> None:
    assert read_period(text) == period


def test_an_unknown_word_brings_the_nearest(vocabulary) -> None:
    with pytest.raises(Refused) as refused:
        facts_from_words("CN", "invention", ["rejecton=2023-01-01"], vocabulary)
    assert refused.value.problem.code == "unknown_word"
    assert "rejection" in str(refused.value.problem.args["nearest"])


def test_a_word_that_is_short_for_other_events(vocabulary) -> None:
    assert "office_action_first" in vocabulary.also("office_action", "CN")
    assert "office_action" in vocabulary.also("审查意见", "CN")
    assert vocabulary.also("oa2", "CN") == []
    assert vocabulary.also("", "CN") == []


def test_a_day_that_does_not_exist(vocabulary) -> None:
    with pytest.raises(Refused, match="no_such_day"):
        facts_from_words("CN", "invention", ["filing=2023-02-30"], vocabulary)


@pytest.mark.parametrize("word", ["filing=0001-01-01", "filing=9990-01-01", "oa1=9999-12-31", "oa1=1700-01-01"])
def test_days_that_no_patent_has(word: str, vocabulary) -> None:
    with pytest.raises(Refused, match="impossible_day"):
        facts_from_words("CN", "invention", [word], vocabulary)


@pytest.mark.parametrize("words", [["filing=2020-01-01", "申请日=2021-01-01"], ["paid=3", "paid=4"]])
def test_a_fact_that_is_stated_twice(words: list[str], vocabulary) -> None:
    with pytest.raises(Refused, match="fact_twice"):
        facts_from_words("CN", "invention", words, vocabulary)


@pytest.mark.parametrize("text", ["P0M", "P0D", "P999Y", "P61M", "P-3M"])
def test_periods_that_no_office_states(text: str) -> None:
    with pytest.raises(Refused, match="not_a_period"):
        read_period(text)
    assert read_period("P5Y") == "P5Y"


def test_a_refused_period_has_no_empty_brackets(library) -> None:
    with pytest.raises(Refused) as refused:
        read_period("P-3M")
    for language in ("en", "zh"):
        sentence = library.words(language).problem(refused.value.problem)
        assert "P-3M" in sentence
        assert "()" not in sentence
        assert "（）" not in sentence
