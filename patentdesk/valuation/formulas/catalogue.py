"""List every formula, find one by any of its names, and work it on stated inputs."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from patentdesk.core.problems import refuse
from patentdesk.valuation.formulas import (
    discounting,
    income,
    licence,
    litigation,
    market,
    option,
    profit,
    rates,
    sharing,
    staged,
    uncertainty,
)
from patentdesk.valuation.formulas.base import Formula, Given, Value, Worked
from patentdesk.valuation.formulas.reading import read_inputs

FORMULAS: tuple[Formula, ...] = (
    *income.FORMULAS,
    *profit.FORMULAS,
    *licence.FORMULAS,
    *litigation.FORMULAS,
    *market.FORMULAS,
    *option.FORMULAS,
    *discounting.FORMULAS,
    *rates.FORMULAS,
    *staged.FORMULAS,
    *sharing.FORMULAS,
    *uncertainty.FORMULAS,
)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A formula worked on its inputs."""

    formula: Formula
    given: Given
    worked: Worked


def formula_named(name: str, known: Iterable[Formula] = FORMULAS) -> Formula:
    """Return the formula of that name. Raises Refused: worth_unknown (with the nearest name), worth_unheard."""
    names = {one: formula for formula in known for one in (formula.key, *formula.aliases)}
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted not in names:
        near = difflib.get_close_matches(wanted, names, 1, cutoff=0.7)
        raise refuse("worth_unknown", name=name, near=near[0]) if near else refuse("worth_unheard", name=name)
    return names[wanted]


def calculate(formula: Formula, stated: Mapping[str, object]) -> Calculation:
    """Read the inputs and work the formula. Raises Refused as ``read_inputs``, and what the formula itself refuses."""
    given = read_inputs(formula, stated)
    try:
        worked = formula.work(given)
    except (OverflowError, ZeroDivisionError):
        raise refuse("worth_too_large", method=formula.key) from None
    if not all(_finite(step.value) for step in worked.steps):
        raise refuse("worth_too_large", method=formula.key)
    return Calculation(formula, given, worked)


def _finite(value: Value) -> bool:
    if isinstance(value, Mapping):
        return all(map(_finite, value.values()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return all(map(_finite, value))
    return not isinstance(value, float) or math.isfinite(value)
