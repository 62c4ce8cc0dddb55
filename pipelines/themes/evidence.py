"""What a term says for a theme: log odds, the papers' themes by them, and the themes refined by both in turn.

The model is a mixture of unigram languages with a Dirichlet prior (Nigam et al. 2000), assigned hard (classification EM,
Celeux & Govaert 1992). It needs no matrix but the counts, so papers can be folded in by it long after the fit.
"""

import numpy as np
import scipy.sparse as sp

PRIOR = 0.5
"""Weight of the prior that every theme speaks like the whole corpus, in mean themes."""

TEMPER = 25.0
"""By how much log odds are divided before they become weights: terms of a paper are far from independent."""

LOYALTY = 10.0
"""Log odds by which another theme must be ahead for a paper to leave the one that it had in the previous build."""

ROWS_AT_ONCE = 65_536


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


def score_papers(counts: sp.csr_matrix, odds: np.ndarray) -> np.ndarray:
    """(N, themes) float32: sum of the log odds of each paper's terms."""
    return np.asarray(counts @ odds)


def _score_own(
    counts: sp.csr_matrix, by_theme: np.ndarray, labels: np.ndarray, row: np.ndarray, length: np.ndarray
) -> np.ndarray:
    """(N,) score of each paper for the theme that it is in, as if it were not in it.

    Args:
        row: row of each count.
        length: (N,) sums of the rows of counts.
    """
    prior, background = _prior(by_theme)
    term = counts.indices
    kept = by_theme.astype(np.float32).ravel()[labels[row] * np.int64(counts.shape[1]) + term] - counts.data
    said = np.maximum(kept, 0) + prior.astype(np.float32)[term]
    np.log(said, out=said)
    said -= np.log(background).astype(np.float32)[term]
    said *= counts.data
    total = np.bincount(row, weights=said, minlength=counts.shape[0])
    return total - length * np.log(by_theme.sum(axis=1)[labels] - length + prior.sum())


def reward_loyalty(scores: np.ndarray, before: np.ndarray) -> None:
    """Adds `LOYALTY` to the score of each paper for the theme that it had before.

    Args:
        scores: (N, themes), changed in place.
        before: (N,) index of theme, -1 for none.
    """
    known = np.flatnonzero(before >= 0)
    scores[known, before[known]] += LOYALTY


def refine_groups(
    counts: sp.csr_matrix, labels: np.ndarray, groups: int, before: np.ndarray | None = None, rounds: int = 12
) -> np.ndarray:
    """(N,) labels after each paper has gone to the group that speaks most like it, until few still move.

    A paper is judged against its own group as if it were not in it; otherwise nearly every paper would stay where it is.

    Args:
        counts: (N, V).
        labels: (N,) groups to begin with, 0 to groups - 1.
        before: (N,) group of the previous build that each paper is loyal to, -1 for none.
    """
    row = np.repeat(np.arange(counts.shape[0], dtype=np.int32), np.diff(counts.indptr))
    length = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    for _ in range(rounds):
        by_theme = count_by_theme(counts, labels, groups)
        scores = score_papers(counts, log_odds(by_theme))
        scores[:, np.bincount(labels, minlength=groups) == 0] = -np.inf
        scores[np.arange(len(labels)), labels] = _score_own(counts, by_theme, labels, row, length)
        if before is not None:
            reward_loyalty(scores, before)
        found = scores.argmax(axis=1)
        moved = (found != labels).mean()
        labels = found
        if moved < 0.002:
            break
    return labels


def as_weights(scores: np.ndarray) -> np.ndarray:
    """(N, themes) parts of each paper, adding up to 1: tempered odds."""
    tempered = (scores - scores.max(axis=1, keepdims=True)) / TEMPER
    weights = np.exp(tempered)
    return weights / weights.sum(axis=1, keepdims=True)
