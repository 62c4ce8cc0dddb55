"""Broad themes: a second level above themes, for corpora with more than forty of them."""

import numpy as np
import polars as pl
import scipy.sparse as sp
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from pipelines.themes.description.appearance import Appearance
from pipelines.themes.description.labels import propose_names
from pipelines.themes.description.unique_labels import name_themes
from pipelines.themes.model.fit import measure_contrast

THEMES_WITHOUT = 40
"""Up to this many themes there is one level only."""


def group_broadly(likeness: np.ndarray) -> np.ndarray | None:
    """(K,) number of each theme's broad theme, from 0; None up to 40 themes, which need no second level.

    Ward's method (1963) on the distances between the themes' directions, cut at about the root of twice their number.

    Args:
        likeness: (K, K) cosines, -1 to 1, between the themes' means less the mean of the corpus. (Cosines of the means
            themselves will not do: all means share the field's common words, and one group would swallow most.)
    """
    themes = len(likeness)
    if themes <= THEMES_WITHOUT:
        return None
    gaps = np.sqrt(np.clip(2 - likeness - likeness.T, 0, None))
    np.fill_diagonal(gaps, 0)
    groups = fcluster(linkage(squareform(gaps, checks=False), "ward"), round(np.sqrt(2 * themes)), "maxclust")
    return groups - 1


def name_broad_themes(
    counts: sp.csr_matrix,
    weighed: sp.csr_matrix,
    labels: np.ndarray,
    terms: pl.DataFrame,
    sizes: np.ndarray,
    appearance: Appearance,
) -> tuple[list[int | None], list[str | None]]:
    """broad_id and broad_label of each theme: kept while the themes are the same, else found and named anew."""
    themes = len(sizes)
    if appearance.broad:
        return appearance.broad
    groups = group_broadly(measure_contrast(weighed, labels, themes))
    if groups is None:
        return [None] * themes, [None] * themes
    many = groups.max() + 1
    # Broad themes are few: what names one is in papers of most others.
    proposed = propose_names(counts, np.append(groups, -1)[labels], many, terms, most_spread=1.0)
    names = name_themes([None] * many, proposed, np.bincount(groups, weights=sizes))
    leaders = [max(np.flatnonzero(groups == group), key=lambda theme: sizes[theme]) for group in range(many)]
    return [int(appearance.theme_ids[leaders[group]]) for group in groups], [names[group] for group in groups]
