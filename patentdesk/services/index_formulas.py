"""Offer the published indicators of triage as formulas that can be worked on stated inputs (see ``services.worth``).

A new one has its arithmetic in ``triage.indexes`` and a ``Formula`` here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from patentdesk.core.problems import refuse
from patentdesk.triage import indexes
from patentdesk.valuation.formulas import ask
from patentdesk.valuation.formulas.base import Formula, Given, Kind, Parameter, Step, Value, Worked

GRADE_NEEDS = 0.6
"""Below this coverage a grade is withheld."""
FOUR = ("fwd_cits", "family_size", "claims", "generality")
SIX = (*FOUR, "bwd_cits", "grant_lag")


def _one(key: str, formula: str, value: Callable[[Given], float | None]) -> Callable[[Given], Worked]:
    """Return the working of a formula with one step. Raises Refused worth_nothing_to_divide where there is no value."""

    def work(given: Given) -> Worked:
        found = value(given)
        if found is None:
            raise refuse("worth_nothing_to_divide")
        return Worked(main=key, steps=(Step(key, formula, found),))

    return work


def _diversity(given: Given) -> Worked:
    """Work it from counts of classes, or from the classes of each patent (T_ji / T_i) where those are given."""
    if given["patents"]:
        index = indexes.fractional_diversity([Counter(map(str, classes)) for classes in _lists(given["patents"])])
        steps = [Step("index", "1 - Σ_j (mean_i T_ji/T_i)²", index)]
    else:
        counts = given["class_counts"]
        index = indexes.diversity(counts)
        steps = [
            Step("count", "N", sum(counts.values())),
            Step("unbiased", "index·N/(N-1)", indexes.unbiased_diversity(counts)),
            Step("index", "1 - Σ s²", index),
        ]
    if index is None:
        raise refuse("worth_nothing_to_divide")
    return Worked(main="index", steps=tuple(steps))


def _unbiased(given: Given) -> Worked:
    """Free the index from its small-number bias; of fewer than two counts there is none."""
    counts = given["class_counts"]
    steps = (Step("raw", "1 - Σ s²", indexes.diversity(counts)),
             Step("index", "raw·N/(N-1)", indexes.unbiased_diversity(counts)))  # fmt: skip
    return Worked(main="index", steps=steps)


def _lists(rows: Any) -> list[Sequence[Any]]:  # noqa: ANN401 - what a person wrote as JSON
    if not isinstance(rows, list | tuple) or not all(isinstance(row, list | tuple) for row in rows):
        raise refuse("worth_not_table", term="patents", text=str(rows)[:60])
    return list(rows)


def _normalised(given: Given) -> Worked:
    cohort, quantile = given["cohort"], given["quantile"]
    cap = indexes.cap_of(cohort, quantile) if cohort else 0.0
    if cap <= 0:
        raise refuse("worth_nothing_to_divide")
    wanted = dict.fromkeys((*given["values"], *cohort))
    each = {f"{one:g}": indexes.capped(one, cohort, quantile) for one in wanted}
    steps = (
        Step("cap", "PERCENTILE.INC", cap),
        *(Step(f"normalised_for_{name}", "min(x/cap, 1)", one) for name, one in each.items()),
        Step("normalised", "min(x/cap, 1)", each),
    )
    return Worked(main="normalised", steps=steps)


def _percentile(given: Given) -> Worked:
    cohort, value = given["cohort"], given["value"]
    if not cohort:
        raise refuse("worth_nothing_to_divide")
    below, equal = sum(other < value for other in cohort), sum(other == value for other in cohort)
    steps = (
        Step("below", "N_< / N", below / len(cohort)),
        Step("at_most", "(N_< + N_=) / N", (below + equal) / len(cohort)),
        Step("percentile", "(N_< + N_=/2) / N", indexes.percentile(value, cohort)),
    )
    return Worked(main="percentile", steps=steps)


def _assets(given: Given) -> Worked:
    """Sum relevance x coverage over families: {"F1": [relevance, coverage]}, or [{"tr": 2, "active": ["CN"]}]."""
    stated = given["families"]
    rows = list(stated.values()) if isinstance(stated, Mapping) else stated
    try:
        pairs = [_family(given, row) for row in rows]
    except (TypeError, ValueError, KeyError):
        raise refuse("worth_not_table", term="families", text=str(stated)[:60]) from None
    coverage = tuple(covered for _, covered in pairs)
    impact = tuple(relevance * covered for relevance, covered in pairs)
    steps = (Step("market_coverage", "Σ GNI / GNI of reference", coverage), Step("competitive_impact", "TR·MC", impact),
             Step("pai", "Σ TR·MC", indexes.patent_asset_index(pairs)))  # fmt: skip
    return Worked(main="pai", steps=steps)


def _family(given: Given, row: Any) -> tuple[float, float]:  # noqa: ANN401 - a pair, or relevance and active markets
    if isinstance(row, Mapping):
        return float(row["tr"]), _covered(given, [str(one) for one in row["active"]])
    relevance, covered = row
    return float(relevance), float(covered)


def _covered(given: Given, active: Sequence[str]) -> float:
    """Return the markets where a family is active, in units of the reference. Raises Refused worth_not_table."""
    sizes, unit = given["market_sizes"], str(given["reference"])
    unknown = {unit, *active} - set(sizes)
    if unknown or not sizes[unit]:
        raise refuse("worth_not_table", term="market_sizes", text=", ".join(sorted(unknown)) or unit)
    return indexes.market_coverage(active, sizes, unit)


def _weighted(given: Given) -> Worked:
    """Weigh the scores that are known, equally without weights; a missing score lowers the coverage, never the score.

    Raises Refused worth_not_table for a score without weight.
    """
    scores = given["scores"]
    weights = given["weights"] or dict.fromkeys(scores, 1.0)
    strangers = set(scores) - set(weights)
    if strangers or not weights:
        raise refuse("worth_not_table", term="weights", text=", ".join(sorted(strangers)))
    try:
        score, coverage = indexes.weighted_score(scores, weights)
    except ValueError:
        raise refuse("worth_nothing_to_divide") from None
    if score is None:
        raise refuse("worth_nothing_to_divide")
    steps = (
        Step("coverage", "Σ w known / Σ w", coverage),
        Step("grade_withheld", f"coverage < {GRADE_NEEDS:g}", coverage < GRADE_NEEDS),
        Step("score", "Σ w·s / Σ w known", score),
    )
    return Worked(main="score", steps=steps)


def _h_type(given: Given) -> Worked:
    texts = {
        "g": "g most cited: g² together", "h2": "h2 with h2² or more", "hg": "√(h·g)", "h_core": "Σ of the h core",
        "a": "h core / h", "r": "√ h core", "e": "√(h core - h²)", "m": "h / years", "h": "h with h or more",
    }  # fmt: skip
    found: Mapping[str, Value] = indexes.h_type(given["citations"], given["years"])
    return Worked(main="h", steps=tuple(Step(key, text, found[key]) for key, text in texts.items()))


def _quality(names: tuple[str, ...]) -> Callable[[Given], Worked]:
    def work(given: Given) -> Worked:
        index, coverage = indexes.quality_index({name: given[name] for name in names}, names)
        if index is None:
            raise refuse("worth_nothing_to_divide")
        return Worked(
            main="index", steps=(Step("coverage", "known / all", coverage), Step("index", "Σ / known", index))
        )

    return work


def _subclasses(given: Given) -> float:
    return float(len({name[:4] for name in given["classes"]}))


OECD = "Squicciarini, Dernis, Criscuolo 2013 (OECD)"
_ASSET_INDEX = "LexisNexis: Patent Asset Index methodology"
_COUNTS = {"unit": "count", "minimum": 0}
_LARGEST = ask.number("cohort_max", minimum=0)
_REFERENCE = Parameter(key="reference", kind=Kind.TEXT, unit="text", default="US", aliases=("unit_market",))


def _part(name: str) -> Parameter:
    return ask.number(name, default=None, minimum=0, maximum=1)


FORMULAS = (
    Formula(
        key="class_diversity", room="index", work=_diversity,
        source=f"Hall, Jaffe, Trajtenberg 2001; {OECD}",
        aliases=("generality_hjt", "originality_hjt", "generality", "originality", "generality_oecd",
                 "originality_oecd"),
        parameters=(ask.table("class_counts", default={}, **_COUNTS),
                    Parameter(key="patents", kind=Kind.RECORDS, default=())),
    ),
    Formula(
        key="unbiased_diversity", room="index", work=_unbiased, source="Hall 2005 (in Jaffe, Trajtenberg)",
        aliases=("hjt_unbiased", "hjt_bias_corrected", "bias_correction"),
        parameters=(ask.table("class_counts", **_COUNTS),),
    ),
    Formula(
        key="radicalness", room="index", source=f"Shane 2001; {OECD}",
        work=_one("index", "Σ outside / Σ", lambda given: indexes.radicalness(
            set(given["focal_classes"]), given["cited_class_counts"])),
        parameters=(Parameter(key="focal_classes", kind=Kind.NAMES, unit="text"),
                    ask.table("cited_class_counts", **_COUNTS)),
    ),
    Formula(
        key="relative_citation", room="index", source=_ASSET_INDEX,
        work=_one("index", "citations / mean of cohort", lambda given: indexes.relative_citation(
            given["citations"], given["cohort_mean"])),
        parameters=(ask.number("citations", **_COUNTS), ask.number("cohort_mean", minimum=0)),
    ),
    Formula(
        key="h_index", room="index", work=_h_type, aliases=("h_type", "g_index", "hg_index", "m_quotient"),
        source="Hirsch 2005; Egghe 2006; Kosmulski 2006; Jin 2006, 2007; Zhang 2009; Alonso 2010",
        parameters=(ask.numbers("citations", **_COUNTS), ask.years("years", default=None)),
    ),
    Formula(
        key="cohort_normalisation", room="index", work=_normalised, source=f"{OECD}; which quantile is not verified",
        parameters=(ask.numbers("cohort"), ask.chance("quantile", default=0.98),
                    ask.numbers("values", "value", default=())),
    ),
    Formula(
        key="cohort_percentile", room="index", work=_percentile, source="Practice: mid-rank", aliases=("percentile",),
        parameters=(ask.number("value"), ask.numbers("cohort")),
    ),
    Formula(
        key="market_coverage", room="index", source=_ASSET_INDEX,
        work=_one("coverage", "Σ GNI / GNI of reference", lambda given: _covered(given, given["active"])),
        parameters=(ask.table("market_sizes", "gni_trn_usd", minimum=0),
                    Parameter(key="active", kind=Kind.NAMES, unit="text"), _REFERENCE),
    ),
    Formula(
        key="patent_asset_index", room="index", work=_assets, source=_ASSET_INDEX,
        parameters=(Parameter(key="families", kind=Kind.RECORDS),
                    ask.table("market_sizes", "gni_trn_usd", default={}, minimum=0), _REFERENCE),
    ),
    Formula(
        key="patent_scope", room="index", source=OECD,
        work=_one("index", "subclasses / largest", lambda given: indexes.over_largest(
            _subclasses(given), given["cohort_max"])),
        parameters=(Parameter(key="classes", kind=Kind.NAMES, unit="text"), _LARGEST),
    ),
    Formula(
        key="family_size", room="index", source=OECD,
        work=_one("index", "offices / largest", lambda given: indexes.over_largest(
            float(len(given["offices"])), given["cohort_max"])),
        parameters=(Parameter(key="offices", kind=Kind.NAMES, unit="text"), _LARGEST),
    ),
    Formula(
        key="grant_lag", room="index", source=OECD,
        work=_one("index", "1 - lag / longest", lambda given: indexes.grant_lag_index(
            given["lag"], given["cohort_max"])),
        parameters=(ask.number("lag", minimum=0), _LARGEST),
    ),
    Formula(key="quality_index_4", room="index", work=_quality(FOUR), source=OECD, parameters=tuple(map(_part, FOUR))),
    Formula(key="quality_index_6", room="index", work=_quality(SIX), source=OECD, parameters=tuple(map(_part, SIX))),
    Formula(
        key="category_mean", room="index", source="EPO IPscore", aliases=("ipscore_category",),
        work=_one("mean", "Σ score / n", lambda given: indexes.mean_score(given["scores"])),
        parameters=(ask.table("scores"),),
    ),
    Formula(
        key="weighted_score", room="index", work=_weighted, aliases=("score", "weighted_score_missing"),
        source="OECD/JRC Handbook on Composite Indicators 2008; threshold: practice",
        parameters=(ask.table("scores"), ask.table("weights", default={}, minimum=0)),
    ),
    Formula(
        key="grade_of_five", room="index", aliases=("local_grade", "grading_standard"),
        source="Local grading standard (China); secondary",
        work=_one("grade", "> 80, 60-80, 40-60, 20-40, < 20", lambda given: indexes.grade_of_five(given["score"])),
        parameters=(ask.number("score", minimum=0, maximum=100),),
    ),
)  # fmt: skip
