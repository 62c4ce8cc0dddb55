"""The keywords in the build file: those of papers for which nothing has changed stay, the others are ranked again."""

import duckdb
import polars as pl

from pipelines.text.keywords.corpus import describe_keyword_corpus, fingerprint_papers
from pipelines.text.keywords.rank import rank_corpus
from warehouse.writer import count_rows, exchange_rows, read_table, replace_table

_LARGEST_PART = 0.3
"""Papers to rank, as part of all, above which all are ranked: that takes hardly longer."""
RANKED = ("keywords", "ranked_papers")
"""Tables that hold the keywords, and what they rest on."""


def fill_keywords(connection: duckdb.DuckDBPyConnection, papers: pl.DataFrame, max_keywords: int) -> tuple[int, int]:
    """Ranks the keywords of `papers`; the tables are then what they would be had there been none before.

    Args:
        connection: to the build file.
        papers: paper_id, text_hash; English papers only.
        max_keywords: keywords per paper at most, 1 to 15.

    Returns:
        How many papers were ranked, of how many that hold a candidate.
    """
    corpus = describe_keyword_corpus(
        papers, *(read_table(connection, name) for name in ("candidates", "phrases", "terms", "term_variants"))
    )
    # Ids of terms are hashes, so that their sum tells apart sets of terms.
    term_sets = connection.sql(
        "SELECT paper_id, sum(term_id)::UBIGINT AS term_set FROM paper_terms GROUP BY paper_id"
    ).pl()
    signed = fingerprint_papers(corpus, term_sets, max_keywords)
    known = _read_known(connection)
    changed = signed.join(known, on=["paper_id", "signature"], how="anti")
    if known.is_empty() or changed.height > _LARGEST_PART * signed.height:
        keywords = rank_corpus(corpus, read_table(connection, "paper_terms"), max_keywords)
        replace_table(connection, "keywords", keywords)
        replace_table(connection, "ranked_papers", _count_keywords(signed, keywords))
        return signed.height, signed.height
    connection.register("changed_papers", changed)
    paper_terms = connection.sql("FROM paper_terms SEMI JOIN changed_papers USING (paper_id)").pl()
    connection.unregister("changed_papers")
    keywords = rank_corpus(corpus.take(changed["paper_id"]), paper_terms, max_keywords)
    gone = known.join(signed, on=["paper_id", "signature"], how="anti").select("paper_id")
    exchange_rows(
        connection, {"keywords": (gone, keywords), "ranked_papers": (gone, _count_keywords(changed, keywords))}
    )
    return changed.height, signed.height


def _read_known(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The rows of `internal.ranked_papers`; none where they do not fit those of `keywords`, after a crash between the
    two."""
    known = read_table(connection, "ranked_papers")
    return known if known["keywords"].sum() == count_rows(connection, "keywords") else known.clear()


def _count_keywords(signed: pl.DataFrame, keywords: pl.DataFrame) -> pl.DataFrame:
    counts = keywords.group_by("paper_id").agg(pl.len().cast(pl.Int32).alias("keywords"))
    return signed.join(counts, on="paper_id", how="left", maintain_order="left").with_columns(
        pl.col("keywords").fill_null(0)
    )
