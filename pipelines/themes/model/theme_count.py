"""The number of themes: about as many as the corpus' size calls for, and of those the most stable number."""

from functools import partial

import numpy as np
import scipy.sparse as sp

from pipelines.arrays.parallel import map_ahead
from pipelines.themes.model.factorise import measure_tightness, spherical_kmeans, sum_by_group, unit_rows

MOST_THEMES = 80
PAPERS_PER_THEME = 6
"""A theme needs at least this many papers to be worth a name."""

STEP = 1.125
"""Ratio of each number of themes that is tried to the next; the same numbers whatever the size, so a few more papers
change none of them."""

WINDOW = 1.25
"""Ratio to what the size calls for within which numbers are tried."""

LEAN = 0.3
"""Stability that a number twice or half of what the size calls for must have more, to be chosen all the same."""

DIMENSIONS = 60
SPLITS = 4
TRIES = 3
"""Groupings of each half, of which the tightest is taken, so that it is the number that is judged and not the luck of
a start."""

ROUNDS = 15
PAPERS_COMPARED = 4_000
FEWEST_COMPARED = 200


def expect_count(papers: int) -> int:
    """Number of themes that `papers` papers call for: about 8 for a hundred and 50 for a hundred thousand.

    It grows as a power of the number of papers, as the number of distinct subjects in a literature does (Heaps' law):
    8 × (papers / 100) ^ 0.265, 80 at most, and never more than one for six papers.
    """
    most = max(1, papers // PAPERS_PER_THEME)
    return min(most, MOST_THEMES, round(8 * (max(papers, 1) / 100) ** 0.265))


def list_counts(expected: int) -> list[int]:
    """Numbers of themes, ascending, that are tried where the size calls for `expected`."""
    steps = range(round(np.log(MOST_THEMES) / np.log(STEP)) + 1)
    ladder = sorted({round(MOST_THEMES / STEP**step) for step in steps})
    return [count for count in ladder if expected / WINDOW <= count <= expected * WINDOW] or [expected]


def choose_count(coordinates: np.ndarray, papers: int) -> int:
    """The most stable number of themes within a quarter of `expect_count`, where it is much more so than those nearer
    to it.

    Stability is the agreement between groupings of all papers learned from either half of them (Lange et al. 2004), as
    the adjusted Rand index. From it three tenths are taken for every doubling or halving of what the size calls for,
    so that luck alone does not move the number; the halves are the same whatever the seed. A corpus of fewer than 200
    papers is too small for halves and gets what its size calls for.

    Args:
        coordinates: (N, d) of papers, from `embed_papers`.
        papers: papers of the whole corpus, of which the N may be a sample.
    """
    expected = expect_count(papers)
    if len(coordinates) < FEWEST_COMPARED:
        return expected
    points = unit_rows(_thin(coordinates)[:, :DIMENSIONS])
    counts = list_counts(expected)
    far = np.abs(np.log2(np.array(counts) / expected))
    stable = np.array(list(map_ahead(partial(measure_stability, points), counts)))
    return counts[int((stable - LEAN * far).argmax())]


def _thin(coordinates: np.ndarray) -> np.ndarray:
    return coordinates[:: -(-len(coordinates) // PAPERS_COMPARED)]


def measure_stability(points: np.ndarray, count: int) -> float:
    """Agreement, 0 (chance) to 1, of groupings into `count` groups that were learned from either half of the papers.

    Args:
        points: (N, d) rows of unit length.
    """
    agreement = []
    for split in range(SPLITS):
        rng = np.random.default_rng(split)
        order = rng.permutation(len(points))
        labels = []
        for half in np.array_split(order, 2):
            tries = [spherical_kmeans(points[half], count, rng, ROUNDS) for _ in range(TRIES)]
            learned = max(tries, key=lambda one: measure_tightness(points[half], one, count))
            centres = unit_rows(sum_by_group(points[half], learned, count))
            labels.append((points @ centres.T).argmax(axis=1))
        agreement.append(adjusted_rand(*labels))
    return float(np.mean(agreement))


def adjusted_rand(one: np.ndarray, other: np.ndarray) -> float:
    """Agreement of two groupings by pairs, adjusted for chance: 1 for the same, 0 for what chance gives (Hubert &
    Arabie 1985).

    Args:
        one, other: (N,) groups, 0 or more.
    """
    both = sp.csr_matrix((np.ones(len(one)), (one, other))).toarray()
    together, first, second, pairs = (
        (sizes * (sizes - 1)).sum() / 2 for sizes in (both, both.sum(axis=1), both.sum(axis=0), np.array(both.sum()))
    )
    expected = first * second / pairs
    most = (first + second) / 2
    return float((together - expected) / (most - expected)) if most > expected else 1.0
