"""Offer published indicators for plain inputs, each with its formula and its source; no portfolio is needed.

To add one: a line in ``PUBLISHED``. Names of the examples that are handed around in the field are aliases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from patentdesk.core.problems import refuse
from patentdesk.triage import indexes
from patentdesk.valuation import pools

Inputs = Mapping[str, Any]
Outputs = Mapping[str, Any]
_QUANTILE = 0.98
_FOUR = ("fwd_cits", "family_size", "claims", "generality")
_SIX = (*_FOUR, "bwd_cits", "grant_lag")
_GRADE_NEEDS = 0.6


@dataclass(frozen=True, slots=True)
class Published:
    """One indicator: ``inputs`` are needed, ``optional`` ones may be left out; ``other`` stands in for the inputs."""

    name: str
    formula: str
    source: str
    inputs: tuple[str, ...]
    compute: Callable[[Inputs], Outputs]
    optional: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    aliases: tuple[str, ...] = field(default=())


def _diversity(given: Inputs) -> Outputs:
    """Compute from counts of classes; from the classes of each patent where those are given."""
    patents = given.get("patents")
    if patents is not None:
        counted = [_counts(one) for one in patents]
        return {"index": indexes.fractional_diversity(counted), "variant": "T_ji/T_i"}
    counts = _counts(given["class_counts"])
    return {
        "index": indexes.diversity(counts),
        "unbiased": indexes.unbiased_diversity(counts),
        "n": sum(counts.values()),
    }


def _counts(classes: Any) -> dict[str, float]:  # noqa: ANN401 - a list of classes, or counts by class
    """Return counts by class; of a list each class counts once for each time that it is named."""
    if isinstance(classes, Mapping):
        return {str(name): float(count) for name, count in classes.items()}
    counts: dict[str, float] = {}
    for name in classes:
        counts[str(name)] = counts.get(str(name), 0.0) + 1.0
    return counts


def _unbiased(given: Inputs) -> Outputs:
    counts = _counts(given["class_counts"])
    return {"index": indexes.unbiased_diversity(counts), "raw": indexes.diversity(counts)}


def _cohort(given: Inputs) -> Outputs:
    cohort = [float(value) for value in given["cohort"]]
    quantile = float(given.get("quantile", _QUANTILE))
    wanted = given.get("values", [given["value"]] if "value" in given else cohort)
    return {
        "cap": indexes.cap_of(cohort, quantile),
        "normalised": {str(value): indexes.capped(float(value), cohort, quantile) for value in wanted},
    }


def _percentile(given: Inputs) -> Outputs:
    cohort = [float(value) for value in given["cohort"]]
    value = float(given["value"])
    below, equal = sum(other < value for other in cohort), sum(other == value for other in cohort)
    return {
        "percentile": indexes.percentile(value, cohort),
        "below": below / len(cohort),
        "at_most": (below + equal) / len(cohort),
        "n": len(cohort),
    }


def _asset(given: Inputs) -> Outputs:
    sizes = {str(name): float(size) for name, size in dict(given["gni_trn_usd"]).items()}
    unit = str(given.get("unit", "US"))
    coverage = [indexes.market_coverage(one["active"], sizes, unit) for one in given["families"]]
    relevance = [float(one["tr"]) for one in given["families"]]
    return {
        "market_coverage": coverage,
        "competitive_impact": [tr * mc for tr, mc in zip(relevance, coverage, strict=True)],
        "pai": indexes.patent_asset_index(list(zip(relevance, coverage, strict=True))),
    }


def _h_type(given: Inputs) -> Outputs:
    years = given.get("years")
    return indexes.h_type([float(one) for one in given["citations"]], None if years is None else float(years))


def _quality(names: tuple[str, ...]) -> Callable[[Inputs], Outputs]:
    def compute(given: Inputs) -> Outputs:
        parts = {name: None if given.get(name) is None else float(given[name]) for name in names}
        value, coverage = indexes.quality_index(parts, names)
        return {"index": value, "coverage": coverage}

    return compute


def _score(given: Inputs) -> Outputs:
    scores = {str(name): None if value is None else float(value) for name, value in dict(given["scores"]).items()}
    weights = {
        str(name): float(value) for name, value in dict(given.get("weights") or dict.fromkeys(scores, 1)).items()
    }
    value, coverage = indexes.weighted_score(scores, weights)
    return {"score": value, "coverage": coverage, "grade_withheld": coverage < _GRADE_NEEDS}


def _numeric(given: Inputs) -> Outputs:
    shares = pools.proportional_shares({str(k): float(v) for k, v in dict(given["essential_patents"]).items()})
    rate = given["rate"] if "rate" in given else given["rate_usd"]
    units = given["units"] if "units" in given else given["vehicles"]
    net = pools.net_pool(float(rate), float(units), float(given.get("admin", 0)))
    return {"share": shares, "net_pool": net, "payout": pools.payouts(net, shares)}


def _points(given: Inputs) -> Outputs:
    tiers = {str(k): [(float(w), float(n)) for w, n in rows] for k, rows in dict(given["tiers"]).items()}
    points = pools.points(tiers)
    found: dict[str, Any] = {"points": points, "share": pools.proportional_shares(points)}
    if "net_pool" in given:
        found["payout"] = pools.payouts(float(given["net_pool"]), pools.proportional_shares(points))
    return found


def _shapley(given: Inputs) -> Outputs:
    worth = {
        frozenset(str(key).replace("+", ",").split(",")): float(value) for key, value in dict(given["worth"]).items()
    }
    players = [str(one) for one in given.get("players") or sorted({name for group in worth for name in group if name})]
    found = pools.shapley(players, lambda group: worth.get(group, 0.0))
    return {"shapley": dict(found.shares), "total": sum(found.shares.values())}


def _airport(given: Inputs) -> Outputs:
    parts = pools.airport_shapley([float(cost) for cost in given["costs"]])
    return {"shapley": parts, "total": sum(parts)}


def _allocate(given: Inputs) -> Outputs:
    weights = {str(name): float(weight) for name, weight in dict(given["weights"]).items()}
    return {"allocation": pools.allocate(int(given["total_minor"]), weights)}


def _renewal(given: Inputs) -> Outputs:
    lower, upper = indexes.renewal_bounds([float(fee) for fee in given["fees"]], int(given["last_paid"]))
    return {"lower": lower, "upper": upper}


def _keep(given: Inputs) -> Outputs:
    net = indexes.worth_keeping(
        float(given["value"]), float(given["annuity"]), float(given.get("option", 0)), float(given.get("handling", 0))
    )
    return {"net": net, "keep": net >= 0}


_OECD = "Squicciarini, Dernis, Criscuolo 2013 (OECD STI Working Paper 2013/03)"
_HJT = "Hall, Jaffe, Trajtenberg 2001 (NBER 8498)"
_DIVERSITY = "1 - sum_j s_j^2, s_j = share of class j; unbiased: x N / (N - 1); of patents: s_j = mean_i(T_ji / T_i)"

PUBLISHED: tuple[Published, ...] = (
    Published("generality", _DIVERSITY, f"{_HJT}; {_OECD}", ("class_counts",), _diversity, other=("patents",),
              aliases=("generality_hjt", "generality_oecd")),
    Published("originality", _DIVERSITY, f"{_HJT}; {_OECD}", ("class_counts",), _diversity, other=("patents",),
              aliases=("originality_hjt", "originality_oecd")),
    Published("unbiased_diversity", "(1 - sum_j s_j^2) x N / (N - 1); none for N < 2",
              "Hall 2005 (in Jaffe, Trajtenberg)", ("class_counts",), _unbiased,
              aliases=("hjt_unbiased", "hjt_bias_corrected", "bias_correction")),
    Published("radicalness", "share of cited-class counts outside the patent's own classes", f"Shane 2001; {_OECD}",
              ("focal_classes", "cited_class_counts"),
              lambda given: {"index": indexes.radicalness(set(given["focal_classes"]),
                                                          _counts(given["cited_class_counts"]))}),
    Published("h_index", "largest h: h patents with h citations or more each; g: the g most cited have g^2 together",
              "Hirsch 2005; Egghe 2006; Kosmulski 2006; Jin 2006, 2007; Zhang 2009; Alonso 2010", ("citations",),
              _h_type,
              optional=("years",), aliases=("h_type", "g_index", "hg_index", "m_quotient")),
    Published("cohort_normalisation", "min(x / cap, 1), cap = quantile of the cohort, linear (Excel PERCENTILE.INC)",
              f"{_OECD}; which quantile is not verified", ("cohort",), _cohort,
              optional=("quantile", "value", "values")),
    Published("cohort_percentile", "(below + half of the equal) / N", "mid-rank; practice", ("value", "cohort"),
              _percentile, aliases=("percentile",)),
    Published("relative_citation", "citations / mean of the cohort", "LexisNexis: technology relevance; NORM",
              ("citations", "cohort_mean"),
              lambda given: {"index": indexes.relative_citation(float(given["citations"]),
                                                                float(given["cohort_mean"]))}),
    Published("patent_asset_index", "sum_f TR_f x MC_f, MC = sum of active markets / market of the unit (US)",
              "LexisNexis: Patent Asset Index methodology", ("gni_trn_usd", "families"), _asset, optional=("unit",)),
    Published("patent_scope", "distinct subclasses / largest of the cohort", _OECD, ("classes", "cohort_max"),
              lambda given: {"count": len({str(one)[:4] for one in given["classes"]}),
                             "index": indexes.over_largest(len({str(one)[:4] for one in given["classes"]}),
                                                           float(given["cohort_max"]))}),
    Published("family_size", "offices / largest of the cohort", _OECD, ("offices", "cohort_max"),
              lambda given: {"index": indexes.over_largest(_size(given["offices"]), float(given["cohort_max"]))}),
    Published("grant_lag", "1 - lag / longest lag of the cohort", _OECD, ("lag", "cohort_max"),
              lambda given: {"index": indexes.grant_lag_index(float(given["lag"]), float(given["cohort_max"]))}),
    Published("quality_index_4", "mean of normalised fwd_cits, family_size, claims, generality", _OECD, (),
              _quality(_FOUR), optional=_FOUR),
    Published("quality_index_6", "as quality_index_4, with bwd_cits and grant_lag", _OECD, (), _quality(_SIX),
              optional=_SIX),
    Published("ipscore_category", "mean of the answered factors", "IPscore (European Patent Office)", ("scores",),
              lambda given: {"mean": indexes.mean_score({str(k): float(v) for k, v in dict(given["scores"]).items()})}),
    Published("weighted_score", "sum w s / sum w over known s; coverage = known w / all w; no grade under 0.6",
              "OECD/JRC Handbook on Composite Indicators 2008; threshold: practice", ("scores",), _score,
              optional=("weights",), aliases=("score", "weighted_score_missing")),
    Published("grade_of_five", "> 80, 60-80, 40-60, 20-40, < 20", "local grading standard (China); secondary",
              ("score",), lambda given: {"grade": indexes.grade_of_five(float(given["score"]))},
              aliases=("local_grade", "grading_standard")),
    Published("numeric_proportionality", "share_i = N_i / sum N; payout = rate x units x (1 - admin) x share",
              "patent pools: numeric proportionality (Layne-Farrar, Lerner 2011)", ("essential_patents",), _numeric,
              optional=("rate", "rate_usd", "units", "vehicles", "admin")),
    Published("point_system", "points = sum of tier weight x count; payout by share of points", "patent pools: points",
              ("tiers",), _points, optional=("net_pool",)),
    Published("allocation", "largest remainder; the parts add up to the total", "Hamilton's method",
              ("total_minor", "weights"), _allocate, aliases=("largest_remainder",)),
    Published("shapley", "mean of what a player adds over all orders of joining", "Shapley 1953", ("worth",),
              _shapley, optional=("players",)),
    Published("shapley_airport", "each step of cost is shared by those who need it", "Littlechild, Owen 1973",
              ("costs",), _airport),
    Published("renewal_lower_bound", "kept through year a: return >= fee of a; dropped: return < fee of a + 1",
              "Pakes 1986; Schankerman, Pakes 1986", ("fees", "last_paid"), _renewal),
    Published("renewal_decision", "keep if value + option >= annuity + handling", "Pakes 1986; practice",
              ("value", "annuity"), _keep, optional=("option", "handling")),
)  # fmt: skip


def _size(offices: Any) -> float:  # noqa: ANN401 - a number, or the offices
    return float(offices) if isinstance(offices, int | float) else float(len(set(offices)))


def published(name: str) -> Published:
    """Return an indicator by its name or an alias. Raises Refused 'indicator_unknown'."""
    wanted = name.strip().casefold().replace("-", "_")
    for one in PUBLISHED:
        if wanted == one.name or wanted in one.aliases:
            return one
    raise refuse("indicator_unknown", indicator=name, known=", ".join(one.name for one in PUBLISHED))


def calculate(name: str, given: Inputs) -> Outputs:
    """Return what an indicator says about inputs.

    Raises Refused: indicator_unknown, indicator_input (one is missing, unknown, or makes no sense).
    """
    wanted = published(name)
    allowed = {*wanted.inputs, *wanted.optional, *wanted.other}
    missing = (
        [] if wanted.other and set(wanted.other) <= set(given) else [key for key in wanted.inputs if key not in given]
    )
    strange = [key for key in given if key not in allowed]
    if missing or strange:
        needs = ", ".join([*wanted.inputs, *(f"[{key}]" for key in (*wanted.optional, *wanted.other))])
        raise refuse("indicator_input", indicator=wanted.name, what=", ".join(missing or strange), needs=needs)
    try:
        return wanted.compute(given)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ZeroDivisionError, OverflowError) as error:
        what = f"{error.args[0] if error.args else error} ?"
        needs = ", ".join(wanted.inputs)
        raise refuse("indicator_input", indicator=wanted.name, what=what, needs=needs) from error
