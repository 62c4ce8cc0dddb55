"""Writes the terms to the build file. Texts for which nothing has changed are not searched again, and rows of their
papers stay."""

import duckdb
import polars as pl

from pipelines.text import Analysis, MatchCache, Thesaurus, update_terms
from warehouse.writer import count_rows, exchange_rows, read_table

INDEXED = ("terms", "term_variants", "paper_terms", *MatchCache._fields)
"""Tables that hold the terms, and the match cache."""


def fill_terms(
    connection: duckdb.DuckDBPyConnection,
    papers: pl.DataFrame,
    analysis: Analysis,
    thesaurus: Thesaurus,
    min_papers: int,
) -> tuple[int, int]:
    """Brings the tables of the terms up to date with `papers`: the same rows as from an empty build file, but for ids
    of the cache.

    Args:
        connection: to the build file.
        papers: paper_id, text_hash, published_on; English papers only.
        analysis: what was found in their texts.
        thesaurus: what the user decided.
        min_papers: papers that must hold a term; 0 lets the size of the corpus decide.

    Returns:
        How many texts were searched, of how many.
    """
    update = update_terms(papers, analysis, thesaurus, min_papers, _read_cache(connection))
    whole = {"terms": update.terms, "term_variants": update.term_variants}
    exchange_rows(
        connection,
        {name: (None, frame) for name, frame in whole.items()}
        | {name: (update.gone[name] if update.gone else None, frame) for name, frame in update.come.items()},
    )
    return update.searched, papers["text_hash"].n_unique()


def _read_cache(connection: duckdb.DuckDBPyConnection) -> MatchCache:
    """The match cache; empty where it does not fit the rows of `paper_terms`, whose columns may have changed since."""
    cache = MatchCache(*(read_table(connection, name) for name in MatchCache._fields))
    fits = cache.listed_papers["terms"].sum() == count_rows(connection, "paper_terms")
    return cache if fits else MatchCache.empty()
