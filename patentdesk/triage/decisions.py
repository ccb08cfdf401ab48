"""State what each decision code demands, and check a decision against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from patentdesk.core.problems import Problem
from patentdesk.triage.records import DecisionCode
from patentdesk.triage.vetoes import Veto


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """What one code demands; ``key`` is its key on the keyboard, ``vetoable`` codes are blocked by any veto."""

    code: DecisionCode
    key: str
    needs_reason: bool = False
    needs_date: bool = False
    vetoable: bool = False


def read_decisions(plain: Sequence[Mapping[str, Any]]) -> dict[DecisionCode, DecisionRule]:
    """Build the rules from parsed data, in its order. Raises ValueError when a code is unknown, absent or twice."""
    rules = {rule.code: rule for rule in (DecisionRule(**{**row, "code": DecisionCode(row["code"])}) for row in plain)}
    if set(rules) != set(DecisionCode) or len({rule.key for rule in rules.values()}) != len(plain):
        raise ValueError("decision codes: each code once, each with a key of its own")
    return rules


def check_decision(
    rule: DecisionRule, *, number: str, reason: str, review_on: date | None, vetoes: Sequence[Veto], today: date
) -> list[Problem]:
    """Return what keeps a decision about the patent ``number`` from being taken.

    Problems: ``vetoed_<kind>`` for the first veto, decision_needs_reason, decision_needs_date, and decision_date_past
    when the date of the next look is not after today.
    """
    code = rule.code.value
    problems: list[Problem] = []
    if rule.vetoable and vetoes:
        problems.append(Problem(f"vetoed_{vetoes[0].kind}", args={**vetoes[0].args, "number": number, "n": 1}))
    if rule.needs_reason and not reason.strip():
        problems.append(Problem("decision_needs_reason", field_name="reason", args={"decision": code}))
    if rule.needs_date and review_on is None:
        problems.append(Problem("decision_needs_date", field_name="review_on", args={"decision": code}))
    if review_on is not None and review_on <= today:
        args = {"decision": code, "day": review_on.isoformat()}
        problems.append(Problem("decision_date_past", field_name="review_on", args=args))
    return problems
