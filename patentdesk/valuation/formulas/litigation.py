"""Formulas of disputes: chances of a suit, scenarios."""

from __future__ import annotations

import math

from patentdesk.core.problems import refuse
from patentdesk.valuation.conventions import discount_factor
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Step, Worked, same_length
from patentdesk.valuation.litigation import expected_award, winning_chance


def _suit(given: Given) -> Worked:
    steps_of_suit = [given[name] for name in ("p_valid", "p_enforceable", "p_infringed") if given[name] is not None]
    chances = [*steps_of_suit, *given["chances"]]
    if not chances:
        raise refuse("worth_input_missing", term="p_valid", method="litigation")
    expected = expected_award(chances, given["damages"], given["costs"])
    settle = given["p_settle"]
    steps = (
        Step("p_win", "Π p", winning_chance(chances)),
        Step("expected", "p·D - costs", expected),
        Step("value", "p_settle·S + (1-p_settle)·E", settle * given["settlement"] + (1 - settle) * expected),
    )
    return Worked(main="expected" if settle == 0 else "value", steps=steps)


def _tree(given: Given) -> Worked:
    chances, outcomes = given["probabilities"], given["outcomes"]
    same_length(("probabilities", chances), ("outcomes", outcomes))
    if not math.isclose(sum(chances), 1, abs_tol=1e-9):
        raise refuse("worth_not_one", total=f"{sum(chances):.6g}")
    rows = tuple(p * one for p, one in zip(chances, outcomes, strict=True))
    mean = sum(rows)
    spread = math.sqrt(sum(p * (one - mean) ** 2 for p, one in zip(chances, outcomes, strict=True)))
    steps: tuple[Step, ...] = (
        Step("rows", "p·V", rows),
        Step("mean", "Σ p·V", mean),
        Step("sd", "√Σ p·(V-mean)²", spread),
    )
    if "time" in given.stated:
        steps += (Step("pv", "Σ p·V·(1+r)^-t", mean * discount_factor(given["rate"], given["time"])),)
    return Worked(main="mean", steps=steps)


FORMULAS = (
    Formula(
        key="litigation", room="income", work=_suit, source="Poltorak: Valuation of Settlement Positions (2006)",
        aliases=("decision_tree",),
        parameters=(
            ask.chance("p_valid", default=None), ask.chance("p_enforceable", default=None),
            ask.chance("p_infringed", default=None),
            ask.numbers("chances", default=(), unit="chance", minimum=0, maximum=1), ask.money("damages", minimum=0),
            ask.money("costs", default=0.0, minimum=0), ask.chance("p_settle", default=0.0),
            ask.money("settlement", default=0.0),
        ),
    ),
    Formula(
        key="expected_value", room="income", work=_tree, source="Raiffa: Decision Analysis", aliases=("scenarios",),
        parameters=(ask.numbers("probabilities", "p", unit="chance", minimum=0, maximum=1),
                    ask.amounts("outcomes", "values"), ask.rate("rate", "r", default=0.0),
                    ask.years("time", default=0.0)),
    ),
)  # fmt: skip
