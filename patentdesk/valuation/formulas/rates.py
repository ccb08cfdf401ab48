"""Formulas of rates: build-up, CAPM, WACC, beta, compounding."""

from __future__ import annotations

import math

from patentdesk.core.problems import refuse
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Step, Worked, same_length

EFFECTIVE = "(1+r/m)^m - 1; e^r - 1"


def _build_up(given: Given) -> Worked:
    total = given["risk_free"] + sum(given["premiums"])
    return Worked(main="rate", steps=(Step("rate", "rf + Σ premiums", total),))


def _capm(given: Given) -> Worked:
    betas, premiums = given["factor_betas"], given["factor_premiums"]
    same_length(("factor_betas", betas), ("factor_premiums", premiums))
    premium = given["market_premium"]
    if (premium is None) == (given["market_return"] is None):
        raise refuse("worth_one_of", first="market_premium", second="market_return")
    premium = given["market_return"] - given["risk_free"] if premium is None else premium
    market = given["beta"] * premium
    factors = sum(one * premium for one, premium in zip(betas, premiums, strict=True))
    steps = (
        Step("market_premium", "rm - rf", premium),
        Step("market_part", "β·ERP", market),
        *((Step("factor_part", "Σ β_i·F_i", factors),) if betas else ()),
        Step("rate", "rf + β·ERP + Σ β_i·F_i + α", given["risk_free"] + market + factors + sum(given["extra"])),
    )
    return Worked(main="rate", steps=steps)


def _capm_slips(given: Given, worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return the rate when the risk-free rate is taken off a premium, or not taken off a market's return."""
    rate, beta, risk_free = worked.value, given["beta"], given["risk_free"]
    if not isinstance(rate, float):
        return ()
    stated = given["market_return"] is None
    return (("premium_less_risk_free", rate - beta * risk_free),) if stated else (
        ("return_as_premium", rate + beta * risk_free),
    )  # fmt: skip


def _wacc(given: Given) -> Worked:
    whole = given["equity"] + given["debt"] + given["preferred"]
    if whole <= 0:
        raise refuse("worth_nothing_to_divide")
    share, borrowed, preferred = (given[name] / whole for name in ("equity", "debt", "preferred"))
    debt = given["debt_cost"] * (1 - given["tax"])
    found = share * given["equity_cost"] + borrowed * debt + preferred * given["preferred_cost"]
    steps = (
        Step("equity_share", "E/(E+D+P)", share),
        Step("debt_after_tax", "kd·(1-τ)", debt),
        Step("rate", "E/V·ke + D/V·kd·(1-τ) + P/V·kp", found),
    )
    return Worked(main="rate", steps=steps)


def _beta(given: Given) -> Worked:
    """Take the debt out of a beta and put another one in (Hamada)."""
    levered, unlevered = given["levered"], given["unlevered"]
    if (levered is None) == (unlevered is None):
        raise refuse("worth_one_of", first="levered", second="unlevered")
    net = 1 - given["tax"]
    bare = unlevered if levered is None else levered / _gearing(given)
    steps: tuple[Step, ...] = (Step("beta_unlevered", "β_L / (1 + (1-τ)·D/E)", bare),)
    target = given["debt_to_equity"] if levered is None else given["target"]
    if target is None:
        return Worked(main="beta_unlevered", steps=steps)
    steps += (Step("beta_relevered", "β_U·(1 + (1-τ)·D/E)", bare * (1 + net * target)),)
    return Worked(main="beta_relevered", steps=steps)


def _beta_slips(given: Given, _worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return the beta when its divisor is rounded to two decimals."""
    if given["levered"] is None:
        return ()
    return (("divisor_rounded", given["levered"] / math.floor(100 * _gearing(given) + 0.5) * 100),)


def _gearing(given: Given) -> float:
    return float(1 + (1 - given["tax"]) * given["debt_to_equity"])


def _accumulated(given: Given) -> Worked:
    effective = given.compounding.effective(given["rate"])
    found = given["amount"] * (1 + effective) ** given["years"]
    steps = (Step("effective_rate", EFFECTIVE, effective), Step("future_value", "PV·(1+r)^n", found))
    return Worked(main="future_value", steps=steps)


def _rates(given: Given) -> Worked:
    effective = given.compounding.effective(given["rate"])
    real = (1 + effective) / (1 + given["inflation"]) - 1
    steps = (
        Step("effective_rate", EFFECTIVE, effective),
        Step("continuous_rate", "ln(1+r)", math.log1p(effective)),
        Step("real_rate", "(1+r)/(1+i) - 1", real),
    )
    return Worked(main="effective_rate", steps=steps)


FORMULAS = (
    Formula(
        key="rate_build_up", room="discounting", work=_build_up, source="资产评估：累加法 / build-up",
        aliases=("build_up",),
        parameters=(ask.rate("risk_free", "rf"), ask.numbers("premiums", unit="rate", minimum=-0.5, maximum=0.5)),
    ),
    Formula(
        key="capm", room="discounting", work=_capm, slips=_capm_slips,
        source="Sharpe 1964; more factors: Fama, French 1993",
        parameters=(ask.rate("risk_free", "rf"), ask.number("beta", unit="factor", minimum=-5, maximum=10),
                    ask.rate("market_premium", "erp", default=None),
                    ask.rate("market_return", "rm", default=None),
                    ask.numbers("extra", "alpha", default=(), unit="rate", minimum=-0.5, maximum=0.5),
                    ask.numbers("factor_betas", default=(), unit="factor", minimum=-5, maximum=10),
                    ask.numbers("factor_premiums", default=(), unit="rate", minimum=-0.5, maximum=0.5)),
    ),
    Formula(
        key="wacc", room="discounting", work=_wacc, source="Modigliani, Miller 1963",
        parameters=(ask.money("equity", "e", minimum=0), ask.money("debt", "d", minimum=0),
                    ask.rate("equity_cost", "ke"), ask.rate("debt_cost", "kd"), ask.rate("tax", "tau", minimum=0),
                    ask.money("preferred", default=0.0, minimum=0), ask.rate("preferred_cost", "kp", default=0.0)),
    ),
    Formula(
        key="beta", room="discounting", work=_beta, slips=_beta_slips, source="Hamada 1972", aliases=("hamada",),
        parameters=(ask.number("levered", "beta_levered", default=None, unit="factor", minimum=-5, maximum=10),
                    ask.number("unlevered", "beta_unlevered", default=None, unit="factor", minimum=-5, maximum=10),
                    ask.number("debt_to_equity", "de", unit="factor", minimum=0, maximum=100),
                    ask.rate("tax", "tau", minimum=0),
                    ask.number("target", "target_debt_to_equity", default=None, unit="factor", minimum=0, maximum=100)),
    ),
    Formula(
        key="rates", room="discounting", work=_rates, source="Fisher 1930", aliases=("effective_rate",),
        parameters=(ask.rate("rate", "r"), ask.compounding(), ask.rate("inflation", default=0.0)),
    ),
    Formula(
        key="compound", room="discounting", work=_accumulated, source="Brealey, Myers, Allen", aliases=("fv",),
        parameters=(ask.money("amount", "principal", "pv"), ask.rate("rate", "r"), ask.years("years", "n", "time"),
                    ask.compounding()),
    ),
)  # fmt: skip
