"""Check that answers are kept as facts."""

from __future__ import annotations

import pytest

from patentdesk.core.problems import Refused
from patentdesk.portfolio.records import Patent
from patentdesk.services import editing, history
from patentdesk.services.answering import answer, answers, profile_of, questionnaires


@pytest.fixture
def ids(desk):
    with desk.file.operation("add") as work:
        return work.add_all([Patent(), Patent()])


def test_answers_are_stored_changed_taken_back_and_undone(desk, ids):
    answer(desk, ids, "ipscore", {"A3": 5, "B1": 3}, "检索报告")
    answer(desk, ids[:1], "ipscore", {"A3": 1, "B1": None})
    first, second = (answers(desk, one, "ipscore") for one in ids)
    assert {name: one.value for name, one in first.items()} == {"A3": 1}
    assert (second["B1"].value, second["B1"].reason, second["B1"].answered_by) == (3, "检索报告", desk.user)
    assert profile_of(desk, ids[1], "ipscore").score == pytest.approx(75)
    history.undo(desk)
    assert profile_of(desk, ids[0], "ipscore").score == pytest.approx(75)


def test_the_scenario_weighs_the_groups(desk, ids):
    answer(desk, ids[:1], "inhouse", {"Q01": 5, "Q27": 1})
    assert profile_of(desk, ids[0], "inhouse", "litigation").score > profile_of(desk, ids[0], "inhouse").score
    assert set(questionnaires(desk.library)) == {"ipscore", "inhouse"}


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("none", {}, "questionnaire_unknown"),
        ("ipscore", {"Z1": 3}, "question_unknown"),
        ("ipscore", {"A1": 6}, "answer_out_of_range"),
        ("ipscore", {"A1": float("nan")}, "answer_out_of_range"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(desk, ids, name, values, code):
    with pytest.raises(Refused, match=code):
        answer(desk, ids, name, values)
    assert answers(desk, ids[0], "ipscore") == {}


def test_an_unknown_scenario_is_refused(desk, ids):
    with pytest.raises(Refused, match="scenario_unknown"):
        profile_of(desk, ids[0], "ipscore", "none")


def test_an_answer_about_a_patent_that_was_removed_is_refused(desk, ids):
    editing.remove_patents(desk, ids[:1])
    with pytest.raises(Refused, match="patent_unknown"):
        answer(desk, ids, "ipscore", {"A3": 5})
    assert answers(desk, ids[1], "ipscore") == {}
