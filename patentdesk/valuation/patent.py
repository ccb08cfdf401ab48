"""Conclude the value of one patent from its facts and its resolved assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from patentdesk.core.problems import Problem, Severity
from patentdesk.portfolio.codes import DEAD, Status
from patentdesk.valuation.assumptions import Level, Resolved
from patentdesk.valuation.conventions import Convention
from patentdesk.valuation.life import Life, after_years, useful_life
from patentdesk.valuation.periods import Period, calendar_slices
from patentdesk.valuation.royalty import Relief, RoyaltyTerms, relief_from_royalty, sales_path, share_path
from patentdesk.valuation.soundness import judge, life_problem, tax_problem


@dataclass(frozen=True, slots=True)
class Fee:
    """An official fee that keeps the right alive, in the currency of the model; ``year`` is the patent year."""

    due: date
    amount: float
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the engine must know of a patent. ``expiry`` is the last day of its legal term.

    ``fees`` are those to come; ``paid`` is the last one that was paid, None when there was none or it is not known.
    """

    patent_id: int
    status: Status
    expiry: date | None
    fees: tuple[Fee, ...] = ()
    filed: date | None = None
    paid: Fee | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Every number that one valuation uses; money in CNY per year, rates and shares as fractions, lives in years."""

    sales: float
    growth: float
    share: float
    decay: float
    steady_years: float
    allocation: float
    royalty: float
    discount_rate: float
    tax: float
    tab_years: float
    economic_years: float
    contract_years: float | None = None
    p_valid: float | None = None
    p_use: float | None = None
    convention: Convention = Convention.MID

    @property
    def probability(self) -> float:
        """P(valid) x P(used); one that was not stated counts as certain."""
        return (1.0 if self.p_valid is None else self.p_valid) * (1.0 if self.p_use is None else self.p_use)

    @property
    def terms(self) -> RoyaltyTerms:
        """The terms of the royalty schedule."""
        return RoyaltyTerms(
            royalty=self.royalty,
            discount_rate=self.discount_rate,
            tax=self.tax,
            tab_years=self.tab_years,
            convention=self.convention,
            allocation=self.allocation,
            probability=self.probability,
        )


INPUT_KEYS = {
    "revenue": "sales",
    "revenue_growth": "growth",
    "reading_share": "share",
    "reading_decay": "decay",
    "reading_steady": "steady_years",
    "allocation_share": "allocation",
    "royalty_rate": "royalty",
    "discount_rate": "discount_rate",
    "tax_rate": "tax",
    "tab_life": "tab_years",
    "economic_life": "economic_years",
    "contract_life": "contract_years",
    "p_valid": "p_valid",
    "p_use": "p_use",
}
"""Assumption key → field of Inputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Inputs, life and schedule of a living right at one end of its drivers."""

    inputs: Inputs
    life: Life
    relief: Relief


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """A patent with a computed value, its range, its schedule and what to be wary of."""

    patent_id: int
    facts: Facts
    inputs: Inputs
    life: Life
    relief: Relief
    low: float
    high: float
    problems: tuple[Problem, ...] = ()

    @property
    def value(self) -> float:
        """The concluded value in the currency of the sales."""
        return self.relief.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A right that is over: its value is 0, and ``reason`` (a status code) says why."""

    patent_id: int
    facts: Facts
    reason: Status
    value: float = 0.0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotValued:
    """A patent whose value could not be computed; the first problem says what is missing."""

    patent_id: int
    facts: Facts
    problems: tuple[Problem, ...]


Outcome = Valued | Ended | NotValued


def inputs_at(resolved: Resolved, levels: dict[str, Level] | None = None) -> Inputs | Problem:
    """Return the numbers for a case: BASE for every key but those in ``levels``.

    Problem: assumption_missing when a required assumption has no value.
    """
    levels = levels or {}
    numbers: dict[str, float | None] = {}
    for key, name in INPUT_KEYS.items():
        number = resolved.at(key, levels.get(key, Level.BASE))
        if number is None and resolved.definitions[key].required:
            return Problem("assumption_missing", field_name=key, args={"key": key})
        numbers[name] = number
    return Inputs(convention=Convention(resolved.text("convention", "mid")), **numbers)  # type: ignore[arg-type]


def scenario(resolved: Resolved, level: Level) -> dict[str, Level]:
    """Return the levels of a case: in the low and the high one every driver marked for scenarios moves together."""
    if level is Level.BASE:
        return {}
    return {key: level for key, definition in resolved.definitions.items() if definition.in_scenarios}


def compute(facts: Facts, expiry: date, inputs: Inputs, valued_on: date) -> tuple[Life, Relief]:
    """Return life and schedule of a living right; a fee counts when it falls due within the life."""
    life = useful_life(valued_on, expiry, inputs.economic_years, inputs.contract_years)
    periods = calendar_slices(valued_on, life.end)
    return life, relief_from_royalty(
        periods,
        sales_path(inputs.sales, inputs.growth, periods),
        inputs.terms,
        shares=share_path(inputs.share, inputs.decay, inputs.steady_years, periods),
        fees=[_fees_in(period, facts.fees) for period in periods],
    )


def _fees_in(period: Period, fees: Sequence[Fee]) -> float:
    if period.after is None or period.until is None:
        return 0.0
    return sum(fee.amount for fee in fees if period.after < fee.due <= period.until)


def value_patent(facts: Facts, resolved: Resolved, valued_on: date) -> Outcome:
    """Return the value of one patent at the end of the valuation date.

    A dead or expired right is 0 with its reason. Problems: expiry_missing, assumption_missing (then there is no value),
    and those of ``soundness`` beside the value.
    """
    if facts.status in DEAD:
        return Ended(patent_id=facts.patent_id, facts=facts, reason=facts.status)
    if facts.expiry is None:
        return _not_valued(facts, Problem("expiry_missing", field_name="expiry_date"))
    if facts.expiry <= valued_on:
        return Ended(patent_id=facts.patent_id, facts=facts, reason=Status.EXPIRED)
    inputs = inputs_at(resolved)
    if isinstance(inputs, Problem):
        return _not_valued(facts, inputs)
    life, relief = compute(facts, facts.expiry, inputs, valued_on)
    low, high = (value_at(facts, resolved, valued_on, scenario(resolved, level)) for level in (Level.LOW, Level.HIGH))
    problems = judge(facts.status, inputs.royalty, inputs.discount_rate, (inputs.p_valid, inputs.p_use), relief)
    problems += tax_problem(inputs.tab_years)
    problems += life_problem(after_years(valued_on, inputs.economic_years), facts.expiry)
    outcome = Valued(
        patent_id=facts.patent_id, facts=facts, inputs=inputs, life=life, relief=relief, low=low, high=high
    )
    return replace(outcome, problems=tuple(replace(problem, patent_id=facts.patent_id) for problem in problems))


def case_at(facts: Facts, resolved: Resolved, valued_on: date, levels: dict[str, Level]) -> Case:
    """Return a living right with some drivers at their low or high end.

    Raises ValueError when expiry or a required assumption is missing: ask ``value_patent`` first.
    """
    inputs = inputs_at(resolved, levels)
    if isinstance(inputs, Problem) or facts.expiry is None:
        raise ValueError("a case can only be computed for a patent that has a value")
    life, relief = compute(facts, facts.expiry, inputs, valued_on)
    return Case(inputs=inputs, life=life, relief=relief)


def value_at(facts: Facts, resolved: Resolved, valued_on: date, levels: dict[str, Level]) -> float:
    """Return the value of a living right with some drivers at their low or high end; raises as ``case_at``."""
    return case_at(facts, resolved, valued_on, levels).relief.value


def _not_valued(facts: Facts, problem: Problem) -> NotValued:
    placed = replace(problem, severity=Severity.ERROR, patent_id=facts.patent_id)
    return NotValued(patent_id=facts.patent_id, facts=facts, problems=(placed,))
