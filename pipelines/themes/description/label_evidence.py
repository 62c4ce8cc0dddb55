"""How well terms, and pairs of terms, label a theme: their papers, exclusivity, relevance and typicality."""

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.model.document_features import make_singular
from pipelines.themes.model.embeddings import SENTENCE_DIMENSIONS, match_vectors
from pipelines.themes.model.factorise import unit_rows

IN_TEXT = 0.3
"""What a paper counts for whose text holds a term and whose title does not, where one with the term in its title is
1."""

DOUBT = 0.5
"""What the log of how much likelier a term is among a theme's papers loses, over the root of the papers that hold
it."""


def count_either(held: sp.csr_matrix, titled: sp.csr_matrix) -> np.ndarray:
    """(T, T) papers that hold either of two terms, each counted by the better mention; the diagonal says how many hold
    each.

    Args:
        held: (P, T), 1 where a paper holds a term.
        titled: (P, T), 1 where its title does.
    """
    both = IN_TEXT * (held.T @ held).toarray() + (1 - IN_TEXT) * (titled.T @ titled).toarray()
    alone = np.diag(both)
    return alone[:, None] + alone[None] - both


def measure_exclusivity(
    holders: np.ndarray, everywhere: np.ndarray, papers: np.ndarray | int, total: float
) -> np.ndarray:
    """How exclusive terms are to a theme: 0 for those as frequent in all themes, 1 for those that no other theme holds.

    The log of how many times likelier a term is among the theme's papers than anywhere, less the doubt that few papers
    leave, over the greatest value that this can have for a theme of that size.

    Args:
        holders: papers of the theme that hold each term.
        everywhere: papers of all themes that do.
        papers: of the theme.
        total: of all themes.
    """
    lift = np.log((holders / papers + 1e-12) / ((everywhere + 0.5) / total)) - DOUBT / np.sqrt(holders + 0.25)
    return np.clip(lift / np.maximum(np.log(total / papers), 0.1), 0, 1)


def measure_relevance(holders: np.ndarray, exclusivity: np.ndarray, papers: np.ndarray | int) -> np.ndarray:
    """Relevance of terms to a theme: the root of the share of its papers that hold them, times their exclusivity to
    the power of 1.5."""
    return np.sqrt(holders / papers) * exclusivity**1.5


def measure_typicality(
    mentions: sp.csr_matrix, weighed: sp.csr_matrix, everybody: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """(T, T) how typical of a theme the papers are that hold the row's term or the column's, 0 to 1; the diagonal is
    of each alone.

    The cosine of their mean with that of the whole theme, both less the mean of all papers and without the term itself.
    A term of a small part of a theme has a low value, and so is kept from labelling all of it. Beside the diagonal,
    the value is that of the row's term, times the factor by which the column's term changes it, with both terms left
    out of the vectors: that two terms occur together adds nothing. A paper that holds both counts for both.

    Args:
        mentions: (P, T) of the theme's papers: 1 where the title holds a term, less where only the text does, else 0.
        weighed: (P, V) their rows of unit length.
        everybody: (V,) mean of the rows of all papers.
        columns: (T,) of the terms among the V.
    """
    centre = np.asarray(weighed.mean(axis=0)).ravel() - everybody
    holders = np.asarray(mentions.sum(axis=0)).ravel()
    sums = (mentions.T @ weighed).toarray() - holders[:, None] * everybody
    place = np.arange(len(columns))
    sums[place, columns] = 0
    own = centre[columns]
    whole = (centre**2).sum() - own**2
    inner = sums @ sums.T
    along, square = sums @ centre, np.diag(inner)
    # Without the column's term: what the sum of the row's has there, and what the theme has.
    across = sums[:, columns]
    along_apart, square_apart = along[:, None] - across * own, square[:, None] - across**2
    whole_apart = whole[:, None] - own**2
    one = _cosine(along_apart, square_apart, whole_apart)
    either = _cosine(along_apart + along_apart.T, square_apart + square_apart.T + 2 * inner, whole_apart)
    alone = np.clip(_cosine(along, square, whole), 0, 1)
    typical = alone[:, None] * np.divide(either, one, out=np.zeros_like(either), where=(one > 1e-9) & (either > 0))
    typical[place, place] = alone
    return np.minimum(typical, 1)


def _cosine(dots: np.ndarray, square: np.ndarray, other_square: np.ndarray) -> np.ndarray:
    scale = np.sqrt(np.maximum(square, 0) * np.maximum(other_square, 0))
    return np.divide(dots, scale, out=np.zeros_like(dots), where=scale > 1e-9)


def embed_terms(terms: list[str]) -> np.ndarray:
    """(T, d) rows of unit length: embeddings of the terms, each the mean of the sentence model's vectors of its words;
    zeros where none is known."""
    spoken = (
        pl.DataFrame({"term": terms}, schema={"term": pl.String})
        .with_row_index("row")
        .with_columns(word=pl.col("term").str.to_lowercase().str.replace_all("-", " ").str.split(" "))
        .explode("word")
        .select("row", word=make_singular())
    )
    known = spoken.select("word").unique().sort("word").with_row_index("column")
    vectors = match_vectors(known)[:, :SENTENCE_DIMENSIONS]
    spoken = spoken.join(known, on="word")
    meanings = np.zeros((len(terms), vectors.shape[1]))
    np.add.at(meanings, spoken["row"].to_numpy(), vectors[spoken["column"].to_numpy()])
    return unit_rows(meanings)
