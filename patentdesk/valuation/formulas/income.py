"""Formulas of the income approach that rest on a royalty: relief, base, per unit, stack, tax benefit."""

from __future__ import annotations

import math

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.conventions import annuity_factor
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Step, Worked, same_length
from patentdesk.valuation.formulas.schedule import FIRST_FRACTION, GROWTH, TAB_YEARS, TAX, path, spread, tab_of
from patentdesk.valuation.periods import whole_years
from patentdesk.valuation.royalty import RoyaltyTerms, relief_from_royalty, sales_of
from patentdesk.valuation.soundness import royalty_problems
from patentdesk.valuation.stacking import divide
from patentdesk.valuation.tab import gross_up, scheduled_shield, shield_rate


def _relief(given: Given) -> Worked:
    revenue = path(given, "revenue")
    n = len(revenue)
    royalty, shares = spread(given["royalty"], n, 0.0), spread(given["shares"], n, 1.0)
    fees = spread(given["fees"], n, 0.0)
    same_length(("revenue", revenue), ("royalty", royalty), ("shares", shares), ("fees", fees))
    chances = given["p_valid"] * given["p_use"]
    terms = RoyaltyTerms(
        royalty=1.0, discount_rate=given["discount_rate"], tax=given["tax"], tab_years=given["tab_years"],
        convention=given.convention, allocation=given["allocation"] * (1 - given["upkeep"]), probability=chances,
    )  # fmt: skip
    tab_of(given, "discount_rate")
    rates = [one * share for one, share in zip(royalty, shares, strict=True)]
    deductible = [fee if given["fees_deductible"] == "yes" else fee / (1 - given["tax"]) for fee in fees]
    periods = whole_years(n, given["first_fraction"])
    sold = [one * period.fraction for one, period in zip(revenue, periods, strict=True)]
    found = relief_from_royalty(periods, sold, terms, shares=rates, fees=deductible)
    gross = found.pv_royalty / chances if chances else 0.0
    problems = royalty_problems(max(royalty)) + _tab_problem(given)
    return Worked(
        main="value",
        steps=(
            Step("royalties", "S·k·s·a·p", tuple(line.royalty for line in found.lines)),
            Step("after_tax", "R·(1-τ)", tuple(line.after_tax for line in found.lines)),
            Step("discount_factors", "(1+r)^-t", tuple(line.factor for line in found.lines)),
            Step("pv_rows", "R·(1-τ)·DF", tuple(line.present_value for line in found.lines)),
            Step("pv_gross", "Σ S·k·s·a·(1-τ)·DF", gross),
            Step("pv_royalty", "p_valid·p_use·PV", found.pv_royalty),
            Step("pv_fees", "Σ fee·(1-τ)·DF", found.pv_fees),
            Step("expected_before_tab", "PV royalty - PV fees", found.before_tab),
            Step("pv_before_tab", "V0", found.before_tab),
            Step("tab_factor", "1 / (1 - τ/n·a)", found.tab),
            Step("value", "max(0, V0)·TAB", found.value),
        ),
        problems=tuple(problems),
    )


def _tab_problem(given: Given) -> list[Problem]:
    """Warn of a tax benefit beside income that is not taxed."""
    if given["tab_years"] and not given["tax"]:
        return [Problem("worth_tab_without_tax", Severity.WARNING)]
    return []


def _base(given: Given) -> Worked:
    return Worked(main="revenue", steps=(Step("revenue", "price·units", sales_of(given["price"], given["units"])),))


def _per_unit(given: Given) -> Worked:
    base = min(max(given["price"], given["floor"]), given["cap"])
    fee = base * given["rate"]
    steps = (
        Step("base", "min(max(price, floor), cap)", base),
        Step("royalty_per_unit", "base·k", fee),
        Step("value", "base·k·units", fee * given["units"]),
    )
    return Worked(main="royalty_per_unit", steps=steps)


def _tab(given: Given) -> Worked:
    tax, life, interest, when = given["tax"], given["years"], given["rate"], given.convention
    if bool(given["schedule"]) == (life is not None):
        raise refuse("worth_one_of", first="years", second="schedule")
    first: tuple[Step, ...]
    if given["schedule"]:
        if sum(given["schedule"]) > 1 + 1e-9:
            raise refuse("worth_not_one", total=f"{sum(given['schedule']):.6g}")
        shield, first = scheduled_shield(tax, given["schedule"], interest, when), ()
    else:
        shield = shield_rate(tax, life, interest, when)
        first = (Step("annuity", "a = (1 - (1+r)^-n) / r; n (r = 0)", annuity_factor(interest, life)),)
    try:
        factor = gross_up(shield)
    except ValueError:
        raise refuse("worth_shield_too_high") from None
    before = given["before"]
    value = before * factor
    steps = (
        *first,
        Step("shield", "τ·Σ a_t·DF_t" if given["schedule"] else "τ/n·a·(1+r)^(1-offset)", shield),
        Step("factor", "1 / (1 - shield)", factor),
        Step("value", "V0·factor", value),
        Step("benefit", "V - V0", value - before),
        Step("closure", "V - (V0 + shield·V)", value - (before + shield * value)),
    )
    return Worked(main="factor", steps=steps)


def _tab_slips(given: Given, worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return the factor when the benefit is added to the value before it, and when it is not discounted.

    And the benefit when neither rate nor life divide it.
    """
    shield = worked.results["shield"]
    if not isinstance(shield, float) or given["tax"] >= 1:
        return ()
    found = [("tab_added", 1 + shield), ("tax_undiscounted", 1 / (1 - given["tax"])), ("tax_added", 1 + given["tax"])]
    annuity = worked.results.get("annuity")
    if isinstance(annuity, float):
        found.append(("annuity_undivided", given["tax"] * annuity * given["rate"]))
    return tuple(found)


def _stack(given: Given) -> Worked:
    rates = given["rates"]
    total, cap = sum(rates.values()), given["cap"]
    paid = min(total, cap)
    each = {name: one * paid / total for name, one in rates.items()} if total else dict(rates)
    points = given["points"]
    if not points:
        return Worked(main="paid", steps=(Step("total", "Σ k", total), Step("paid", "min(Σ k, cap)", paid),
                                          Step("each", "k·paid/Σ k", each)))  # fmt: skip
    shares = divide(dict(enumerate(points.values())), given["part"])
    named = dict(zip(points, shares.values(), strict=True))
    steps = (
        Step("total", "Σ k", total),
        Step("paid", "min(Σ k, cap)", paid),
        Step("shares", "part·points/Σ points", named),
        Step("each", "paid·share", {name: paid * share for name, share in named.items()}),
    )
    return Worked(main="paid", steps=steps)


FORMULAS = (
    Formula(
        key="relief_from_royalty", room="income", work=_relief, aliases=("rfr",),
        source="IVS 210; Smith, Parr: Intellectual Property, valuation by relief from royalty",
        parameters=(
            ask.amounts("revenue", "sales"),
            ask.numbers("royalty", "royalty_rate", "k", unit="rate", minimum=0, maximum=1),
            ask.rate("discount_rate", "rate", "r"), TAX, TAB_YEARS, ask.convention("mid"),
            ask.numbers("shares", default=(), unit="rate", minimum=0, maximum=1), ask.amounts("fees", default=()),
            ask.choice("fees_deductible", "yes", "no", default="yes"), ask.chance("p_valid", default=1.0),
            ask.chance("p_use", default=1.0), ask.chance("allocation", default=1.0), ask.chance("upkeep", default=0.0),
            FIRST_FRACTION, *GROWTH,
        ),
    ),
    Formula(
        key="royalty_base", room="income", work=_base, source="WIPO CDIP/17/INF/2, 3.3.8.1",
        parameters=(ask.money("price", "price_eur", minimum=0), ask.number("units", unit="count", minimum=0)),
    ),
    Formula(
        key="royalty_per_unit", room="income", work=_per_unit, source="InterDigital, rate disclosure",
        parameters=(ask.money("price", "asp", minimum=0), ask.rate("rate", "royalty", minimum=0),
                    ask.money("floor", default=0.0, minimum=0), ask.money("cap", default=math.inf, minimum=0),
                    ask.number("units", unit="count", minimum=0, default=1.0)),
    ),
    Formula(
        key="tab", room="income", work=_tab, slips=_tab_slips,
        source="IVS 210, tax amortisation benefit; 企业所得税法实施条例 67",
        aliases=("tax_amortisation_benefit", "tab_closure"),
        parameters=(ask.rate("tax", "tau", minimum=0), ask.years("years", "n", "tab_years", default=None),
                    ask.rate("rate", "r", "discount_rate"), ask.convention("mid"),
                    ask.money("before", "v0", default=1.0),
                    ask.numbers("schedule", unit="rate", minimum=0, maximum=1, default=())),
    ),
    Formula(
        key="royalty_stack", room="income", work=_stack, source="Lemley, Shapiro 2007: royalty stacking",
        parameters=(ask.table("rates", unit="rate", minimum=0, maximum=1), ask.rate("cap", default=1.0, minimum=0),
                    ask.table("points", default={}, minimum=0), ask.chance("part", default=1.0)),
    ),
)  # fmt: skip
