"""Hold a published figure against a result, and find the slip that gives the figure where it does not follow.

A figure agrees within one unit of its last printed digit. Where it does not, other conventions, other results of the
same working, rounding on the way and the slips that textbooks and reports are known for are tried, one at a time, then
two conventions together. Nothing is claimed that was not recomputed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from patentdesk.core.problems import Refused, refuse
from patentdesk.core.words import Words
from patentdesk.valuation.formulas.base import Given, Kind, Value, Worked
from patentdesk.valuation.formulas.catalogue import Calculation

FACTORS = ("factor", "share", "tab_factor", "annuity", "kept", "multiple", "index")
"""Results that the main one is a multiple of, where both are there."""
ROUNDED_TO = (4, 3, 2)
TABLE_DIGITS = 4
TABLED = 1e-4
"""What rounding in tables of four digits can make, as a part of the figure."""
TELLING = 2e-3
"""The last digit of a figure, as a part of it, from which a hit is no chance."""
ENOUGH = 6
"""Explanations that are named at most."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What gives the published figure.

    ``kind``: 'choice' (``key`` = ``choice``), 'result' (it is another result of the working), 'rounded' (``key`` was
    rounded to ``choice``) or 'slip' (``worth.slip.<key>``).
    """

    key: str
    choice: str = ""
    kind: str = "choice"


@dataclass(frozen=True, slots=True)
class Compared:
    """A published figure beside the computed one; ``variants`` say what gives the published one."""

    published: float
    computed: float
    result: str
    agrees: bool
    variants: tuple[Variant, ...] = ()

    def sentences(self, words: Words) -> list[str]:
        """Return what the published figure is next to the computed one, and what would give it."""
        term = words.code("term", self.result)
        args = {"published": self.published, "computed": f"{self.computed:,.6f}", "term": term}
        if self.agrees:
            return [words("worth.agrees", **args)]
        return [words("worth.differs", **args)] + ([_told(one, words) for one in self.variants] or
                                                   [words("worth.no_variant")])  # fmt: skip


def _told(variant: Variant, words: Words) -> str:
    if variant.kind == "slip":
        return words(f"worth.slip.{variant.key}", n=variant.choice)
    name = {"choice": "worth.variant"}.get(variant.kind, f"worth.variant.{variant.kind}")
    return words(name, term=words.code("term", variant.key), choice=variant.choice)


def compare(calculation: Calculation, published: float, digits: int, result: str = "") -> Compared:
    """Hold a published figure, printed with ``digits`` decimals, against a result. Raises Refused worth_no_result."""
    name = result or calculation.worked.main
    computed = _figure(calculation.worked, name)
    if computed is None:
        known = ", ".join(key for key, value in calculation.worked.results.items() if isinstance(value, int | float))
        raise refuse("worth_no_result", name=name, known=known)
    step = 10.0**-digits
    if abs(computed - published) <= step * (1 + 1e-9):
        return Compared(published, computed, name, agrees=True)
    seen = _Search(calculation, name, computed, published, step)
    found = dict.fromkeys(itertools.islice(seen.explaining(), ENOUGH))
    return Compared(published, computed, name, False, tuple(found))


@dataclass(frozen=True, slots=True)
class _Search:
    """One figure that does not follow, and what is tried for it."""

    calculation: Calculation
    name: str
    computed: float
    published: float
    step: float

    @property
    def _telling(self) -> bool:
        """Whether the figure has so many digits that another number is not met by chance."""
        return self.step <= TELLING * abs(self.published)

    def _gives(self, value: float | None) -> bool:
        return value is not None and abs(value - self.published) <= self.step * (1 + 1e-9)

    def _nearly(self, value: float | None) -> bool:
        """Tell whether a slip gives the figure, as far as tables of four digits let one see."""
        return self._gives(value) or (
            value is not None and self.published != 0 and abs(value / self.published - 1) <= TABLED
        )

    def explaining(self) -> Iterator[Variant]:
        """Give what explains the figure, the likeliest first; pairs of conventions only where nothing else does."""
        exact = [*self._choices(self._gives), *self._results(), *self._roundings(), *self._own(self._gives)]
        if self._nearly(self.computed):
            yield from exact or [Variant("tables", kind="slip")]
            return
        found = exact or [*self._choices(self._nearly), *self._slips()]
        yield from found or [*self._pairs()] or [*self._misread()]

    def _changes(self) -> Iterator[tuple[str, object]]:
        given, formula = self.calculation.given, self.calculation.formula
        for parameter in formula.parameters:
            key, held = parameter.key, given[parameter.key]
            others: tuple[object, ...] = ()
            if parameter.kind is Kind.CHOICE and key != "status":
                others = parameter.choices
            elif key in {"tax", "tab_years", "growth", "costs", "depreciation"} and held and isinstance(held, float):
                others = (0.0,)
            elif key in {"first_period", "years"} and isinstance(held, int | float):
                others = tuple(one for one in (held - 1, held + 1) if parameter.minimum <= one <= parameter.maximum)
            for other in others:
                if other != held and key not in formula.fixed:
                    yield key, other

    def _worked_with(self, *changes: tuple[str, object]) -> float | None:
        given = self.calculation.given
        changed = Given({**given.values, **dict(changes)}, given.stated | {key for key, _ in changes})
        try:
            return _figure(self.calculation.formula.work(changed), self.name)
        except (Refused, ValueError, ArithmeticError):  # that choice needs other inputs, or cannot be worked
            return None

    def _choices(self, fits: Callable[[float | None], bool]) -> Iterator[Variant]:
        for key, other in self._changes():
            if fits(self._worked_with((key, other))):
                yield Variant(key, _written(other))

    def _pairs(self) -> Iterator[Variant]:
        for one, other in itertools.combinations(list(self._changes()), 2):
            if one[0] != other[0] and self._gives(self._worked_with(one, other)):
                yield from (Variant(key, _written(value)) for key, value in (one, other))
                return

    def _results(self) -> Iterator[Variant]:
        for key, value in self.calculation.worked.results.items():
            if key != self.name and isinstance(value, int | float) and self._telling and self._gives(float(value)):
                yield Variant(key, kind="result")

    def _roundings(self) -> Iterator[Variant]:
        """Round one factor on the way, as tables do; also up or down, as people do."""
        results = self.calculation.worked.results
        for key in FACTORS:
            exact = _figure(self.calculation.worked, key)
            if not exact or key == self.name:
                continue
            for rounded, text in _nearby(exact):
                if self._gives(self.computed / exact * rounded):
                    yield Variant(key, text, "rounded")
        factors, rows = _row(results.get("discount_factors")), _row(results.get("pv_rows"))
        if factors and len(factors) == len(rows) and math.isclose(sum(rows), self.computed, rel_tol=1e-9):
            for digits in ROUNDED_TO:
                pairs = zip(rows, factors, strict=True)
                if self._gives(sum(row / factor * round(factor, digits) for row, factor in pairs)):
                    yield Variant("discount_factors", str(digits), "rounded")

    def _misread(self) -> Iterator[Variant]:
        """Try each factor of a four-digit table with one digit misread."""
        if not self._telling:
            return
        results = self.calculation.worked.results
        factors, rows = _row(results.get("discount_factors")), _row(results.get("pv_rows"))
        if len(factors) != len(rows) or not math.isclose(sum(rows), self.computed, rel_tol=1e-9):
            return
        flows = [row / factor for row, factor in zip(rows, factors, strict=True)]
        tabled = [round(factor, TABLE_DIGITS) for factor in factors]
        whole = sum(flow * factor for flow, factor in zip(flows, tabled, strict=True))
        for flow, factor in zip(flows, tabled, strict=True):
            for wrong in _one_digit_off(factor):
                if self._gives(whole + flow * (wrong - factor)):
                    yield Variant("factor_misread", f"{factor:.4f} → {wrong:.4f}", "slip")

    def _slips(self) -> Iterator[Variant]:
        given, results = self.calculation.given.values, self.calculation.worked.results
        tax, tab = given.get("tax"), _figure(self.calculation.worked, "tab_factor")
        tried: list[tuple[str, float, str]] = []
        if isinstance(tax, float) and 0 < tax < 1:
            tried += [("tax_twice", self.computed * (1 - tax), "")]
        if tab is not None and tab > 1 and self.name != "tab_factor":
            tried.append(("tab_added", self.computed / tab * (2 - 1 / tab), ""))
        rows, factors = _row(results.get("pv_rows")), _row(results.get("discount_factors"))
        if len(rows) > 1 and math.isclose(sum(rows), self.computed, rel_tol=1e-9):
            tried += [("first_left_out", sum(rows[1:]), ""), ("last_left_out", sum(rows[:-1]), "")]
            if len(factors) == len(rows):
                undiscounted = sum(row / factor for row, factor in zip(rows, factors, strict=True))
                tried.append(("undiscounted", undiscounted, ""))
        tried.append(("sign", -self.computed, ""))
        if self._telling:
            tried += [("transposed", value, "") for value in _transposed(self.computed, self.step)]
        for key, value, text in tried:
            if self._nearly(value):
                yield Variant(key, text, "slip")
        yield from (
            Variant("shift", f"{10.0**power:,.10g}", "slip")
            for power in (-6, -4, -3, -2, -1, 1, 2, 3, 4, 6)
            if self.published and abs(self.computed * 10.0**power / self.published - 1) < 5e-4
        )
        yield from self._own(self._nearly)

    def _own(self, fits: Callable[[float | None], bool]) -> Iterator[Variant]:
        for key, value in self.calculation.formula.slips(self.calculation.given, self.calculation.worked):
            if fits(value):
                yield Variant(key, kind="slip")


def _nearby(exact: float) -> Iterator[tuple[float, str]]:
    for digits in ROUNDED_TO:
        scale = 10.0**digits
        for rounded in sorted(
            {round(exact, digits), math.floor(exact * scale) / scale, math.ceil(exact * scale) / scale}
        ):
            if rounded != exact:
                yield rounded, f"{rounded:.{digits}f}"


def _transposed(computed: float, step: float) -> Iterator[float]:
    """Give the figure with two digits that stand beside each other in each other's place."""
    text = f"{computed:.{max(0, round(-math.log10(step)))}f}"
    for place in range(len(text) - 1):
        one, other = text[place], text[place + 1]
        if one != other and one.isdigit() and other.isdigit():
            yield float(f"{text[:place]}{other}{one}{text[place + 2 :]}")


def _one_digit_off(factor: float) -> Iterator[float]:
    text = f"{factor:.{TABLE_DIGITS}f}"
    for place in range(len(text) - TABLE_DIGITS, len(text)):
        for digit in "0123456789":
            if digit != text[place]:
                yield float(text[:place] + digit + text[place + 1 :])


def _row(value: Value) -> tuple[float, ...]:
    if (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(one, int | float) for one in value)
    ):
        return tuple(map(float, value))
    return ()


def _written(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _figure(worked: Worked, name: str) -> float | None:
    value = worked.results.get(name)
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None
