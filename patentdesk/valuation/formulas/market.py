"""Formulas of the market and the cost approach."""

from __future__ import annotations

from statistics import fmean, median

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.conventions import discount_factor, times_of
from patentdesk.valuation.cost import depreciated_cost, multiplied_cost, worn_share
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Step, Worked, same_length
from patentdesk.valuation.formulas.schedule import CHINA, TAB_YEARS, TAX, with_tab
from patentdesk.valuation.uncertainty import quartiles

_LOSSES = ("physical", "functional", "technological", "economic")
FEW = 3
"""Below so many comparables a figure is indicative only."""


def _multiple(given: Given) -> Worked:
    multiples = given["multiples"]
    if given["prices"]:
        same_length(("prices", given["prices"]), ("bases", given["bases"]))
        multiples = tuple(price / base for price, base in zip(given["prices"], given["bases"], strict=True))
    if not multiples:
        raise refuse("worth_one_of", first="multiples", second="prices")
    weights = given["weights"]
    if weights:
        same_length(("multiples", multiples), ("weights", weights))
        if sum(weights) <= 0:
            raise refuse("worth_nothing_to_divide")
    chosen = median(multiples) if given["statistic"] == "median" and not weights else fmean(multiples, weights or None)
    steps = (
        Step("multiples", "price / base", multiples),
        Step("quartiles", "QUARTILE.INC 0…4", quartiles(multiples)),
        Step("multiple", given["statistic"], chosen),
        Step("value", "multiple·base", chosen * given["base"]),
    )
    return Worked(main="value", steps=steps, problems=_few(multiples))


def _multiple_slips(given: Given, worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return the value by each comparable alone, and by all prices over all bases."""
    multiples, base = worked.results["multiples"], given["base"]
    if not isinstance(multiples, tuple):
        return ()
    found = [("one_comparable", one * base) for one in multiples]
    if given["prices"]:
        found.append(("sums_divided", sum(given["prices"]) / sum(given["bases"]) * base))
    return tuple(found)


def _few(found: tuple[float, ...]) -> tuple[Problem, ...]:
    if len(found) >= FEW:
        return ()
    return (Problem("worth_few_comparables", Severity.WARNING, args={"n": len(found), "enough": FEW}),)


def _comparables(given: Given) -> Worked:
    rates = given["rates"]
    adjusted = list(rates)
    for name in ("adjust_terms", "adjust_technology", "adjust_time"):
        row = given[name] or (0.0,) * len(rates)
        same_length(("rates", rates), (name, row))
        adjusted = [one * (1 + step) for one, step in zip(adjusted, row, strict=True)]
    least, first, middle, third, most = quartiles(adjusted)
    steps = (
        Step("adjusted", "k·(1+a)(1+b)(1+c)", tuple(adjusted)),
        Step("least", "MIN", least),
        Step("first_quartile", "QUARTILE.INC 1", first),
        Step("median", "MEDIAN", middle),
        Step("third_quartile", "QUARTILE.INC 3", third),
        Step("most", "MAX", most),
        Step("mean", "Σ / n", fmean(adjusted)),
    )
    return Worked(main="median", steps=steps, problems=_few(tuple(adjusted)))


def _cost(given: Given) -> Worked:
    index = given["index"] if given["index_then"] is None else given["index_now"] / given["index_then"]
    costs = sum(given["costs"])
    losses = [given[name] for name in _LOSSES]
    if given["combine"] == "added":
        losses = [min(1.0, sum(losses))]
    carried = (1 + given["opportunity"]) ** given["years"]
    replacement = depreciated_cost(costs * carried, index, given["profit"], ())
    kept = depreciated_cost(1, 1, 0, losses)
    steps = (
        Step("cost", "Σ cost", costs),
        Step("index", "index now / index then", index),
        Step("replacement", "C·(1+o)^n·index·(1+m)", replacement),
        Step("kept", "(1-p)(1-f)(1-t)(1-e)" if given["combine"] == "multiplied" else "1 - (p+f+t+e)", kept),
        *with_tab(given, replacement * kept, "replacement·kept"),
    )
    problems = (Problem("worth_losses_added", Severity.WARNING),) if given["combine"] == "added" else ()
    return Worked(main="value", steps=steps, problems=problems)


def _cost_slips(given: Given, worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return the value when one kind of obsolescence is left out."""
    value = worked.value
    if not isinstance(value, float) or given["combine"] == "added":
        return ()
    return tuple(("loss_left_out", value / (1 - given[name])) for name in _LOSSES if 0 < given[name] < 1)


def _multiplied(given: Given) -> Worked:
    if given["risk"] >= 1:
        raise refuse("worth_bounds", term="risk", value="1", low="0", high="< 1")
    gross = multiplied_cost(
        given["material"], given["capital"], given["labour"],
        multiplier=given["multiplier"], risk=given["risk"], profit=given["profit"],
    )  # fmt: skip
    used, remaining = given["used"], given["remaining"]
    worn = given["worn"] if not used and not remaining else worn_share(used, remaining)
    steps = (
        Step("replacement", "(C + K + V·α)/(1-risk)·(1+return)", gross),
        Step("worn", "used / (used + remaining)", worn),
        Step("value", "replacement·(1 - worn)", gross * (1 - worn)),
    )
    return Worked(main="value", steps=steps)


def _multiplier_slips(given: Given, worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return what 1 + risk below the line gives, and a creative labour that is counted once."""
    value = worked.value
    if not isinstance(value, float):
        return ()
    gross = given["material"] + given["capital"]
    whole = gross + given["labour"] * given["multiplier"]
    slips = [("risk_added", value * (1 - given["risk"]) / (1 + given["risk"]))]
    return (*slips, *([("labour_once", value / whole * (gross + given["labour"]))] if whole else []))


def _economic(given: Given) -> Worked:
    """Return what is lost by an output below the design (规模经济效益指数法)."""
    rate = 1 - (given["output"] / given["capacity"]) ** given["exponent"]
    steps = (Step("economic", "1 - (output / capacity)^x", rate), Step("value", "base·rate", given["base"] * rate))
    return Worked(main="economic", steps=steps)


def _residual(given: Given) -> Worked:
    """Take every other asset off the value of the business (剩余法)."""
    others = sum(given["assets"].values())
    steps = (Step("total", "Σ assets", others), Step("value", "business - Σ assets", given["business"] - others))
    return Worked(main="value", steps=steps)


def _extra_cost(given: Given) -> Worked:
    times = times_of(len(given["extra"]), given.convention)
    rows = tuple(
        cost * (1 - given["tax"]) * discount_factor(given["rate"], time)
        for cost, time in zip(given["extra"], times, strict=True)
    )
    return Worked(main="value", steps=(Step("pv_rows", "cost·(1-τ)·DF", rows), Step("value", "Σ", sum(rows))))


_LOSS = tuple(ask.chance(name, f"obsolete_{name}", default=0.0) for name in _LOSSES)
_ADJUST = {"unit": "rate", "minimum": -1, "maximum": 10, "default": ()}

FORMULAS = (
    Formula(
        key="market_multiple", room="market", work=_multiple, slips=_multiple_slips, source="IVS 105, market approach",
        parameters=(
            ask.numbers("multiples", default=(), unit="factor", minimum=0),
            ask.numbers("prices", default=(), unit="money"),
            ask.numbers("bases", default=(), unit="money", minimum=1e-9), ask.money("base"),
            ask.choice("statistic", "median", "mean", default="median"),
            ask.numbers("weights", default=(), minimum=0),
        ),
    ),
    Formula(
        key="comparables", room="market", work=_comparables, source="IVS 105; Excel QUARTILE.INC",
        aliases=("quartiles",),
        parameters=(
            ask.numbers("rates", "numbers", unit="number"), ask.numbers("adjust_terms", **_ADJUST),
            ask.numbers("adjust_technology", **_ADJUST), ask.numbers("adjust_time", **_ADJUST),
        ),
    ),
    Formula(
        key="cost", room="market", work=_cost, slips=_cost_slips,
        source="IVS 105, cost approach: obsolescence multiplies",
        aliases=("replacement_cost", "reproduction_cost"),
        parameters=(
            ask.numbers("costs", "cost", unit="money", minimum=0),
            ask.number("index", default=1.0, unit="factor", minimum=0),
            ask.number("index_now", default=1.0, minimum=1e-9), ask.number("index_then", default=None, minimum=1e-9),
            ask.rate("profit", "developer_profit", default=0.0, maximum=10),
            ask.rate("opportunity", "opportunity_cost", default=0.0), ask.years("years", "n", default=0.0),
            ask.choice("combine", "multiplied", "added", default="multiplied"), TAX, TAB_YEARS,
            ask.rate("rate", "r", "discount_rate", default=0.0), ask.convention("mid"), *_LOSS,
        ),
    ),
    Formula(
        key="cost_multiplier", room="market", work=_multiplied, slips=_multiplier_slips,
        source=CHINA, aliases=("multiplied_cost",),
        parameters=(
            ask.money("material", minimum=0), ask.money("capital", default=0.0, minimum=0),
            ask.money("labour", "labor", minimum=0),
            ask.number("multiplier", "alpha", "beta1", unit="factor", minimum=0), ask.chance("risk", "beta2"),
            ask.rate("profit", "return", "beta3", default=0.0, maximum=10), ask.years("used", default=0.0),
            ask.years("remaining", default=0.0), ask.chance("worn", "depreciation", default=0.0),
        ),
    ),
    Formula(
        key="design_around", room="market", work=_extra_cost, source="Willamette: cost to design around",
        parameters=(
            ask.numbers("extra", unit="money"), ask.rate("rate", "r"), ask.rate("tax", default=0.0, minimum=0),
            ask.choice("convention", "end", "mid", "start", default="end"),
        ),
    ),
    Formula(
        key="functional_obsolescence", room="market", work=_extra_cost,
        source="资产评估：功能性贬值 / excess operating cost",
        aliases=("excess_operating_cost",),
        parameters=(ask.amounts("extra", "excess", "annual_excess"), ask.rate("rate", "r"),
                    ask.rate("tax", "tau", default=0.0, minimum=0), ask.convention("end")),
    ),
    Formula(
        key="economic_obsolescence", room="market", work=_economic, source="资产评估：经济性贬值 / cost to capacity",
        aliases=("cost_to_capacity",),
        parameters=(ask.number("output", "actual_output", minimum=0),
                    ask.number("capacity", "designed_capacity", minimum=1e-9),
                    ask.number("exponent", "x", default=0.7, minimum=0, maximum=2),
                    ask.money("base", "replacement", default=1.0)),
    ),
    Formula(
        key="residual", room="market", work=_residual, source="资产评估：剩余法 / residual from the business value",
        aliases=("residual_method",),
        parameters=(ask.money("business", "enterprise_value"), ask.table("assets", "others", unit="money")),
    ),
)  # fmt: skip
