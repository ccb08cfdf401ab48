"""Formulas of uncertainty: moments of ranges, dependence, simulation, swings, portfolios."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.dependence import correlated, correlation_matrix, linear_from_rank, repaired
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Kind, Parameter, Step, Worked, same_length
from patentdesk.valuation.uncertainty import Lognormal, Shape, ThreePoint, draw, lognormal, quartiles, summarise

_SHAPES = tuple(Shape)


def _point(given: Given) -> ThreePoint:
    return _three("low", (given["low"], given["mode"], given["high"]))


def _three(name: str, row: Sequence[float]) -> ThreePoint:
    if len(row) != 3 or list(row) != sorted(row):
        raise refuse("worth_three_points", term=name)
    return ThreePoint(*row)


def _triangular(given: Given) -> Worked:
    point = _point(given)
    steps = (
        Step("mean", "(a+m+b)/3", point.triangular_mean),
        Step("variance", "(a²+b²+m²-ab-am-bm)/18", point.triangular_variance),
        Step("sd", "√variance", math.sqrt(point.triangular_variance)),
        *(
            Step(f"p{round(100 * chance)}", f"F⁻¹({chance:g})", point.triangular_point(chance))
            for chance in (0.1, 0.5, 0.9)
        ),
    )
    return Worked(main="mean", steps=steps)


def _pert(given: Given) -> Worked:
    point, weight = _point(given), given["weight"]
    alpha, beta = point.pert_shape(weight)
    mean = (point.low + weight * point.mode + point.high) / (weight + 2)
    exact = (mean - point.low) * (point.high - mean) / (weight + 3)
    classic = point.pert_deviation_classic
    steps = [
        Step("alpha", "1 + λ(m-a)/(b-a)", alpha),
        Step("beta", "1 + λ(b-m)/(b-a)", beta),
        Step("mean", "(a+λm+b)/(λ+2)", mean),
        Step("variance_exact", "(μ-a)(b-μ)/(λ+3)", exact),
        Step("sd_exact", "√variance", math.sqrt(exact)),
        Step("variance_classic", "((b-a)/6)²", classic**2),
        Step("sd_classic", "(b-a)/6", classic),
    ]
    chosen = classic if given["deviation"] == "classic" else math.sqrt(exact)
    steps += [Step("variance", given["deviation"], chosen**2), Step("sd", given["deviation"], chosen)]
    return Worked(main="mean", steps=tuple(steps))


def _lognormal(given: Given) -> Worked:
    low, high, mean, deviation = (given[name] for name in ("p10", "p90", "mean", "sd"))
    if mean is not None and deviation is not None and low is None and high is None:
        found = Lognormal.of_moments(mean, deviation)
    elif low is None or high is None or mean is not None or deviation is not None:
        raise refuse("worth_one_of", first="p10", second="mean")
    elif 0 < low <= high:
        found = lognormal(low, high)
    else:
        raise refuse("worth_bounds", term="p10", value=f"{low:g}", low="> 0", high=f"{high:g}")
    mean, variance = found.moments
    steps = (
        Step("mu", "(ln P10 + ln P90)/2; ln mean - σ²/2", found.mu),
        Step("sigma", "(ln P90 - ln P10)/(2·1.281552); √ln(1 + (sd/mean)²)", found.sigma),
        Step("median", "e^μ", math.exp(found.mu)),
        *(Step(f"p{round(100 * chance)}", f"e^(μ+σ·Φ⁻¹({chance:g}))", found.point(chance)) for chance in (0.1, 0.9)),
        Step("mean", "e^(μ+σ²/2)", mean),
        Step("sd", "mean·√(e^σ² - 1)", math.sqrt(variance)),
    )
    return Worked(main="mean", steps=steps)


def _copula(given: Given) -> Worked:
    linear = linear_from_rank(given["rank"])
    return Worked(main="linear", steps=(Step("linear", "ρ = 2·sin(π·ρ_s/6)", linear),))


def _spread(given: Given) -> Worked:
    row = given["numbers"]
    mean = sum(row) / len(row)
    if len(row) < 2:
        raise refuse("worth_lengths", term="numbers", n=len(row), other="2", m=2)
    squares = sum((one - mean) ** 2 for one in row)
    steps = (
        Step("mean", "Σ x / n", mean),
        Step("sd", "√(Σ (x-mean)² / (n-1))", math.sqrt(squares / (len(row) - 1))),
        Step("sd_population", "√(Σ (x-mean)² / n)", math.sqrt(squares / len(row))),
        Step("quartiles", "QUARTILE.INC 0…4", quartiles(row)),
    )
    return Worked(main="mean", steps=steps)


def _simulation(given: Given) -> Worked:
    """Draw the product of factors, each within its range; mean and deviation stand beside the exact ones."""
    names = list(given["factors"])
    points = [_three(name, given["factors"][name]) for name in names]
    shape, trials, seed = Shape(given["distribution"]), given["trials"], given["seed"]
    generator = np.random.default_rng(seed)
    if shape is Shape.LOGNORMAL and min(point.low for point in points) <= 0:
        raise refuse("worth_bounds", term="factors", value="0", low="> 0", high="inf")
    draws = np.stack([draw(generator, point, shape, trials) for point in points])
    problems: tuple[Problem, ...] = ()
    if given["correlations"]:
        matrix, mended = repaired(correlation_matrix(names, _pairs(given["correlations"], names)))
        draws = correlated(generator, draws, matrix)
        problems = (Problem("worth_correlation_mended", Severity.WARNING),) if mended else ()
    found = summarise(draws.prod(axis=0), seed)
    moments = [point.moments(shape) for point in points]
    mean = math.prod(one for one, _ in moments)
    second = math.prod(variance + one**2 for one, variance in moments)
    steps = [Step("trials", "n", trials), Step("seed", "", seed)]
    if not given["correlations"]:
        steps += [Step("exact_mean", "Π E[x]", mean), Step("exact_sd", "√(Π E[x²] - Π E[x]²)",
                                                           math.sqrt(max(0.0, second - mean**2)))]  # fmt: skip
    steps += [
        Step("standard_error", "sd/√n", found.standard_error),
        *(Step(key, "PERCENTILE.INC", getattr(found, key)) for key in ("p5", "p10", "p50", "p90", "p95")),
        Step("mean", "Σ V / n", found.mean),
        Step("sd", "√(Σ (V-mean)²/(n-1))", found.deviation),
    ]
    return Worked(main="mean", steps=tuple(steps), problems=problems)


def _pairs(written: Mapping[str, Sequence[float] | float], names: Sequence[str]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for pair, rank in written.items():
        first, sign, second = pair.partition("+")
        if not sign or {first, second} - set(names) or not isinstance(rank, int | float) or not -1 <= rank <= 1:
            raise refuse("worth_not_table", term="correlations", text=pair)
        found[first, second] = float(rank)
    return found


def _tornado(given: Given) -> Worked:
    """Move one factor of a product at a time to its ends."""
    points = {name: _three(name, row) for name, row in given["factors"].items()}
    base = math.prod(point.mode for point in points.values())
    swings: dict[str, tuple[float, float, float]] = {}
    for name, point in points.items():
        rest = math.prod(other.mode for key, other in points.items() if key != name)
        swings[name] = rest * point.low, rest * point.high, abs(rest * (point.high - point.low))
    ordered = dict(sorted(swings.items(), key=lambda pair: pair[1][2], reverse=True))
    steps = (Step("base_value", "Π base", base), Step("swings", "low, high, |high - low|", ordered))
    return Worked(main="swings", steps=steps)


def _portfolio(given: Given) -> Worked:
    means, deviations, rho = given["means"], given["sds"], given["correlation"]
    same_length(("means", means), ("sds", deviations))
    n = len(means)
    if n > 1 and rho < -1 / (n - 1):
        raise refuse("worth_bounds", term="correlation", value=f"{rho:g}", low=f"{-1 / (n - 1):.4g}", high="1")
    squares = sum(one**2 for one in deviations)
    cross = sum(deviations) ** 2 - squares
    alone, together = math.sqrt(squares), math.sqrt(max(0.0, squares + rho * cross))
    steps = (
        Step("mean", "Σ μ", sum(means)),
        Step("sd_independent", "√Σ σ²", alone),
        Step("sd", "√(Σ σ² + ρ·Σ_i≠j σ_i σ_j)", together),
    )
    return Worked(main="sd", steps=steps)


_THREE = (ask.number("low", "a", "o", "optimistic", "min"), ask.number("mode", "m", "most_likely"),
          ask.number("high", "b", "p", "pessimistic", "max"))  # fmt: skip
_FACTORS = Parameter(key="factors", kind=Kind.TABLES)
_SEED = ask.count("seed", default=1, maximum=2**32 - 1)

FORMULAS = (
    Formula(key="triangular", room="uncertainty", work=_triangular, parameters=_THREE,
            source="Kotz, van Dorp: Beyond Beta (2004)", aliases=("triang",)),
    Formula(
        key="pert", room="uncertainty", work=_pert, aliases=("beta_pert",), source="Vose: Risk Analysis; Clark 1962",
        parameters=(*_THREE, ask.number("weight", "lambda", default=4.0, minimum=0, maximum=100),
                    ask.choice("deviation", "exact", "classic", default="exact")),
    ),
    Formula(
        key="pert_classic", room="uncertainty", work=_pert, source="Malcolm et al. 1959: PERT",
        fixed={"deviation": "classic"},
        parameters=(*_THREE, ask.number("weight", "lambda", default=4.0, minimum=0, maximum=100),
                    ask.choice("deviation", "exact", "classic", default="exact")),
    ),
    Formula(key="lognormal", room="uncertainty", work=_lognormal, source="Crow, Shimizu: Lognormal Distributions",
            parameters=(ask.number("p10", default=None), ask.number("p90", default=None),
                        ask.number("mean", default=None, minimum=1e-12),
                        ask.number("sd", default=None, minimum=0)), aliases=("lognormal_p10_p90",)),
    Formula(key="copula", room="uncertainty", work=_copula, source="Pearson 1907", aliases=("rank_correlation",),
            parameters=(ask.number("rank", "rho_s", "spearman", unit="factor", minimum=-1, maximum=1),)),
    Formula(key="spread", room="uncertainty", work=_spread, source="Excel STDEV.S, STDEV.P, QUARTILE.INC",
            parameters=(ask.numbers("numbers"),), aliases=("statistics",)),
    Formula(
        key="simulation", room="uncertainty", work=_simulation, source="Goodman 1960: variance of products",
        aliases=("monte_carlo",), rest="factors",
        parameters=(_FACTORS, ask.choice("distribution", *_SHAPES, default="pert"),
                    ask.count("trials", "trials_min", default=20_000, minimum=1_000, maximum=2_000_000), _SEED,
                    Parameter(key="correlations", kind=Kind.TABLES, default={})),
    ),
    Formula(key="tornado", room="uncertainty", work=_tornado, source="Howard 1988: Decision Analysis", rest="factors",
            parameters=(_FACTORS,)),
    Formula(
        key="portfolio_sd", room="uncertainty", work=_portfolio, source="Markowitz 1952", aliases=("portfolio",),
        parameters=(ask.numbers("means", unit="money"), ask.numbers("sds", unit="money", minimum=0),
                    ask.number("correlation", "rho", default=0.0, unit="factor", minimum=-1, maximum=1)),
    ),
)  # fmt: skip
