"""Formulas that divide money: pools, allocation to the cent, Shapley values, renewal models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from patentdesk.core.money import Money
from patentdesk.core.problems import Problem, Severity, refuse
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Kind, Parameter, Step, Worked
from patentdesk.valuation.pools import (
    Shapley,
    Worth,
    airport_shapley,
    allocate,
    net_pool,
    payouts,
    points,
    proportional_shares,
    shapley,
)
from patentdesk.valuation.renewal import (
    decaying_returns,
    implied_return,
    least_first_return,
    renewal_value,
    share_renewed,
    worth_keeping,
)

MOST_PLAYERS = 60


def _shares(weights: dict[str, float]) -> dict[str, float]:
    try:
        return proportional_shares(weights)
    except ValueError:
        raise refuse("worth_nothing_to_divide") from None


def _cents(amount: float, weights: dict[str, float], currency: str) -> dict[str, str]:
    """Return each part to the minor unit; they add up to the amount to the cent."""
    parts = _minor(Money.of(Decimal(repr(amount)), currency).minor, weights)
    return {name: str(Money(minor, currency).amount) for name, minor in parts.items()}


def _minor(total: int, weights: dict[str, float]) -> dict[str, int]:
    try:
        return allocate(total, weights)
    except ValueError:
        raise refuse("worth_nothing_to_divide") from None


def _numeric(given: Given) -> Worked:
    counts, amount = given["patents"], given["net_pool"]
    if amount is None:
        if given["rate"] is None or given["units"] is None:
            raise refuse("worth_input_missing", term="net_pool", method="numeric_proportionality")
        amount = net_pool(given["rate"], given["units"], given["admin"])
    shares = _shares(counts)
    steps = (
        Step("share", "N_i / Σ N", shares),
        Step("net_pool", "rate·units·(1 - admin)", amount),
        Step("payout", "net pool·share", payouts(amount, shares)),
        Step("paid", "LRM", _cents(amount, counts, given["currency"])),
    )
    return Worked(main="payout", steps=steps)


def _points(given: Given) -> Worked:
    try:
        found = points(given["tiers"])
    except (TypeError, ValueError):
        raise refuse("worth_not_table", term="tiers", text="[[weight, count], …]") from None
    shares, amount = _shares(found), given["net_pool"]
    steps = (Step("points", "Σ weight·count", found), Step("share", "points / Σ points", shares))
    if amount is None:
        return Worked(main="points", steps=steps)
    paid = (
        Step("payout", "net pool·share", payouts(amount, shares)),
        Step("paid", "LRM", _cents(amount, found, given["currency"])),
    )
    return Worked(main="payout", steps=(*steps, *paid))


def _allocate(given: Given) -> Worked:
    weights = given["weights"]
    if given["total_minor"] is not None:
        parts = _minor(given["total_minor"], weights)
        return Worked(
            main="allocation", steps=(Step("allocation", "LRM", parts), Step("total", "Σ", sum(parts.values())))
        )
    if given["amount"] is None:
        raise refuse("worth_input_missing", term="amount", method="allocate")
    shares = _shares(weights)
    paid = _cents(given["amount"], weights, given["currency"])
    steps = (
        Step("share", "w / Σ w", shares),
        Step("payout", "amount·share", payouts(given["amount"], shares)),
        Step("paid", "LRM", paid),
        Step("total", "Σ", str(sum(Decimal(part) for part in paid.values()))),
    )
    return Worked(main="paid", steps=steps)


def _coalitions(given: Given) -> Worked:
    """Work the game that is stated by the worth of every coalition, its members joined by + or a comma."""
    worths = {
        frozenset(part.strip() for part in name.replace(",", "+").split("+")): one
        for name, one in given["worths"].items()
    }
    players = sorted({player for group in worths for player in group if player})
    missing = 2 ** len(players) - 1 - len([group for group in worths if group != frozenset({""})])
    if missing and given["missing"] == "refuse":
        raise refuse("worth_coalitions_missing", n=missing)
    worked = _game(given, players, lambda group: worths.get(group, 0.0) if group else 0.0)
    notes = (Problem("worth_coalitions_zero", Severity.NOTE, args={"n": missing}),) if missing else ()
    return replace(worked, problems=notes)


def _glove(given: Given) -> Worked:
    left, right = (frozenset(f"{side}{place + 1}" for place in range(given[side])) for side in ("left", "right"))
    return _game(given, sorted(left | right), lambda group: float(min(len(group & left), len(group & right))))


def _voting(given: Given) -> Worked:
    weights, quota = given["weights"], given["quota"]
    return _game(given, list(weights), lambda group: float(sum(weights[player] for player in group) >= quota))


def _airport(given: Given) -> Worked:
    costs = given["costs"]
    parts = airport_shapley(costs)
    return Worked(main="shapley", steps=(Step("shapley", "Σ_k≤i (c_k - c_(k-1)) / (n - k + 1)", parts),
                                         Step("total", "Σ", sum(parts))))  # fmt: skip


def _game(given: Given, players: Sequence[str], worth: Worth) -> Worked:
    if not 1 <= len(players) <= MOST_PLAYERS:
        raise refuse("worth_bounds", term="players", value=str(len(players)), low="1", high=str(MOST_PLAYERS))
    found: Shapley = shapley(players, worth, given["draws"], given["seed"])
    steps = [
        Step("shapley", "Σ |S|!(n-|S|-1)!/n!·[v(S∪i) - v(S)]", dict(found.shares)),
        Step("total", "v(N)", worth(frozenset(players))),
    ]
    if found.errors is not None:
        steps.append(Step("standard_errors", "sd / √draws", dict(found.errors)))
    return Worked(main="shapley", steps=tuple(steps))


def _bounds(given: Given) -> Worked:
    if given["last_paid"] > len(given["fees"]):
        raise refuse("worth_lengths", term="fees", n=len(given["fees"]), other="last_paid", m=given["last_paid"])
    found = implied_return(given["fees"], given["last_paid"])
    steps = (Step("lower", "c_T", found.lower), Step("upper", "c_(T+1)", found.upper))
    return Worked(main="lower", steps=steps)


def _renewal(given: Given) -> Worked:
    fees = given["fees"]
    returns = given["returns"]
    if len(returns) == 1 and len(fees) > 1:
        returns = tuple(decaying_returns(returns[0], given["decay"], len(fees)))
    if len(returns) != len(fees):
        raise refuse("worth_lengths", term="returns", n=len(returns), other="fees", m=len(fees))
    found = renewal_value(returns, fees, given["rate"])
    steps = (
        Step("returns", "r_a = r_1(1-δ)^(a-1)", tuple(returns)),
        Step("net", "r_a - c_a", tuple(one - fee for one, fee in zip(returns, fees, strict=True))),
        Step("values", "V(a) = max(0, r_a - c_a + V(a+1)/(1+r))", found.values),
        Step("last_kept", "", found.last_kept),
        Step("value", "V(1)", found.values[0]),
    )
    return Worked(main="value", steps=steps)


def _cohort(given: Given) -> Worked:
    thresholds = least_first_return(given["fees"], given["decay"])
    shares = share_renewed(thresholds, given["mu"], given["sigma"])
    steps = (
        Step("thresholds", "c_a / (1-δ)^(a-1)", tuple(thresholds)),
        Step("renewed", "1 - Φ((ln max c - μ)/σ)", tuple(shares)),
    )
    return Worked(main="renewed", steps=steps)


def _keep(given: Given) -> Worked:
    cost, value = given["annuity"] + given["handling"], given["next_year_value"] + given["option"]
    kept = worth_keeping(value, given["annuity"], given["handling"])
    steps = (Step("cost", "annuity + handling", cost), Step("surplus", "V + option - cost", value - cost),
             Step("decision", "V + option ≥ cost", "keep" if kept else "drop"))  # fmt: skip
    return Worked(main="decision", steps=steps)


_CURRENCY = ask.choice("currency", "cny", "usd", "eur", "gbp", "jpy", "krw", default="cny")
_DRAWS = (
    ask.count("draws", default=20_000, minimum=2, maximum=200_000),
    ask.count("seed", default=1, maximum=2**32 - 1),
)
_FEES = ask.numbers("fees", unit="money", minimum=0)

FORMULAS = (
    Formula(
        key="numeric_proportionality", room="sharing", work=_numeric, source="Layne-Farrar, Lerner 2011: patent pools",
        parameters=(
            ask.table("patents", "essential_patents", "counts", unit="count", minimum=0),
            ask.money("rate", "rate_usd", default=None, minimum=0),
            ask.number("units", "vehicles", default=None, minimum=0),
            ask.chance("admin", default=0.0), ask.money("net_pool", default=None), _CURRENCY,
        ),
    ),
    Formula(
        key="point_system", room="sharing", work=_points, source="Treffers: point systems of patent pools",
        parameters=(Parameter(key="tiers", kind=Kind.TABLES, minimum=0), ask.money("net_pool", default=None),
                    _CURRENCY),
    ),
    Formula(
        key="allocate", room="sharing", work=_allocate, source="Hamilton 1792: largest remainder",
        aliases=("largest_remainder", "allocation"),
        parameters=(ask.money("amount", "total", "net_pool", default=None),
                    ask.count("total_minor", default=None, minimum=0, maximum=10**15),
                    ask.table("weights", "shares", minimum=0), _CURRENCY),
    ),
    Formula(
        key="shapley", room="sharing", work=_coalitions, source="Shapley 1953",
        parameters=(ask.table("worths", "worth", "v", "values"),
                    ask.choice("missing", "refuse", "zero", default="zero"),
                    *_DRAWS),
    ),
    Formula(
        key="shapley_glove", room="sharing", work=_glove, source="Shapley 1953", aliases=("glove",),
        parameters=(ask.count("left", maximum=30), ask.count("right", maximum=30), *_DRAWS),
    ),
    Formula(
        key="shapley_voting", room="sharing", work=_voting, source="Shapley, Shubik 1954", aliases=("voting",),
        parameters=(ask.table("weights", minimum=0), ask.number("quota", minimum=0), *_DRAWS),
    ),
    Formula(
        key="shapley_airport", room="sharing", work=_airport, source="Littlechild, Owen 1973", aliases=("airport",),
        parameters=(ask.numbers("costs", unit="money", minimum=0),),
    ),
    Formula(
        key="renewal_lower_bound", room="sharing", work=_bounds, source="Schankerman, Pakes 1986",
        parameters=(_FEES, ask.count("last_paid", maximum=100)),
    ),
    Formula(
        key="renewal", room="sharing", work=_renewal, source="Pakes 1986", aliases=("renewal_value",),
        parameters=(ask.amounts("returns", "first_return", "r1"), ask.rate("decay", "delta", default=0.0, minimum=0),
                    _FEES,
                    ask.rate("rate", "r", default=0.0)),
    ),
    Formula(
        key="renewal_cohort", room="sharing", work=_cohort, source="Schankerman, Pakes 1986",
        parameters=(_FEES, ask.rate("decay", "delta", default=0.0, minimum=0),
                    ask.number("mu", minimum=-100, maximum=100),
                    ask.number("sigma", minimum=1e-9, maximum=100)),
    ),
    Formula(
        key="keep_or_drop", room="sharing", work=_keep, source="Bessen 2008; Pakes 1986",
        aliases=("renewal_decision",),
        parameters=(ask.money("next_year_value", "value"), ask.money("annuity", "fee", minimum=0),
                    ask.money("option", default=0.0, minimum=0),
                    ask.money("handling", default=0.0, minimum=0)),
    ),
)  # fmt: skip
