"""Broad themes: the level above, for corpora with more themes than a person can look at in one go."""

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

THEMES_WITHOUT = 40
"""Up to this many themes there is one level only."""


def group_broadly(likeness: np.ndarray) -> np.ndarray | None:
    """(K,) number of each theme's broad theme, from 0; None up to 40 themes, which need no second level.

    Ward's method (1963) on the distances between the themes' directions, cut at about the root of twice their number.

    Args:
        likeness: (K, K) cosines, -1 to 1, between what sets the themes apart from the corpus as a whole. (Cosines of the
            means themselves will not do: all of them share the field's common words, and one group swallows most.)
    """
    themes = len(likeness)
    if themes <= THEMES_WITHOUT:
        return None
    gaps = np.sqrt(np.clip(2 - likeness - likeness.T, 0, None))
    np.fill_diagonal(gaps, 0)
    groups = fcluster(linkage(squareform(gaps, checks=False), "ward"), round(np.sqrt(2 * themes)), "maxclust")
    return groups - 1
