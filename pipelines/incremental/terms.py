"""The terms in the build file: texts for which nothing has changed are not searched again, and their papers' rows stay."""

import duckdb
import polars as pl

from pipelines.text import Analysis, Searched, Thesaurus, update_terms
from warehouse.writer import count_rows, exchange_rows, read_table

INDEXED = ("terms", "term_variants", "paper_terms", *Searched._fields)
"""Tables that hold the terms, and what they rest on."""


def fill_terms(
    connection: duckdb.DuckDBPyConnection,
    papers: pl.DataFrame,
    analysis: Analysis,
    thesaurus: Thesaurus,
    min_papers: int,
) -> tuple[int, int]:
    """Indexes the terms of `papers`; the tables are then what they would be had there been none before, but for numbers.

    Args:
        connection: to the build file.
        papers: paper_id, text_hash, published_on; English papers only.
        analysis: what was found in their texts.
        thesaurus: what the user decided.
        min_papers: papers that must hold a term; 0 lets the size of the corpus decide.

    Returns:
        How many texts were searched, of how many.
    """
    update = update_terms(papers, analysis, thesaurus, min_papers, _read_known(connection))
    whole = {"terms": update.terms, "term_variants": update.term_variants}
    exchange_rows(
        connection,
        {name: (None, frame) for name, frame in whole.items()}
        | {name: (update.gone[name] if update.gone else None, frame) for name, frame in update.come.items()},
    )
    return update.searched, papers["text_hash"].n_unique()


def _read_known(connection: duckdb.DuckDBPyConnection) -> Searched:
    """What was found before; nothing where it does not fit the rows of `paper_terms`, whose form may have changed since."""
    known = Searched(*(read_table(connection, name) for name in Searched._fields))
    fits = known.listed_papers["terms"].sum() == count_rows(connection, "paper_terms")
    return known if fits else Searched.nothing()
