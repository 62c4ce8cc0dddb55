"""The features of papers that themes are found by: terms, words of the texts, and embeddings of these words.

A paper holds about ten terms but seventy informative words. With both, themes agree better with the areas that authors
choose than with either alone (`python -m benchmarks.themes`). Themes are named by terms only.
"""

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.text.tokens.singular import COUNTED, singularise
from pipelines.themes.model.embeddings import embed_texts, match_vectors
from pipelines.themes.model.term_matrix import TITLE_BONUS, Corpus
from pipelines.themes.model.theme_model import DocumentFeatures
from pipelines.themes.model.weighting import most_holders, useful_terms

WORD = r"\p{L}{3,}"
MOST_WORDS = 20_000
PAPERS_READ = 20_000
"""Papers from which the words are learned."""

PAPERS_AT_ONCE = 25_000


def split_words(papers: pl.DataFrame, column: str) -> pl.DataFrame:
    """row, word: every word of a column of texts in lower case, as often as it stands there.

    Args:
        papers: the column `column`, which may be missing or hold nulls.
    """
    if column not in papers.columns:
        return pl.DataFrame(schema={"row": pl.UInt32, "word": pl.String})
    return (
        papers.select(word=pl.col(column).str.to_lowercase().str.extract_all(WORD))
        .with_row_index("row")
        .explode("word")
        .drop_nulls("word")
    )


def make_singular() -> pl.Expr:
    """`word` without the ending of a plural."""
    return singularise(pl.col("word"), COUNTED)


def learn_words(papers: pl.DataFrame) -> pl.DataFrame:
    """word, column: the forms of the words that can tell papers apart, and the column that each is counted in.

    Plurals share the column of their singular. Of too many words the most frequent are taken.

    Args:
        papers: title, abstract; those of the sample.
    """
    tokens = pl.concat([split_words(papers, "title"), split_words(papers, "abstract")])
    forms = tokens.select("word").unique().sort("word").with_columns(singular=make_singular())
    singulars = forms.select("singular").unique().sort("singular").with_row_index("code")
    forms = forms.join(singulars, on="singular")
    coded = tokens.join(forms.select("word", "code"), on="word")
    held = (_count_cells(coded["row"], coded["code"], (papers.height, singulars.height)) > 0).sum(axis=0)
    known = (
        singulars.with_columns(papers=pl.Series(np.asarray(held).ravel()))
        .filter(pl.col("papers").is_between(max(2, papers.height // 5_000), most_holders(papers.height)))
        .sort("papers", "singular", descending=[True, False])
        .head(MOST_WORDS)
        .sort("singular")
        .with_row_index("column")
    )
    return forms.join(known, on="singular").select("word", "column").sort("word")


def _count_cells(rows: pl.Series, columns: pl.Series, shape: tuple[int, int]) -> sp.csr_matrix:
    cells = (rows.to_numpy().astype(np.int32), columns.to_numpy().astype(np.int32))
    return sp.csr_matrix((np.ones(len(rows), dtype=np.float32), cells), shape=shape)


def count_words(papers: pl.DataFrame, words: pl.DataFrame) -> sp.csr_matrix:
    """(N, W) CSR of float32: 1 for a word in the paper, more where the title holds it.

    Args:
        papers: title, abstract; N rows.
        words: word, column; of W columns.
    """
    width = int(words["column"].to_numpy().max()) + 1 if words.height else 0
    parts = [sp.csr_matrix((0, width), dtype=np.float32)]
    for batch in papers.iter_slices(PAPERS_AT_ONCE):
        title, abstract = (
            _count_cells(known["row"], known["column"], (batch.height, width))
            for known in (split_words(batch, name).join(words, on="word") for name in ("title", "abstract"))
        )
        held = sp.csr_matrix(title + abstract)
        held.data[:] = 1
        title.data[:] = TITLE_BONUS
        parts.append(sp.csr_matrix(held + title))
    together = sp.csr_matrix(sp.vstack(parts, format="csr", dtype=np.float32))
    together.sort_indices()
    return together


def gather_features(corpus: Corpus, sample: np.ndarray) -> DocumentFeatures:
    """The useful terms and words of the papers of the corpus, and what these words mean.

    Args:
        sample: rows of the corpus that decide which terms and words are useful, and what the mean of all papers is.
    """
    terms = corpus.counts[:, useful_terms(corpus.presence(sample))]
    read = sample[:: max(1, -(-len(sample) // PAPERS_READ))]
    learned = learn_words(corpus.papers[read])
    words = count_words(corpus.papers, learned)
    vectors = match_vectors(learned.select(make_singular(), "column").unique())
    counts = sp.csr_matrix(sp.hstack([terms, words], format="csr", dtype=np.float32))
    return DocumentFeatures(counts, embed_texts(words, vectors, sample))
