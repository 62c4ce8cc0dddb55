"""What a paper says for a theme, the papers' themes by it, and the themes refined by both in turn.

The model is a mixture of unigram languages with a Dirichlet prior (Nigam et al. 2000), and beside it of directions in the space of
meaning, as of von Mises-Fisher distributions of one concentration (Banerjee et al. 2005), assigned hard (classification EM, Celeux &
Govaert 1992). It needs nothing but the papers' features, so papers can be folded in by it long after the fit.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from pipelines.themes.model.factorise import sum_by_group, unit_rows

PRIOR = 0.5
"""Weight of the prior that every theme speaks like the whole corpus, in mean themes."""

CONCENTRATION = 60.0
"""Log odds that a paper gives for lying, by meaning, where the theme does, over one that lies at a right angle to it. Words alone draw the
borders of themes anew with every few papers more."""

TEMPER = 25.0
"""By how much log odds are divided before they become weights: terms of a paper are far from independent."""

LOYALTY = 10.0
"""Log odds by which another theme must be ahead for a paper to leave the one that it had in the previous build."""

ROWS_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class Evidence:
    """What N papers are judged by.

    Args:
        counts: (N, F) CSR of float32, features.
        places: (N, d) float32 where the papers lie by meaning: rows as long as they can be trusted, 0 to 1.
    """

    counts: sp.csr_matrix
    places: np.ndarray

    def __getitem__(self, rows: np.ndarray | slice) -> "Evidence":
        return Evidence(self.counts[rows], self.places[rows])

    @property
    def papers(self) -> int:
        return self.counts.shape[0]

    @property
    def speaks(self) -> np.ndarray:
        """(N,) whether a paper has any feature."""
        return np.diff(self.counts.indptr) > 0


@dataclass(frozen=True, slots=True)
class Voices:
    """What K themes are known by.

    Args:
        odds: (F, K) log odds of each feature.
        directions: (d, K) of the mean place of the papers, unit length.
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


def hear_themes(evidence: Evidence, labels: np.ndarray, themes: int) -> Voices:
    """The voices of `themes` themes, learned from their papers; papers labelled -1 are left out."""
    odds = log_odds(count_by_theme(evidence.counts, labels, themes))
    held = np.flatnonzero(labels >= 0)
    return Voices(odds, _direct(evidence.places[held], labels[held], themes))


def _direct(places: np.ndarray, labels: np.ndarray, themes: int) -> np.ndarray:
    """(d, themes) mean place of the papers of each theme, unit length."""
    return np.ascontiguousarray(unit_rows(sum_by_group(places, labels, themes)).T)


def score_papers(evidence: Evidence, voices: Voices) -> np.ndarray:
    """(N, themes) float32: what each paper gives for each theme, as log odds."""
    return np.asarray(evidence.counts @ voices.odds) + CONCENTRATION * (evidence.places @ voices.directions)


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
    said = np.maximum(kept, 0) + prior.astype(np.float32)[term]
    np.log(said, out=said)
    said -= np.log(background).astype(np.float32)[term]
    said *= counts.data
    total = np.bincount(row, weights=said, minlength=counts.shape[0])
    return total - length * np.log(by_theme.sum(axis=1)[labels] - length + prior.sum())


def _place_own(places: np.ndarray, labels: np.ndarray, groups: int) -> np.ndarray:
    """(N,) cosine of each paper's place, times its length, with the mean of the other papers of its theme."""
    others = sum_by_group(places, labels, groups)[labels] - places
    length = np.linalg.norm(others, axis=1)
    return np.divide((places * others).sum(axis=1), length, out=np.zeros_like(length), where=length > 1e-6)


def reward_loyalty(scores: np.ndarray, before: np.ndarray) -> None:
    """Adds `LOYALTY` to the score of each paper for the theme that it had before.

    Args:
        scores: (N, themes), changed in place.
        before: (N,) index of theme, -1 for none.
    """
    known = np.flatnonzero(before >= 0)
    scores[known, before[known]] += LOYALTY


def refine_groups(
    evidence: Evidence, labels: np.ndarray, groups: int, before: np.ndarray | None = None, rounds: int = 12
) -> np.ndarray:
    """(N,) labels after each paper has gone to the group that speaks most like it, until few still move.

    A paper is judged against its own group as if it were not in it; otherwise nearly every paper would stay where it is.

    Args:
        labels: (N,) groups to begin with, 0 to groups - 1.
        before: (N,) group of the previous build that each paper is loyal to, -1 for none.
    """
    counts, places = evidence.counts, evidence.places
    row = np.repeat(np.arange(evidence.papers, dtype=np.int32), np.diff(counts.indptr))
    length = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    every = np.arange(evidence.papers)
    for _ in range(rounds):
        by_theme = count_by_theme(counts, labels, groups)
        scores = score_papers(evidence, Voices(log_odds(by_theme), _direct(places, labels, groups)))
        scores[:, np.bincount(labels, minlength=groups) == 0] = -np.inf
        scores[every, labels] = _score_own(counts, by_theme, labels, row, length)
        scores[every, labels] += CONCENTRATION * _place_own(places, labels, groups)
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
