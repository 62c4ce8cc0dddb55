"""The words for a theme: its most distinctive terms, and the name made of them."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

TERMS_WEIGHED = 80
TERMS_KEPT = 30
TERMS_SHOWN = 10
WORDS_IN_A_NAME = 4
OWN_PART = 0.7
"""Part of its greatest distinctiveness that a term must have for a theme to show it."""


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """The terms of one theme, the most distinctive first.

    Args:
        columns: columns of the corpus, at most 30; the first ten are those shown.
        weights: distinctiveness of each.
    """

    columns: np.ndarray
    weights: np.ndarray


def rate_terms(holders: np.ndarray, papers: np.ndarray) -> np.ndarray:
    """(K, V) how distinctive each term is of each theme; 0 where it is not.

    The share of the theme's papers that hold the term, times the log of how far that exceeds the share among all papers:
    the term's part in the Kullback-Leibler divergence of theme and corpus. Half a paper is added to both sides, so a
    term of a few papers cannot lead.

    Args:
        holders: (K, V) papers of each theme that hold each term.
        papers: (K,) papers of each theme.
    """
    total = papers.sum()
    share = holders / np.maximum(papers, 1)[:, None]
    expected = (holders.sum(axis=0) + 0.5) / (total + 1)
    lift = np.log((share + 1e-12) / expected)
    surprise = np.maximum(lift - 1 / np.sqrt(np.maximum(holders, 0.25)), 0)
    return np.where(holders >= 2, share**0.75 * surprise, 0.0)


def _is_nested(words: str, others: list[str]) -> bool:
    return any(f" {words} " in f" {other} " or f" {other} " in f" {words} " for other in others)


def _same_head(words: str, others: list[str]) -> bool:
    mine = set(words.split())
    return any(len(mine & set(other.split())) * 2 > min(len(mine), len(other.split())) for other in others)


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


def pick_words(presence: sp.csr_matrix, labels: np.ndarray, themes: int, terms: pl.DataFrame) -> list[ThemeWords]:
    """The terms of each theme; a term belongs to the theme that it is most distinctive of, and to those nearly level.

    The ten that are shown are picked one by one from the eighty most distinctive: the next one is that whose
    distinctiveness, discounted by how seldom it meets those picked already (NPMI), is greatest. Of two terms of which
    one holds the other, or that share most of their words, one is shown.

    Args:
        presence: (N, V), 1 where a paper holds a term.
        labels: (N,) theme of each paper, -1 for none.
        terms: term; V rows.
    """
    held = np.flatnonzero(labels >= 0)
    member = sp.csr_matrix((np.ones(len(held)), (labels[held], held)), shape=(themes, len(labels)))
    holders = np.asarray((member @ presence).todense())
    rating = rate_terms(holders, np.bincount(labels[held], minlength=themes))
    rating = np.where(rating >= OWN_PART * rating.max(axis=0), rating, 0.0)
    names = terms["term"].str.to_lowercase().to_list()
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
        picked.append(_pick_coherent(by_term, order, rating[theme, order], names))
    return picked


def _pick_coherent(presence: sp.csc_matrix, order: np.ndarray, weights: np.ndarray, names: list[str]) -> ThemeWords:
    if not len(order):
        return ThemeWords(order, weights)
    ties = npmi(count_together(presence, order), presence.shape[0])
    strength = np.sqrt(weights / weights.max())
    shown: list[int] = []
    left = list(range(len(order)))
    while left and len(shown) < TERMS_SHOWN:
        bond = ties[np.ix_(left, shown)].mean(axis=1) if shown else np.ones(len(left))
        # Terms that seldom meet those shown come last of all, the least strange among them first.
        fitness = np.where(bond > 0, strength[left] * bond, bond - 1)
        for place in np.argsort(-fitness, kind="stable"):
            words = names[order[left[place]]]
            others = [names[order[one]] for one in shown]
            if not _is_nested(words, others) and not _same_head(words, others):
                shown.append(left.pop(int(place)))
                break
        else:
            break
    rest = [place for place in left if place not in shown][: TERMS_KEPT - len(shown)]
    chosen = np.array(shown + rest)
    return ThemeWords(order[chosen], weights[chosen])


def name_theme(words: list[str], taken: set[str]) -> str:
    """A name of two to four words from a theme's terms, unlike those taken.

    The first term of two or more words among the first four leads, else the first term; a second term is added while
    the name stays within four words.

    Args:
        words: the theme's terms, the most distinctive first.
        taken: names in use, in lower case.
    """
    if not words:
        words = ["Other papers" if taken else "All papers"]
    lead = next((term for term in words[:4] if term.count(" ") in (1, 2)), words[0])
    names = []
    for second in words:
        if second != lead and len(f"{lead} {second}".split()) <= WORDS_IN_A_NAME:
            names.append(f"{_capitalise(lead)} · {second}")
    if len(lead.split()) >= 3 or not names:
        names.insert(0, _capitalise(lead))
    for name in names:
        if name.lower() not in taken:
            return name
    return next(name for number in range(2, 10_000) if (name := f"{names[0]} ({number})").lower() not in taken)


def name_themes(names: list[str | None], top_terms: list[list[str]], sizes: np.ndarray) -> list[str]:
    """K names: those given, and for the others new ones; the largest theme chooses first.

    Args:
        names: K, None for a theme without a name.
        top_terms: K lists of terms, the most distinctive first.
        sizes: (K,) papers.
    """
    named = list(names)
    taken = {name.lower() for name in names if name}
    for theme in np.argsort(-sizes, kind="stable"):
        if named[theme] is None:
            named[theme] = name_theme(top_terms[theme], taken)
            taken.add(named[theme].lower())
    return named


def _capitalise(term: str) -> str:
    return term[:1].upper() + term[1:]
