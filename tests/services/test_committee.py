"""Check the committee's list against a small review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from patentdesk.core.money import Money
from patentdesk.core.problems import Refused
from patentdesk.portfolio.codes import EncumbranceKind, Status
from patentdesk.portfolio.records import Encumbrance, Patent
from patentdesk.services.committee import exceptions, vote, votes, withdraw_vote
from patentdesk.services.reviewing import create_review, decide, sign
from patentdesk.triage.records import Decision, DecisionCode
from patentdesk.valuation.records import Valuation


@pytest.fixture
def ids(desk):
    """Store four patents that score poorly; one is pledged, one lacks nearly all facts."""
    poor = {
        "office": "CN",
        "status": Status.GRANTED,
        "filing_date": date(2008, 3, 1),
        "publication_date": date(2009, 1, 1),
        "grant_date": date(2015, 3, 1),
        "expiry_date": date(2028, 3, 1),
        "claims_count": 1,
        "cited_by_count": 0,
        "family_size": 1,
        "segment": "other",
        "ipc_main": "B60L50/60",
    }
    with desk.file.operation("add") as work:
        found = work.add_all([Patent(**poor), Patent(**poor), Patent(**poor), Patent(office="CN")])
        work.add(Encumbrance(patent_id=found[1], kind=EncumbranceKind.PLEDGE))
        work.add(Valuation(patent_id=found[2], valued_on=date(2025, 1, 1), value_minor=9_000_000_00))
        work.add(Valuation(patent_id=found[2], valued_on=date(2026, 1, 1), value_minor=2_000_000_00))
        work.add(Valuation(patent_id=found[2], valued_on=date(2026, 1, 1), value_minor=1_000_000_00))
    return found


def listed(desk, review, threshold=None):
    return {
        one.line.patent.id: [reason.value for reason in one.reasons] for one in exceptions(desk, review.id, threshold)
    }


def test_only_exceptions_are_listed(desk, ids):
    review = create_review(desk, "2027")
    assert listed(desk, review) == {ids[1]: ["veto"], ids[3]: ["withheld"]}
    decide(desk, [ids[0]], "DROP", reason="窄", review_id=review.id)
    decide(desk, [ids[2]], "KEEP", review_id=review.id)
    assert listed(desk, review)[ids[2]] == ["disagreement"]
    assert ids[0] not in listed(desk, review)


def test_the_latest_value_counts(desk, ids):
    review = create_review(desk, "2027")
    assert listed(desk, review, Money.of(2_000_000, "CNY"))[ids[2]] == ["value"]
    assert ids[2] not in listed(desk, review, Money.of(2_000_001, "CNY"))


def test_changed_facts_bring_a_decision_back_until_it_is_signed(desk, ids):
    review = create_review(desk, "2027")
    decide(desk, [ids[0]], "DROP", reason="窄", review_id=review.id)
    with desk.file.operation("edit") as work:
        work.change(Patent, ids[0], claims_count=9)
    assert listed(desk, review)[ids[0]] == ["stale"]
    decide(desk, [ids[0]], "DROP", reason="窄", review_id=review.id)
    with desk.file.reading() as reader:
        [made] = reader.select(Decision, patent_id=ids[0])
    sign(desk, [made.id])
    assert ids[0] not in listed(desk, review)


def test_an_unknown_review_is_refused(desk):
    with pytest.raises(Refused, match="review_unknown"):
        exceptions(desk, 7)


def as_user(desk, user):
    return replace(desk, user=user)


def test_votes_are_counted_and_kept_with_the_signature(desk, ids):
    review = create_review(desk, "2027")
    vote(as_user(desk, "li"), review.id, ids[:2], "KEEP", "在用")
    vote(as_user(desk, "wang"), review.id, [ids[0]], "KEEP-1Y")
    assert listed(desk, review)[ids[0]] == ["split"]
    vote(as_user(desk, "wang"), review.id, [ids[0]], "DROP", "窄")
    vote(as_user(desk, "zhao"), review.id, [ids[0]], "DROP")
    [line] = [one for one in exceptions(desk, review.id) if one.line.patent.id == ids[0]]
    assert line.count.leading is DecisionCode.DROP
    assert line.count.by_code == {DecisionCode.DROP: 2, DecisionCode.KEEP: 1}
    assert [one.voter for one in votes(desk, review.id)[ids[1]]] == ["li"]

    decide(desk, [ids[0]], "DROP", reason="窄", review_id=review.id)
    with desk.file.reading() as reader:
        [made] = reader.select(Decision, patent_id=ids[0])
    sign(desk, [made.id])
    with desk.file.reading() as reader:
        kept = reader.get(Decision, made.id).votes
    assert [(one["voter"], one["code"], one["dissent"]) for one in kept] == [
        ("li", "KEEP", True),
        ("wang", "DROP", False),
        ("zhao", "DROP", False),
    ]
    for refused in (lambda: vote(desk, review.id, ids[:2], "KEEP"), lambda: withdraw_vote(desk, review.id, [ids[0]])):
        with pytest.raises(Refused, match="vote_closed"):
            refused()
    assert len(votes(desk, review.id)[ids[1]]) == 1


def test_a_vote_can_be_withdrawn_and_needs_a_patent_of_the_review(desk, ids):
    review = create_review(desk, "2027")
    vote(desk, review.id, [ids[0]], "KEEP")
    withdraw_vote(desk, review.id, [ids[0]])
    assert votes(desk, review.id) == {}
    with pytest.raises(Refused, match="patent_unknown"):
        vote(desk, review.id, [999], "KEEP")
