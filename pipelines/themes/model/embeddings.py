"""Embeddings of texts by word vectors that ship with the package: what words mean outside this corpus.

The mean of the vectors of a text's words comes near what the sentence model all-MiniLM-L6-v2 (Apache-2.0) makes of the
text, and near the subjects under which authors file such a text on arXiv, so papers that say the same in other words
lie near one another. The
table holds words and numbers and no text: fitted by `python -m benchmarks.themes.make_word_vectors` to what the model
makes of the beginnings of 28,000 arXiv papers, as `tokenlearn` does (Tulkens & van Dongen 2024, Model2Vec), and to the
categories of 73,000. The model is not needed at run time.
"""

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.model.factorise import unit_rows
from pipelines.themes.model.weighting import saturate

PATH = Path(__file__).with_name("word_vectors.parquet")

FEW_WORDS = 10
"""Words of which the mean vector is trusted by half."""

AREA_PART = 0.6
"""Weight of the subjects part of an embedding; the rest is the weight of the sentence model's part."""

SENTENCE_DIMENSIONS = 64
"""Numbers of a word's vector that come from the sentence model, the first; those that come from subjects follow."""

PAPERS_AT_ONCE = 50_000


@cache
def load_vectors() -> pl.DataFrame:
    """word (in the singular), vector (88 of int8: 64 of the sentence model, 24 of subjects); by word."""
    return pl.read_parquet(PATH)


def match_vectors(words: pl.DataFrame) -> np.ndarray:
    """(W, 64) float32 vectors of the words; rows of zeros for those that the table lacks.

    Args:
        words: word (in the singular), column (0 to W - 1).
    """
    known = words.join(load_vectors(), on="word")
    found = known["vector"].to_numpy()
    vectors = np.zeros((words.height, found.shape[1]), dtype=np.float32)
    vectors[known["column"].to_numpy()] = found
    return vectors


def embed_texts(counts: sp.csr_matrix, vectors: np.ndarray, sample: np.ndarray) -> np.ndarray:
    """(N, d) float32 embeddings of papers. The length of a row, 0 to 1, says how reliable it is.

    An embedding is the mean vector of the paper's words less the mean of the sample; its two parts, of the sentence
    model and of subjects, are scaled to their weights. Its length is the share of the paper's words that have a
    vector, and smaller for short
    texts: the mean of a title's words says little. Papers without any known word have rows of zeros.

    Args:
        counts: (N, W) of words.
        vectors: (W, d), rows of zeros for words that have none.
        sample: rows that stand for all papers.
    """
    means, reliability = _average(counts[sample], vectors)
    embeddings = np.zeros((counts.shape[0], vectors.shape[1]), dtype=np.float32)
    if not reliability.any():
        return embeddings
    centre = means[reliability > 0].mean(axis=0)
    for start in range(0, len(embeddings), PAPERS_AT_ONCE):
        rows = slice(start, start + PAPERS_AT_ONCE)
        means, reliability = _average(counts[rows], vectors)
        by_sentence, by_subject = np.split(means - centre, [SENTENCE_DIMENSIONS], axis=1)
        parts = np.sqrt(1 - AREA_PART) * unit_rows(by_sentence), np.sqrt(AREA_PART) * unit_rows(by_subject)
        embeddings[rows] = unit_rows(np.hstack(parts)) * reliability[:, None]
    return embeddings


def _average(counts: sp.csr_matrix, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(N, d) mean vector of each paper's words that have one, and (N,) how far it can be trusted, 0 to 1."""
    saturated = saturate(counts)
    weight = saturated @ vectors.any(axis=1).astype(np.float32)
    words = np.asarray(saturated.sum(axis=1)).ravel()
    return np.asarray(saturated @ vectors) / np.maximum(weight, 1e-9)[:, None], weight / (words + FEW_WORDS)
