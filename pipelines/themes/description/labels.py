"""The names of themes: one or two of the terms that the titles of their typical papers hold, unlike those of other themes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.description.label_evidence import (
    IN_TEXT,
    count_either,
    measure_pull,
    measure_typicality,
    measure_worth,
    place_meanings,
)
from pipelines.themes.description.top_terms import count_holders, find_kin, npmi
from pipelines.themes.model.weighting import weigh_terms

WORDS_IN_A_NAME = 4
BETWEEN = " · "
CANDIDATES = 40
SECONDS = 3

LEAST_PULL = 0.4
"""Part of the way from a term that is everybody's to one that is the theme's alone that a name must have gone."""

MOST_SPREAD = 0.75
WIDE = 0.2
"""How evenly a term may be spread over the themes, 0 for one in a single theme and 1 for one as frequent in each, to name one of
which fewer papers than this part hold it: a term that is in some papers of many themes (`deep learning`) says little of any."""

LEAST_TITLED = 0.08
"""Part of a theme's papers with a term that hold it in the title, for it to name the theme: what is in texts and hardly ever in
titles is a measure, a data set or a means (`average precision`, `unlabeled data`) and not what papers are about."""

SINGLE_WORD = 0.4
SINGLE_SECOND = 0.75
"""What a term of one word is worth beside one of two or three, which says more of what it means: alone, and as the second."""

SHOWN = 1.2
"""What a term of several words is worth that is shown among its theme's, or holds a word that is, beside one that is not."""

LEAST_TYPICAL = 0.52
"""Part of what is most typical of a theme that a term must be for a name to begin with it: others are of a corner of it."""

LEAST_GAIN = 1.13
"""How many times as much two terms must say together as the first of them, for both to make up the name."""

LEAST_ADDED = 3
"""Papers of a theme, a text for three tenths of a title, that the second term of a name must hold beside those of the first."""

LEAST_TIE = 0.1
"""NPMI, over all papers, that the two terms of a name must have: others would name two subjects as if they were one."""

SAME_MEANING = 0.65
"""Cosine from which two terms say the same (`user interface`, `GUI`), and a name needs but one of them."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """T terms that a theme could be named by.

    Args:
        names: the terms.
        words: (T,) number of words of each.
        said: (T, T) what two terms say of the theme together; the diagonal, what each says alone.
        typical: (T, T) how typical of the theme the papers are that hold one of the two, 0 to 1.
        may_pair: (T, T) whether the two may make up a name.
        shown: (T,) whether it is shown among the terms of the theme, or holds a word that is.
    """

    names: list[str]
    words: np.ndarray
    said: np.ndarray
    typical: np.ndarray
    may_pair: np.ndarray
    shown: np.ndarray


def rate_names(
    counts: sp.csr_matrix, labels: np.ndarray, themes: int, words: np.ndarray, most_spread: float = MOST_SPREAD
) -> np.ndarray:
    """(themes, V) how well each term would name each theme; 0 where it would not.

    What it says of the theme (see `measure_worth`), titles before texts: what authors put in a title is what a paper is about.

    Args:
        counts: (N, V), 1 where a paper holds a term, more where its title does.
        labels: (N,) theme of each paper, -1 for none.
        words: (V,) number of words of each term.
        most_spread: how evenly a term may be spread over the themes.
    """
    held, titled = (count_holders(one, labels, themes) for one in _part_mentions(counts))
    holders = IN_TEXT * held + (1 - IN_TEXT) * titled
    papers = np.maximum(np.bincount(labels[labels >= 0], minlength=themes), 1)[:, None]
    pull = measure_pull(holders, holders.sum(axis=0), papers, papers.sum())
    is_telling = (pull >= LEAST_PULL) & (
        (_measure_spread(holders / papers) <= most_spread) | (holders >= WIDE * papers)
    )
    # As if it were in five papers more, one of them with it in the title: a few papers prove little.
    is_telling &= titled + 1 >= LEAST_TITLED * (held + 5)
    # A theme that no term sets apart well is named by those that do so a little.
    is_telling |= ~is_telling.any(axis=1, keepdims=True)
    length = np.where(words == 1, SINGLE_WORD, np.where(words > WORDS_IN_A_NAME, 0, 1))
    return np.where(is_telling, measure_worth(holders, pull, papers), 0.0) * length


def _measure_spread(shares: np.ndarray) -> np.ndarray:
    """(V,) how evenly each term is spread over the themes: the entropy of its shares of theirs, over its greatest value.

    Args:
        shares: (themes, V) parts of the themes' papers that hold each term.
    """
    part = shares / np.maximum(shares.sum(axis=0), 1e-12)
    return -(part * np.log(np.maximum(part, 1e-12))).sum(axis=0) / np.log(max(len(shares), 2))


def _part_mentions(counts: sp.csr_matrix) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """(N, V) 1 where a paper holds a term; (N, V) 1 where its title does."""
    held = sp.csr_matrix((np.ones(len(counts.data)), counts.indices, counts.indptr), counts.shape)
    titled = sp.csr_matrix(
        ((counts.data > 1).astype(np.float64), counts.indices, counts.indptr), counts.shape, copy=True
    )
    titled.eliminate_zeros()
    return held, titled


def propose_names(
    counts: sp.csr_matrix,
    labels: np.ndarray,
    themes: int,
    terms: pl.DataFrame,
    shown: Sequence[np.ndarray] | None = None,
    most_spread: float = MOST_SPREAD,
) -> list[list[str]]:
    """Names that each theme could bear, the best first; none for a theme that no term sets apart.

    The forty terms that `rate_names` rates best are rated by how typical of the theme the papers are that hold them too: see
    `measure_typicality`. A name is a term, with a second one where the papers that hold either say a good deal more of the
    theme than those that hold the first: they are more, by three at least, or more typical of it, or more its own. It never has more than four
    words in all, nor two terms that hardly meet in papers or that mean the same.

    Args:
        counts: (N, V), 1 where a paper holds a term, more where its title does.
        labels: (N,) theme of each paper, -1 for none.
        terms: term, words; V rows.
        shown: `themes` arrays of columns, the terms that are shown below each name.
        most_spread: how evenly a term may be spread over the themes, to name one that few papers of hold it.
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
    by_term = [sp.csc_matrix(one) for one in _part_mentions(counts)]
    chosen = np.unique(np.concatenate(orders))
    meanings = place_meanings(terms["term"].gather(chosen).to_list())
    proposed = []
    for theme, order in enumerate(orders):
        if not len(order):
            proposed.append([])
            continue
        rows = np.flatnonzero(labels == theme)
        held, titled = (sp.csr_matrix(one[:, order]) for one in by_term)
        either, everywhere = count_either(held[rows], titled[rows]), count_either(held, titled)
        pull = measure_pull(either, everywhere, len(rows), len(labels))
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
            measure_worth(either, pull, len(rows)),
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
    said = given.said * (given.typical / most if most > 0 else 1)
    shown = np.where(given.shown, SHOWN, 1.0)
    is_single = given.words == 1
    alone = np.diag(said) * shown
    together = said * (shown[:, None] + shown) / 2
    gains = given.may_pair & (together >= LEAST_GAIN * alone[:, None])
    # A single word says too little to stand alone where there is a second.
    gains |= given.may_pair & is_single[:, None]
    worth = together * np.where(is_single, SINGLE_SECOND, 1.0)
    is_corner = np.diag(given.typical) < LEAST_TYPICAL * most
    first = np.lexsort((-alone * np.where(is_single, SINGLE_WORD, 1.0), is_corner))
    made = []
    for one in first:
        name = _capitalise(given.names[one])
        seconds = np.flatnonzero(gains[one])
        seconds = seconds[np.argsort(-worth[one, seconds], kind="stable")][:SECONDS]
        made += [f"{name}{BETWEEN}{given.names[second]}" for second in seconds]
        made.append(name)
    return made


def _split_singular(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in name.lower().replace("-", " ").split())


def _share_word(names: list[str]) -> np.ndarray:
    words = [_split_singular(name) for name in names]
    return np.array([[bool(one & other) for other in words] for one in words]) | find_kin(names)


def name_themes(given: list[str | None], proposed: list[list[str]], sizes: np.ndarray) -> list[str]:
    """K names: those given, and for the others the best that is proposed and unlike those taken; the largest chooses first.

    Two names are alike where a term of one shares most of its words with a term of the other. The second term of a name is
    none that the best name of another theme begins with, while there is another. Where nothing else is left, names may be
    alike, and at last a number tells them apart.

    Args:
        given: K, None for a theme without a name.
        proposed: K lists of names, the best first.
        sizes: (K,) papers.
    """
    named = list(given)
    firsts = [names[0].casefold().split(BETWEEN)[0] if names else None for names in proposed]
    for theme in np.argsort(-sizes, kind="stable"):
        if named[theme] is None:
            taken = [name.casefold() for name in named if name]
            awaited = [one for other, one in enumerate(firsts) if one and other != theme and named[other] is None]
            named[theme] = _choose_name(proposed[theme], taken, awaited)
    return named


def _choose_name(proposed: list[str], taken: list[str], awaited: list[str]) -> str:
    """The first name of `proposed` that fits.

    Args:
        taken: names of other themes.
        awaited: terms with which the best names of themes begin that have none yet.
    """
    parts = [part for name in taken for part in name.split(BETWEEN)]
    for apart in (awaited, []):
        for name in proposed:
            own = name.casefold().split(BETWEEN)
            if not _is_like(own, parts) and not _is_like(own[1:], apart):
                return name
    for name in proposed:
        if name.casefold() not in taken:
            return name
    best = proposed[0] if proposed else "Other papers" if taken else "All papers"
    numbered = (f"{best} ({number})" for number in range(2, 10_000))
    return best if best.casefold() not in taken else next(name for name in numbered if name.casefold() not in taken)


def _is_like(own: list[str], others: list[str]) -> bool:
    """Whether one of the terms `own` shares most of its words with one of the others."""
    return bool(own) and bool(others) and bool(find_kin(own + others)[: len(own), len(own) :].any())


def _capitalise(term: str) -> str:
    """`term` with a capital at its beginning, unless this has its own (`nuScenes`, `fMRI`) or is a letter alone (`k-NN`)."""
    word = term.split(" ")[0]
    begin = word.split("-")[0]
    is_plain = word == word.lower() or (len(begin) > 1 and begin == begin.lower())
    return term[:1].upper() + term[1:] if is_plain else term
