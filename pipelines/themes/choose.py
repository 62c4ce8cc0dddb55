"""How many themes a corpus is given: about as many as its size calls for, and of those the number that is most stable."""

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score

from pipelines.themes.factorise import spherical_kmeans, sum_by_group, unit_rows

MOST_THEMES = 80
PAPERS_PER_THEME = 6
"""A theme needs at least this many papers to be worth a name."""

WINDOW = (0.8, 0.9, 1.0, 1.12, 1.25)
"""Numbers that are tried, as parts of what the size calls for."""

SPLITS = 4
PAPERS_COMPARED = 4_000
FEWEST_COMPARED = 200
AS_GOOD = 0.01


def expect_count(papers: int) -> int:
    """Number of themes that `papers` papers call for: about 8 for a hundred and 50 for a hundred thousand.

    It grows as a power of the number of papers, as the number of distinct subjects in a literature does (Heaps' law):
    8 × (papers / 100) ^ 0.265, 80 at most, and never more than one for six papers.
    """
    most = max(1, papers // PAPERS_PER_THEME)
    return min(most, MOST_THEMES, round(8 * (max(papers, 1) / 100) ** 0.265))


def choose_count(coordinates: np.ndarray, papers: int, seed: int) -> int:
    """The most stable number of themes within a quarter of `expect_count`; the smallest of those that are as good.

    Stability is the agreement between groupings of all papers learned from either half of them, as mutual information
    adjusted for chance, and so for the number of groups (Lange et al. 2004; Vinh, Epps & Bailey 2010). Numbers within 0.01
    of the best are as good. A corpus of fewer than 200 papers is too small for halves and gets what its size calls for.

    Args:
        coordinates: (N, d) of papers, from `embed_papers`.
        papers: papers of the whole corpus, of which the N may be a sample.
    """
    expected = expect_count(papers)
    if len(coordinates) < FEWEST_COMPARED:
        return expected
    points = unit_rows(_thin(coordinates))
    counts = sorted({min(MOST_THEMES, round(part * expected)) for part in WINDOW})
    stable = np.array([measure_stability(points, count, seed) for count in counts])
    return counts[int(np.flatnonzero(stable >= stable.max() - AS_GOOD)[0])]


def _thin(coordinates: np.ndarray) -> np.ndarray:
    return coordinates[:: -(-len(coordinates) // PAPERS_COMPARED)]


def measure_stability(points: np.ndarray, count: int, seed: int) -> float:
    """Agreement, 0 (chance) to 1, of groupings into `count` groups that were learned from either half of the papers.

    Args:
        points: (N, d) rows of unit length.
    """
    agreement = []
    for split in range(SPLITS):
        rng = np.random.default_rng([seed, split])
        order = rng.permutation(len(points))
        labels = []
        for half in np.array_split(order, 2):
            learned = spherical_kmeans(points[half], count, rng)
            centres = unit_rows(sum_by_group(points[half], learned, count))
            labels.append((points @ centres.T).argmax(axis=1))
        agreement.append(adjusted_mutual_info_score(*labels))
    return float(np.mean(agreement))
