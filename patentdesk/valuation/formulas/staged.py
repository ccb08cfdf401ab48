"""Formulas of flows in stages: risk-adjusted present value, payback, decline, amortisation."""

from __future__ import annotations

from itertools import accumulate, pairwise

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.conventions import discount_factor, times_of
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Step, Worked, same_length
from patentdesk.valuation.soundness import MARKET_RATE


def _rnpv(given: Given) -> Worked:
    """Weigh each flow by the chance that the project is alive then: the stages before it have all succeeded."""
    flows, chances = given["cashflows"], given["chances"]
    same_length(("cashflows", flows), ("chances", chances))
    times = given["times"] or times_of(len(flows), given.convention, given["first_period"])
    same_length(("cashflows", flows), ("times", times))
    reached = chances if given["chances_are"] == "cumulative" else tuple(accumulate(chances, lambda a, b: a * b))
    factors = tuple(discount_factor(given["rate"], time) for time in times)
    expected = tuple(flow * chance for flow, chance in zip(flows, reached, strict=True))
    rows = tuple(flow * factor for flow, factor in zip(expected, factors, strict=True))
    steps = (
        Step("reached", "Π p" if given["chances_are"] == "stage" else "P", tuple(reached)),
        Step("expected_flows", "CF·P", expected),
        Step("discount_factors", "(1+r)^-t", factors),
        Step("pv_rows", "CF·P·DF", rows),
        Step("npv_unweighted", "Σ CF·DF", sum(flow * factor for flow, factor in zip(flows, factors, strict=True))),
        Step("rnpv", "Σ CF·P·DF", sum(rows)),
    )
    twice = given["rate"] > MARKET_RATE and min(chances) < 1
    args = {"rate": given["rate"] * 100, "usual": MARKET_RATE * 100}
    problems = (Problem("risk_counted_twice", Severity.WARNING, args=args),) if twice else ()
    return Worked(main="rnpv", steps=steps, problems=problems)


def _payback(given: Given) -> Worked:
    flows = given["cashflows"]
    if flows[0] >= 0:
        raise refuse("worth_bounds", term="cashflows", value=f"{flows[0]:g}", low="-inf", high="< 0")
    rows = tuple(flow * discount_factor(given["rate"], time) for time, flow in enumerate(flows))
    simple, discounted = _recovered(flows), _recovered(rows)
    later = sum(rows[1:])
    steps = (
        Step("payback", "t: Σ CF ≥ 0", simple),
        Step("pv_rows", "CF·DF", rows),
        Step("discounted_payback", "t: Σ CF·DF ≥ 0", discounted),
        Step("npv", "Σ CF·DF", sum(rows)),
        Step("profitability_index", "PV(inflows) / -CF_0", later / -rows[0]),
    )
    return Worked(main="payback", steps=steps)


def _recovered(flows: tuple[float, ...]) -> float | None:
    """Return after how many years the flows are back, evenly within a year; None when never."""
    sums = tuple(accumulate(flows))
    for year, (before, after) in enumerate(pairwise(sums), start=1):
        if after >= 0:
            return year - 1 + -before / (after - before)
    return None


def _decline(given: Given) -> Worked:
    """Let an amount fall by the same part every year; ``value`` is what is left, ``pv`` what all years are worth."""
    kept = 1 - given["decay"]
    left = tuple(given["amount"] * kept**year for year in range(1, given["years"] + 1))
    times = times_of(len(left), given.convention)
    steps = (
        Step("rows", "A·(1-d)^t", left),
        Step("pv", "Σ A·(1-d)^t·DF", sum(
            one * discount_factor(given["rate"], time) for one, time in zip(left, times, strict=True)
        )),
        Step("value", "A·(1-d)^n", left[-1]),
    )  # fmt: skip
    return Worked(main="value", steps=steps)


def _amortised(given: Given) -> Worked:
    """Spread a cost over its life: straight, by the sum of the years' digits, or at twice the straight rate."""
    cost, life = given["cost"] - given["residual"], given["years"]
    if given["method"] == "straight":
        rows = [cost / life] * life
    elif given["method"] == "digits":
        rows = [cost * (life - year) / (life * (life + 1) / 2) for year in range(life)]
    else:
        rows, book = [], given["cost"]
        for _ in range(life):
            rows.append(min(book * 2 / life, book - given["residual"]))
            book -= rows[-1]
    steps = (
        Step("book", "C - Σ", tuple(given["cost"] - paid for paid in accumulate(rows))),
        Step("rows", given["method"], tuple(rows)),
        Step("first", "year 1", rows[0]),
    )
    return Worked(main="first", steps=steps)


FORMULAS = (
    Formula(
        key="rnpv", room="discounting", work=_rnpv, source="Stewart, Allison, Johnson 2001: Putting a price on biotech",
        aliases=("risk_adjusted_npv",),
        parameters=(
            ask.amounts("cashflows", "flows"),
            ask.numbers("chances", "probabilities", unit="chance", minimum=0, maximum=1),
            ask.choice("chances_are", "cumulative", "stage", default="cumulative"), ask.rate("rate", "r"),
            ask.number("first_period", default=1, minimum=-1, maximum=200, unit="years"), ask.convention("end"),
            ask.numbers("times", default=(), unit="years", minimum=-50, maximum=200),
        ),
    ),
    Formula(
        key="payback", room="discounting", work=_payback, source="Brealey, Myers, Allen",
        parameters=(ask.amounts("cashflows", "flows"), ask.rate("rate", "r", default=0.0)),
    ),
    Formula(
        key="decline", room="discounting", work=_decline, source="geometric decline", aliases=("obsolescence_curve",),
        parameters=(ask.money("amount", "initial"), ask.rate("decay", "rate_of_decline", minimum=0),
                    ask.count("years", "n", minimum=1, maximum=200), ask.rate("rate", "r", default=0.0),
                    ask.convention("end")),
    ),
    Formula(
        key="amortisation", room="discounting", work=_amortised, source="IAS 38.98", aliases=("amortization",),
        parameters=(ask.money("cost", minimum=0), ask.count("years", "life", minimum=1, maximum=100),
                    ask.money("residual", default=0.0, minimum=0),
                    ask.choice("method", "straight", "digits", "declining", default="straight")),
    ),
)  # fmt: skip
