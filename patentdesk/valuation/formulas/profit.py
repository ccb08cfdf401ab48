"""Formulas of the income approach that share or compare profits: split, added, excess, with and without, least fee."""

from __future__ import annotations

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.conventions import annuity_factor, discount_factor, times_of
from patentdesk.valuation.cost import lost_licence_floor
from patentdesk.valuation.excess_earnings import multi_period, single_period
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Kind, Parameter, Step, Worked, same_length
from patentdesk.valuation.formulas.schedule import CHINA, FIRST_FRACTION, GROWTH, TAB_YEARS, TAX, path, spread, with_tab
from patentdesk.valuation.incremental import Business, incremental_income
from patentdesk.valuation.periods import whole_years
from patentdesk.valuation.profit_split import split_by_investment, split_by_score, weighted_score


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
    profits = path(given, "profits")
    times = times_of(len(profits), given.convention, given["first_period"])
    net = [profit * (1 - given["tax"]) for profit in profits]
    factors = tuple(discount_factor(given["rate"], time) for time in times)
    rows = tuple(profit * used * factor for profit, factor in zip(net, factors, strict=True))
    steps += (
        Step("discount_factors", "(1+r)^-t", factors),
        Step("pv_rows", "P·(1-τ)·λ·DF", rows),
        Step("value", "Σ P·(1-τ)·λ·DF", sum(rows)),
    )
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


def _income_slips(given: Given, worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return what the added income is when all profit is taken for added, or an effect is taken at the wrong units."""
    factor, annual = worked.results["factor"], worked.results["annual"]
    if not isinstance(factor, float) or not isinstance(annual, float):
        return ()
    q0, p0, c0 = given["q0"], given["price0"], given["cost0"]
    q1, p1, c1 = (old if given[key] is None else given[key] for key, old in (("q1", q0), ("price1", p0), ("cost1", c0)))
    net = 1 - given["tax"]
    effects = (
        ("whole_profit", q1 * (p1 - c1)),
        ("volume_twice", (p1 - p0 + c0 - c1) * q1 + (q1 - q0) * (p1 - c1)),
        ("volume_left_out", (p1 - p0 + c0 - c1) * q0),
        ("old_margin", (p1 - p0 + c0 - c1) * q0 + (q1 - q0) * (p0 - c0)),
    )
    return tuple((code, effect * net * factor) for code, effect in effects)


def _share_slips(given: Given, worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return what comes of the ratio to the enterprise's investment instead of the share in the whole."""
    share, value = worked.results["share"], worked.value
    if not isinstance(share, float) or not isinstance(value, float) or not 0 < share < 1:
        return ()
    cost, whole = given["technology_cost"], given["technology_cost"] + given["enterprise_cost"]
    return (("odds", value / (1 - share)), ("bare_cost", value / share * cost / whole))


def _single(given: Given) -> Worked:
    value = single_period(given["earnings"], given["cac"], given["cap_rate"])
    steps = (Step("excess", "E - CAC", given["earnings"] - given["cac"]), Step("value", "(E - CAC) / c", value))
    return Worked(main="value", steps=steps)


def _multi(given: Given) -> Worked:
    if bool(given["revenue"]) == bool(given["earnings"]):
        raise refuse("worth_one_of", first="revenue", second="earnings")
    key = "revenue" if given["revenue"] else "earnings"
    yearly = path(given, key)
    kept, periods = spread(given["shares"], len(yearly), 1.0), whole_years(len(yearly), given["first_fraction"])
    same_length((key, yearly), ("shares", kept))
    parts = zip(yearly, kept, periods, strict=True)
    sold = tuple(one * share * period.fraction for one, share, period in parts)
    revenue = sold if given["revenue"] else ()
    before = tuple(one * given["margin"] for one in revenue) or sold
    taxed = 1 - given["tax"] if given["earnings_are"] == "pretax" else 1.0
    charges = _charges(given, before, revenue)
    net = 1 - given["tax"] if given["charges_are"] == "pretax" else 1.0
    earned, charged = [one * taxed for one in before], [one * net for one in charges]
    excess = tuple(one - other for one, other in zip(earned, charged, strict=True))
    value = multi_period(periods, earned, charged, given["rate"], given.convention)
    steps = (
        Step("after_tax", "E·(1-τ)", tuple(earned)),
        Step("charges", "Σ CAC", tuple(charged)),
        Step("excess", "E·(1-τ) - CAC", excess),
        *with_tab(given, value, "Σ EE·DF"),
    )
    return Worked(main="value", steps=steps)


def _charges(given: Given, before: tuple[float, ...], revenue: tuple[float, ...]) -> tuple[float, ...]:
    """Return the charge of each year: stated amounts and parts of sales, of all contributory assets together."""
    n = len(before)
    total = spread(given["charges"], n, 0.0)
    same_length(("earnings", before), ("charges", total))
    if given["charge_rates"]:
        if not revenue:
            raise refuse("worth_one_of", first="revenue", second="charges")
        part = sum(given["charge_rates"].values())
        total = tuple(one + part * sold for one, sold in zip(total, revenue, strict=True))
    if given["assets"]:
        yearly = sum(amount * back for amount, back in _pairs(given))
        total = tuple(one + yearly for one in total)
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
    steps = (
        Step("pv_with", "PV(CF with)", pairs[0]),
        Step("pv_without", "PV(CF without)", pairs[1]),
        *with_tab(given, before, "(PV with - PV without)·p"),
    )
    return Worked(main="value", steps=steps)


def _greenfield(given: Given) -> Worked:
    flows, build = given["cashflows"], given["build_up"]
    later = max(len(flows), len(build))
    rows = [[*row, *[0.0] * (later - len(row))] for row in (flows, build)]
    times = times_of(later, given.convention)
    present = [
        sum(one * discount_factor(given["rate"], time) for one, time in zip(row, times, strict=True)) for row in rows
    ]
    before = present[0] - present[1]
    steps = (
        Step("pv", "PV(CF)", present[0]),
        Step("pv_build_up", "PV(build-up)", present[1]),
        *with_tab(given, before, "PV(CF) - PV(build-up)"),
    )
    return Worked(main="value", steps=steps)


def _weighted_return(given: Given) -> Worked:
    total = sum(amount for amount, _ in _pairs(given))
    if total <= 0:
        raise refuse("worth_nothing_to_divide")
    charge = sum(amount * back for amount, back in _pairs(given))
    found = charge / total
    steps: tuple[Step, ...] = (Step("total", "Σ V", total), Step("charges", "Σ V·r", charge))
    if given["wacc"] is not None:
        steps += (Step("difference", "WARA - WACC", found - given["wacc"]),)
    steps += (Step("rate", "Σ V·r / Σ V", found),)
    return Worked(main="rate", steps=steps)


def _pairs(given: Given) -> list[tuple[float, float]]:
    """Return value and yearly return of each contributory asset. Raises Refused worth_not_table."""
    for name, row in given["assets"].items():
        if not isinstance(row, tuple) or len(row) != 2:
            raise refuse("worth_not_table", term="assets", text=name)
    return list(given["assets"].values())


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
        Step("pv_lost", "Σ lost·DF + immediate", sum(rows) + given["immediate"]),
        Step("value", "C·(1-d)·share + PV(lost)", lost_licence_floor(cost, share, sum(rows) + given["immediate"])),
    )
    return Worked(main="value", steps=steps)


_SPLIT = (
    ask.amounts("profits", "profit", "cashflows", default=()),
    ask.rate("rate", "r", "discount_rate", default=0.0),
    TAX,
    *GROWTH,
    ask.number("first_period", default=1, minimum=0, maximum=200, unit="years"),
    ask.convention("end"),
    ask.count("round_share", default=None, maximum=12),
)

FORMULAS = (
    Formula(
        key="split_by_investment", room="income", work=_investment, slips=_share_slips,
        source=CHINA,
        aliases=("equivalent_investment", "profit_split_investment"),
        parameters=(ask.money("technology_cost", "cp", "c_p", minimum=0),
                    ask.rate("technology_return", "mp", "m_p", maximum=100),
                    ask.money("enterprise_cost", "ce", "c_e", minimum=0),
                    ask.rate("enterprise_return", "me", "m_e", maximum=100),
                    *_SPLIT),
    ),
    Formula(
        key="split_by_score", room="income", work=_score, source=CHINA, aliases=("profit_split_score", "scoring"),
        parameters=(ask.chance("floor", "m", "low"), ask.chance("ceiling", "n_max", "high"),
                    ask.numbers("score", "scores", unit="chance", minimum=0, maximum=1),
                    ask.numbers("weights", default=(), minimum=0), *_SPLIT),
    ),
    Formula(
        key="split_by_parts", room="income", work=_parts, aliases=("profit_split_parts", "rule_of_thumb"),
        source="LSLP; as the 25 % rule rejected in Uniloc v. Microsoft, 632 F.3d 1292 (Fed. Cir. 2011)",
        parameters=(ask.number("parts", unit="factor", minimum=1, maximum=100), *_SPLIT),
    ),
    Formula(
        key="incremental", room="income", work=_incremental, slips=_income_slips, source=CHINA,
        aliases=("incremental_income",),
        parameters=(
            ask.number("q0", "volume", "volume_wan", unit="count", minimum=0),
            ask.number("q1", default=None, unit="count", minimum=0), ask.money("price0", "price", minimum=0),
            ask.money("price1", default=None, minimum=0), ask.money("cost0", "cost", minimum=0),
            ask.money("cost1", default=None, minimum=0), TAX, ask.rate("rate", "r"), ask.years("years", "n"),
            ask.convention("end"),
        ),
    ),
    Formula(
        key="excess_earnings_single", room="income", work=_single, source="IVS 210, excess earnings",
        aliases=("single_period_excess_earnings",),
        parameters=(ask.money("earnings"), ask.money("cac", "charges"),
                    ask.rate("cap_rate", "capitalisation_rate", minimum=1e-6)),
    ),
    Formula(
        key="excess_earnings", room="income", work=_multi, source="IVS 210, excess earnings",
        aliases=("mpeem", "distributor_method"),
        parameters=(
            ask.amounts("revenue", "sales", default=()), ask.rate("margin", default=0.0),
            ask.amounts("earnings", default=()),
            ask.amounts("charges", "cac", default=()),
            ask.table("charge_rates", default={}, unit="rate", minimum=0, maximum=1),
            Parameter(key="assets", kind=Kind.TABLES, default={}, unit="money"), TAX,
            ask.choice("earnings_are", "pretax", "aftertax", default="pretax"),
            ask.choice("charges_are", "pretax", "aftertax", default="aftertax"), ask.rate("rate", "r", "discount_rate"),
            TAB_YEARS, ask.convention("mid"),
            ask.numbers("shares", "retention", default=(), unit="rate", minimum=0, maximum=1), FIRST_FRACTION, *GROWTH,
        ),
    ),
    Formula(
        key="with_and_without", room="income", work=_with_without, source="IVS 210, with and without",
        parameters=(ask.amounts("with_flows", "with"), ask.amounts("without_flows", "without"),
                    ask.rate("rate", "r", "discount_rate"),
                    TAX, ask.chance("loss_chance", default=1.0), TAB_YEARS, ask.convention("mid")),
    ),
    Formula(
        key="greenfield", room="income", work=_greenfield, source="IVS 210, greenfield method",
        parameters=(ask.amounts("cashflows", "flows"), ask.amounts("build_up", default=()),
                    ask.rate("rate", "r", "discount_rate"), TAX, TAB_YEARS, ask.convention("mid")),
    ),
    Formula(
        key="wara", room="income", work=_weighted_return,
        aliases=("weighted_average_return_on_assets", "contributory_asset_charges"),
        source="Appraisal Foundation: contributory assets (2010), WARA beside IRR and WACC",
        parameters=(Parameter(key="assets", kind=Kind.TABLES, unit="money"), ask.rate("wacc", "irr", default=None)),
    ),
    Formula(
        key="lost_licence", room="income", work=_floor, source=CHINA, aliases=("minimum_fee", "lost_licence_floor"),
        parameters=(
            ask.money("replacement_cost", "cost", minimum=0), ask.chance("depreciation", default=0.0),
            ask.chance("capacity_share", default=None), ask.number("own_capacity", default=None, minimum=0),
            ask.number("licensee_capacity", default=None, minimum=0), ask.amounts("lost", default=(0.0,)),
            ask.money("immediate", default=0.0),
            ask.rate("rate", "r", default=0.0), ask.convention("end"),
        ),
    ),
)  # fmt: skip
