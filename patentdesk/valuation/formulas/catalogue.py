"""List every formula, find one by any of its names, and work it on stated inputs."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from patentdesk.core.problems import Refused, refuse
from patentdesk.core.words import Words
from patentdesk.valuation.formulas import discounting, income, litigation, market, option, profit, sharing, uncertainty
from patentdesk.valuation.formulas.base import Formula, Given, Kind, Value, Worked
from patentdesk.valuation.formulas.reading import read_inputs

FORMULAS: tuple[Formula, ...] = (
    *income.FORMULAS,
    *profit.FORMULAS,
    *litigation.FORMULAS,
    *market.FORMULAS,
    *option.FORMULAS,
    *discounting.FORMULAS,
    *sharing.FORMULAS,
    *uncertainty.FORMULAS,
)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A formula worked on its inputs."""

    formula: Formula
    given: Given
    worked: Worked


@dataclass(frozen=True, slots=True)
class Variant:
    """A different convention under which a published figure comes out: ``key`` = ``choice``."""

    key: str
    choice: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A published figure beside the computed one; ``variants`` say which convention gives the published one."""

    published: float
    computed: float
    result: str
    agrees: bool
    variants: tuple[Variant, ...] = ()

    def sentences(self, words: Words) -> list[str]:
        """Return what the published figure is next to the computed one, and which convention would give it."""
        term = words.code("term", self.result)
        args = {"published": self.published, "computed": f"{self.computed:,.6f}", "term": term}
        if self.agrees:
            return [words("worth.agrees", **args)]
        lines = [words("worth.differs", **args)]
        named = [words("worth.variant", term=words.code("term", one.key), choice=one.choice) for one in self.variants]
        return lines + (named or [words("worth.no_variant")])


def formula_named(name: str, known: Iterable[Formula] = FORMULAS) -> Formula:
    """Return the formula of that name. Raises Refused worth_unknown with the nearest name."""
    names = {one: formula for formula in known for one in (formula.key, *formula.aliases)}
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted not in names:
        near = difflib.get_close_matches(wanted, names, 1)
        raise refuse("worth_unknown", name=name, near=near[0] if near else "–", known=", ".join(sorted(names)))
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


def compare(calculation: Calculation, published: float, digits: int, result: str = "") -> Compared:
    """Hold a published figure, printed with ``digits`` decimals, against a result.

    It agrees within one unit of its last printed digit. Where it does not, every other choice of every convention is
    tried. Raises Refused worth_no_result.
    """
    name = result or calculation.worked.main
    computed = _figure(calculation.worked, name)
    if computed is None:
        known = ", ".join(key for key, value in calculation.worked.results.items() if isinstance(value, int | float))
        raise refuse("worth_no_result", name=name, known=known)
    step = 10.0**-digits
    if abs(computed - published) <= step:
        return Compared(published, computed, name, agrees=True)
    return Compared(published, computed, name, False, tuple(_explaining(calculation, published, step, name)))


def _explaining(calculation: Calculation, published: float, step: float, name: str) -> Iterator[Variant]:
    given, formula = calculation.given, calculation.formula
    for parameter in formula.parameters:
        others: tuple[object, ...] = ()
        if parameter.kind is Kind.CHOICE and parameter.key != "status":
            others = parameter.choices
        elif parameter.key in {"tax", "tab_years"} and given[parameter.key]:
            others = (0.0,)
        for other in others:
            if other == given[parameter.key] or parameter.key in formula.fixed:
                continue
            changed = Given({**given.values, parameter.key: other}, given.stated | {parameter.key})
            try:
                found = _figure(formula.work(changed), name)
            except Refused:  # that choice needs other inputs
                continue
            if found is not None and abs(found - published) <= step:
                yield Variant(parameter.key, str(other))


def _figure(worked: Worked, name: str) -> float | None:
    value = worked.results.get(name)
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None
