"""Recommend a decision: the grade says how useful a patent is, the next annuity what keeping it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from patentdesk.core.money import Money
from patentdesk.core.problems import Argument
from patentdesk.triage.facts import PatentFacts
from patentdesk.triage.models import ScoringModel
from patentdesk.triage.records import DecisionCode, Grade
from patentdesk.triage.scoring import Score
from patentdesk.triage.vetoes import Veto


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A proposed decision (None: nothing is left to decide); ``reason`` names the sentence ``advice.<reason>``."""

    code: DecisionCode | None
    reason: str
    args: Mapping[str, Argument] = field(default_factory=dict)


def recommend(model: ScoringModel, score: Score, facts: PatentFacts, vetoes: Sequence[Veto]) -> Recommendation:
    """Return the model's decision for grade and cost band, unless the facts forbid or empty it.

    A dead right needs none. A withheld grade defers until facts are found. A vetoed drop becomes one more year.
    Narrowing makes no sense in a single office, or where no other is known, and becomes one more year as well.
    """
    if facts.dead:
        return Recommendation(None, "dead", {"status": facts.status.value})
    if score.grade is Grade.WITHHELD:
        return Recommendation(DecisionCode.DEFER, "coverage", {"coverage": f"{score.coverage:.0%}"})
    band = _cost_band(model, facts)
    args: dict[str, Argument] = {"grade": score.grade.value, "band": band, "cost": _cost_text(facts)}
    code = model.recommendations[score.grade, band]
    if code is DecisionCode.DROP and vetoes:
        return Recommendation(DecisionCode.KEEP_1Y, "vetoed", args | {"n": len(vetoes)})
    if code is DecisionCode.NARROW and len(set(facts.family_offices or ())) < 2:
        known = facts.family_offices is not None and facts.family_complete
        return Recommendation(DecisionCode.KEEP_1Y, "one_office" if known else "family_unknown", args)
    return Recommendation(code, f"cost_{band}", args)


def _cost_band(model: ScoringModel, facts: PatentFacts) -> str:
    due = facts.annuity
    if due is None or due.amount_minor is None:
        return "unknown"
    return model.cost_band(Money(due.amount_minor, due.currency).amount, due.currency)


def _cost_text(facts: PatentFacts) -> str:
    due = facts.annuity
    return "" if due is None or due.amount_minor is None else str(Money(due.amount_minor, due.currency))
