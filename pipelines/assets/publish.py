"""Group `publish`: every check once more, then the swap. How the served file is swapped is in `warehouse.publish`."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypedDict

import dagster as dg
import duckdb
import polars as pl
from pydantic import Field

from pipelines.assets.themes import holds_sample
from pipelines.assets.trends import find_windows
from pipelines.incremental.unchanged import fingerprint_setup
from pipelines.orchestration.metadata import OWNERS, describe_asset, report_tables
from pipelines.orchestration.resources import Warehouse, git_revision
from pipelines.plurals import counted
from pipelines.quality.asset_checks import all_rules, evaluate_rules, withhold_verdicts
from pipelines.text import ANALYSER_VERSION
from warehouse.connection import NotServed, open_served
from warehouse.publish import publish
from warehouse.recovery.examination import note_publication
from warehouse.recovery.kept_builds import keep_served
from warehouse.schema import LATEST_BUILD, TABLES
from warehouse.schema.declare import MAIN
from warehouse.writer import append_rows

SERVED = "served_warehouse"
NAMED = 5
LAST = ("checks", "builds")
"""Tables that are filled here; all others must be whole before. They have no checks."""


class CheckConfig(dg.Config):
    """What to let pass this once."""

    accept_loss: bool = Field(
        default=False, description="Publish although files are gone that the served build was made from."
    )


def find_loss(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> str:
    """What the served build was made from and this one is not, in words; empty where nothing is lost.

    Checks make sure that every record of a source in use is in exactly one paper and has its row in `sightings`. So
    papers are lost only where a source is lost.
    """
    remedy = "If that is meant: papertrends run --accept-loss. Else: papertrends doctor."
    papers = connection.execute("SELECT count(*) FROM papers").fetchall()[0][0]
    if papers < warehouse.lost_papers:
        return f"{warehouse.lost_papers:,} papers were served before, and {papers:,} could be read again. {remedy}"
    used = "SELECT DISTINCT source_id, path FROM sources SEMI JOIN sightings USING (source_id) WHERE NOT is_sample"
    try:
        with open_served(warehouse.paths.served) as served:
            before = dict(served.execute(used).fetchall())
    except (NotServed, duckdb.Error):
        return ""
    known = {source for (source,) in connection.execute("SELECT source_id FROM sources").fetchall()}
    if not (gone := sorted(Path(path).name for source, path in before.items() if source not in known)):
        return ""
    named = ", ".join(gone[:NAMED]) + (", …" if len(gone) > NAMED else "")
    return f"The build has lost {counted(len(gone), 'file')} that the served build was made from: {named}. {remedy}"


@dg.multi_asset(
    name="check_build",
    specs=[describe_asset("checks", deps=[table.name for table in TABLES if table.name not in LAST], kinds={"sql"})],
)
def check_build(
    context: dg.AssetExecutionContext, config: CheckConfig, warehouse: Warehouse
) -> Iterator[dg.MaterializeResult]:
    """Every check on the data holds, or nothing is published.

    What this run has checked while it filled the tables is not asked again. A run of a part of the graph asks the rest:
    a table that is filled alone may no longer fit those that were made from it.
    """
    with warehouse.connect() as connection:
        rules = all_rules()
        evaluate_rules(connection, [rule for rule in rules if rule.name not in warehouse.checked])
        connection.execute(
            "DELETE FROM checks WHERE check_name NOT IN (SELECT unnest(?))", [[rule.name for rule in rules]]
        )
        for kind in ("term", "theme"):
            withhold_verdicts(connection, kind)
        rows_of = dict(connection.execute("SELECT check_name, failing_rows FROM checks WHERE NOT passed").fetchall())
        failed = [rule for rule in rules if rule.name in rows_of]
        for rule in failed:
            if not rule.is_blocking:
                context.log.warning(f"{rule.name} fails for {counted(rows_of[rule.name], 'row')}. {rule.explanation}")
        if stopped := [rule for rule in failed if rule.is_blocking]:
            problems = " ".join(f"{one.name} ({counted(rows_of[one.name], 'row')}): {one.remedy}" for one in stopped)
            raise dg.Failure(f"Nothing is published. {problems}", allow_retries=False)
        if (loss := find_loss(connection, warehouse)) and not config.accept_loss:
            raise dg.Failure(f"Nothing is published. {loss}", allow_retries=False)
        context.log.info(
            f"{len(rules)} checks, {sum(rule.is_blocking for rule in rules)} of them blocking: fit to be served"
        )
        results = report_tables(warehouse, connection, ["checks"], {"checks": {"warnings": len(failed)}})
    yield from results


class BuildRow(TypedDict):
    """A row of `builds`."""

    build_id: str
    started_at: datetime
    published_at: datetime
    papers: int
    dated_papers: int
    analyser_version: str
    git_revision: str
    is_sample: bool
    baseline_start: date | None
    recent_start: date | None
    recent_end: date | None
    false_discovery_rate: float


def describe_build(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> BuildRow:
    """The row of `builds` for the build in the build file."""
    papers, dated = connection.execute("SELECT count(*), count(published_on) FROM papers").fetchall()[0]
    baseline_start, recent_start, recent_end = find_windows(connection, warehouse.settings.trends)
    return {
        "build_id": warehouse.build_id,
        "started_at": warehouse.started_at,
        "published_at": datetime.now(UTC).replace(tzinfo=None),
        "papers": papers,
        "dated_papers": dated,
        "analyser_version": ANALYSER_VERSION,
        "git_revision": git_revision(),
        "is_sample": holds_sample(connection),
        "baseline_start": baseline_start,
        "recent_start": recent_start,
        "recent_end": recent_end,
        "false_discovery_rate": warehouse.settings.trends.false_discovery_rate,
    }


def forget_unpublished(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> None:
    """Takes out builds that were never served, and what they changed: their run died between the row and the swap."""
    try:
        with open_served(warehouse.paths.served) as served:
            last = served.execute(f"SELECT build_id FROM {LATEST_BUILD}").fetchall()[0][0]
    except (NotServed, duckdb.Error):
        # Nothing is served, or a damaged file, which this build replaces.
        return
    connection.execute("DELETE FROM builds WHERE rowid > (SELECT rowid FROM builds WHERE build_id = ?)", [last])
    for name in ("theme_lineage", "trend_changes", "build_changes"):
        connection.execute(
            f"DELETE FROM {name} WHERE build_id NOT IN (SELECT build_id FROM builds UNION ALL SELECT ?)",
            [warehouse.build_id],
        )


@dg.multi_asset(
    name="publish_build",
    specs=[
        describe_asset("builds", deps=["checks", "theme_lineage", "periods"], kinds={"polars"}),
        dg.AssetSpec(
            SERVED,
            deps=["checks", *(table.name for table in TABLES if table.schema == MAIN and table.name not in LAST)],
            description="The file papers.duckdb, which readers open: a verified copy of the build, swapped in at once.",
            group_name="publish",
            owners=OWNERS,
            kinds={"duckdb", "file"},
        ),
    ],
)
def publish_build(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult]:
    """The build gets its row in `builds` and is served; readers see the old file until the new one is whole."""
    with warehouse.connect() as connection:
        forget_unpublished(connection, warehouse)
        row = describe_build(connection, warehouse)
        append_rows(connection, "builds", pl.DataFrame([row], infer_schema_length=None))
        results = report_tables(warehouse, connection, ["builds"], {"builds": {"build_id": row["build_id"]}})
    try:
        size = publish(warehouse.paths.build, warehouse.paths.served)
    except BaseException:
        with warehouse.connect() as connection:
            connection.execute("DELETE FROM builds WHERE build_id = ?", [row["build_id"]])
        raise
    keep_served(warehouse.paths, row["build_id"], warehouse.settings.publish.keep_builds)
    is_same = fingerprint_setup(warehouse.paths) == warehouse.setup
    note_publication(warehouse.paths, row["build_id"], row["papers"], warehouse.setup if is_same else "")
    context.log.info(f"Served as {warehouse.paths.served} ({size / 1e6:,.0f} MB)")
    yield from results
    yield dg.MaterializeResult(
        asset_key=SERVED,
        metadata={
            "path": dg.MetadataValue.path(str(warehouse.paths.served)),
            "size_bytes": size,
            "papers": row["papers"],
            "dagster/row_count": row["papers"],
            "preview": dg.MetadataValue.md("\n".join(f"- {key}: {value}" for key, value in row.items())),
        },
    )
