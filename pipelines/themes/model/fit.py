"""Themes found in a corpus: from nothing, or from the themes that papers had before."""

from functools import partial

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.model.consensus import exchange_groups, group_papers
from pipelines.themes.model.factorise import DIMENSIONS, embed_papers, sum_by_group, turn_to_axes, unit_rows
from pipelines.themes.model.sample import draw_evenly
from pipelines.themes.model.smoothing import smooth_papers
from pipelines.themes.model.theme_model import DocumentFeatures, fit_theme_model, refine_groups, score_papers
from pipelines.themes.model.weighting import weigh_terms

MOST_GROUPED = 10_000
"""Papers that the consensus groups; more add time and no themes."""

MEANING_WEIGHT = 0.88
"""Weight of a paper's embedding beside its coordinates in this corpus, where the embedding is fully reliable."""

REPEATS = 8
REPEATS_OF_MANY = 6
"""Runs of the consensus for each number of dimensions, 64 in all, or 48 where more than 10,000 papers are fitted,
which takes
long: with 16 in all, up to two fifths more papers change their theme with another seed or a month of new papers."""

MOST_REFINED = 4_000
"""Papers up to which each run is smoothed and refined by itself, and the consensus is not refined once more: it is
steadier as it stands."""

ROUNDS_IN_RUN = 8
ROUNDS = 12
ROUNDS_OF_MANY = 6
"""Rounds of refining: each run, the consensus, and the consensus beyond 10,000 papers, where the last rounds move one
paper in a hundred."""

SLACK = 0.3
"""Part by which the number of themes may differ from the one chosen before a fit that continues changes it."""


def embed_sample(features: DocumentFeatures, paper_ids: pl.Series, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of at most 10,000 papers, ascending, and their (rows, 100) coordinates: latent semantic analysis of this
    corpus, joined with their embeddings.

    Args:
        features: of the N papers that themes are fitted on.
        paper_ids: of the N papers.
    """
    rows = draw_evenly(paper_ids, MOST_GROUPED)
    coordinates = embed_papers(weigh_terms(features.counts[rows]), DIMENSIONS, seed)
    embeddings = features.embeddings[rows]
    reliability = np.linalg.norm(embeddings, axis=1, keepdims=True)
    if not reliability.any():
        return rows, coordinates
    part = MEANING_WEIGHT * reliability
    both = np.hstack([np.sqrt(1 - part) * unit_rows(coordinates), np.sqrt(part) * unit_rows(embeddings)])
    return rows, turn_to_axes(both, min(DIMENSIONS, both.shape[1]))


def fit_themes(
    features: DocumentFeatures, themes: int, seed: int, embedded: tuple[np.ndarray, np.ndarray] | None
) -> np.ndarray:
    """(N,) theme of each paper, found from nothing; 0 to `themes` - 1.

    Args:
        features: of N papers.
        embedded: what `embed_sample` makes of them; None where there is a single paper or feature.
    """
    if themes <= 1 or embedded is None:
        return np.zeros(features.papers, dtype=int)
    rows, coordinates = embedded
    if len(rows) <= MOST_REFINED:
        refine = partial(refine_groups, _choose_features(features), groups=themes, rounds=ROUNDS_IN_RUN)
        smooth = partial(smooth_papers, groups=themes)
        return group_papers(coordinates, themes, seed, refine, smooth, REPEATS)
    is_many = features.papers > MOST_GROUPED
    grouped = group_papers(coordinates, themes, seed, repeats=REPEATS_OF_MANY if is_many else REPEATS)
    labels = np.full(features.papers, -1)
    labels[rows] = exchange_groups(unit_rows(coordinates), grouped, themes, seed)
    rounds = ROUNDS_OF_MANY if is_many else ROUNDS
    return refine_groups(features, fold_in(features, labels, themes), themes, rounds=rounds)


def _choose_features(features: DocumentFeatures) -> DocumentFeatures:
    """The features without embeddings where papers are few: their runs group by embeddings already, which must not
    count twice."""
    is_few = features.papers <= MOST_REFINED
    return DocumentFeatures(features.counts, features.embeddings[:, :0]) if is_few else features


def fold_in(features: DocumentFeatures, labels: np.ndarray, themes: int) -> np.ndarray:
    """(N,) labels in which papers that had none, labelled -1, have the theme with the highest score."""
    rows = np.flatnonzero(labels < 0)
    if not len(rows):
        return labels
    scores = score_papers(features[rows], fit_theme_model(features, labels, themes))
    scores[:, np.bincount(labels[labels >= 0], minlength=themes) == 0] = -np.inf
    folded = labels.copy()
    folded[rows] = scores.argmax(axis=1)
    return folded


def refit_themes(
    features: DocumentFeatures, labels: np.ndarray, themes: int, wanted: int, seed: int, slack: float = SLACK
) -> np.ndarray:
    """(N,) theme of each paper, found from the themes that papers had before.

    Where the number of themes is further from the wanted one than the slack, three tenths, the widest themes are split
    in two, or the two most alike made one, until it is within.

    Args:
        labels: (N,) index of each paper's previous theme, -1 where it had none.
        themes: number of previous themes; themes that are split off are numbered from there.
    """
    before, features = labels, _choose_features(features)
    labels = refine_groups(features, fold_in(features, labels, themes), themes, before)
    while len(np.unique(labels)) < round(wanted * (1 - slack)):
        labels = _split_widest(features.counts, labels, seed)
    while len(np.unique(labels)) > max(1, round(wanted * (1 + slack))):
        labels = _merge_nearest(features.counts, labels)
    # Where a theme was split or merged, its papers tend to stay in what became of it.
    return refine_groups(features, labels, labels.max() + 1, np.where(before >= 0, labels, -1))


def _split_widest(counts: sp.csr_matrix, labels: np.ndarray, seed: int) -> np.ndarray:
    widest = int(np.bincount(labels).argmax())
    rows = np.flatnonzero(labels == widest)
    coordinates = embed_papers(weigh_terms(counts[rows]), 20, seed)
    half = group_papers(coordinates, 2, seed)
    smaller = int(np.bincount(half, minlength=2).argmin())
    split = labels.copy()
    split[rows[half == smaller]] = labels.max() + 1
    return split


def _merge_nearest(counts: sp.csr_matrix, labels: np.ndarray) -> np.ndarray:
    alive = np.unique(labels)
    near = measure_likeness(weigh_terms(counts), labels, labels.max() + 1)[np.ix_(alive, alive)]
    np.fill_diagonal(near, -1)
    one, other = alive[list(np.unravel_index(near.argmax(), near.shape))]
    merged = labels.copy()
    merged[merged == max(one, other)] = min(one, other)
    return merged


def measure_likeness(weighed: sp.csr_matrix, labels: np.ndarray, themes: int) -> np.ndarray:
    """(themes, themes) cosines between the themes' mean papers.

    Args:
        weighed: (N, V) rows of unit length.
        labels: (N,), -1 for none.
    """
    held = np.flatnonzero(labels >= 0)
    means = unit_rows(sum_by_group(weighed[held], labels[held], themes))
    return np.clip(means @ means.T, 0, 1).astype(np.float64)


def measure_contrast(weighed: sp.csr_matrix, labels: np.ndarray, themes: int) -> np.ndarray:
    """(themes, themes) cosines, -1 to 1, between what sets each theme's mean paper apart from the mean of all papers.

    Args:
        weighed: (N, F) rows of unit length.
        labels: (N,), -1 for none.
    """
    held = np.flatnonzero(labels >= 0)
    size = np.maximum(np.bincount(labels[held], minlength=themes), 1)
    means = sum_by_group(weighed[held], labels[held], themes) / size[:, None]
    apart = unit_rows(means - np.asarray(weighed[held].mean(axis=0)))
    return (apart @ apart.T).astype(np.float64)


def measure_fit(
    weighed: sp.csr_matrix, members: np.ndarray, labels: np.ndarray, themes: int, judged: np.ndarray
) -> float:
    """Mean cosine of the judged papers with the mean of the other papers of their theme; 0 where none is judged.

    Args:
        weighed: (N, V) rows of unit length.
        members: (N,) theme of the papers that make up the means, -1 for the others.
        labels: (N,) theme that each paper is judged by.
        judged: (N,) which papers are judged.
    """
    rows = np.flatnonzero(judged & (labels >= 0))
    if not len(rows):
        return 0.0
    held = np.flatnonzero(members >= 0)
    sums = sum_by_group(weighed[held], members[held], themes)
    own = np.asarray(weighed[rows] @ sums.T)[np.arange(len(rows)), labels[rows]]
    inside = (members[rows] == labels[rows]).astype(float)
    square = (sums.astype(np.float64) ** 2).sum(axis=1)[labels[rows]]
    others = np.sqrt(np.maximum(square - inside * (2 * own - 1), 1e-9))
    return float(np.clip((own - inside) / others, 0, 1).mean())
