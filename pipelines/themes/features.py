"""What a paper's theme is judged by: its terms, and beside them the plain words of its text.

Words only add evidence. A paper holds some ten terms but seventy telling words, and with both the themes agree better
with the areas that authors choose than with either (benchmarks/themes.py). Themes are named by terms alone.
"""

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.corpus import TITLE_BONUS, Corpus
from pipelines.themes.weighting import most_holders, useful_terms

WORD = r"\p{L}{3,}"
MOST_WORDS = 20_000
PAPERS_READ = 20_000
"""Papers from which the words are learned."""

PAPERS_AT_ONCE = 25_000


def split_words(papers: pl.DataFrame) -> pl.DataFrame:
    """row, word, in_title: the distinct words of each paper, lower case, without a plural's s.

    Args:
        papers: title and, where there is one, abstract.
    """
    columns = [name for name in ("title", "abstract") if name in papers.columns]
    parts = [
        papers.lazy()
        .select(word=pl.col(name).fill_null("").str.to_lowercase().str.extract_all(WORD))
        .with_row_index("row")
        .explode("word")
        .drop_nulls("word")
        .with_columns(in_title=pl.lit(name == "title"))
        for name in columns
    ]
    singular = pl.col("word").str.replace(r"ies$", "y").str.replace(r"([^suiy])s$", "$1")
    return (
        pl.concat(parts)
        .group_by("row", "word")
        .agg(pl.col("in_title").any())
        .with_columns(word=singular)
        .group_by("row", "word")
        .agg(pl.col("in_title").any())
        .collect()
    )


def learn_words(papers: pl.DataFrame) -> pl.DataFrame:
    """word, column: the words that can tell papers apart, by word; of too many the most frequent.

    Args:
        papers: title, abstract; those of the sample.
    """
    held = split_words(papers).group_by("word").agg(papers=pl.len())
    at_least = max(2, papers.height // 5_000)
    return (
        held.filter(pl.col("papers").is_between(at_least, most_holders(papers.height)))
        .sort("papers", "word", descending=[True, False])
        .head(MOST_WORDS)
        .select("word")
        .sort("word")
        .with_row_index("column")
    )


def count_words(papers: pl.DataFrame, words: pl.DataFrame) -> sp.csr_matrix:
    """(N, W) CSR of float32: 1 for a word in the paper, more where the title holds it.

    Args:
        papers: title, abstract; N rows.
        words: word, column; W rows.
    """
    parts = []
    for batch in papers.iter_slices(PAPERS_AT_ONCE):
        cells = split_words(batch).join(words, on="word")
        parts.append(
            sp.csr_matrix(
                (
                    1 + TITLE_BONUS * cells["in_title"].to_numpy().astype(np.float32),
                    (cells["row"].to_numpy().astype(np.int32), cells["column"].to_numpy().astype(np.int32)),
                ),
                shape=(batch.height, words.height),
                dtype=np.float32,
            )
        )
    together = sp.csr_matrix(sp.vstack(parts)) if parts else sp.csr_matrix((0, words.height), dtype=np.float32)
    together.sort_indices()
    return together


def gather_features(corpus: Corpus, sample: np.ndarray) -> sp.csr_matrix:
    """(N, F) CSR of float32: counts of the useful terms, then of the words.

    Args:
        sample: rows of the corpus that decide which terms and words are useful.
    """
    terms = corpus.counts[:, useful_terms(corpus.presence(sample))]
    read = sample[:: max(1, -(-len(sample) // PAPERS_READ))]
    words = count_words(corpus.papers, learn_words(corpus.papers[read]))
    return sp.csr_matrix(sp.hstack([terms, words], format="csr", dtype=np.float32))
