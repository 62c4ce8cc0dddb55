"""A first grouping of papers: spherical k-means by consensus over runs that differ in seed and in dimensions."""

from collections.abc import Callable

import numpy as np
import scipy.sparse as sp

from pipelines.arrays.parallel import map_ahead
from pipelines.themes.model.factorise import embed_papers, measure_tightness, spherical_kmeans, sum_by_group, unit_rows

RUN_DIMENSIONS = (40, 50, 60, 70, 80, 90, 100, 100)
"""Dimensions that each run of the consensus looks at."""

RUN_ROUNDS = 10
"""Rounds of each run: what the last ones would still move is outvoted."""

TRIES = 10
"""Groupings of the runs' common space, of which the tightest is taken: with fewer, the result hangs on the seed."""

LEAST_GAIN = 0.1
"""Part of what splitting a group adds that must be left once two others are made one."""


def group_papers(
    coordinates: np.ndarray,
    groups: int,
    seed: int,
    refine: Callable[[np.ndarray], np.ndarray] | None = None,
    smooth: Callable[[np.ndarray], np.ndarray] | None = None,
    repeats: int = 1,
) -> np.ndarray:
    """(N,) group of each paper: the consensus of several runs that differ in seed and in dimensions.

    Each run's groups are indicator columns scaled by one over the root of their size; papers that are grouped alike in
    most runs are near in the leading singular vectors of these columns, and are grouped once more there (Strehl & Ghosh
    2002, cluster ensembles; Dhillon 2001 for the scaling).

    Args:
        coordinates: (N, d) from `embed_papers`.
        refine: betters the (N,) groups of a run before it has its say.
        smooth: betters the (N, d) points of unit length that a run groups.
        repeats: runs of each number of dimensions.
    """
    papers = len(coordinates)
    if groups <= 1 or papers <= groups:
        return np.zeros(papers, dtype=int) if groups <= 1 else np.arange(papers)
    points = {dimensions: unit_rows(coordinates[:, :dimensions]) for dimensions in RUN_DIMENSIONS}
    if smooth:
        points = {dimensions: smooth(one) for dimensions, one in points.items()}

    def run(number: int) -> sp.csr_matrix:
        # Every run has a generator of its own, so that the result does not hang on which thread is the first.
        looked_at = points[RUN_DIMENSIONS[number % len(RUN_DIMENSIONS)]]
        labels = spherical_kmeans(looked_at, groups, np.random.default_rng([seed, number]), RUN_ROUNDS)
        labels = refine(labels) if refine else labels
        size = np.maximum(np.bincount(labels, minlength=groups), 1)
        scale = (1 / np.sqrt(size))[labels].astype(np.float32)
        return sp.csr_matrix((scale, (np.arange(papers), labels)), shape=(papers, groups))

    runs = repeats * len(RUN_DIMENSIONS)
    together = sp.csr_matrix(sp.hstack(list(map_ahead(run, range(runs)))))
    shared = unit_rows(embed_papers(together, groups, seed))

    def group_shared(number: int) -> np.ndarray:
        return spherical_kmeans(shared, groups, np.random.default_rng([seed, runs + number]))

    tries = map_ahead(group_shared, range(TRIES))
    return max(tries, key=lambda labels: measure_tightness(shared, labels, groups))


def exchange_groups(points: np.ndarray, labels: np.ndarray, groups: int, seed: int) -> np.ndarray:
    """(N,) labels after the two most alike groups were made one and the most mixed one two, as long as both together
    pay.

    What pays is the sum of cosines of the points with the mean of their group, which spherical k-means raises too, but
    only by moves of single points (Ueda et al. 2000, split and merge).

    Args:
        points: (N, d) rows of unit length.
        labels: (N,) groups, 0 to `groups` - 1.
    """
    rng = np.random.default_rng(seed)
    halves: dict[int, tuple[float, np.ndarray]] = {}
    labels = labels.copy()
    for _ in range(groups):
        sums = sum_by_group(points, labels, groups)
        length = np.linalg.norm(sums, axis=1)
        for group in set(range(groups)) - set(halves):
            halves[group] = _halve(points[labels == group], float(length[group]), rng)
        loss = length[:, None] + length - np.linalg.norm(sums[:, None] + sums, axis=2)
        loss[np.tril_indices(groups)] = np.inf
        gain = np.array([halves[group][0] for group in range(groups)])
        # The group to be split is none of the two to be made one.
        net_gain = gain[:, None, None] - loss
        np.einsum("iij->ij", net_gain)[:] = np.einsum("iji->ij", net_gain)[:] = -np.inf
        mixed, one, other = np.unravel_index(net_gain.argmax(), net_gain.shape)
        if net_gain[mixed, one, other] <= LEAST_GAIN * gain[mixed]:
            break
        labels[labels == other] = one
        labels[np.flatnonzero(labels == mixed)[halves[mixed][1] == 1]] = other
        for group in (mixed, one, other):
            del halves[group]
    return labels


def _halve(points: np.ndarray, length: float, rng: np.random.Generator) -> tuple[float, np.ndarray]:
    """What dividing a group in two adds to the sum of cosines, and which half each of its points is in."""
    if len(points) < 2:
        return 0.0, np.zeros(len(points), dtype=int)
    half = max((spherical_kmeans(points, 2, rng) for _ in range(3)), key=lambda one: measure_tightness(points, one, 2))
    return measure_tightness(points, half, 2) - length, half
