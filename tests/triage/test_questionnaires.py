"""Check what answers say, by the shipped questionnaires."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.triage.questionnaires import profile, read_questionnaire

FOLDER = Path(__file__).resolve().parents[2] / "resources/triage/questionnaires"
PLAIN = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}
IPSCORE, INHOUSE = (read_questionnaire(PLAIN[name]) for name in ("ipscore", "inhouse"))


def test_shapes():
    assert [len(group.topics[0].questions) for group in IPSCORE.groups] == [8, 9, 9, 6, 8]
    assert len(IPSCORE.questions) == 40
    assert [len(group.topics) for group in INHOUSE.groups] == [5, 5, 4]
    assert len(INHOUSE.questions) == 27
    assert IPSCORE.questions["A3"].anchors == ("0-2", "2-4", "4-8", "8-12", ">12")


def test_the_best_and_the_worst_answers():
    for asked in (IPSCORE, INHOUSE):
        for scenario in asked.scenarios:
            best = profile(asked, dict.fromkeys(asked.questions, 5.0), scenario)
            assert (best.score, best.coverage) == (pytest.approx(100), pytest.approx(1))
            assert profile(asked, dict.fromkeys(asked.questions, 1.0), scenario).score == pytest.approx(0)
            assert profile(asked, {}, scenario).score is None


def test_topics_weigh_the_same_within_a_group_and_groups_by_scenario():
    found = profile(INHOUSE, {"Q01": 5, "Q02": 3, "Q03": 2, "Q11": 1}, "litigation")
    legal, technical, economic = found.groups
    assert (legal.mean, legal.answered, legal.asked) == (pytest.approx((4 + 2) / 2), 3, 10)
    assert (technical.mean, economic.mean) == (1, None)
    assert found.score == pytest.approx((0.5 * (3 - 1) + 0.3 * 0) / 0.8 / 4 * 100)
    assert found.coverage == pytest.approx(0.5 * 3 / 10 + 0.3 * 1 / technical.asked)


@given(st.dictionaries(st.sampled_from(sorted(IPSCORE.questions)), st.floats(1, 5), min_size=1))
def test_the_score_lies_between_the_groups(answers):
    found = profile(IPSCORE, answers, "equal")
    means = [(one.mean - 1) / 4 * 100 for one in found.groups if one.mean is not None]
    assert min(means) - 1e-9 <= found.score <= max(means) + 1e-9
    assert 0 < found.coverage <= 1


@pytest.mark.parametrize("spoil", ["twice", "ends", "weights", "none"])
def test_a_faulty_questionnaire_is_refused(spoil):
    plain = copy.deepcopy(PLAIN["ipscore"])
    match spoil:
        case "twice":
            plain["groups"][1] = plain["groups"][0]
        case "ends":
            plain["highest"] = 1
        case "weights":
            plain["scenarios"]["equal"] = [1, 1]
        case _:
            plain["scenarios"] = {}
    with pytest.raises(ValueError, match="ipscore"):
        read_questionnaire(plain)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_question_has_its_words(library, language):
    words = library.words(language)
    for asked in (IPSCORE, INHOUSE):
        keys = [f"questionnaire.{asked.id}", *(f"scenario.{name}" for name in asked.scenarios)]
        keys += [f"question.{asked.id}.{name}" for name in asked.questions]
        keys += [f"question_group.{asked.id}.{group.id}" for group in asked.groups]
        keys += [
            f"question_topic.{asked.id}.{topic.id}"
            for group in asked.groups
            for topic in group.topics
            if len(group.topics) > 1
        ]
        assert not [key for key in keys if "«" in words(key)]
