"""Formulas of licences and damages: negotiated, comparable and top-down royalties, lost profit, taxes on payments."""

from __future__ import annotations

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.conventions import discount_factor, times_of
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Step, Worked
from patentdesk.valuation.soundness import royalty_problems


def _top_down(given: Given) -> Worked:
    """Divide an aggregate royalty by the share in the standard's patents, weighted by their strength."""
    if given["total_patents"] <= 0 or given["own_patents"] > given["total_patents"]:
        raise refuse("worth_nothing_to_divide")
    share = given["own_patents"] / given["total_patents"]
    found = given["aggregate"] * share * given["strength"] * given["regional"]
    steps = (
        Step("share", "own / total", share),
        Step("rate", "T·own/total·strength·region", found),
        Step("value", "rate·base", found * given["base"]),
    )
    return Worked(main="rate" if "base" not in given.stated else "value", steps=steps)


def _unpacked(given: Given) -> Worked:
    """Turn a sum paid at once into the running royalty of the same present value over the licensed sales."""
    sales, times = given["sales"], times_of(len(given["sales"]), given.convention)
    running = sum(one * discount_factor(given["rate"], time) for one, time in zip(sales, times, strict=True))
    if running <= 0:
        raise refuse("worth_nothing_to_divide")
    found = (given["lump_sum"] + given["cross_value"] - given["release"]) / running
    steps = (Step("pv", "Σ S·DF", running), Step("rate", "(L + X - past) / Σ S·DF", found))
    return Worked(main="rate", steps=steps, problems=tuple(royalty_problems(found)))


def _bargain(given: Given) -> Worked:
    """Share what an agreement adds beyond what each side has without it (Nash)."""
    surplus = given["joint"] - given["without_licensor"] - given["without_licensee"]
    if surplus < 0:
        raise refuse("worth_no_bargain", joint=f"{given['joint']:g}")
    gain = given["power"] * surplus
    steps = (
        Step("surplus", "Π - d_1 - d_2", surplus),
        Step("licensor", "d_1 + π·surplus", given["without_licensor"] + gain),
        Step("licensee", "d_2 + (1-π)·surplus", given["without_licensee"] + surplus - gain),
    )
    return Worked(main="licensor", steps=steps)


def _alternating(given: Given) -> Worked:
    """Share by patience: who offers first keeps what the other would not wait for (Rubinstein)."""
    first, second = given["patience_first"], given["patience_second"]
    if first * second >= 1:
        raise refuse("worth_nothing_to_divide")
    share = (1 - second) / (1 - first * second)
    steps = (Step("share", "(1-δ_2) / (1-δ_1·δ_2)", share), Step("value", "share·Π", share * given["amount"]))
    return Worked(main="share", steps=steps)


def _apportioned(given: Given) -> Worked:
    """Take the part of the product's sales that is owed to the patented feature as the base (no entire market)."""
    base = given["sales"] * given["feature_share"]
    steps = (Step("base", "sales·feature share", base), Step("value", "base·k", base * given["royalty"]))
    whole = given["feature_share"] == 1 and given["drives_demand"] == "no"
    problems = [Problem("worth_entire_market", Severity.WARNING)] if whole else []
    return Worked(main="value", steps=steps, problems=(*problems, *royalty_problems(given["royalty"])))


def _damages(given: Given) -> Worked:
    """Add lost profit on the sales that would have been made, price erosion, and a royalty on all others."""
    infringing, lost = given["infringing_units"], given["infringing_units"] * given["lost_share"]
    parts = (
        lost * (given["price"] - given["incremental_cost"]),
        given["own_units"] * given["eroded_price"],
        (infringing - lost) * given["infringing_price"] * given["royalty"],
    )
    total = sum(parts) * given["apportioned"]
    years, rate = given["years"], given["interest"]
    grown = (1 + rate) ** years if given["interest_is"] == "compound" else 1 + rate * years
    steps = (
        Step("lost_units", "units·share", lost),
        Step("lost_profit", "lost units·(price - cost)", parts[0]),
        Step("erosion", "own units·Δprice", parts[1]),
        Step("royalties", "other units·price·k", parts[2]),
        Step("total", "Σ·part", total),
        Step("interest", "total·((1+i)^n - 1)" if given["interest_is"] == "compound" else "total·i·n",
             total * (grown - 1)),
        Step("value", "total + interest", total * grown),
    )  # fmt: skip
    return Worked(main="value", steps=steps)


def _payment(given: Given) -> Worked:
    """Tell gross, taxes and net of a payment that crosses the border; VAT on top of the price or within it."""
    price = given["amount"] / (1 + given["vat"]) if given["vat_is"] == "included" else given["amount"]
    if given["amount_is"] == "net":
        kept = (1 - given["withholding"]) - given["surcharge"] * given["vat"] - given["stamp"]
        if kept <= 0:
            raise refuse("worth_nothing_to_divide")
        price = given["amount"] / kept
    vat = price * given["vat"]
    held = price * given["withholding"]
    other = vat * given["surcharge"], price * given["stamp"]
    steps = (
        Step("price", "price without VAT", price),
        Step("vat_paid", "price·VAT", vat),
        Step("withheld", "price·WHT", held),
        Step("surcharges", "VAT·surcharge", other[0]),
        Step("stamp_duty", "price·stamp", other[1]),
        Step("gross", "price + VAT", price + vat),
        Step("net", "price - WHT - surcharge - stamp", price - held - sum(other)),
    )
    return Worked(main="gross" if given["amount_is"] == "net" else "net", steps=steps)


def _converted(given: Given) -> Worked:
    steps = (Step("value", "amount·rate", given["amount"] * given["exchange_rate"]),)
    return Worked(main="value", steps=steps)


def _running(given: Given) -> Worked:
    """Add an upfront sum, a running royalty and its yearly least, discounted."""
    sales, least = given["sales"], given["minimum_royalty"]
    times = times_of(len(sales), given.convention)
    due = tuple(max(one * given["royalty"], least) for one in sales)
    rows = tuple(one * discount_factor(given["rate"], time) for one, time in zip(due, times, strict=True))
    steps = (
        Step("royalties", "max(S·k, least)", due),
        Step("pv_rows", "R·DF", rows),
        Step("value", "upfront + Σ R·DF", given["upfront"] + sum(rows)),
    )
    return Worked(main="value", steps=steps, problems=tuple(royalty_problems(given["royalty"])))


FORMULAS = (
    Formula(
        key="top_down", room="income", work=_top_down, aliases=("frand_top_down",),
        source="Unwired Planet v Huawei [2017] EWHC 711 (Pat); TCL v Ericsson (C.D. Cal. 2017)",
        parameters=(ask.rate("aggregate", "aggregate_rate", "t", minimum=0),
                    ask.number("own_patents", "own", "n", unit="count", minimum=0),
                    ask.number("total_patents", "total", unit="count", minimum=0),
                    ask.number("strength", default=1.0, unit="factor", minimum=0, maximum=100),
                    ask.number("regional", "region", default=1.0, unit="factor", minimum=0, maximum=1),
                    ask.money("base", default=1.0)),
    ),
    Formula(
        key="implied_royalty", room="market", work=_unpacked, aliases=("unpacking", "lump_sum_to_running"),
        source="TCL v Ericsson (C.D. Cal. 2017): unpacking of lump sums",
        parameters=(ask.money("lump_sum", minimum=0), ask.amounts("sales", "revenue"), ask.rate("rate", "r"),
                    ask.convention("mid"), ask.money("cross_value", default=0.0), ask.money("release", default=0.0)),
    ),
    Formula(
        key="nash_bargaining", room="income", work=_bargain, aliases=("nash",),
        source="Nash 1950; an unproven half rejected in VirnetX v Cisco, 767 F.3d 1308 (Fed. Cir. 2014)",
        parameters=(ask.money("joint", "total_profit"), ask.money("without_licensor", "d1", default=0.0),
                    ask.money("without_licensee", "d2", default=0.0), ask.chance("power", default=0.5)),
    ),
    Formula(
        key="rubinstein", room="income", work=_alternating, source="Rubinstein 1982",
        parameters=(ask.chance("patience_first", "delta1", "d1"), ask.chance("patience_second", "delta2", "d2"),
                    ask.money("amount", default=1.0)),
    ),
    Formula(
        key="apportionment", room="income", work=_apportioned, aliases=("smallest_unit", "entire_market_value"),
        source="Garretson v. Clark 1884; Uniloc v. Microsoft 2011; LaserDynamics v. Quanta 2012",
        parameters=(ask.money("sales", "revenue", minimum=0), ask.chance("feature_share", default=1.0),
                    ask.rate("royalty", "k", minimum=0), ask.choice("drives_demand", "no", "yes", default="no")),
    ),
    Formula(
        key="damages", room="income", work=_damages, aliases=("lost_profits", "reasonable_royalty"),
        source="Panduit v. Stahlin, 575 F.2d 1152 (6th Cir. 1978); Georgia-Pacific v. U.S. Plywood 1970; 专利法 71",
        parameters=(
            ask.number("infringing_units", "units", unit="count", minimum=0), ask.chance("lost_share", default=1.0),
            ask.money("price", default=0.0), ask.money("incremental_cost", "cost", default=0.0),
            ask.money("infringing_price", default=0.0), ask.rate("royalty", "k", default=0.0, minimum=0),
            ask.number("own_units", default=0.0, unit="count", minimum=0), ask.money("eroded_price", default=0.0),
            ask.chance("apportioned", "contribution", default=1.0), ask.rate("interest", default=0.0, minimum=0),
            ask.years("years", "n", default=0.0), ask.choice("interest_is", "compound", "simple", default="compound"),
        ),
    ),
    Formula(
        key="licence_income", room="income", work=_running, source="practice: upfront, running and least royalty",
        parameters=(ask.amounts("sales", "revenue"), ask.rate("royalty", "k", minimum=0), ask.rate("rate", "r"),
                    ask.money("upfront", default=0.0), ask.money("minimum_royalty", "minimum", default=0.0, minimum=0),
                    ask.convention("end")),
    ),
    Formula(
        key="payment_taxes", room="income", work=_payment, aliases=("withholding",),
        source="企业所得税法实施条例 91: 10 %; 增值税 6 %; 印花税法: 技术合同 0.03 %, 产权转移书据 0.03 %",
        parameters=(ask.money("amount", "royalty", minimum=0), ask.rate("withholding", "wht", default=0.1, minimum=0),
                    ask.rate("vat", default=0.06, minimum=0), ask.choice("vat_is", "excluded", "included",
                    default="excluded"), ask.choice("amount_is", "price", "net", default="price"),
                    ask.rate("surcharge", default=0.0, minimum=0), ask.rate("stamp", default=0.0, minimum=0)),
    ),
    Formula(
        key="exchange", room="discounting", work=_converted, source="ISO 4217 quotation: units of the second currency",
        parameters=(ask.money("amount"), ask.number("exchange_rate", "rate", unit="factor", minimum=1e-9)),
    ),
)  # fmt: skip
