"""How well each single term would label each theme."""

import numpy as np
import scipy.sparse as sp

from pipelines.themes.description.label_evidence import IN_TEXT, measure_exclusivity, measure_relevance
from pipelines.themes.description.top_terms import count_holders

WORDS_IN_A_NAME = 4

LEAST_EXCLUSIVITY = 0.4
"""Least exclusivity of a term that may label a theme."""

MOST_SPREAD = 0.75
WIDE = 0.2
"""Where fewer than this part (WIDE) of a theme's papers hold a term, the term may be spread over the themes at most so
evenly (MOST_SPREAD): 0 for a term of a single theme, 1 for one as frequent in each. A term in some papers of many
themes (`deep learning`) labels none of them."""

LEAST_TITLED = 0.08
"""Part of a term's papers within a theme that must hold it in the title. What stands in texts and hardly ever in
titles is a measure, a data set or a means (`average precision`, `unlabeled data`), and not what papers are about."""

SINGLE_WORD = 0.4
"""Factor for a term of one word, which says less of what it means than one of two or three."""


def rate_names(
    counts: sp.csr_matrix, labels: np.ndarray, themes: int, words: np.ndarray, most_spread: float = MOST_SPREAD
) -> np.ndarray:
    """(themes, V) how well each term would label each theme; 0 where it may not.

    The rating is `measure_relevance`, with titles weighing more than texts: authors put in the title what a paper is
    about.

    Args:
        counts: (N, V), 1 where a paper holds a term, more where its title does.
        labels: (N,) theme of each paper, -1 for none.
        words: (V,) number of words of each term.
        most_spread: how evenly a term may be spread over the themes.
    """
    held, titled = (count_holders(one, labels, themes) for one in part_mentions(counts))
    holders = IN_TEXT * held + (1 - IN_TEXT) * titled
    papers = np.maximum(np.bincount(labels[labels >= 0], minlength=themes), 1)[:, None]
    exclusivity = measure_exclusivity(holders, holders.sum(axis=0), papers, papers.sum())
    is_fit = (exclusivity >= LEAST_EXCLUSIVITY) & (
        (_measure_spread(holders / papers) <= most_spread) | (holders >= WIDE * papers)
    )
    # Five papers are added, one of them with the term in its title, since a few papers prove little.
    is_fit &= titled + 1 >= LEAST_TITLED * (held + 5)
    # A theme without a fit term is labelled by what it has.
    is_fit |= ~is_fit.any(axis=1, keepdims=True)
    length = np.where(words == 1, SINGLE_WORD, np.where(words > WORDS_IN_A_NAME, 0, 1))
    return np.where(is_fit, measure_relevance(holders, exclusivity, papers), 0.0) * length


def _measure_spread(shares: np.ndarray) -> np.ndarray:
    """(V,) how evenly each term is spread over the themes: the entropy of its shares of theirs, over its greatest
    value.

    Args:
        shares: (themes, V) parts of the themes' papers that hold each term.
    """
    part = shares / np.maximum(shares.sum(axis=0), 1e-12)
    return -(part * np.log(np.maximum(part, 1e-12))).sum(axis=0) / np.log(max(len(shares), 2))


def part_mentions(counts: sp.csr_matrix) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """(N, V) 1 where a paper holds a term; (N, V) 1 where its title does."""
    held = sp.csr_matrix((np.ones(len(counts.data)), counts.indices, counts.indptr), counts.shape)
    titled = sp.csr_matrix(
        ((counts.data > 1).astype(np.float64), counts.indices, counts.indptr), counts.shape, copy=True
    )
    titled.eliminate_zeros()
    return held, titled
