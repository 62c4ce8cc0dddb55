"""The model of themes: how papers are scored by it, and how themes are refined with it.

The model is a mixture of unigram language models with a Dirichlet prior (Nigam et al. 2000), joined with von
Mises-Fisher distributions of one concentration over embeddings (Banerjee et al. 2005). Papers are assigned hard
(classification EM, Celeux & Govaert 1992). It needs only the papers' features, so papers can be folded in long after
the fit.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from pipelines.themes.model.factorise import sum_by_group, unit_rows

PRIOR = 0.5
"""Weight of the prior that every theme uses words as the whole corpus does, in themes of mean size."""

CONCENTRATION = 60.0
"""Log odds that a paper adds to a theme whose direction its embedding has, over one at a right angle to it. With words
alone the borders of themes would move with every few new papers."""

TEMPER = 25.0
"""Temperature: log odds are divided by it before they become weights, since terms of a paper are far from
independent."""

STICKINESS = 10.0
"""Log odds by which another theme must be ahead for a paper to leave the one that it had in the previous build."""

ROWS_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class DocumentFeatures:
    """The features of N papers.

    Args:
        counts: (N, F) CSR of float32, features.
        embeddings: (N, d) float32, rows of length 0 to 1: how reliable each is.
    """

    counts: sp.csr_matrix
    embeddings: np.ndarray

    def __getitem__(self, rows: np.ndarray | slice) -> "DocumentFeatures":
        return DocumentFeatures(self.counts[rows], self.embeddings[rows])

    @property
    def papers(self) -> int:
        return self.counts.shape[0]

    @property
    def has_features(self) -> np.ndarray:
        """(N,) whether a paper has any feature."""
        return np.diff(self.counts.indptr) > 0


@dataclass(frozen=True, slots=True)
class ThemeModel:
    """What is known of K themes.

    Args:
        odds: (F, K) log odds of each feature.
        directions: (d, K) of the mean embedding of the papers, unit length.
    """

    odds: np.ndarray
    directions: np.ndarray

    @property
    def themes(self) -> int:
        return self.odds.shape[1]


def count_by_theme(counts: sp.csr_matrix, labels: np.ndarray, themes: int) -> np.ndarray:
    """(themes, V) sums of the counts of each theme's papers; papers labelled -1 are left out."""
    held = np.flatnonzero(labels >= 0)
    member = sp.csr_matrix(
        (np.ones(len(held), dtype=np.float32), (labels[held], held)), shape=(themes, counts.shape[0])
    )
    return np.asarray((member @ counts).todense(), dtype=np.float64)


def log_odds(by_theme: np.ndarray) -> np.ndarray:
    """(V, themes) how much more a theme uses a term than the corpus does, as a natural logarithm."""
    prior, background = _prior(by_theme)
    chance = (by_theme + prior) / (by_theme.sum(axis=1, keepdims=True) + prior.sum())
    return np.ascontiguousarray((np.log(chance) - np.log(background)).T, dtype=np.float32)


def _prior(by_theme: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    total = by_theme.sum(axis=0) + 1e-6
    return PRIOR * total / len(by_theme), total / total.sum()


def fit_theme_model(features: DocumentFeatures, labels: np.ndarray, themes: int) -> ThemeModel:
    """The model of `themes` themes, learned from their papers; papers labelled -1 are left out."""
    odds = log_odds(count_by_theme(features.counts, labels, themes))
    held = np.flatnonzero(labels >= 0)
    return ThemeModel(odds, _mean_directions(features.embeddings[held], labels[held], themes))


def _mean_directions(embeddings: np.ndarray, labels: np.ndarray, themes: int) -> np.ndarray:
    """(d, themes) mean embedding of the papers of each theme, unit length."""
    return np.ascontiguousarray(unit_rows(sum_by_group(embeddings, labels, themes)).T)


def score_papers(features: DocumentFeatures, model: ThemeModel) -> np.ndarray:
    """(N, themes) float32 log odds of each theme for each paper."""
    return np.asarray(features.counts @ model.odds) + CONCENTRATION * (features.embeddings @ model.directions)


def _score_own(
    counts: sp.csr_matrix, by_theme: np.ndarray, labels: np.ndarray, row: np.ndarray, length: np.ndarray
) -> np.ndarray:
    """(N,) log odds of each paper's features for the theme that it is in, as if it were not in it.

    Args:
        row: row of each count.
        length: (N,) sums of the rows of counts.
    """
    prior, background = _prior(by_theme)
    term = counts.indices
    kept = by_theme.astype(np.float32).ravel()[labels[row] * np.int64(counts.shape[1]) + term] - counts.data
    log_chance = np.maximum(kept, 0) + prior.astype(np.float32)[term]
    np.log(log_chance, out=log_chance)
    log_chance -= np.log(background).astype(np.float32)[term]
    log_chance *= counts.data
    total = np.bincount(row, weights=log_chance, minlength=counts.shape[0])
    return total - length * np.log(by_theme.sum(axis=1)[labels] - length + prior.sum())


def _score_own_embedding(embeddings: np.ndarray, labels: np.ndarray, groups: int) -> np.ndarray:
    """(N,) cosine of each paper's embedding with the mean of the other papers of its theme, times the embedding's
    length."""
    others = sum_by_group(embeddings, labels, groups)[labels] - embeddings
    length = np.linalg.norm(others, axis=1)
    return np.divide((embeddings * others).sum(axis=1), length, out=np.zeros_like(length), where=length > 1e-6)


def add_stickiness(scores: np.ndarray, before: np.ndarray) -> None:
    """Adds `STICKINESS` to the score of each paper for the theme that it had before.

    Args:
        scores: (N, themes), changed in place.
        before: (N,) index of theme, -1 for none.
    """
    known = np.flatnonzero(before >= 0)
    scores[known, before[known]] += STICKINESS


def refine_groups(
    features: DocumentFeatures, labels: np.ndarray, groups: int, before: np.ndarray | None = None, rounds: int = 12
) -> np.ndarray:
    """(N,) labels after papers have moved to the group with the highest score, until few still move.

    A paper's score for its own group leaves the paper itself out; otherwise nearly every paper would stay where it is.

    Args:
        labels: (N,) groups to begin with, 0 to groups - 1.
        before: (N,) group of the previous build that each paper tends to keep, -1 for none.
    """
    counts, embeddings = features.counts, features.embeddings
    row = np.repeat(np.arange(features.papers, dtype=np.int32), np.diff(counts.indptr))
    length = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    every = np.arange(features.papers)
    for _ in range(rounds):
        by_theme = count_by_theme(counts, labels, groups)
        scores = score_papers(features, ThemeModel(log_odds(by_theme), _mean_directions(embeddings, labels, groups)))
        scores[:, np.bincount(labels, minlength=groups) == 0] = -np.inf
        scores[every, labels] = _score_own(counts, by_theme, labels, row, length)
        scores[every, labels] += CONCENTRATION * _score_own_embedding(embeddings, labels, groups)
        if before is not None:
            add_stickiness(scores, before)
        found = scores.argmax(axis=1)
        moved = (found != labels).mean()
        labels = found
        if moved < 0.002:
            break
    return labels


def as_weights(scores: np.ndarray) -> np.ndarray:
    """(N, themes) weights of each paper's themes, adding up to 1: a softmax with temperature."""
    tempered = (scores - scores.max(axis=1, keepdims=True)) / TEMPER
    weights = np.exp(tempered)
    return weights / weights.sum(axis=1, keepdims=True)
