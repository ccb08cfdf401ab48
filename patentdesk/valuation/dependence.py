"""Make drawn inputs move together: a Gaussian copula given by rank correlations.

Linear from rank correlation: rho = 2 sin(pi rho_s / 6). Source: K. Pearson, 1907 (knowledge).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
LEAST_EIGENVALUE = 1e-9
SAME_FAMILY = 0.7
"""Rank correlation of the values of two patents of one family; our recommendation."""
DEFAULT_RANK_CORRELATIONS: Mapping[tuple[str, str], float] = {
    ("units_sold", "unit_price"): -0.3,
    ("royalty_rate", "p_use"): 0.3,
}
"""By pair of assumption keys; our recommendation, to be replaced where better is known."""


def linear_from_rank(rank: float) -> float:
    """Return the correlation of two normals whose ranks correlate by ``rank`` (Spearman)."""
    return 2 * math.sin(math.pi * rank / 6)


def correlation_matrix(keys: Sequence[str], ranks: Mapping[tuple[str, str], float]) -> Matrix:
    """Return the linear correlation matrix of the keys; pairs that are not named do not correlate."""
    matrix = np.eye(len(keys))
    for (first, second), rank in ranks.items():
        if first in keys and second in keys:
            row, column = keys.index(first), keys.index(second)
            matrix[row, column] = matrix[column, row] = linear_from_rank(rank)
    return matrix


def repaired(matrix: Matrix) -> tuple[Matrix, bool]:
    """Return the nearest usable correlation matrix (eigenvalues clipped, diagonal 1), and whether it had to be mended.

    Stated correlations may contradict each other; then no draws can have all of them.
    """
    values, vectors = np.linalg.eigh(matrix)
    if values.min() >= LEAST_EIGENVALUE:
        return matrix, False
    mended = vectors @ np.diag(np.maximum(values, LEAST_EIGENVALUE)) @ vectors.T
    scale = np.sqrt(np.diag(mended))
    return mended / np.outer(scale, scale), True


def reorder(draws: Matrix, normals: Matrix) -> Matrix:
    """Return each row of draws in the order of its row of normals: same values, the normals' dependence."""
    ranks = normals.argsort(axis=1).argsort(axis=1)
    return np.asarray(np.take_along_axis(np.sort(draws, axis=1), ranks, axis=1))


def correlated(generator: np.random.Generator, draws: Matrix, matrix: Matrix) -> Matrix:
    """Return independent draws (one row per key) reordered to depend as the matrix says."""
    factor = np.linalg.cholesky(matrix)
    return reorder(draws, factor @ generator.standard_normal(draws.shape))
