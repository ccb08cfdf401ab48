"""Formulas of the income approach: royalties, shares of profit, added and excess earnings, chances."""

from __future__ import annotations

import math

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.conventions import annuity_factor, discount_factor, times_of
from patentdesk.valuation.cost import lost_licence_floor
from patentdesk.valuation.excess_earnings import multi_period, single_period
from patentdesk.valuation.formulas.base import (
    Formula,
    Given,
    Kind,
    Parameter,
    Step,
    Worked,
    amounts,
    chance,
    choice,
    convention,
    count,
    money,
    number,
    numbers,
    rate,
    same_length,
    table,
    years,
)
from patentdesk.valuation.incremental import Business, incremental_income
from patentdesk.valuation.litigation import expected_award, winning_chance
from patentdesk.valuation.periods import whole_years
from patentdesk.valuation.profit_split import split_by_investment, split_by_score, weighted_score
from patentdesk.valuation.royalty import RoyaltyTerms, relief_from_royalty, sales_of
from patentdesk.valuation.soundness import royalty_problems
from patentdesk.valuation.stacking import divide
from patentdesk.valuation.tab import closure_difference, shield_rate, tab_factor

CHINA = "资产评估基础（中国资产评估协会）/ Chinese appraisal practice"
_TAX = rate("tax", "tau", "tax_rate", default=0.0, minimum=0)
_TAB_YEARS = years("tab_years", default=0.0)


def _path(given: Given, key: str, start: str) -> tuple[float, ...]:
    """Return yearly amounts: as listed, or one amount for the first year that grows."""
    row: tuple[float, ...] = given[key]
    if len(row) == 1 and given["years"]:
        return tuple(row[0] * (1 + given["growth"]) ** index for index in range(given["years"]))
    if given["growth"] and len(row) > 1:
        raise refuse("worth_growth_and_list", term=start)
    return row


def _spread(row: tuple[float, ...], count: int, fill: float) -> tuple[float, ...]:
    """Return one number for every period: none given is ``fill``, one given holds for all."""
    return row if len(row) > 1 else (row[0] if row else fill,) * count


def _relief(given: Given) -> Worked:
    revenue = _path(given, "revenue", "revenue")
    n = len(revenue)
    royalty, shares = _spread(given["royalty"], n, 0.0), _spread(given["shares"], n, 1.0)
    fees = _spread(given["fees"], n, 0.0)
    same_length(("revenue", revenue), ("royalty", royalty), ("shares", shares), ("fees", fees))
    chances = given["p_valid"] * given["p_use"]
    terms = RoyaltyTerms(
        royalty=1.0, discount_rate=given["discount_rate"], tax=given["tax"], tab_years=given["tab_years"],
        convention=given.convention, allocation=given["allocation"] * (1 - given["upkeep"]), probability=chances,
    )  # fmt: skip
    rates = [one * share for one, share in zip(royalty, shares, strict=True)]
    deductible = [fee if given["fees_deductible"] == "yes" else fee / (1 - given["tax"]) for fee in fees]
    found = relief_from_royalty(whole_years(n), revenue, terms, shares=rates, fees=deductible)
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
    """Warn of a tax life below what the law of China allows, and of TAB beside income that is not taxed."""
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
    try:
        factor = tab_factor(tax, life, interest, when)
    except ValueError:
        raise refuse("worth_shield_too_high") from None
    before = given["before"]
    steps = (
        Step("annuity", "a = (1 - (1+r)^-n) / r; n (r = 0)", annuity_factor(interest, life)),
        Step("shield", "τ/n·a·(1+r)^(1-offset)", shield_rate(tax, life, interest, when)),
        Step("factor", "1 / (1 - shield)", factor),
        Step("value", "V0·factor", before * factor),
        Step("benefit", "V - V0", before * factor - before),
        Step("closure", "V - (V0 + shield·V)", closure_difference(before, tax, life, interest, when)),
    )
    return Worked(main="factor", steps=steps)


def _investment(given: Given) -> Worked:
    names = ("technology_cost", "technology_return", "enterprise_cost", "enterprise_return")
    share = split_by_investment(*(given[name] for name in names))
    how = "Cp(1+mp) / (Cp(1+mp) + Ce(1+me))"
    equivalent = given["technology_cost"] * (1 + given["technology_return"])
    other = given["enterprise_cost"] * (1 + given["enterprise_return"])
    first = (Step("equivalent_technology", "Cp(1+mp)", equivalent), Step("equivalent_enterprise", "Ce(1+me)", other))
    return _split(given, share, how, first)


def _score(given: Given) -> Worked:
    scores = given["score"]
    try:
        rho = weighted_score(scores, given["weights"] or (1.0,) * len(scores))
    except ValueError:
        raise refuse("worth_nothing_to_divide") from None
    share = split_by_score(given["floor"], given["ceiling"], rho)
    return _split(given, share, "K = m + (n-m)·ρ", (Step("score", "ρ = Σ w·s / Σ w", rho),))


def _parts(given: Given) -> Worked:
    found = _split(given, 1 / given["parts"], "1 / parts", ())
    note = Problem("worth_rule_of_thumb", Severity.WARNING)
    return Worked(main=found.main, steps=found.steps, problems=(note,))


def _split(given: Given, share: float, how: str, first: tuple[Step, ...]) -> Worked:
    """Return the share, rounded first only where asked, and what it gives of the profits if any are stated."""
    digits = given["round_share"]
    used = share if digits is None else round(share, digits)
    steps = (*first, Step("share", how, share), *((Step("rounded_share", "round", used),) if used != share else ()))
    if not given["profits"]:
        return Worked(main="share", steps=steps)
    profits = _path(given, "profits", "profits")
    times = times_of(len(profits), given.convention, given["first_period"])
    net = [profit * (1 - given["tax"]) for profit in profits]
    rows = tuple(profit * used * discount_factor(given["rate"], time) for profit, time in zip(net, times, strict=True))
    steps += (Step("pv_rows", "P·(1-τ)·λ·DF", rows), Step("value", "Σ P·(1-τ)·λ·DF", sum(rows)))
    return Worked(main="value", steps=steps)


def _incremental(given: Given) -> Worked:
    before = Business(units=given["q0"], price=given["price0"], cost=given["cost0"])
    after = Business(
        units=given["q0"] if given["q1"] is None else given["q1"],
        price=before.price if given["price1"] is None else given["price1"],
        cost=before.cost if given["cost1"] is None else given["cost1"],
    )
    annual = incremental_income(before, after, given["tax"])
    timing = float((1 + given["rate"]) ** (1 - given.convention.offset))
    factor = annuity_factor(given["rate"], given["years"]) * timing
    steps = (
        Step("annual", "[(P1-P0)Q0 + (C0-C1)Q0 + (Q1-Q0)(P1-C1)](1-τ)", annual),
        Step("factor", "(1 - (1+r)^-n) / r", factor),
        Step("value", "ΔCF·a", annual * factor),
    )
    return Worked(main="value", steps=steps)


def _single(given: Given) -> Worked:
    value = single_period(given["earnings"], given["cac"], given["cap_rate"])
    steps = (Step("excess", "E - CAC", given["earnings"] - given["cac"]), Step("value", "(E - CAC) / c", value))
    return Worked(main="value", steps=steps)


def _multi(given: Given) -> Worked:
    revenue, earnings = given["revenue"], given["earnings"]
    if bool(revenue) == bool(earnings):
        raise refuse("worth_one_of", first="revenue", second="earnings")
    before = earnings or tuple(one * given["margin"] for one in revenue)
    taxed = 1 - given["tax"] if given["earnings_are"] == "pretax" else 1.0
    charges = _charges(given, before, revenue)
    net = 1 - given["tax"] if given["charges_are"] == "pretax" else 1.0
    earned, charged = [one * taxed for one in before], [one * net for one in charges]
    excess = tuple(one - other for one, other in zip(earned, charged, strict=True))
    value = multi_period(whole_years(len(before)), earned, charged, given["rate"], given.convention)
    factor = tab_factor(given["tax"], given["tab_years"], given["rate"], given.convention)
    steps = (
        Step("after_tax", "E·(1-τ)", tuple(earned)),
        Step("charges", "Σ CAC", tuple(charged)),
        Step("excess", "E·(1-τ) - CAC", excess),
        Step("pv_before_tab", "Σ EE·DF", value),
        Step("tab_factor", "1 / (1 - τ/n·a)", factor),
        Step("value", "V0·TAB", value * factor),
    )
    return Worked(main="value", steps=steps)


def _charges(given: Given, before: tuple[float, ...], revenue: tuple[float, ...]) -> tuple[float, ...]:
    """Return the charge of each year: stated amounts and parts of sales, of all contributory assets together."""
    n = len(before)
    total = _spread(given["charges"], n, 0.0)
    if given["charge_rates"]:
        if not revenue:
            raise refuse("worth_one_of", first="revenue", second="charges")
        part = sum(given["charge_rates"].values())
        total = tuple(one + part * sold for one, sold in zip(total, revenue, strict=True))
    if given["assets"]:
        yearly = sum(amount * back for amount, back in given["assets"].values())
        total = tuple(one + yearly for one in total)
    same_length(("earnings", before), ("charges", total))
    return total


def _with_without(given: Given) -> Worked:
    with_asset, without = given["with_flows"], given["without_flows"]
    same_length(("with_flows", with_asset), ("without_flows", without))
    times = times_of(len(with_asset), given.convention)
    net = 1 - given["tax"]
    pairs = [
        sum(flow * net * discount_factor(given["rate"], time) for flow, time in zip(flows, times, strict=True))
        for flows in (with_asset, without)
    ]
    before = (pairs[0] - pairs[1]) * given["loss_chance"]
    factor = tab_factor(given["tax"], given["tab_years"], given["rate"], given.convention)
    steps = (
        Step("pv_with", "PV(CF with)", pairs[0]),
        Step("pv_without", "PV(CF without)", pairs[1]),
        Step("pv_before_tab", "(PV with - PV without)·p", before),
        Step("tab_factor", "1 / (1 - τ/n·a)", factor),
        Step("value", "V0·TAB", before * factor),
    )
    return Worked(main="value", steps=steps)


def _floor(given: Given) -> Worked:
    share = given["capacity_share"]
    if share is None:
        own, theirs = given["own_capacity"], given["licensee_capacity"]
        if own is None or theirs is None or own + theirs <= 0:
            raise refuse("worth_input_missing", term="capacity_share", method="lost_licence")
        share = theirs / (own + theirs)
    cost = given["replacement_cost"] * (1 - given["depreciation"])
    times = times_of(len(given["lost"]), given.convention)
    rows = tuple(one * discount_factor(given["rate"], time) for one, time in zip(given["lost"], times, strict=True))
    steps = (
        Step("net_cost", "C·(1-d)", cost),
        Step("capacity_share", "licensee / (own + licensee)", share),
        Step("pv_rows", "lost·DF", rows),
        Step("pv_lost", "Σ lost·DF", sum(rows)),
        Step("value", "C·(1-d)·share + PV(lost)", lost_licence_floor(cost, share, sum(rows))),
    )
    return Worked(main="value", steps=steps)


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
    steps = (Step("rows", "p·V", rows), Step("mean", "Σ p·V", mean), Step("sd", "√Σ p·(V-mean)²", spread))
    return Worked(main="mean", steps=steps)


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


_GROWTH = (rate("growth", "g", default=0.0), count("years", "n", default=0, maximum=200))
_SPLIT = (
    amounts("profits", "profit", "cashflows", default=()),
    rate("rate", "r", "discount_rate", default=0.0),
    _TAX,
    *_GROWTH,
    number("first_period", default=1, minimum=0, maximum=200, unit="years"),
    convention("end"),
    count("round_share", default=None, maximum=12),
)

FORMULAS = (
    Formula(
        key="relief_from_royalty", room="income", work=_relief, aliases=("rfr",),
        source="IVS 210; Smith, Parr: Intellectual Property, valuation by relief from royalty",
        parameters=(
            amounts("revenue", "sales"), numbers("royalty", "royalty_rate", "k", unit="rate", minimum=0, maximum=1),
            rate("discount_rate", "rate", "r"), _TAX, _TAB_YEARS, convention("mid"),
            numbers("shares", default=(), unit="rate", minimum=0, maximum=1), amounts("fees", default=()),
            choice("fees_deductible", "yes", "no", default="yes"), chance("p_valid", default=1.0),
            chance("p_use", default=1.0), chance("allocation", default=1.0), chance("upkeep", default=0.0), *_GROWTH,
        ),
    ),
    Formula(
        key="royalty_base", room="income", work=_base, source="WIPO CDIP/17/INF/2, 3.3.8.1",
        parameters=(money("price", "price_eur", minimum=0), number("units", unit="count", minimum=0)),
    ),
    Formula(
        key="royalty_per_unit", room="income", work=_per_unit, source="InterDigital, rate disclosure",
        parameters=(money("price", "asp", minimum=0), rate("rate", "royalty", minimum=0),
                    money("floor", default=0.0, minimum=0), money("cap", default=math.inf, minimum=0),
                    number("units", unit="count", minimum=0, default=1.0)),
    ),
    Formula(
        key="tab", room="income", work=_tab, source="IVS 210, tax amortisation benefit; 企业所得税法实施条例 67",
        aliases=("tax_amortisation_benefit", "tab_closure"),
        parameters=(rate("tax", "tau", minimum=0), years("years", "n", "tab_years"),
                    rate("rate", "r", "discount_rate"), convention("mid"), money("before", "v0", default=1.0)),
    ),
    Formula(
        key="split_by_investment", room="income", work=_investment, source=CHINA,
        aliases=("equivalent_investment", "profit_split_investment"),
        parameters=(money("technology_cost", "cp", "c_p", minimum=0),
                    rate("technology_return", "mp", "m_p", maximum=100),
                    money("enterprise_cost", "ce", "c_e", minimum=0),
                    rate("enterprise_return", "me", "m_e", maximum=100),
                    *_SPLIT),
    ),
    Formula(
        key="split_by_score", room="income", work=_score, source=CHINA, aliases=("profit_split_score", "scoring"),
        parameters=(chance("floor", "m", "low"), chance("ceiling", "n_max", "high"),
                    numbers("score", "scores", unit="chance", minimum=0, maximum=1),
                    numbers("weights", default=(), minimum=0), *_SPLIT),
    ),
    Formula(
        key="split_by_parts", room="income", work=_parts, aliases=("profit_split_parts", "rule_of_thumb"),
        source="LSLP; as the 25 % rule rejected in Uniloc v. Microsoft, 632 F.3d 1292 (Fed. Cir. 2011)",
        parameters=(number("parts", unit="factor", minimum=1, maximum=100), *_SPLIT),
    ),
    Formula(
        key="incremental", room="income", work=_incremental, source=CHINA, aliases=("incremental_income",),
        parameters=(
            number("q0", "volume", "volume_wan", unit="count", minimum=0),
            number("q1", default=None, unit="count", minimum=0), money("price0", "price", minimum=0),
            money("price1", default=None, minimum=0), money("cost0", "cost", minimum=0),
            money("cost1", default=None, minimum=0), _TAX, rate("rate", "r"), years("years", "n"), convention("end"),
        ),
    ),
    Formula(
        key="excess_earnings_single", room="income", work=_single, source="IVS 210, excess earnings",
        aliases=("single_period_excess_earnings",),
        parameters=(money("earnings"), money("cac", "charges"), rate("cap_rate", "capitalisation_rate", minimum=1e-6)),
    ),
    Formula(
        key="excess_earnings", room="income", work=_multi, source="IVS 210, excess earnings", aliases=("mpeem",),
        parameters=(
            amounts("revenue", "sales", default=()), rate("margin", default=0.0), amounts("earnings", default=()),
            amounts("charges", "cac", default=()), table("charge_rates", default={}, unit="rate", minimum=0, maximum=1),
            Parameter(key="assets", kind=Kind.TABLES, default={}, unit="money"), _TAX,
            choice("earnings_are", "pretax", "aftertax", default="pretax"),
            choice("charges_are", "pretax", "aftertax", default="aftertax"), rate("rate", "r", "discount_rate"),
            _TAB_YEARS, convention("mid"),
        ),
    ),
    Formula(
        key="with_and_without", room="income", work=_with_without, source="IVS 210, with and without",
        parameters=(amounts("with_flows", "with"), amounts("without_flows", "without"),
                    rate("rate", "r", "discount_rate"),
                    _TAX, chance("loss_chance", default=1.0), _TAB_YEARS, convention("mid")),
    ),
    Formula(
        key="lost_licence", room="income", work=_floor, source=CHINA, aliases=("minimum_fee", "lost_licence_floor"),
        parameters=(
            money("replacement_cost", "cost", minimum=0), chance("depreciation", default=0.0),
            chance("capacity_share", default=None), number("own_capacity", default=None, minimum=0),
            number("licensee_capacity", default=None, minimum=0), amounts("lost", default=(0.0,)),
            rate("rate", "r", default=0.0), convention("end"),
        ),
    ),
    Formula(
        key="litigation", room="income", work=_suit, source="Poltorak: Valuation of Settlement Positions (2006)",
        aliases=("decision_tree",),
        parameters=(
            chance("p_valid", default=None), chance("p_enforceable", default=None), chance("p_infringed", default=None),
            numbers("chances", default=(), unit="chance", minimum=0, maximum=1), money("damages", minimum=0),
            money("costs", default=0.0, minimum=0), chance("p_settle", default=0.0), money("settlement", default=0.0),
        ),
    ),
    Formula(
        key="expected_value", room="income", work=_tree, source="Raiffa: Decision Analysis", aliases=("scenarios",),
        parameters=(numbers("probabilities", "p", unit="chance", minimum=0, maximum=1), amounts("outcomes", "values")),
    ),
    Formula(
        key="royalty_stack", room="income", work=_stack, source="Lemley, Shapiro 2007: royalty stacking",
        parameters=(table("rates", unit="rate", minimum=0, maximum=1), rate("cap", default=1.0, minimum=0),
                    table("points", default={}, minimum=0), chance("part", default=1.0)),
    ),
)  # fmt: skip
