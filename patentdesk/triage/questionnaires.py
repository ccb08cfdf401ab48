"""Weigh patents by answered questions: an IPscore-type list of factors, the alliance's own list, or another one.

A question without an answer lowers the coverage, never the score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``anchors`` say what each answer from the lowest to the highest stands for, in ``unit``."""

    id: str
    anchors: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions whose mean is one figure."""

    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Topics whose mean is one figure of the profile."""

    id: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Questions in groups and topics, answered from ``lowest`` to ``highest`` (best); weights of groups by scenario."""

    id: str
    version: str
    source: str
    confidence: str
    lowest: float
    highest: float
    groups: tuple[Group, ...]
    scenarios: Mapping[str, tuple[float, ...]]

    @property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in their order."""
        return {one.id: one for group in self.groups for topic in group.topics for one in topic.questions}


@dataclass(frozen=True, slots=True)
class GroupMean:
    """The mean of a group on the scale of the answers (None: nothing answered), and how many questions are answered."""

    group: str
    mean: float | None
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What the answers say: by group, and altogether as 0 ... 100 (None: nothing answered) with its coverage."""

    groups: tuple[GroupMean, ...]
    score: float | None
    coverage: float


def read_questionnaire(plain: Mapping[str, Any]) -> Questionnaire:
    """Build a questionnaire from parsed data. Raises ValueError or KeyError when the data cannot be one."""
    groups = tuple(
        Group(
            group["id"],
            tuple(
                Topic(
                    topic["id"],
                    tuple(
                        Question(one["id"], tuple(one.get("anchors", ())), one.get("unit", ""))
                        for one in topic["questions"]
                    ),
                )
                for topic in group["topics"]
            ),
        )
        for group in plain["groups"]
    )
    found = Questionnaire(
        id=plain["id"],
        version=plain["version"],
        source=plain["source"],
        confidence=plain["confidence"],
        lowest=float(plain["lowest"]),
        highest=float(plain["highest"]),
        groups=groups,
        scenarios={name: tuple(map(float, weights)) for name, weights in plain["scenarios"].items()},
    )
    asked = sum(len(topic.questions) for group in groups for topic in group.topics)
    if asked != len(found.questions) or not found.lowest < found.highest:
        raise ValueError(f"questionnaire {found.id}: a question stands twice, or the ends of the scale are wrong")
    if not found.scenarios or any(
        len(weights) != len(groups) or min(weights) < 0 or sum(weights) <= 0 for weights in found.scenarios.values()
    ):
        raise ValueError(f"questionnaire {found.id}: each scenario needs a weight for each group")
    return found


def profile(questionnaire: Questionnaire, answers: Mapping[str, float], scenario: str) -> Profile:
    """Return what answers by question say under a scenario. Raises KeyError for an unknown scenario.

    A topic is the mean of its answers, a group the mean of its topics, the score the weighted mean of the groups that
    have one. The coverage weighs each group by its share of questions answered.
    """
    weights = questionnaire.scenarios[scenario]
    means = tuple(_group_mean(group, answers) for group in questionnaire.groups)
    known = [(weight, one.mean) for weight, one in zip(weights, means, strict=True) if one.mean is not None]
    counted = sum(weight for weight, _ in known)
    span = questionnaire.highest - questionnaire.lowest
    score = (
        sum(weight * (mean - questionnaire.lowest) for weight, mean in known) / counted / span * 100
        if counted > 0
        else None
    )
    covered = sum(weight * one.answered / one.asked for weight, one in zip(weights, means, strict=True))
    return Profile(means, score, covered / sum(weights))


def _group_mean(group: Group, answers: Mapping[str, float]) -> GroupMean:
    found = [[answers[one.id] for one in topic.questions if one.id in answers] for topic in group.topics]
    asked = sum(len(topic.questions) for topic in group.topics)
    return GroupMean(group.id, _mean([_mean(some) for some in found if some]), sum(map(len, found)), asked)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
