"""The top terms of a theme: distinctive of it, and occurring together."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

TERMS_WEIGHED = 200
TERMS_KEPT = 30
TERMS_SHOWN = 10
STARTS = 15
"""Terms, the most distinctive first, that a list is begun with, each in turn."""

FEWEST_SHOWN = 5
"""Terms that are shown even where they meet the others no more often than chance has it."""

LEAST_REACH = 0.6
"""Part of the greatest reach among a theme's lists that a list must have: a corner of a theme, however coherent, is
not shown for it."""

OWN_PART = 0.5
"""Part of its greatest distinctiveness that a term must have for a theme to show it."""


@dataclass(frozen=True, slots=True)
class ThemeTerms:
    """The terms of one theme, the most distinctive first.

    Args:
        columns: columns of the corpus, at most 30.
        weights: distinctiveness of each.
        many: how many of them, from the first, are shown; at most 10.
    """

    columns: np.ndarray
    weights: np.ndarray
    many: int

    @property
    def shown(self) -> np.ndarray:
        """Columns of the terms that are shown."""
        return self.columns[: self.many]


def count_holders(presence: sp.csr_matrix, labels: np.ndarray, themes: int) -> np.ndarray:
    """(themes, V) sums of the rows of each theme's papers.

    Args:
        presence: (N, V).
        labels: (N,) theme of each paper, -1 for none.
    """
    held = np.flatnonzero(labels >= 0)
    member = sp.csr_matrix((np.ones(len(held)), (labels[held], held)), shape=(themes, len(labels)))
    return np.asarray((member @ presence).todense())


def rate_terms(holders: np.ndarray, papers: np.ndarray) -> np.ndarray:
    """(K, V) how distinctive each term is of each theme; 0 where it is not.

    The root of the share of the theme's papers that hold the term, times the log of how far that exceeds the share
    among all papers. Half a paper is added to those of all themes, and one over the root of the holders is taken from
    the log, so a term of a few papers cannot lead.

    Args:
        holders: (K, V) papers of each theme that hold each term.
        papers: (K,) papers of each theme.
    """
    total = papers.sum()
    share = holders / np.maximum(papers, 1)[:, None]
    expected = (holders.sum(axis=0) + 0.5) / (total + 1)
    lift = np.log((share + 1e-12) / expected)
    surprise = np.maximum(lift - 1 / np.sqrt(np.maximum(holders, 0.25)), 0)
    return np.where(holders >= 2, np.sqrt(share) * surprise, 0.0)


def npmi(together: np.ndarray, papers: int) -> np.ndarray:
    """(T, T) normalised pointwise mutual information over papers (Bouma 2009); -1 for pairs that never meet.

    Args:
        together: (T, T) papers that hold both; the diagonal says how many hold each.
        papers: papers in all.
    """
    alone = np.diag(together) / papers
    joint = together / papers
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(joint / np.outer(alone, alone)) / -np.log(joint)
    value = np.where(joint >= 1, 1.0, value)
    return np.where(together > 0, value, -1.0)


def count_together(presence: sp.csr_matrix | sp.csc_matrix, columns: np.ndarray) -> np.ndarray:
    """(T, T) papers that hold both of two of the chosen terms."""
    chosen = presence[:, columns]
    return np.asarray((chosen.T @ chosen).todense(), dtype=np.float64)


def find_near_duplicates(names: list[str]) -> np.ndarray:
    """(T, T) whether two terms share more than half of the words of the shorter one, as a term and one that holds it
    do."""
    words = [frozenset(name.lower().split()) for name in names]
    column = {word: number for number, word in enumerate(sorted(frozenset().union(*words)))}
    held = np.zeros((len(words), len(column)))
    for row, one in enumerate(words):
        held[row, [column[word] for word in one]] = 1
    length = held.sum(axis=1)
    return 2 * (held @ held.T) > np.minimum.outer(length, length)


def measure_coherence(presence: sp.csc_matrix, top: ThemeTerms) -> float:
    """Mean NPMI of the pairs of the terms shown, over papers; 0 for fewer than two terms."""
    shown = top.shown
    if len(shown) < 2:
        return 0.0
    ties = npmi(count_together(presence, shown), presence.shape[0])
    return float(ties[np.triu_indices(len(shown), 1)].mean())


def pick_top_terms(presence: sp.csr_matrix, labels: np.ndarray, themes: int, terms: pl.DataFrame) -> list[ThemeTerms]:
    """The terms of each theme; a term counts for less the more distinctive it is of another theme.

    The ten at most that are shown are picked from the 200 most distinctive so that they are both distinctive and met
    in the same
    papers: see `pick_coherent`.

    Args:
        presence: (N, V), 1 where a paper holds a term.
        labels: (N,) theme of each paper, -1 for none.
        terms: term; V rows.
    """
    holders = count_holders(presence, labels, themes)
    rating = rate_terms(holders, np.bincount(labels[labels >= 0], minlength=themes))
    own = rating / np.maximum(rating.max(axis=0), 1e-9)
    rating = np.where(own >= OWN_PART, rating * own, 0.0)
    names = terms["term"].to_list()
    by_term = sp.csc_matrix(presence)
    picked = []
    for theme in range(themes):
        order = np.argsort(-rating[theme], kind="stable")[:TERMS_WEIGHED]
        order = order[rating[theme, order] > 0]
        if not len(order):
            # Too small a theme to own a term: the terms of its papers that are the rarest elsewhere.
            shared = holders[theme] / (holders.sum(axis=0) + 1)
            order = np.argsort(-shared, kind="stable")[:TERMS_SHOWN]
            order = order[shared[order] > 0]
            rating[theme, order] = shared[order]
        held = by_term[:, order]
        ties = npmi(count_together(held, np.arange(len(order))), presence.shape[0])
        by_paper = held[np.flatnonzero(labels == theme)].toarray() > 0
        shown = pick_coherent(ties, rating[theme, order], by_paper, [names[column] for column in order])
        chosen = np.array(
            (shown + [place for place in range(len(order)) if place not in shown])[:TERMS_KEPT], dtype=int
        )
        picked.append(ThemeTerms(order[chosen], rating[theme, order[chosen]], len(shown)))
    return picked


def pick_coherent(ties: np.ndarray, weights: np.ndarray, held: np.ndarray, names: list[str]) -> list[int]:
    """Of T terms the places of the ten at most to show.

    A list begins with each of the fifteen most distinctive terms in turn. The next term is always that whose
    distinctiveness, discounted by how seldom it meets those picked already (NPMI), is greatest; of terms that share
    most of their words one is shown. Of these lists the one taken is the best by coherence (mean NPMI) first, then by
    mean distinctiveness and reach, the part of the theme's papers that hold two of its terms: see `_rate_list`. At
    last terms that meet the others no more often than chance has it are left out, the strangest first, while there are
    more than five.

    Args:
        ties: (T, T) NPMI of each two terms.
        weights: (T,) distinctiveness, above 0, descending.
        held: (P, T) whether each of the theme's papers holds each term.
        names: T terms.
    """
    if not names:
        return []
    near_duplicates = find_near_duplicates(names)
    strength = np.sqrt(weights / weights.max())
    lists = [_extend(start, ties, near_duplicates, strength) for start in range(min(STARTS, len(names)))]
    reach = np.array([measure_reach(one, held) for one in lists])
    rating = np.array([_rate_list(one, ties, strength, part) for one, part in zip(lists, reach, strict=True)])
    rating[reach < LEAST_REACH * reach.max()] = -np.inf
    return sorted(leave_out_strangers(lists[int(rating.argmax())], ties))


def measure_reach(shown: list[int], held: np.ndarray) -> float:
    """Part of the papers that hold two of the terms shown, or the one where only one is.

    Args:
        held: (P, T) whether each paper holds each term.
    """
    return float((held[:, shown].sum(axis=1) >= min(2, len(shown))).mean())


def leave_out_strangers(shown: list[int], ties: np.ndarray) -> list[int]:
    """`shown` without the terms whose mean NPMI with the others is 0 or less, the least first; five stay in any case.

    Args:
        ties: (T, T) NPMI of each two terms.
    """
    kept = list(shown)
    while len(kept) > FEWEST_SHOWN:
        among = ties[np.ix_(kept, kept)]
        bonds = among.sum(axis=1) - np.diag(among)
        if bonds.min() > 0:
            break
        kept.pop(int(bonds.argmin()))
    return kept


def _extend(start: int, ties: np.ndarray, near_duplicates: np.ndarray, strength: np.ndarray) -> list[int]:
    shown, free, bonds = [start], ~near_duplicates[start], ties[start].copy()
    while len(shown) < TERMS_SHOWN and free.any():
        bond = bonds / len(shown)
        # Terms that seldom meet those shown come last of all, the least strange among them first.
        fitness = np.where(free, np.where(bond > 0, strength * bond, bond - 1), -np.inf)
        shown.append(int(fitness.argmax()))
        free &= ~near_duplicates[shown[-1]]
        bonds += ties[shown[-1]]
    return shown


def _rate_list(shown: list[int], ties: np.ndarray, strength: np.ndarray, reach: float) -> float:
    among = ties[np.ix_(shown, shown)][np.triu_indices(len(shown), 1)]
    coherence = among.mean() if len(among) else -1.0
    return float((1 + coherence) ** 2 * strength[shown].mean() * (reach + 0.01) ** 0.15 * len(shown))
