"""From frames to one sparse matrix: papers × terms, in an order that does not depend on the order of the rows.

Which papers themes are fitted on is decided in `sample`, what the numbers mean to the fit in `weighting`.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

TITLE_BONUS = 1.0
"""A term of the title counts as though it stood in the paper once more."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Papers and the terms in them.

    Args:
        papers: paper_id, title, published_on, and abstract where there is one; one row a paper, by paper_id. N rows.
        terms: term_id, term, words; one row a term that one of the papers holds, by term_id. V rows.
        counts: (N, V) CSR of float32: 1 for a term in the paper, more where the title holds it.
    """

    papers: pl.DataFrame
    terms: pl.DataFrame
    counts: sp.csr_matrix

    @property
    def size(self) -> int:
        return self.papers.height

    def presence(self, rows: np.ndarray | None = None) -> sp.csr_matrix:
        """(rows, V) CSR of float32: 1 where the paper holds the term. All papers by default."""
        chosen = self.counts if rows is None else self.counts[rows]
        return sp.csr_matrix((np.ones_like(chosen.data), chosen.indices, chosen.indptr), shape=chosen.shape)


def build_corpus(papers: pl.DataFrame, paper_terms: pl.DataFrame, terms: pl.DataFrame) -> Corpus:
    """The corpus of `papers`; rows of `paper_terms` about other papers or terms are left out.

    Args:
        papers: paper_id and more; one row a paper, by paper_id.
        paper_terms: paper_id, term_id, in_title.
        terms: term_id, term, words.
    """
    row_of = papers.select("paper_id").with_row_index("row")
    known = terms.select("term_id", "term", "words").unique("term_id", keep="any").sort("term_id")
    column_of = known.select("term_id").with_row_index("column")
    cells = (
        paper_terms.select("paper_id", "term_id", "in_title")
        .join(row_of, on="paper_id")
        .join(column_of, on="term_id")
        .select("row", "column", "in_title")
    )
    used = np.zeros(known.height, dtype=bool)
    used[cells["column"].to_numpy()] = True
    renumbered = np.cumsum(used) - 1
    counts = sp.csr_matrix(
        (
            1 + TITLE_BONUS * cells["in_title"].to_numpy().astype(np.float32),
            (cells["row"].to_numpy().astype(np.int32), renumbered[cells["column"].to_numpy()].astype(np.int32)),
        ),
        shape=(papers.height, int(used.sum())),
        dtype=np.float32,
    )
    counts.sort_indices()
    return Corpus(papers, known.filter(pl.Series(used)), counts)
