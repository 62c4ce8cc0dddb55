"""Labels proposed for themes: one or two terms from the titles of their typical papers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.description.label_evidence import (
    IN_TEXT,
    count_either,
    embed_terms,
    measure_exclusivity,
    measure_relevance,
    measure_typicality,
)
from pipelines.themes.description.label_rating import (
    MOST_SPREAD,
    SINGLE_WORD,
    WORDS_IN_A_NAME,
    part_mentions,
    rate_names,
)
from pipelines.themes.description.top_terms import find_near_duplicates, npmi
from pipelines.themes.description.unique_labels import BETWEEN
from pipelines.themes.model.weighting import weigh_terms

CANDIDATES = 40
"""Terms of each theme, the best rated, of which names are made."""

SECONDS = 3
"""Second terms that are tried for each first one."""

SINGLE_SECOND = 0.75
"""Factor for a term of one word as the second of a name."""

SHOWN = 1.2
"""Factor for a term of several words that is shown among the theme's top terms, or holds a word that is."""

LEAST_TYPICAL = 0.52
"""Part of the greatest typicality among a theme's terms that a term must have for a name to begin with it. A term with
less stands for a small part of the theme only."""

LEAST_GAIN = 1.13
"""How many times as relevant two terms must be together as the first of them, for both to make up the name."""

LEAST_ADDED = 3
"""Papers of the theme that the second term of a name must add to those of the first, a mention in the text counting
three tenths."""

LEAST_TIE = 0.1
"""NPMI, over all papers, that the two terms of a name must have: a name must not join two subjects."""

SAME_MEANING = 0.65
"""Cosine of embeddings from which two terms mean the same (`user interface`, `GUI`), so that a name needs only one of
them."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """T terms that a theme could be named by.

    Args:
        names: the terms.
        words: (T,) number of words of each.
        relevance: (T, T) of each two terms together; the diagonal, of each alone.
        typical: (T, T) how typical of the theme the papers are that hold one of the two, 0 to 1.
        may_pair: (T, T) whether the two may make up a name.
        shown: (T,) whether it is shown among the terms of the theme, or holds a word that is.
    """

    names: list[str]
    words: np.ndarray
    relevance: np.ndarray
    typical: np.ndarray
    may_pair: np.ndarray
    shown: np.ndarray


def propose_names(
    counts: sp.csr_matrix,
    labels: np.ndarray,
    themes: int,
    terms: pl.DataFrame,
    shown: Sequence[np.ndarray] | None = None,
    most_spread: float = MOST_SPREAD,
) -> list[list[str]]:
    """Names for each theme, the best first; none for a theme without a distinctive term.

    The forty terms that `rate_names` rates best are also rated by how typical their papers are of the theme: see
    `measure_typicality`. A name is one term, or two where the two together are clearly more relevant to the theme than
    the first alone. It has at most four words in all. Its two terms occur together in papers and do not mean the same.

    Args:
        counts: (N, V), 1 where a paper holds a term, more where its title does.
        labels: (N,) theme of each paper, -1 for none.
        terms: term, words; V rows.
        shown: `themes` arrays of columns, the terms that are shown below each name.
        most_spread: how evenly a term may be spread over the themes, to name a theme of which few papers hold it.
    """
    counts, labels = counts[labels >= 0], labels[labels >= 0]
    if not len(labels):
        return [[] for _ in range(themes)]
    words = terms["words"].to_numpy()
    rating = rate_names(counts, labels, themes, words, most_spread)
    orders = [np.argsort(-one, kind="stable")[:CANDIDATES] for one in rating]
    orders = [order[one[order] > 0] for order, one in zip(orders, rating, strict=True)]
    weighed = weigh_terms(counts)
    everybody = np.asarray(weighed.mean(axis=0)).ravel()
    by_term = [sp.csc_matrix(one) for one in part_mentions(counts)]
    chosen = np.unique(np.concatenate(orders))
    meanings = embed_terms(terms["term"].gather(chosen).to_list())
    proposed = []
    for theme, order in enumerate(orders):
        if not len(order):
            proposed.append([])
            continue
        rows = np.flatnonzero(labels == theme)
        held, titled = (sp.csr_matrix(one[:, order]) for one in by_term)
        either, everywhere = count_either(held[rows], titled[rows]), count_either(held, titled)
        exclusivity = measure_exclusivity(either, everywhere, len(rows), len(labels))
        mentions = IN_TEXT * held[rows] + (1 - IN_TEXT) * titled[rows]
        meant = meanings[np.searchsorted(chosen, order)]
        names = terms["term"].gather(order).to_list()
        length = words[order]
        may_pair = ~_share_word(names) & (length[:, None] + length <= WORDS_IN_A_NAME)
        may_pair &= either - np.diag(either)[:, None] >= LEAST_ADDED
        may_pair &= (npmi((held.T @ held).toarray(), len(labels)) >= LEAST_TIE) & (meant @ meant.T < SAME_MEANING)
        candidates = Candidates(
            names,
            length,
            measure_relevance(either, exclusivity, len(rows)),
            measure_typicality(mentions, weighed[rows], everybody, order),
            may_pair,
            _stand_for(terms["term"].gather(shown[theme]).to_list() if shown else [], names),
        )
        proposed.append(_combine(candidates))
    return proposed


def _stand_for(shown: list[str], names: list[str]) -> np.ndarray:
    """(T,) whether each of the terms `names` has several words and is shown itself, or holds a word that is.

    Where `imaging` is shown, `medical imaging` is not, as the two share most of their words.
    """
    words = [_split_singular(name) for name in names]
    single = frozenset().union(*(one for one in map(_split_singular, shown) if len(one) == 1))
    return np.array(
        [len(one) > 1 and (name in shown or bool(one & single)) for name, one in zip(names, words, strict=True)]
    )


def _combine(given: Candidates) -> list[str]:
    """Names made of terms, the best first: for each term, those that it begins."""
    most = np.diag(given.typical).max()
    joint = given.relevance * (given.typical / most if most > 0 else 1)
    shown = np.where(given.shown, SHOWN, 1.0)
    is_single = given.words == 1
    alone = np.diag(joint) * shown
    together = joint * (shown[:, None] + shown) / 2
    gains = given.may_pair & (together >= LEAST_GAIN * alone[:, None])
    # A single word says too little alone where there is a second term.
    gains |= given.may_pair & is_single[:, None]
    relevance = together * np.where(is_single, SINGLE_SECOND, 1.0)
    is_corner = np.diag(given.typical) < LEAST_TYPICAL * most
    first = np.lexsort((-alone * np.where(is_single, SINGLE_WORD, 1.0), is_corner))
    made = []
    for one in first:
        name = _capitalise(given.names[one])
        seconds = np.flatnonzero(gains[one])
        seconds = seconds[np.argsort(-relevance[one, seconds], kind="stable")][:SECONDS]
        made += [f"{name}{BETWEEN}{given.names[second]}" for second in seconds]
        made.append(name)
    return made


def _split_singular(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in name.lower().replace("-", " ").split())


def _share_word(names: list[str]) -> np.ndarray:
    words = [_split_singular(name) for name in names]
    return np.array([[bool(one & other) for other in words] for one in words]) | find_near_duplicates(names)


def _capitalise(term: str) -> str:
    """`term` with a capital at its beginning, unless this has its own (`nuScenes`, `fMRI`) or is a letter alone
    (`k-NN`)."""
    word = term.split(" ")[0]
    begin = word.split("-")[0]
    is_plain = word == word.lower() or (len(begin) > 1 and begin == begin.lower())
    return term[:1].upper() + term[1:] if is_plain else term
