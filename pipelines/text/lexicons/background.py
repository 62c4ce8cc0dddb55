"""How often words and phrases occur in scientific abstracts at large: counts that ship with the package.

They stand in for the corpus where it is too small to say what is common. The table holds counts and no text: made by
`python -m benchmarks.terms.make_background` from the texts under ../shared/data that are not used to measure keywords.
"""

from functools import cache
from pathlib import Path

import polars as pl

PATH = Path(__file__).with_name("background.parquet")

PAPERS = 77_700
"""Papers that were counted."""


@cache
def load_words() -> pl.DataFrame:
    """Single words in lower case: word, abstracts, titles (papers whose abstract or title holds it)."""
    return _load("word").select(pl.col("entry").alias("word"), pl.col("papers").alias("abstracts"), "titles")


@cache
def load_title_rates(smoothing: float) -> pl.DataFrame:
    """How much more often titles hold a word than the abstracts that hold it would let expect: word, rate.

    Args:
        smoothing: papers of the usual rate that count for every word beside its own.

    Returns:
        rate: natural logarithm of the word's titles for each of its abstracts, divided by the same of all words; 0 is
            usual.
    """
    table = load_words()
    usual = float(table["titles"].sum()) / float(table["abstracts"].sum())
    titles, abstracts = pl.col("titles") + smoothing * usual, (pl.col("abstracts") + smoothing) * usual
    return table.select("word", (titles / abstracts).log().alias("rate"))


@cache
def load_phrases() -> pl.DataFrame:
    """Candidate keys: key, papers, free_papers (outside a longer candidate), titles."""
    return _load("phrase").select(pl.col("entry").alias("key"), "papers", "free_papers", "titles")


def _load(kind: str) -> pl.DataFrame:
    return pl.read_parquet(PATH).filter(pl.col("kind") == kind).drop("kind")
