"""Add rules of one's own to the shipped ones, or put them in their place."""

from __future__ import annotations

from datetime import date

import pytest

from patentdesk.docketing.asking import facts_from_words
from patentdesk.docketing.engine import compute
from patentdesk.docketing.rulefile import with_own_rules

SHORTER = {
    "id": "OUR-OA-02",
    "office": "CN",
    "right_types": "invention",
    "kind": "act",
    "weight": "hard",
    "task": "reply",
    "state": "pending",
    "trigger": "office_action",
    "terms": "corr:P45D@trigger",
    "on": "service",
    "roll": "CN",
    "closed_by": "reply",
    "replaces": "CN-INV-OA-02",
    "reason": "our agency asks for two weeks",
}
WORDS = ["filing=2021-06-01", "oa=2025-12-01"]


def test_an_own_rule_takes_the_place_of_an_official_one(rulebook, calendars, vocabulary) -> None:
    book = with_own_rules(rulebook, "own.csv", [SHORTER], "1+x")
    docket = compute(facts_from_words("CN", "invention", WORDS, vocabulary), book, calendars, date(2026, 1, 5))
    assert docket.find("CN-INV-OA-02") is None
    found = docket.find("OUR-OA-02")
    assert (found.due_date, found.rule.confidence) == (date(2026, 1, 15), "own")
    assert next(step.args["reason"] for step in found.steps if step.code == "own_rule") == SHORTER["reason"]
    assert book.version == "1+x"
    assert rulebook.find("CN-INV-OA-02") is not None, "the shipped book stays as it is"


def test_an_own_rule_may_stand_beside_the_official_ones(rulebook, calendars, vocabulary) -> None:
    book = with_own_rules(rulebook, "own.csv", [{**SHORTER, "replaces": ""}], "1+x")
    docket = compute(facts_from_words("CN", "invention", WORDS, vocabulary), book, calendars, date(2026, 1, 5))
    assert {"CN-INV-OA-02", "OUR-OA-02"} <= {one.rule_id for one in docket.deadlines}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"reason": " "}, r"own\.csv, row 2 .*needs a reason"),
        ({"replaces": "CN-NOTHING"}, "no rule CN-NOTHING of CN to replace"),
        ({"replaces": "EP-OA-01"}, "no rule EP-OA-01 of CN to replace"),
        ({"terms": "two months"}, "not a term"),
        ({"trigger": "coffee_break"}, "unknown event kinds"),
        ({"replaces": "CN-DES-TERM-0", "trigger": "filing"}, "different dates"),
        ({"replaces": "", "line": "CN-INV-OA-02"}, "overlap"),
    ],
)
def test_what_contradicts_is_refused(rulebook, change: dict[str, str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        with_own_rules(rulebook, "own.csv", [{**SHORTER, **change}], "")


def test_a_gap_is_refused(rulebook) -> None:
    late = {**SHORTER, "id": "OUR-KR", "office": "KR", "replaces": "KR-OA-02", "selector": "trigger"}
    with pytest.raises(ValueError, match="no law between"):
        with_own_rules(rulebook, "own.csv", [{**late, "roll": "KR", "valid_from": "2025-08-01"}], "")


def test_the_id_of_an_official_rule_takes_its_place_and_an_id_stands_once(rulebook) -> None:
    same = {**SHORTER, "id": "CN-INV-OA-02", "replaces": ""}
    assert str(with_own_rules(rulebook, "own.csv", [same], "").find("CN-INV-OA-02").terms[0].period) == "P45D"
    with pytest.raises(ValueError, match="stands twice"):
        with_own_rules(rulebook, "own.csv", [SHORTER, SHORTER], "")
