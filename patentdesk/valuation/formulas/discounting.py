"""Formulas of discounting: present values, rates of return, lives, rates from their parts."""

from __future__ import annotations

from datetime import date

from patentdesk.core.months import shift_months
from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.portfolio.codes import DEAD, Status
from patentdesk.valuation.conventions import (
    annuity_factor,
    chained_factors,
    discount_factor,
    irr,
    mirr,
    npv,
    times_of,
)
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Kind, Parameter, Step, Worked, same_length
from patentdesk.valuation.formulas.rates import EFFECTIVE
from patentdesk.valuation.life import useful_life
from patentdesk.valuation.periods import DAYS_PER_YEAR, calendar_slices

SCHOOL = "Brealey, Myers, Allen: Principles of Corporate Finance"


def _npv(given: Given) -> Worked:
    flows, effective = given["cashflows"], given.compounding.effective(given["rate"])
    times = given["times"] or times_of(len(flows), given.convention, given["first_period"])
    same_length(("cashflows", flows), ("times", times))
    factors = [discount_factor(effective, time) for time in times]
    rows = tuple(flow * factor for flow, factor in zip(flows, factors, strict=True))
    later = _terminal(given, effective, factors[-1])
    doubtful = flows[0] < 0 and not given.stated & {"first_period", "times", "convention"}
    return Worked(
        main="npv",
        problems=(Problem("worth_first_period", Severity.WARNING),) if doubtful else (),
        steps=(
            Step("effective_rate", EFFECTIVE, effective),
            Step("times", "t", tuple(times)),
            Step("discount_factors", "DF = (1+r)^-t", tuple(factors)),
            Step("pv_rows", "CF·DF", rows),
            *later,
            Step("npv", "Σ CF·DF + PV(TV)" if later else "Σ CF·DF", sum(rows) + sum(_last(later))),
        ),
    )


def _terminal(given: Given, effective: float, last_factor: float) -> tuple[Step, ...]:
    """Return the value beyond the last flow, growing for ever (Gordon), discounted as the last flow is."""
    growth = given["terminal_growth"]
    if growth is None:
        return ()
    if growth >= effective:
        raise refuse("worth_growth_too_high", growth=f"{growth:.2%}", rate=f"{effective:.2%}")
    value = given["cashflows"][-1] * (1 + growth) / (effective - growth)
    return (
        Step("terminal_value", "CF_n·(1+g)/(r-g)", value),
        Step("pv_terminal", "TV·DF_n", value * last_factor),
    )


def _last(steps: tuple[Step, ...]) -> list[float]:
    return [float(one.value) for one in steps[-1:] if isinstance(one.value, float)]


def _term_structure(given: Given) -> Worked:
    flows, rates = given["cashflows"], given["rates"]
    same_length(("cashflows", flows), ("rates", rates))
    if given["basis"] == "spot":
        factors = [discount_factor(one, time) for time, one in enumerate(rates, start=1)]
        how = "DF_t = (1+r_t)^-t"
    else:
        factors, how = chained_factors(rates), "DF_t = DF_(t-1) / (1+r_t)"
    rows = tuple(flow * factor for flow, factor in zip(flows, factors, strict=True))
    steps = (
        Step("discount_factors", how, tuple(factors)),
        Step("pv_rows", "CF·DF", rows),
        Step("pv", "Σ CF·DF", sum(rows)),
    )
    return Worked(main="pv", steps=steps)


def _irr(given: Given) -> Worked:
    flows = given["cashflows"]
    times = given["times"] or times_of(len(flows), given.convention, 0)
    same_length(("cashflows", flows), ("times", times))
    changes = sum(one * other < 0 for one, other in zip(_signs(flows), _signs(flows)[1:], strict=False))
    problems = (Problem("worth_irr_many", Severity.WARNING, args={"n": changes}),) if changes > 1 else ()
    try:
        found = irr(flows, times)
    except ValueError:
        raise refuse("worth_no_return") from None
    steps = (Step("irr", "Σ CF·(1+IRR)^-t = 0", found), Step("npv", "NPV(IRR)", npv(found, flows, times)))
    return Worked(main="irr", steps=steps, problems=problems)


def _signs(flows: tuple[float, ...]) -> list[float]:
    return [flow for flow in flows if flow]


def _mirr(given: Given) -> Worked:
    try:
        found = mirr(given["cashflows"], given["finance_rate"], given["reinvest_rate"])
    except ValueError:
        raise refuse("worth_no_return") from None
    return Worked(main="mirr", steps=(Step("mirr", "(FV(+, r_reinvest) / -PV(-, r_finance))^(1/n) - 1", found),))


def _annuity(given: Given) -> Worked:
    effective = given.compounding.effective(given["rate"])
    timing = float((1 + effective) ** (1 - given.convention.offset))
    factor = annuity_factor(effective, given["years"], given["growth"]) * timing
    last = given["future_value"] * discount_factor(effective, given["years"])
    return Worked(
        main="value",
        steps=(
            Step("factor", "(1 - ((1+g)/(1+r))^n) / (r-g) · (1+r)^(1-offset)", factor),
            Step("pv_last", "FV·(1+r)^-n", last),
            Step("value", "C·a + FV·(1+r)^-n", given["payment"] * factor + last),
        ),
    )


def _perpetuity(given: Given) -> Worked:
    if given["growth"] >= given["rate"]:
        raise refuse("worth_growth_too_high", growth=f"{given['growth']:.2%}", rate=f"{given['rate']:.2%}")
    timing = float((1 + given["rate"]) ** (1 - given.convention.offset))
    value = given["payment"] / (given["rate"] - given["growth"]) * timing
    return Worked(main="value", steps=(Step("value", "C1/(r-g) · (1+r)^(1-offset)", value),))


def _dated(given: Given) -> Worked:
    flows, days, start = given["cashflows"], given["dates"], given["valued_on"]
    same_length(("cashflows", flows), ("dates", days))
    first = start if isinstance(start, date) else days[0]
    times = tuple((day - first).days / DAYS_PER_YEAR for day in days)
    steps = (Step("times", "days / 365", times), Step("npv", "Σ CF·(1+r)^-t", npv(given["rate"], flows, times)))
    return Worked(main="npv", steps=steps)


def _stubs(given: Given) -> Worked:
    slices = calendar_slices(given["valued_on"], given["until"])
    if not slices:
        return Worked(main="value", steps=(Step("value", "0", 0.0),), problems=(_ended(Status.EXPIRED),))
    annual = given["annual"]
    if len(annual) == 1:
        annual = tuple(annual[0] * (1 + given["growth"]) ** index for index in range(len(slices)))
    same_length(("annual", annual), ("fractions", slices))
    times = tuple(one.time(given.convention) for one in slices)
    flows = tuple(flow * one.fraction for flow, one in zip(annual, slices, strict=True))
    factors = tuple(discount_factor(given["rate"], time) for time in times)
    rows = tuple(flow * factor for flow, factor in zip(flows, factors, strict=True))
    return Worked(
        main="value",
        steps=(
            Step("fractions", "days / 365 (366)", tuple(one.fraction for one in slices)),
            Step("flows", "C·f", flows),
            Step("times", "(days before + offset·days) / 365", times),
            Step("discount_factors", "(1+r)^-t", factors),
            Step("pv_rows", "C·f·DF", rows),
            Step("value", "Σ C·f·DF", sum(rows)),
        ),
    )


def _ended(status: Status) -> Problem:
    return Problem("worth_ended", Severity.NOTE, args={"status": status.value})


def _life(given: Given) -> Worked:
    legal = given["legal_end"]
    if not isinstance(legal, date):
        if not isinstance(given["filing_date"], date):
            raise refuse("worth_input_missing", term="legal_end", method="life")
        legal = shift_months(given["filing_date"], round(12 * given["term_years"]))
    status = Status(given["status"])
    steps = [Step("legal_end", "filing + term", legal.isoformat())]
    over = status if status in DEAD else Status.EXPIRED if legal <= given["valued_on"] else None
    if over is not None:
        steps.append(Step("years", "0", 0.0))
        return Worked(main="years", steps=tuple(steps), problems=(_ended(over),))
    found = useful_life(given["valued_on"], legal, given["economic_years"], given["contract_years"])
    remaining = (found.end - given["valued_on"]).days / DAYS_PER_YEAR
    steps += [
        Step("life_end", "min(legal, economic, contractual)", found.end.isoformat()),
        Step("life_limit", "", found.limit.value),
        Step("years", "days / 365", remaining),
    ]
    return Worked(main="years", steps=tuple(steps))


_DATE = {"kind": Kind.DATE, "unit": "date"}
VALUED_ON = Parameter(key="valued_on", aliases=("valuation_date",), **_DATE)  # type: ignore[arg-type]
_TIMES = ask.numbers("times", default=(), unit="years", minimum=-50, maximum=200)

FORMULAS = (
    Formula(
        key="npv", room="discounting", work=_npv, source=SCHOOL, aliases=("dcf",),
        parameters=(ask.rate("rate", "r"), ask.amounts("cashflows", "flows"),
                    ask.number("first_period", default=1, minimum=-1,
                    maximum=200, unit="years"), ask.convention("end"), ask.compounding(), _TIMES,
                    ask.rate("terminal_growth", default=None)),
    ),
    Formula(
        key="npv_term_structure", room="discounting", work=_term_structure, source=SCHOOL,
        parameters=(ask.numbers("rates", unit="rate", minimum=-0.99, maximum=1), ask.amounts("cashflows", "flows"),
                    ask.choice("basis", "chain", "spot", default="chain"),
                    ask.number("first_period", default=1, minimum=1, maximum=1, unit="years")),
    ),
    Formula(
        key="irr", room="discounting", work=_irr, source=SCHOOL,
        parameters=(ask.amounts("cashflows", "flows"), ask.convention("end"), _TIMES),
    ),
    Formula(
        key="mirr", room="discounting", work=_mirr, source="Lin 1976; Excel MIRR",
        parameters=(ask.amounts("cashflows", "flows"), ask.rate("finance_rate"), ask.rate("reinvest_rate")),
    ),
    Formula(
        key="annuity", room="discounting", work=_annuity, source=SCHOOL, aliases=("pv",),
        parameters=(ask.money("payment", "pmt"), ask.rate("rate", "r"), ask.number("years", "nper", "n",
                    unit="years", minimum=0, maximum=1200),
                    ask.rate("growth", "g", default=0.0), ask.money("future_value", "fv", default=0.0),
                    ask.convention("end"),
                    ask.compounding()),
    ),
    Formula(
        key="perpetuity", room="discounting", work=_perpetuity, source="Gordon 1959",
        parameters=(ask.money("payment"), ask.rate("rate", "r"), ask.rate("growth", "g", default=0.0),
                    ask.convention("end")),
    ),
    Formula(
        key="xnpv", room="discounting", work=_dated, source="Excel XNPV",
        parameters=(ask.rate("rate", "r"), ask.amounts("cashflows", "flows"), Parameter(key="dates", kind=Kind.DATES,
                    unit="date"), Parameter(key="valued_on", default=None, **_DATE)),  # type: ignore[arg-type]
    ),
    Formula(
        key="stub_periods", room="discounting", work=_stubs, source="PatentDesk: calendar years with stubs",
        aliases=("stub_dcf", "stub_period"),
        parameters=(ask.amounts("annual", "annual_flow", "cashflows"), ask.rate("rate", "r"), VALUED_ON,
                    Parameter(key="until", aliases=("expiry", "life_end"), **_DATE),  # type: ignore[arg-type]
                    ask.rate("growth", default=0.0), ask.convention("mid")),
    ),
    Formula(
        key="life", room="discounting", work=_life, source="min(legal, economic, contractual), IVS 210",
        aliases=("remaining_life",),
        parameters=(VALUED_ON,
                    Parameter(key="legal_end", aliases=("expiry",), default=None, **_DATE),  # type: ignore[arg-type]
                    Parameter(key="filing_date", aliases=("filing",), default=None, **_DATE),  # type: ignore[arg-type]
                    ask.years("term_years", "term", default=20.0),
                    ask.years("economic_years", "economic", default=200.0),
                    ask.years("contract_years", "contract", default=None),
                    ask.choice("status", *Status, default=Status.GRANTED.value)),
    ),
)  # fmt: skip
