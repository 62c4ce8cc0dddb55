"""Themes for papers that hold no indexed term, by the words of their titles."""

import numpy as np
import polars as pl

from pipelines.themes.corpus import Corpus

WORD = r"\p{L}{3,}"


def place_orphans(
    themes: np.ndarray,
    weights: np.ndarray,
    blank: np.ndarray,
    corpus: Corpus,
    useful: np.ndarray,
    odds: np.ndarray,
    largest: int,
) -> None:
    """Fills in the theme of the papers `blank`, which no term speaks for.

    A word of a title speaks for the themes of the terms that it is part of. A title without any such word says nothing:
    its paper goes to the largest theme with weight 0, so that it is counted, and whoever weighs papers can leave it out.
    A theme found by words weighs at most a half: words are weaker evidence than terms.

    Args:
        themes: (N, M) indices, the primary first; rows `blank` are overwritten.
        weights: (N, M); rows `blank` are overwritten.
        blank: rows of papers.
        corpus: of the N papers.
        useful: columns of the terms that have odds.
        odds: (len(useful), K) log odds.
        largest: index of the largest theme.
    """
    titles = corpus.papers["title"].gather(blank).str.to_lowercase().str.extract_all(WORD)
    spoken = pl.DataFrame({"word": titles.explode()}).drop_nulls().unique()
    words = (
        pl.DataFrame({"word": corpus.terms["term"].gather(useful).str.to_lowercase().str.extract_all(WORD)})
        .with_row_index("row")
        .explode("word")
        .join(spoken, on="word", how="semi")
        .sort("word", "row")
    )
    said = {word: odds[rows].mean(axis=0) for word, rows in words.group_by("word").agg("row").rows()}
    weights[blank] = 0.0
    themes[blank] = np.arange(themes.shape[1])
    for paper, title in zip(blank, titles.to_list(), strict=True):
        found = [said[word] for word in sorted(set(title or [])) if word in said]
        scores = np.sum(found, axis=0) if found else -np.abs(np.arange(odds.shape[1]) - largest).astype(float)
        order = np.argsort(-scores, kind="stable")[: themes.shape[1]]
        themes[paper] = order
        if found:
            chances = np.exp(scores - scores.max())
            weights[paper, 0] = chances.max() / chances.sum() / 2
