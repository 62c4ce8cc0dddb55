"""What users changed from the served build to the next: decisions on terms, sources, settings; with the papers it
moved."""

from collections.abc import Iterable
from pathlib import PurePath

import duckdb
import polars as pl

from pipelines.assets.themes import holds_sample
from pipelines.orchestration.resources import Warehouse
from warehouse.connection import NotServed, open_served
from warehouse.decisions import Decision, read_decisions
from warehouse.schema import LATEST_BUILD, table
from warehouse.schema.frames import empty_frame
from warehouse.user_files import UserFileError

Row = tuple[str, str, str, int | None, int | None]
"""kind, subject, change, papers_before, papers_now."""

_WORDS = {
    "merge": "{form} counts as {other}",
    "keep": "{form} kept apart from {other}",
    "rename": "{form} shown as {other}",
    "block": "{form} blocked",
}


def find_build_changes(connection: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> pl.DataFrame:
    """The rows of `build_changes` for the build in the build file; none where there is nothing to compare it with."""
    declared = table("build_changes")
    try:
        with open_served(warehouse.paths.served) as served:
            builds = served.execute(
                f"SELECT started_at, is_sample, false_discovery_rate FROM {LATEST_BUILD}"
            ).fetchall()
            if not builds or builds[0][1] != holds_sample(connection):
                return empty_frame(declared)
            started_at, _, rate = builds[0]
            pending = [one for one in read_decisions(warehouse.paths.decisions) if one.is_pending(started_at)]
            rows = [
                *decision_changes(served, connection, pending),
                *source_changes(served, connection),
                *setting_changes(rate, warehouse.settings.trends.false_discovery_rate),
            ]
    except (NotServed, UserFileError, duckdb.Error):
        # Nothing is served, or a damaged file, or a version with other tables served it. The step that reads decisions
        # says what is wrong with their file.
        return empty_frame(declared)
    names = ("kind", "subject", "change", "papers_before", "papers_now")
    frame = pl.DataFrame(rows, schema={name: empty_frame(declared).schema[name] for name in names}, orient="row")
    return frame.unique(names[:3], keep="first", maintain_order=True).select(
        pl.lit(warehouse.build_id).alias("build_id"), pl.all()
    )


def decision_changes(
    previous: duckdb.DuckDBPyConnection, current: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]
) -> list[Row]:
    """A row for each decision, with the papers of the term that it changes: for a merge and a keep the other term."""
    rows: list[Row] = []
    for one in decisions:
        words = _WORDS[one.kind].format(form=one.form, other=one.other)
        subject = one.other if one.kind in ("merge", "keep") else one.form
        before, now = (_count_papers(connection, subject) for connection in (previous, current))
        rows.append(("decision", subject, f"{words}, undone" if one.undone else words, before, now))
    return rows


def _count_papers(connection: duckdb.DuckDBPyConnection, form: str) -> int | None:
    """Papers of the term that counts `form`; the largest where several do, None where none does."""
    [(papers,)] = connection.execute(
        "SELECT max(terms.papers) FROM term_variants JOIN terms USING (term_id) WHERE lower(variant) = lower(?)", [form]
    ).fetchall()
    return papers


def source_changes(previous: duckdb.DuckDBPyConnection, current: duckdb.DuckDBPyConnection) -> list[Row]:
    """A row for each source that is not in the current build any more, with the papers that it named."""
    kept = current.execute("SELECT source_id, path FROM sources").fetchall()
    ids, paths = {source for source, _ in kept}, {path for _, path in kept}
    read = previous.execute("""
        SELECT source_id, path, count(DISTINCT paper_id) FROM sources LEFT JOIN sightings USING (source_id)
        WHERE NOT is_sample GROUP BY ALL ORDER BY path, source_id
    """).fetchall()
    return [
        (
            "source",
            path,
            f"{PurePath(path).name} {'replaced by its newer version' if path in paths else 'taken out'}",
            papers,
            None,
        )
        for source, path, papers in read
        if source not in ids
    ]


def setting_changes(before: float | None, now: float) -> list[Row]:
    """A row where verdicts are given at another false discovery rate; None before is a build that did not keep it."""
    if before is None or before == now:
        return []
    return [("setting", "false_discovery_rate", f"false discovery rate set from {before:g} to {now:g}", None, None)]
