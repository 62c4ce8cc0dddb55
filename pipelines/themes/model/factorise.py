"""Papers as points, and groups of points: truncated SVD of the weighted matrix, and spherical k-means."""

import numpy as np
import scipy.sparse as sp

DIMENSIONS = 100
OVERSAMPLED = 10
POWER_ROUNDS = 4


def unit_rows(matrix: np.ndarray) -> np.ndarray:
    """Rows scaled to length 1; rows of zeros stay."""
    length = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.divide(matrix, length, out=np.zeros_like(matrix), where=length > 0)


def embed_papers(weighed: sp.csr_matrix, dimensions: int, seed: int) -> np.ndarray:
    """(N, dimensions or fewer) coordinates of papers: latent semantic analysis (Deerwester et al. 1990).

    Randomised subspace iteration (Halko, Martinsson & Tropp 2011). Bases are made orthonormal through their Gram
    matrix: products of matrices only, several times faster than a QR decomposition of a tall matrix, and exact enough
    for the leading dimensions.
    """
    dimensions = min(dimensions, *(side - 1 for side in weighed.shape))
    if dimensions < 1:
        return np.ones((weighed.shape[0], 1), dtype=np.float32)
    width = min(dimensions + OVERSAMPLED, min(weighed.shape))
    basis = np.random.default_rng(seed).standard_normal((weighed.shape[1], width), dtype=np.float32)
    across = sp.csr_matrix(weighed.T)
    for _ in range(POWER_ROUNDS):
        basis = _orthonormalise(across @ _orthonormalise(weighed @ basis))
    return turn_to_axes(weighed @ basis, dimensions)


def turn_to_axes(points: np.ndarray, dimensions: int) -> np.ndarray:
    """(N, dimensions) coordinates along the axes on which the points are longest, the longest first.

    Args:
        points: (N, d), d not less than `dimensions`.
    """
    values, vectors = np.linalg.eigh(_gram(points))
    leading = vectors[:, np.argsort(-values, kind="stable")[:dimensions]]
    leading *= np.where(leading[np.abs(leading).argmax(axis=0), np.arange(dimensions)] < 0, -1, 1)
    return points @ leading.astype(np.float32)


def _gram(tall: np.ndarray) -> np.ndarray:
    return (tall.T @ tall).astype(np.float64)


def _orthonormalise(tall: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(_gram(tall))
    scale = np.where(values > values.max() * 1e-7, 1 / np.sqrt(np.maximum(values, 1e-30)), 0)
    return tall @ (vectors * scale).astype(np.float32)


def _spread_centres(points: np.ndarray, groups: int, rng: np.random.Generator) -> np.ndarray:
    chosen = [int(rng.integers(len(points)))]
    farness = 1 - points @ points[chosen[0]]
    for _ in range(groups - 1):
        tries = rng.choice(len(points), size=4, p=_as_chances(farness))
        left = np.minimum(farness[:, None], 1 - points @ points[tries].T)
        best = int(left.sum(axis=0).argmin())
        chosen.append(int(tries[best]))
        farness = left[:, best]
    return points[chosen]


def _as_chances(farness: np.ndarray) -> np.ndarray:
    chances = np.maximum(farness.astype(np.float64), 0) + 1e-9
    return chances / chances.sum()


def spherical_kmeans(points: np.ndarray, groups: int, rng: np.random.Generator, rounds: int = 30) -> np.ndarray:
    """(N,) group of each point by cosine (Dhillon & Modha 2001), begun as greedy k-means++ does.

    Args:
        points: (N, d) rows of unit length.
    """
    centres = _spread_centres(points, groups, rng)
    labels = np.full(len(points), -1)
    for _ in range(rounds):
        found = (points @ centres.T).argmax(axis=1)
        moved = (found != labels).mean()
        labels = found
        if moved < 0.001:
            break
        centres = sum_by_group(points, labels, groups)
        centres = unit_rows(centres)
    return labels


def sum_by_group(points: np.ndarray | sp.csr_matrix, labels: np.ndarray, groups: int) -> np.ndarray:
    """(groups, d) sums of the points of each group."""
    member = sp.csr_matrix(
        (np.ones(len(labels), dtype=points.dtype), (labels, np.arange(len(labels)))), shape=(groups, len(labels))
    )
    sums = member @ points
    return sums.toarray() if sp.issparse(sums) else np.asarray(sums)


def measure_tightness(points: np.ndarray, labels: np.ndarray, groups: int) -> float:
    """Sum of the cosines of the points with the mean of their group: what spherical k-means makes as great as it can.

    Args:
        points: (N, d) rows of unit length.
    """
    return float(np.linalg.norm(sum_by_group(points, labels, groups), axis=1).sum())
