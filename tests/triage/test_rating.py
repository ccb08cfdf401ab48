"""Check the rating of many patents against the definition of a score, one patent at a time."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentdesk.triage.facts import PatentFacts
from patentdesk.triage.models import Scale, ScaleKind
from patentdesk.triage.rating import Columns, ranking, rate
from patentdesk.triage.scoring import score

ON = date(2026, 11, 22)
COLUMNS = ("citations", "claims", "remaining_life")
CELL = st.tuples(
    st.integers(2010, 2012), st.sampled_from([1, 32]), st.none() | st.integers(0, 9), st.none() | st.integers(0, 30)
)


def three(model):
    """Return the model with three indicators: by percentile, by cap and linear."""
    percentile = Scale(ScaleKind.PERCENTILE, 0, 20, smallest_cohort=3)
    cap = Scale(ScaleKind.CAP, 0, 20, quantile=0.9, smallest_cohort=3)
    scales = dict(zip(COLUMNS, (percentile, cap, Scale(ScaleKind.LINEAR, 0, 20)), strict=True))
    chosen = {one.id: one for one in model.indicators}
    return replace(
        model,
        indicators=tuple(replace(chosen[name], weight=n + 1.0, scale=scales[name]) for n, name in enumerate(COLUMNS)),
    )


@given(st.lists(CELL, min_size=1, max_size=60))
def test_columns_give_what_patents_one_by_one_give(model, cells):
    """The mid-rank within the cohort is counted here by hand."""
    patents = [
        PatentFacts(
            filing_date=date(year, 5, 1),
            publication_date=date(2013, 1, 1),
            technology=field,
            cited_by_count=cited,
            claims_count=claims,
        )
        for year, field, cited, claims in cells
    ]
    for (year, field, cited, _), found in zip(cells, score(three(model), patents, ON), strict=True):
        same = [other[2] for other in cells if other[:2] == (year, field) and other[2] is not None]
        part = found.parts[0]
        if cited is None:
            assert part.points is None
        elif len(same) >= 3:
            rank = (sum(one < cited for one in same) + sum(one <= cited for one in same)) / 2 / len(same)
            assert part.points == pytest.approx(100 * rank, abs=1e-4)
            assert (part.compared.value, part.among) == ("cohort", len(same))


def columns(count: int, seed: int = 1) -> Columns:
    dice = np.random.default_rng(seed)
    years = dice.integers(2000, 2026, count)
    keys = years * 100 + dice.integers(1, 36, count)
    values = {name: dice.integers(0, 40, count).astype(np.float32) for name in COLUMNS}
    values["citations"][dice.random(count) < 0.3] = np.nan
    inapplicable = {"claims": dice.random(count) < 0.2}
    values["claims"][inapplicable["claims"]] = np.nan
    return Columns(keys.astype(np.int32), values, inapplicable)


def test_new_weights_need_no_new_points(model):
    rating = rate(three(model), columns(5_000))
    for weights in ([1.0, 2.0, 3.0], [1.0, 0.0, 0.0], [0.0, 0.0, 5.0]):
        scores, coverage = rating.scores(weights)
        known = rating.counts().T
        expected = (np.array(weights)[:, None] * rating.points * known).sum(0)
        counted = (np.array(weights)[:, None] * known).sum(0)
        assert np.isnan(scores).tolist() == (counted == 0).tolist()
        some = counted > 0
        assert scores[some] == pytest.approx(expected[some] / counted[some], abs=1e-3)
        assert coverage.min() >= 0
        assert coverage.max() <= 1
    assert np.nanmin(scores) >= 0
    assert np.nanmax(scores) <= 100


def test_what_does_not_apply_lowers_no_coverage(model):
    keys = np.zeros(2, dtype=np.int32)
    values = {name: np.array([np.nan, np.nan]) for name in COLUMNS} | {"remaining_life": np.array([10.0, 10.0])}
    rating = rate(three(model), Columns(keys, values, {"claims": np.array([True, False])}))
    assert rating.scores([1, 2, 3])[1] == pytest.approx([3 / 4, 3 / 6])
    assert rating.scores([1, 2, 3])[0] == pytest.approx([50, 50])


def test_the_best_stand_first_and_the_unknown_last():
    scores = np.array([50.004, np.nan, 50.001, 100.0, 0.0], dtype=np.float32)
    assert ranking(scores).tolist() == [3, 0, 2, 4, 1]


def test_a_missing_column_is_a_fault_of_the_caller(model):
    with pytest.raises(KeyError, match="claims"):
        rate(three(model), Columns(np.zeros(1, dtype=np.int32), {"citations": np.zeros(1)}, {}))
