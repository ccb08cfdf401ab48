"""Formulas of options: closed form and lattices."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Step, Worked
from patentdesk.valuation.options import (
    Lattice,
    black_scholes,
    crr_lattice,
    exchange_spread,
    fixed_lattice,
    forward_lattice,
    lattice_values,
    option_value,
    perpetual_option,
)

MOST_STEPS = 5_000
SHOWN_STEPS = 6
"""A lattice of at most so many steps is shown whole."""


def _delay(given: Given) -> float:
    """Return the cost of delay a year: stated, or one year of flows lost of the years that are left."""
    if given["delay"] == "life":
        if "q" in given.stated or given["years"] <= 0:
            raise refuse("worth_one_of", first="q", second="delay")
        return 1 / float(given["years"])
    return float(given["q"])


def _closed(given: Given) -> Worked:
    interest = given.compounding.continuous(given["rate"])
    sigma = _sigma(given)
    delay = _delay(given)
    found = black_scholes(
        given["price"], given["strike"], sigma=sigma, rate=interest, years=given["years"], yield_rate=delay
    )
    steps = [Step("continuous_rate", "ln(1+r)", interest), Step("delay_cost", "q", delay)]
    if found.d1 is not None and found.d2 is not None:
        normal = NormalDist()
        steps += [
            Step("d1", "[ln(S/K) + (r-q+σ²/2)T] / (σ√T)", found.d1),
            Step("d2", "d1 - σ√T", found.d2),
            Step("nd1", "N(d1)", normal.cdf(found.d1)),
            Step("nd2", "N(d2)", normal.cdf(found.d2)),
        ]
    steps += [
        Step("call", "S·e^(-qT)·N(d1) - K·e^(-rT)·N(d2)", found.call),
        Step("put", "C - S·e^(-qT) + K·e^(-rT)", found.put),
        Step("value", given["kind"], found.call if given["kind"] == "call" else found.put),
    ]
    return Worked(main="value", steps=tuple(steps))


def _table_slips(given: Given, worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return what normal tables give (d to two decimals, N(d) to four), and a delay left out of d1 or altogether."""
    results = worked.results
    d1, d2, interest, delay = (results.get(key) for key in ("d1", "d2", "continuous_rate", "delay_cost"))
    if not (isinstance(d1, float) and isinstance(d2, float) and isinstance(interest, float)):
        return ()
    normal, life, paid_away = NormalDist(), given["years"], float(delay) if isinstance(delay, float) else 0.0
    sign = 1 if given["kind"] == "call" else -1
    kept, paid = given["price"] * math.exp(-paid_away * life), given["strike"] * math.exp(-interest * life)

    def gain(first: float, second: float, digits: int, held: float) -> float:
        chances = (round(normal.cdf(sign * one), digits) for one in (first, second))
        return float(sign * (held * next(chances) - paid * next(chances)))

    shift = paid_away * life / (_sigma(given) * math.sqrt(life))
    return (
        ("normal_table", gain(round(d1, 2), round(d2, 2), 4, kept)),
        ("normal_rounded", gain(d1, d2, 4, kept)),
        ("delay_not_in_d1", gain(d1 + shift, d2 + shift, 15, kept)),
        ("delay_left_out", gain(d1 + shift, d2 + shift, 15, given["price"])),
    )


def _sigma(given: Given) -> float:
    sigma, variance = given["sigma"], given["variance"]
    if (sigma is None) == (variance is None):
        raise refuse("worth_one_of", first="sigma", second="variance")
    return math.sqrt(variance) if sigma is None else float(sigma)


def _binomial(given: Given) -> Worked:
    interest = given.compounding.continuous(given["rate"])
    lattice = _lattice(given, interest)
    if lattice is None:
        gains = _certain(given, interest)
        return _ends(given, (), gains[-1], max(gains), ())
    put = given["kind"] == "put"
    problems: tuple[Problem, ...] = ()
    if not 0 <= lattice.probability <= 1:
        problems = (Problem("worth_arbitrage", Severity.WARNING, args={"p": f"{lattice.probability:.4f}"}),)
    steps: tuple[Step, ...] = (
        Step("u", "e^(σ√h)", lattice.up),
        Step("d", "1/u", lattice.down),
        Step("p", "(e^((r-q)h) - d) / (u - d)", lattice.probability),
        Step("discount", "e^(-rh)", lattice.discount),
    )
    if lattice.steps <= SHOWN_STEPS and not put:
        nodes = tuple(tuple(row) for row in lattice_values(given["price"], given["strike"], lattice))
        steps += (Step("nodes", "max(S-K, e^(-rh)(p·V↑ + (1-p)·V↓))", nodes),)
    european, american = (
        option_value(given["price"], given["strike"], lattice, american=early, put=put) for early in (False, True)
    )
    return _ends(given, steps, european, american, problems)


def _certain(given: Given, interest: float) -> list[float]:
    """Return what using the right at each step is worth now when nothing moves but time; never below 0."""
    sign, life, delay = (1 if given["kind"] == "call" else -1), given["years"], _delay(given)
    times = [life * step / given["steps"] for step in range(given["steps"] + 1)] if life > 0 else [0.0]
    return [
        max(0.0, sign * (given["price"] * math.exp(-delay * time) - given["strike"] * math.exp(-interest * time)))
        for time in times
    ]


def _ends(
    given: Given, steps: tuple[Step, ...], european: float, american: float, problems: tuple[Problem, ...]
) -> Worked:
    steps += (
        Step("european", "", european),
        Step("american", "", american),
        Step("early_exercise", "American - European", american - european),
        Step("value", given["style"], american if given["style"] == "american" else european),
    )
    return Worked(main="value", steps=steps, problems=problems)


def _lattice(given: Given, interest: float) -> Lattice | None:
    """Return the lattice, None when nothing moves: σ or T is 0."""
    if given["years"] <= 0:
        return None
    steps, life, delay = given["steps"], given["years"], _delay(given)
    if given["lattice"] == "fixed":
        up, down = given["up"], given["down"]
        if up is None or down is None:
            raise refuse("worth_input_missing", term="up" if up is None else "down", method="binomial")
        if down >= up:
            raise refuse("worth_bounds", term="down", value=f"{down:g}", low="0", high=f"< {up:g}")
        return fixed_lattice(up, down, interest, life, steps=steps, yield_rate=delay)
    if given["up"] is not None or given["down"] is not None:
        raise refuse("worth_one_of", first="up", second="sigma")
    sigma = _sigma(given)
    if sigma == 0:
        return None
    make = crr_lattice if given["lattice"] == "crr" else forward_lattice
    return make(sigma, interest, life, steps=steps, yield_rate=delay)


def _lattice_slips(given: Given, _worked: Worked) -> tuple[tuple[str, float], ...]:
    """Return what a chance rounded to four decimals gives, as books print it on the way."""
    lattice = _lattice(given, given.compounding.continuous(given["rate"]))
    if lattice is None or lattice.steps > SHOWN_STEPS:
        return ()
    rounded = replace(lattice, probability=round(lattice.probability, 4), discount=round(lattice.discount, 4))
    put = given["kind"] == "put"
    values = (
        option_value(given["price"], given["strike"], tree, american=early, put=put)
        for tree in (rounded, replace(rounded, discount=lattice.discount))
        for early in (False, True)
    )
    return tuple(("chance_rounded", value) for value in values)


def _perpetual(given: Given) -> Worked:
    interest, sigma = given.compounding.continuous(given["rate"]), _sigma(given)
    if sigma <= 0 or given["q"] <= 0:
        raise refuse("worth_bounds", term="sigma" if sigma <= 0 else "q", value="0", low="> 0", high="1")
    found = perpetual_option(given["price"], given["strike"], sigma=sigma, rate=interest, yield_rate=given["q"])
    steps = (
        Step("root", "1/2 - (r-q)/σ² + √(((r-q)/σ² - 1/2)² + 2r/σ²)", found.beta),
        Step("trigger", "β/(β-1)·I", found.trigger),
        Step("value", "(V*-I)(V/V*)^β; V - I", found.value),
    )
    return Worked(main="value", steps=steps)


def _exchange(given: Given) -> Worked:
    sigma = exchange_spread(given["sigma"], given["sigma_cost"], given["correlation"])
    found = black_scholes(
        given["price"] * math.exp(-given["q"] * given["years"]),
        given["strike"] * math.exp(-given["q_cost"] * given["years"]),
        sigma=sigma, rate=0.0, years=given["years"],
    )  # fmt: skip
    steps = (Step("spread_sigma", "√(σ1² + σ2² - 2ρσ1σ2)", sigma), Step("value", "S1·N(d1) - S2·N(d2)", found.call))
    return Worked(main="value", steps=steps)


_COMMON = (
    ask.money("price", "s", "s0", "spot", minimum=0),
    ask.money("strike", "k", "x", "cost", minimum=0),
    ask.rate("rate", "r", "risk_free"),
    ask.years("years", "t", "life"),
    ask.number("sigma", "vol", "volatility", default=None, unit="rate", minimum=0, maximum=5),
    ask.number("variance", default=None, minimum=0, maximum=25),
    ask.rate("q", "yield", "dividend_yield", default=0.0),
    ask.choice("delay", "stated", "life", default="stated"),
    ask.choice("kind", "call", "put", default="call"),
    ask.compounding("continuous"),
)
_TREE = (
    ask.count("steps", "n", minimum=1, maximum=MOST_STEPS),
    ask.choice("lattice", "crr", "forward", "fixed", default="crr"),
    ask.choice("style", "european", "american", default="european"),
    ask.number("up", "u", default=None, unit="factor", minimum=1e-9, maximum=100),
    ask.number("down", "d", default=None, unit="factor", minimum=0, maximum=100),
)

FORMULAS = (
    Formula(
        key="black_scholes", room="option", work=_closed, slips=_table_slips,
        aliases=("bsm", "black_scholes_merton"), parameters=_COMMON,
        source="Black, Scholes 1973; Merton 1973; cost of delay: Damodaran, Investment Valuation, ch. 28",
    ),
    Formula(
        key="binomial_crr", room="option", work=_binomial, slips=_lattice_slips, aliases=("crr", "binomial_lattice"),
        parameters=(*_COMMON, *_TREE), source="Cox, Ross, Rubinstein 1979",
    ),
    Formula(
        key="binomial_forward_tree", room="option", work=_binomial, slips=_lattice_slips, aliases=("forward_tree",),
        parameters=(*_COMMON, *_TREE), fixed={"lattice": "forward"}, source="McDonald: Derivatives Markets, ch. 10",
    ),
    Formula(
        key="binomial", room="option", work=_binomial, slips=_lattice_slips, aliases=("fixed_lattice",),
        parameters=(*_COMMON, *_TREE),
        fixed={"lattice": "fixed"}, source="Hull: Options, Futures, and Other Derivatives, binomial trees",
    ),
    Formula(
        key="launch_option", room="option", work=_binomial, slips=_lattice_slips, aliases=("real_option",),
        parameters=(*_COMMON, *_TREE),
        fixed={"style": "american"}, source="Damodaran, Investment Valuation, ch. 28; Cox, Ross, Rubinstein 1979",
    ),
    Formula(
        key="perpetual_option", room="option", work=_perpetual, aliases=("option_to_wait",),
        source="McDonald, Siegel 1986; Dixit, Pindyck: Investment under Uncertainty (1994), ch. 5",
        parameters=tuple(one for one in _COMMON if one.key not in {"years", "delay", "kind"}),
    ),
    Formula(
        key="exchange_option", room="option", work=_exchange, source="Margrabe 1978", aliases=("margrabe",),
        parameters=(
            ask.money("price", "s1", minimum=0), ask.money("strike", "s2", minimum=0), ask.years("years", "t"),
            ask.number("sigma", "sigma1", unit="rate", minimum=0, maximum=5),
            ask.number("sigma_cost", "sigma2", unit="rate", minimum=0, maximum=5, default=0.0),
            ask.number("correlation", "rho", unit="factor", minimum=-1, maximum=1, default=0.0),
            ask.rate("q", "q1", default=0.0), ask.rate("q_cost", "q2", default=0.0),
        ),
    ),
)  # fmt: skip
