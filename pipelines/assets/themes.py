"""Group `themes`: papers and terms to themes that keep their identity. How they are found is decided in
`pipelines.themes`."""

from collections.abc import Iterator

import dagster as dg
import duckdb
import polars as pl
from pydantic import Field

from pipelines.curation import PINS
from pipelines.orchestration.asset_plots import plot_theme_map
from pipelines.orchestration.metadata import report_tables, tables_asset
from pipelines.orchestration.resources import Warehouse
from pipelines.plurals import counted
from pipelines.themes import PreviousThemes, find_themes, list_read_papers, load_pins
from warehouse.connection import NotServed, open_served
from warehouse.schema import LATEST_BUILD
from warehouse.user_files import UserFileError
from warehouse.writer import append_rows, read_table, replace_table

PREVIOUS = ("themes", "paper_themes", "theme_terms", "theme_fits", "theme_pairs")
REPLACED = ("themes", "paper_themes", "theme_terms", "theme_pairs", "theme_fits")
TABLES = (*REPLACED, "theme_lineage")


class ThemeConfig(dg.Config):
    """How to find themes this once."""

    refit: bool = Field(
        default=False,
        description="Find the themes anew instead of continuing those of the build before; they keep their numbers.",
    )


def read_previous(warehouse: Warehouse, build: duckdb.DuckDBPyConnection, is_sample: bool) -> PreviousThemes | None:
    """The themes of the build that is served; None where there is none, or where it was made up and this one is not.

    Those in the build file may be of a run that failed after it found them, and that no reader ever saw. They are taken
    only where the served file is missing or damaged.
    """
    try:
        with open_served(warehouse.paths.served) as served:
            return _read_themes(served, is_sample)
    except (duckdb.CatalogException, duckdb.BinderException):
        # It was served by a version that had other tables.
        return None
    except (NotServed, duckdb.Error):
        return _read_themes(build, is_sample)


def _read_themes(connection: duckdb.DuckDBPyConnection, is_sample: bool) -> PreviousThemes | None:
    last = connection.execute(f"SELECT is_sample FROM {LATEST_BUILD}").fetchall()
    if last != [(is_sample,)]:
        return None
    return PreviousThemes(**{name: read_table(connection, name) for name in PREVIOUS})


@tables_asset("find_paper_themes", *TABLES, deps=("papers", "paper_terms", "terms"), kinds={"polars", "numpy"})
def find_paper_themes(
    context: dg.AssetExecutionContext, config: ThemeConfig, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult]:
    """Groups of terms that papers share, continued from the build that is served."""
    settings = warehouse.settings.themes
    settings = settings.model_copy(update={"refit": settings.refit or config.refit})
    try:
        pins = load_pins(PINS)
    except UserFileError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    with warehouse.connect() as connection:
        previous = read_previous(warehouse, connection, holds_sample(connection))
        terms = read_table(connection, "terms")
        papers = connection.sql(
            "SELECT paper_id, published_on FROM papers WHERE language = 'en' ORDER BY paper_id"
        ).pl()
        papers, paper_terms = read_texts(connection, papers, list_read_papers(papers, terms, previous, pins, settings))
        found = find_themes(papers, paper_terms, terms, previous, pins, settings, warehouse.build_id)
        for one in found.unapplied_pins:
            context.log.warning(f"{PINS.name}, {one}")
        frames = found.tables()
        for name in REPLACED:
            replace_table(connection, name, frames[name])
        # Rows of runs that failed after this step belong to no build.
        connection.execute("DELETE FROM theme_lineage WHERE build_id NOT IN (SELECT build_id FROM builds)")
        append_rows(connection, "theme_lineage", frames["theme_lineage"])
        context.log.info(counted(found.themes.height, "theme"))
        places = connection.sql("SELECT label, x, y, papers FROM themes ORDER BY theme_id").pl()
        extra = {"themes": {"plot": plot_theme_map(places)}} if places.height else {}
        results = report_tables(warehouse, connection, TABLES, extra)
    yield from results


def read_texts(
    connection: duckdb.DuckDBPyConnection, papers: pl.DataFrame, chosen: pl.Series | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`papers` with title and abstract, and their terms; both of the chosen papers only, None for all.

    Args:
        papers: paper_id, published_on; by paper_id.
        chosen: paper_ids.
    """
    wanted = pl.DataFrame({"paper_id": papers["paper_id"] if chosen is None else chosen})
    connection.register("wanted_papers", wanted)
    texts = connection.sql("SELECT paper_id, title, abstract FROM papers SEMI JOIN wanted_papers USING (paper_id)").pl()
    paper_terms = connection.sql("FROM paper_terms SEMI JOIN wanted_papers USING (paper_id)").pl()
    connection.unregister("wanted_papers")
    return papers.join(texts, on="paper_id", how="left", maintain_order="left"), paper_terms


def holds_sample(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the papers of the build are made up."""
    return connection.execute(
        "SELECT coalesce(bool_or(is_sample), false) FROM sources WHERE source_id IN (SELECT source_id FROM sightings)"
    ).fetchall()[0][0]
