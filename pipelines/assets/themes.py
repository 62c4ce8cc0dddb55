"""Group `themes`: papers and terms to themes that keep their identity. How they are found is decided in `pipelines.themes`."""

from collections.abc import Iterator
from dataclasses import replace

import dagster as dg
import duckdb
from pydantic import Field

from pipelines.metadata import filling, report_tables
from pipelines.plots import plot_theme_map
from pipelines.resources import Warehouse
from pipelines.settings import PROJECT
from pipelines.themes import PreviousThemes, find_themes, load_pins
from warehouse.connection import NotServed, open_served
from warehouse.writer import append_rows, read_table, replace_table

PINS = PROJECT / "pipelines" / "curation" / "themes.yaml"
PREVIOUS = ("themes", "paper_themes", "theme_terms", "theme_fits")
REPLACED = ("themes", "paper_themes", "theme_terms", "theme_pairs", "theme_fits")
TABLES = (*REPLACED, "theme_lineage")


class ThemeConfig(dg.Config):
    """How to find themes this once."""

    refit: bool = Field(
        default=False,
        description="Find the themes anew instead of continuing those of the build before; they keep their numbers.",
    )


def read_previous(warehouse: Warehouse, is_sample: bool) -> PreviousThemes | None:
    """The themes of the build that is served; None where there is none, or where it was made up and this one is not.

    Those in the build file may be of a run that failed after it found them, and that no reader ever saw.
    """
    try:
        with open_served(warehouse.paths.served) as connection:
            served = connection.execute("SELECT is_sample FROM builds ORDER BY build_id DESC LIMIT 1").fetchall()
            if served != [(is_sample,)]:
                return None
            return PreviousThemes(**{name: read_table(connection, name) for name in PREVIOUS})
    except (NotServed, duckdb.CatalogException, duckdb.BinderException):
        # Nothing is served, or it was served by a version that had other tables.
        return None


@dg.multi_asset(
    name="find_paper_themes",
    **filling(*TABLES, deps=("papers", "paper_terms", "terms"), kinds={"polars", "scikitlearn"}),
)
def find_paper_themes(
    context: dg.AssetExecutionContext, config: ThemeConfig, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult]:
    """Groups of terms that papers share, continued from the build that is served."""
    settings = warehouse.settings.themes
    with warehouse.connect() as connection:
        papers = connection.sql(
            "SELECT paper_id, title, abstract, published_on FROM papers WHERE language = 'en' ORDER BY paper_id"
        ).pl()
        found = find_themes(
            papers,
            read_table(connection, "paper_terms"),
            read_table(connection, "terms"),
            read_previous(warehouse, holds_sample(connection)),
            load_pins(PINS),
            replace(settings, refit=settings.refit or config.refit),
            warehouse.build_id,
        )
        frames = found.tables()
        for name in REPLACED:
            replace_table(connection, name, frames[name])
        # Rows of runs that failed after this step belong to no build.
        connection.execute("DELETE FROM theme_lineage WHERE build_id NOT IN (SELECT build_id FROM builds)")
        append_rows(connection, "theme_lineage", frames["theme_lineage"])
        context.log.info(f"{found.themes.height:,} themes")
        places = connection.sql("SELECT label, x, y, papers FROM themes ORDER BY theme_id").pl()
        extra = {"themes": {"plot": plot_theme_map(places)}} if places.height else {}
        results = report_tables(warehouse, connection, TABLES, extra)
    yield from results


def holds_sample(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the papers of the build are made up."""
    return connection.execute(
        "SELECT coalesce(bool_or(is_sample), false) FROM sources WHERE source_id IN (SELECT source_id FROM sightings)"
    ).fetchall()[0][0]
