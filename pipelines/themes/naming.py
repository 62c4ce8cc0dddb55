"""The names of themes: one or two of the terms that the titles of their typical papers hold, unlike those of other themes."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.weighting import weigh_terms
from pipelines.themes.words import count_holders, count_together, find_kin, npmi

WORDS_IN_A_NAME = 4
BETWEEN = " · "
CANDIDATES = 40
IN_TEXT = 0.3
"""What a paper counts for whose text holds a term and whose title does not, where one with the term in its title is 1."""

LEAST_PULL = 0.4
"""Part of the way from a term that is everybody's to one that is the theme's alone that a name must have gone."""

DOUBT = 0.5
"""What the log of how much likelier a term is among a theme's papers loses, over the root of the papers that hold it."""

SINGLE_WORD = 0.4
SINGLE_SECOND = 0.7
"""What a term of one word is worth beside one of two or three, which says more of what it means: alone, and as the second."""

SHOWN = 1.2
"""What a term of several words is worth that is shown among its theme's, or holds a word that is, beside one that is not."""

SECOND_PART = 0.6
"""Part of the first term's worth that a second must have for a name of two words to be made longer by it."""

LEAST_TIE = 0.1
"""NPMI, over all papers, that the two terms of a name must have: others would name two subjects as if they were one."""


def rate_names(counts: sp.csr_matrix, labels: np.ndarray, themes: int, words: np.ndarray) -> np.ndarray:
    """(themes, V) how well each term would name each theme; 0 where it would not.

    The root of the part of the theme's papers that hold the term, titles before texts, times its pull: the log of how many
    times likelier it is among them than anywhere, over the greatest value that this can have for a theme of that size. What
    authors put in a title is what a paper is about; a measure (`word error rate`) is in many texts and few titles.

    Args:
        counts: (N, V), 1 where a paper holds a term, more where its title does.
        labels: (N,) theme of each paper, -1 for none.
        words: (V,) number of words of each term.
    """
    titled = np.where(counts.data > 1, 1.0, IN_TEXT)
    holders = count_holders(sp.csr_matrix((titled, counts.indices, counts.indptr), counts.shape), labels, themes)
    papers = np.maximum(np.bincount(labels[labels >= 0], minlength=themes), 1)[:, None]
    part = papers / papers.sum()
    share = holders / papers
    lift = np.log((share + 1e-12) / ((holders.sum(axis=0) + 0.5) / papers.sum())) - DOUBT / np.sqrt(holders + 0.25)
    pull = np.clip(lift / np.maximum(-np.log(part), 0.1), 0, 1)
    worth = np.sqrt(share) * pull**1.5
    telling = pull >= LEAST_PULL
    # A theme that no term sets apart well is named by those that do so a little.
    telling |= ~telling.any(axis=1, keepdims=True)
    length = np.where(words == 1, SINGLE_WORD, np.where(words > WORDS_IN_A_NAME, 0, 1))
    return np.where(telling, worth, 0.0) * length


def propose_names(
    counts: sp.csr_matrix,
    labels: np.ndarray,
    themes: int,
    terms: pl.DataFrame,
    shown: Sequence[np.ndarray] | None = None,
) -> list[list[str]]:
    """Names that each theme could bear, the best first; none for a theme that no term sets apart.

    Terms are rated by `rate_names`, and by the root of how typical of the theme the papers are that hold them: see
    `measure_typicality`. A name is a term, with a second one where the first has one word only, or where the second says nearly as much and is
    mostly about other papers of the theme; never more than four words in all, nor two terms that hardly meet in papers.

    Args:
        counts: (N, V), 1 where a paper holds a term, more where its title does.
        labels: (N,) theme of each paper, -1 for none.
        terms: term, words; V rows.
        shown: `themes` arrays of columns, the terms that are shown below each name.
    """
    words = terms["words"].to_numpy()
    worth = rate_names(counts, labels, themes, words)
    names = terms["term"].to_list()
    by_term = sp.csc_matrix(sp.csr_matrix((np.ones_like(counts.data), counts.indices, counts.indptr), counts.shape))
    weighed = weigh_terms(counts)
    everybody = np.asarray(weighed.mean(axis=0)).ravel()
    proposed = []
    for theme in range(themes):
        order = np.argsort(-worth[theme], kind="stable")[:CANDIDATES]
        order = order[worth[theme, order] > 0]
        if not len(order):
            proposed.append([])
            continue
        rows = np.flatnonzero(labels == theme)
        typical = measure_typicality(counts[rows], weighed[rows], everybody, order)
        rated = worth[theme, order] * np.sqrt(typical / typical.max() if typical.max() > 0 else 1)
        if shown:
            rated[_stand_for([names[one] for one in shown[theme]], [names[one] for one in order])] *= SHOWN
        best = np.argsort(-rated, kind="stable")
        best = best[rated[best] > 0]
        order = order[best]
        together = count_together(by_term, order)
        tied = npmi(together, counts.shape[0]) >= LEAST_TIE
        proposed.append(_combine([names[column] for column in order], rated[best], together, tied))
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


def measure_typicality(
    counts: sp.csr_matrix, weighed: sp.csr_matrix, everybody: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """(T,) how typical of a theme the papers are that hold each of the chosen terms, 0 to 1.

    The cosine of their mean with that of the whole theme, both less the mean of all papers and without the term itself. It
    keeps the name of a corner of a theme from naming it all.

    Args:
        counts: (P, V) of the theme's papers, 1 where one holds a term, more where its title does.
        weighed: (P, V) their rows of unit length.
        everybody: (V,) mean of the rows of all papers.
        columns: (T,).
    """
    centre = np.asarray(weighed.mean(axis=0)).ravel() - everybody
    chosen = counts[:, columns]
    chosen.data = np.where(chosen.data > 1, 1.0, IN_TEXT)
    holders = np.asarray(chosen.sum(axis=0)).ravel()
    means = (chosen.T @ weighed).toarray() / np.maximum(holders, 1e-9)[:, None] - everybody
    place = np.arange(len(columns))
    means[place, columns] = 0
    length = np.linalg.norm(means, axis=1) * np.sqrt(np.maximum((centre**2).sum() - centre[columns] ** 2, 0))
    return np.clip(np.divide(means @ centre, length, out=np.zeros(len(columns)), where=length > 1e-9), 0, 1)


def _combine(names: list[str], worth: np.ndarray, together: np.ndarray, tied: np.ndarray) -> list[str]:
    """Names made of terms, the best first.

    Args:
        names: T terms, the best first.
        worth: (T,).
        together: (T, T) papers that hold both of two terms.
        tied: (T, T) whether two terms may make up a name.
    """
    held = np.diag(together)
    kin = _share_word(names)
    length = np.array([len(name.split()) for name in names])
    second_worth = np.where(length == 1, worth / SINGLE_WORD * SINGLE_SECOND, worth)
    added = second_worth * (1 - together / np.minimum.outer(held, held))
    made = []
    for first, name in enumerate(names):
        fits = ~kin[first] & tied[first] & (length + length[first] <= WORDS_IN_A_NAME)
        fits &= added[first] >= (0 if length[first] == 1 else SECOND_PART * worth[first])
        seconds = np.flatnonzero(fits)[np.argsort(-added[first, fits], kind="stable")]
        made += [f"{_capitalise(name)}{BETWEEN}{names[second]}" for second in seconds[:3]]
        made.append(_capitalise(name))
    return made


def _split_singular(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in name.lower().replace("-", " ").split())


def _share_word(names: list[str]) -> np.ndarray:
    words = [_split_singular(name) for name in names]
    return np.array([[bool(one & other) for other in words] for one in words]) | find_kin(names)


def name_themes(given: list[str | None], proposed: list[list[str]], sizes: np.ndarray) -> list[str]:
    """K names: those given, and for the others the best that is proposed and unlike those taken; the largest chooses first.

    Two names are alike where a term of one shares most of its words with a term of the other. Where nothing else is left,
    they may be, and at last a number tells them apart.

    Args:
        given: K, None for a theme without a name.
        proposed: K lists of names, the best first.
        sizes: (K,) papers.
    """
    named = list(given)
    for theme in np.argsort(-sizes, kind="stable"):
        if named[theme] is None:
            taken = [name.casefold() for name in named if name]
            named[theme] = _choose_name(proposed[theme], taken)
    return named


def _choose_name(proposed: list[str], taken: list[str]) -> str:
    parts = [part for name in taken for part in name.split(BETWEEN)]
    for name in proposed:
        own = name.casefold().split(BETWEEN)
        if not find_kin(own + parts)[: len(own), len(own) :].any():
            return name
    for name in proposed:
        if name.casefold() not in taken:
            return name
    best = proposed[0] if proposed else "Other papers" if taken else "All papers"
    numbered = (f"{best} ({number})" for number in range(2, 10_000))
    return best if best.casefold() not in taken else next(name for name in numbered if name.casefold() not in taken)


def _capitalise(term: str) -> str:
    """`term` with a capital at its beginning, unless its first word has its own (`nuScenes`, `fMRI`)."""
    first = term.split(" ")[0]
    return term[:1].upper() + term[1:] if first == first.lower() else term
