"""State what each decision code demands, and check a decision against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from patentdesk.core.problems import Argument, Problem
from patentdesk.triage.records import DecisionCode
from patentdesk.triage.vetoes import Veto


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """What one code demands; ``key`` is its key on the keyboard, ``reasons`` are given by the keys 1 ... 9.

    ``vetoable`` codes give the right up: any veto blocks them, and so does a right that has ended.
    """

    code: DecisionCode
    key: str
    needs_reason: bool = False
    needs_date: bool = False
    vetoable: bool = False
    reasons: tuple[str, ...] = ()
    """Usual reasons, at most nine: words ``decision_reason.<name>``."""


def read_decisions(plain: Sequence[Mapping[str, Any]]) -> dict[DecisionCode, DecisionRule]:
    """Build the rules from parsed data, in its order. Raises ValueError when a code is unknown, absent or twice."""
    rules = {rule.code: rule for rule in map(_read_rule, plain)}
    if set(rules) != set(DecisionCode) or len({rule.key for rule in rules.values()}) != len(plain):
        raise ValueError("decision codes: each code once, each with a key of its own")
    return rules


def _read_rule(row: Mapping[str, Any]) -> DecisionRule:
    return DecisionRule(**{**row, "code": DecisionCode(row["code"]), "reasons": tuple(row.get("reasons", ()))})


def check_decision(
    rule: DecisionRule,
    *,
    number: str,
    ended: str,
    reason: str,
    review_on: date | None,
    vetoes: Sequence[Veto],
    today: date,
) -> list[Problem]:
    """Return what keeps a decision about the patent ``number`` from being taken.

    ``ended`` is the status that ended the right, '' while it lives (``triage.facts.end_of``). Problems:
    decision_right_ended when nothing is left to give up, ``vetoed_<kind>`` for the first veto, decision_needs_reason,
    decision_needs_date, and decision_date_past when the date of the next look is not after today.
    """
    code = rule.code.value
    problems: list[Problem] = []
    if rule.vetoable and ended:
        args: dict[str, Argument] = {"decision": code, "number": number, "status": ended, "n": 1}
        problems.append(Problem("decision_right_ended", field_name="decision", args=args))
    elif rule.vetoable and vetoes:
        problems.append(Problem(f"vetoed_{vetoes[0].kind}", args={**vetoes[0].args, "number": number, "n": 1}))
    if rule.needs_reason and not reason.strip():
        problems.append(Problem("decision_needs_reason", field_name="reason", args={"decision": code}))
    if rule.needs_date and review_on is None:
        problems.append(Problem("decision_needs_date", field_name="review_on", args={"decision": code}))
    if review_on is not None and review_on <= today:
        past = {"decision": code, "day": review_on.isoformat()}
        problems.append(Problem("decision_date_past", field_name="review_on", args=past))
    return problems
