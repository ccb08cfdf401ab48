"""Work any formula of valuation on stated inputs, and the published citation indexes; no portfolio is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

import numpy as np

from patentdesk.core.problems import refuse
from patentdesk.triage.indexes import (
    diversity,
    market_coverage,
    patent_asset_index,
    radicalness,
    relative_citation,
    unbiased_diversity,
)
from patentdesk.valuation.formulas import ask, catalogue
from patentdesk.valuation.formulas.base import Formula, Given, Kind, Parameter, Step, Worked
from patentdesk.valuation.formulas.catalogue import Calculation, formula_named
from patentdesk.valuation.formulas.comparing import Compared, compare
from patentdesk.valuation.profit_split import weighted_score

__all__ = ["FORMULAS", "Calculation", "Compared", "Formula", "calculate", "compare_published", "named"]


def _diversity(given: Given) -> Worked:
    counts = given["class_counts"]
    index = diversity(counts)
    if index is None:
        raise refuse("worth_nothing_to_divide")
    steps = (
        Step("count", "N", sum(counts.values())),
        Step("unbiased", "index·N/(N-1)", unbiased_diversity(counts)),
        Step("index", "1 - Σ s²", index),
    )
    return Worked(main="index", steps=steps)


def _radicalness(given: Given) -> Worked:
    index = radicalness(set(given["focal_classes"]), given["cited_class_counts"])
    if index is None:
        raise refuse("worth_nothing_to_divide")
    return Worked(main="index", steps=(Step("index", "Σ outside / Σ", index),))


def _relative(given: Given) -> Worked:
    index = relative_citation(given["citations"], given["cohort_mean"])
    if index is None:
        raise refuse("worth_nothing_to_divide")
    return Worked(main="index", steps=(Step("index", "citations / mean of cohort", index),))


def _normalised(given: Given) -> Worked:
    cap = float(np.quantile(given["cohort"], given["quantile"]))
    if cap <= 0:
        raise refuse("worth_nothing_to_divide")
    wanted = dict.fromkeys((*given["values"], *given["cohort"]))
    each = {f"{one:g}": min(one / cap, 1.0) for one in wanted}
    steps = (
        Step("cap", "PERCENTILE.INC", cap),
        *(Step(f"normalised_for_{name}", "min(x/cap, 1)", one) for name, one in each.items()),
        Step("normalised", "min(x/cap, 1)", each),
    )
    return Worked(main="normalised", steps=steps)


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
             Step("pai", "Σ TR·MC", patent_asset_index(pairs)))  # fmt: skip
    return Worked(main="pai", steps=steps)


def _family(given: Given, row: Any) -> tuple[float, float]:  # noqa: ANN401 - a pair, or relevance and active markets
    if isinstance(row, Mapping):
        return float(row["tr"]), _covered(given, [str(one) for one in row["active"]])
    relevance, covered = row
    return float(relevance), float(covered)


def _coverage(given: Given) -> Worked:
    return Worked(main="coverage", steps=(Step("coverage", "Σ GNI / GNI of reference",
                                               _covered(given, given["active"])),))  # fmt: skip


def _covered(given: Given, active: Sequence[str]) -> float:
    """Return the markets where a family is active, in units of the reference. Raises Refused worth_not_table."""
    sizes, unit = given["market_sizes"], str(given["reference"])
    unknown = {unit, *active} - set(sizes)
    if unknown or not sizes[unit]:
        raise refuse("worth_not_table", term="market_sizes", text=", ".join(sorted(unknown)) or unit)
    return market_coverage(active, sizes, unit)


def _category(given: Given) -> Worked:
    return Worked(main="mean", steps=(Step("mean", "Σ score / n", fmean(given["scores"].values())),))


def _weighted(given: Given) -> Worked:
    """Weigh the scores that are known; a weight without a score lowers the coverage, never the score."""
    scores, weights = given["scores"], given["weights"]
    strangers = set(scores) - set(weights)
    if strangers or not weights:
        raise refuse("worth_not_table", term="weights", text=", ".join(sorted(strangers)))
    known = [name for name in weights if name in scores]
    try:
        score = weighted_score([scores[name] for name in known], [weights[name] for name in known])
    except ValueError:
        raise refuse("worth_nothing_to_divide") from None
    coverage = sum(weights[name] for name in known) / sum(weights.values())
    steps = (Step("coverage", "Σ w known / Σ w", coverage), Step("score", "Σ w·s / Σ w known", score))
    return Worked(main="score", steps=steps)


_OECD = "Squicciarini, Dernis, Criscuolo 2013 (OECD)"
_COUNTS = {"unit": "count", "minimum": 0}
INDEXES = (
    Formula(
        key="class_diversity", room="index", work=_diversity, source="Hall, Jaffe, Trajtenberg 2001",
        aliases=("generality_hjt", "originality_hjt", "generality", "originality"),
        parameters=(ask.table("class_counts", **_COUNTS),),
    ),
    Formula(
        key="radicalness", room="index", work=_radicalness, source=f"Shane 2001; {_OECD}",
        parameters=(Parameter(key="focal_classes", kind=Kind.NAMES, unit="text"),
                    ask.table("cited_class_counts", **_COUNTS)),
    ),
    Formula(
        key="relative_citation", room="index", work=_relative, source="LexisNexis: Patent Asset Index methodology",
        parameters=(ask.number("citations", **_COUNTS), ask.number("cohort_mean", minimum=0)),
    ),
    Formula(
        key="cohort_normalisation", room="index", work=_normalised, source=_OECD,
        parameters=(ask.numbers("cohort"), ask.chance("quantile", default=0.98),
                    ask.numbers("values", "value", default=())),
    ),
    Formula(
        key="market_coverage", room="index", work=_coverage, source="LexisNexis: Patent Asset Index methodology",
        parameters=(ask.table("market_sizes", "gni_trn_usd", minimum=0),
                    Parameter(key="active", kind=Kind.NAMES, unit="text"),
                    Parameter(key="reference", kind=Kind.TEXT, unit="text", default="US")),
    ),
    Formula(
        key="patent_asset_index", room="index", work=_assets, source="LexisNexis: Patent Asset Index methodology",
        parameters=(Parameter(key="families", kind=Kind.RECORDS),
                    ask.table("market_sizes", "gni_trn_usd", default={}, minimum=0),
                    Parameter(key="reference", kind=Kind.TEXT, unit="text", default="US")),
    ),
    Formula(
        key="category_mean", room="index", work=_category, source="EPO IPscore", aliases=("ipscore_category",),
        parameters=(ask.table("scores"),),
    ),
    Formula(
        key="weighted_score", room="index", work=_weighted, source="PatentDesk: missing data lowers coverage only",
        parameters=(ask.table("scores"), ask.table("weights", minimum=0)),
    ),
)  # fmt: skip
FORMULAS: tuple[Formula, ...] = (*catalogue.FORMULAS, *INDEXES)


def named(name: str) -> Formula:
    """Return the formula of that name. Raises Refused worth_unknown with the nearest name."""
    return formula_named(name, FORMULAS)


def calculate(name: str, stated: Mapping[str, object]) -> Calculation:
    """Work a formula on stated inputs. Raises Refused worth_unknown and what its inputs or the formula refuse."""
    return catalogue.calculate(named(name), stated)


def compare_published(calculation: Calculation, printed: str, result: str = "") -> Compared:
    """Hold a figure as it is printed (its decimals say how exact it is) against a result.

    Raises Refused worth_not_number, worth_no_result.
    """
    plain = printed.strip().replace(",", "").replace("％", "%")
    percent = plain.endswith("%")
    plain = plain.removesuffix("%")
    try:
        figure = float(plain)
    except ValueError:
        raise refuse("worth_not_number", term="published", text=printed) from None
    digits = len(plain.partition(".")[2]) + (2 if percent else 0)
    return compare(calculation, figure / (100 if percent else 1), digits, result)
