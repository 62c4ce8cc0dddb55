"""Group `terms`: papers to phrases, terms and keywords. What a phrase, a variant and a keyword is, is decided in
`pipelines.text`."""

from collections.abc import Iterator, Sequence

import dagster as dg
import duckdb
import polars as pl

from pipelines.arrays.parallel import map_ahead
from pipelines.curation import THESAURUS
from pipelines.incremental.analysis import ANALYSED, AnalysisWriter, forget_other_versions, read_analysis
from pipelines.incremental.keywords import RANKED, fill_keywords
from pipelines.incremental.terms import INDEXED, fill_terms
from pipelines.orchestration.asset_plots import plot_bars
from pipelines.orchestration.metadata import report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from pipelines.plurals import counted
from pipelines.text import (
    ANALYSER_VERSION,
    Thesaurus,
    amend,
    analyse,
    forms_to_look_up,
    load_thesaurus,
)
from warehouse.decisions import read_decisions
from warehouse.user_files import UserFileError
from warehouse.writer import count_rows

TERMS = ("terms", "term_variants", "paper_terms")
BATCH_TEXTS = 20_000
"""Texts that are analysed at once: bounds memory, and says how far it got."""


def _english_papers(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return connection.sql(
        "SELECT paper_id, text_hash, published_on FROM papers WHERE language = 'en' ORDER BY paper_id"
    ).pl()


def find_keys(connection: duckdb.DuckDBPyConnection, forms: Sequence[str]) -> dict[str, list[str]]:
    """Keys that each of `forms` (lower case) has in the texts, stands for as an acronym, or counts for in the last
    build; sorted."""
    return dict(
        connection.execute(
            """
            SELECT form, list(DISTINCT key ORDER BY key) FROM (
                SELECT lower(surface) AS form, key FROM internal.phrases
                UNION ALL SELECT lower(acronym), expansion_key FROM internal.abbreviations
                UNION ALL SELECT lower(form.variant), key
                    FROM term_variants AS form JOIN term_variants AS other USING (term_id)
                    JOIN internal.phrases ON lower(surface) = lower(other.variant)
            ) WHERE list_contains(?, form) GROUP BY form
            """,
            [forms],
        ).fetchall()
    )


def _curation(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> tuple[Thesaurus, int]:
    """The thesaurus with the decisions that were made on the page Data, and how many of these are in force.

    Raises:
        dagster.Failure: one of the two files cannot be understood; says which, where and why.
    """
    try:
        decisions = [one for one in read_decisions(warehouse.paths.decisions) if one.undone is None]
        thesaurus = load_thesaurus(THESAURUS)
    except UserFileError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    if not decisions:
        return thesaurus, 0
    return amend(thesaurus, decisions, find_keys(connection, forms_to_look_up(decisions))), len(decisions)


@tables_asset("find_phrases", *ANALYSED, deps=("papers",), kinds={"polars"})
def find_phrases(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Noun phrases and acronyms of each text that this version of the analyser has not seen yet."""
    with warehouse.connect() as connection:
        forget_other_versions(connection)
        # Rows are chosen before their texts are read, which takes far less.
        texts = connection.sql(
            "SELECT text_hash, title, abstract FROM papers WHERE rowid IN (SELECT place FROM (SELECT "
            "DISTINCT ON (text_hash) "
            "papers.rowid AS place FROM papers WHERE language = 'en' AND text_hash NOT IN "
            "(SELECT text_hash FROM internal.analysed_texts) ORDER BY text_hash, paper_id)) ORDER BY text_hash"
        ).pl()
        if texts.is_empty():
            context.log.info("No new text")
        writer, done = AnalysisWriter(connection), 0
        for batch, analysis in map_ahead(lambda batch: (batch, analyse(batch)), texts.iter_slices(BATCH_TEXTS)):
            writer.append(batch, analysis)
            done += batch.height
            context.log.info(f"Analysed {done:,} of {counted(texts.height, 'new text')}")
        extra = {"analysed_texts": {"texts_analysed": texts.height, "analyser_version": ANALYSER_VERSION}}
        results = report_tables(warehouse, connection, ANALYSED, extra)
    yield from results


@tables_asset("index_terms", *INDEXED, deps=("papers", *ANALYSED), kinds={"polars"})
def index_terms(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """Phrases that are one concept become one term; every paper that holds one of its variants counts.

    Texts are searched again only where they hold a form that has come to count for something else.
    """
    with warehouse.connect() as connection:
        thesaurus, decided = _curation(connection, warehouse)
        if decided:
            context.log.info(f"Decisions of the page Data in force: {decided}")
        searched, texts = fill_terms(
            connection,
            _english_papers(connection),
            read_analysis(connection),
            thesaurus,
            warehouse.settings.terms.min_papers,
        )
        context.log.info(
            f"{counted(count_rows(connection, 'terms'), 'term')} in "
            f"{counted(count_rows(connection, 'papers'), 'paper')}"
            + ("" if searched == texts else f"; {searched:,} of {counted(texts, 'text')} searched again")
        )
        most = connection.sql(
            "SELECT term AS name, papers AS value FROM terms WHERE words > 1 ORDER BY papers DESC, term LIMIT 20"
        ).pl()
        extra = {"terms": {"plot": plot_bars(most, "Terms of several words in most papers", "papers")}}
        results = report_tables(warehouse, connection, INDEXED, extra)
    yield from results


@tables_asset("rank_paper_keywords", *RANKED, deps=("papers", "candidates", "phrases", *TERMS), kinds={"polars"})
def rank_paper_keywords(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """The terms that tell most about each paper; papers for which nothing has changed keep theirs."""
    with warehouse.connect() as connection:
        ranked, papers = fill_keywords(connection, _english_papers(connection), warehouse.settings.terms.max_keywords)
        context.log.info(
            counted(count_rows(connection, "keywords"), "keyword")
            + (
                ""
                if ranked == papers
                else f"; {ranked:,} of {counted(papers, 'paper')} {'was' if ranked == 1 else 'were'} ranked again"
            )
        )
        results = report_tables(warehouse, connection, RANKED)
    yield from results
