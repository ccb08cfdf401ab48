"""Check what each decision code demands."""

import json
from datetime import date
from pathlib import Path

import pytest

from patentdesk.portfolio.codes import EncumbranceKind
from patentdesk.triage.decisions import check_decision, read_decisions
from patentdesk.triage.facts import PatentFacts, Tie
from patentdesk.triage.records import DecisionCode
from patentdesk.triage.vetoes import LAST_OF_FAMILY, Veto, vetoes

PLAIN = json.loads(
    (Path(__file__).resolve().parents[2] / "resources/triage/decisions.json").read_text(encoding="utf-8")
)
RULES = read_decisions(PLAIN)
TODAY = date(2026, 11, 22)


def codes(code, *, reason="", review_on=None, against=(), ended=""):
    found = check_decision(
        RULES[code], number="CN1", ended=ended, reason=reason, review_on=review_on, vetoes=against, today=TODAY
    )
    return [problem.code for problem in found]


def test_every_code_has_a_rule_and_a_key_of_its_own():
    assert set(RULES) == set(DecisionCode)
    assert len({rule.key for rule in RULES.values()}) == len(DecisionCode)


def test_any_veto_blocks_a_drop_and_nothing_else():
    veto = Veto("pledge", {"parties": "银行", "until": "–"})
    assert codes(DecisionCode.DROP, against=(veto,), reason="x") == ["vetoed_pledge"]
    assert [code for code in DecisionCode if codes(code, against=(veto,), reason="x", review_on=date(2027, 1, 1))] == [
        DecisionCode.DROP
    ]


def test_a_drop_needs_a_reason_and_a_right_that_lives():
    assert codes(DecisionCode.DROP, reason=" ") == ["decision_needs_reason"]
    assert codes(DecisionCode.DROP, reason="narrow") == []
    assert codes(DecisionCode.DROP, reason="narrow", ended="lapsed") == ["decision_right_ended"]
    assert codes(DecisionCode.SELL, ended="lapsed") == []


def test_deferring_needs_a_reason_and_a_date():
    assert codes(DecisionCode.DEFER) == ["decision_needs_reason", "decision_needs_date"]
    assert codes(DecisionCode.DEFER, reason=" ", review_on=date(2027, 1, 1)) == ["decision_needs_reason"]
    assert codes(DecisionCode.DEFER, reason="等待检索报告", review_on=date(2027, 1, 1)) == []


def test_the_next_look_lies_after_today():
    assert codes(DecisionCode.KEEP, review_on=TODAY) == ["decision_date_past"]


@pytest.mark.parametrize("fault", ["absent", "twice", "same key"])
def test_faulty_data_is_refused(fault):
    plain = [dict(row) for row in PLAIN]
    if fault == "absent":
        plain.pop()
    elif fault == "twice":
        plain.append(dict(plain[0]))
    else:
        plain[1]["key"] = plain[0]["key"]
    with pytest.raises(ValueError, match="decision codes"):
        read_decisions(plain)


@pytest.mark.parametrize("kind", [*EncumbranceKind, LAST_OF_FAMILY])
def test_every_veto_is_told_in_whole_sentences(library, kind):
    facts = PatentFacts(product="HV-60", ties=() if kind == LAST_OF_FAMILY else (Tie(kind=kind),))
    against = [veto for veto in vetoes(facts, TODAY) if veto.kind == kind]
    [problem] = check_decision(
        RULES[DecisionCode.DROP],
        number="CN1",
        ended="",
        reason="x",
        review_on=None,
        vetoes=against,
        today=TODAY,
    )
    assert problem.code == f"vetoed_{kind}"
    for language in ("en", "zh"):
        text = library.words(language).problem(problem)
        assert "CN1" in text
        assert "«" not in text
