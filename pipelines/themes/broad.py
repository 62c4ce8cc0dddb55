"""Broad themes: the level above, for corpora with more themes than a person can look at in one go."""

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

THEMES_WITHOUT = 40
"""Up to this many themes there is one level only."""


def group_broadly(likeness: np.ndarray, papers: np.ndarray) -> np.ndarray | None:
    """(K,) index of the theme after which each theme's broad theme is named: the largest in it; None up to 40 themes.

    Average linkage over the themes' cosines (Sokal & Michener 1958), cut at about the root of twice the number of themes.

    Args:
        likeness: (K, K) cosines between themes.
        papers: (K,) papers of each theme.
    """
    themes = len(papers)
    if themes <= THEMES_WITHOUT:
        return None
    gaps = np.clip(1 - (likeness + likeness.T) / 2, 0, None)
    np.fill_diagonal(gaps, 0)
    groups = fcluster(linkage(squareform(gaps, checks=False), "average"), round(np.sqrt(2 * themes)), "maxclust")
    leader = np.zeros(themes, dtype=int)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        leader[members] = members[papers[members].argmax()]
    return leader
