"""Check the published indexes against worked examples."""

import numpy as np
import pytest

from patentdesk.triage import indexes
from patentdesk.triage.models import Scale, ScaleKind
from patentdesk.triage.rating import normalise


@pytest.mark.parametrize(
    ("case", "counts", "index"),
    [
        ("IDX-01", {"G09G": 2, "H01L": 1, "G02F": 1, "G06F": 1}, 0.72),
        ("IDX-02", {"G07F": 70, "A63F": 12}, 0.2498512790005949),
        (
            "IDX-04",
            {"G06F": 2, "G02B": 1, "G09G": 3, "H04N": 2, "G02F": 1, "G09F": 1, "H04M": 1, "G04G": 1},
            0.84722222,
        ),
    ],
)
def test_diversity(case, counts, index):
    assert indexes.diversity(counts) == pytest.approx(index, rel=1e-6), case


def test_diversity_without_counts_is_unknown():
    assert indexes.diversity({}) is None
    assert indexes.unbiased_diversity({"G06F": 1}) is None


def test_unbiased_diversity_is_larger():
    assert indexes.unbiased_diversity({"A": 1, "B": 1}) == pytest.approx(1.0)


def test_radicalness_idx_08():
    counts = {"B60L": 4, "H02J": 1, "H01M": 3, "G01R": 2}
    assert indexes.radicalness({"B60L", "H02J"}, counts) == pytest.approx(0.5)
    assert indexes.radicalness({"B60L"}, {}) is None


def test_cohort_cap_idx_11():
    cohort = np.array([0, 0, 1, 1, 2, 3, 3, 5, 8, 40], dtype=float)
    scale = Scale(ScaleKind.CAP, 0, 1, quantile=0.98)
    assert normalise(scale, np.array([5.0, 40.0]), cohort) == pytest.approx([0.14602803738317754, 1.0])


def test_relative_citation_idx_12():
    assert indexes.relative_citation(6, 3) == 2.0
    assert indexes.relative_citation(6, 0) is None


def test_patent_asset_index_idx_13():
    sizes = {"CN": 18.0, "US": 28.0, "EP_DE": 4.6, "JP": 4.4}
    coverage = [indexes.market_coverage(active, sizes) for active in (["CN", "US"], ["CN"], [])]
    assert coverage == pytest.approx([1.6428571428571428, 0.6428571428571429, 0.0])
    assert indexes.patent_asset_index(list(zip([2.0, 0.8, 3.5], coverage, strict=True))) == pytest.approx(3.8)


def test_mean_score_sco_01():
    scores = {"A1": 4, "A2": 4, "A3": 5, "A4": 3, "A5": 2, "A6": 3, "A7": 4, "A8": 3}
    assert indexes.mean_score(scores) == 3.5
    assert indexes.mean_score({}) is None
