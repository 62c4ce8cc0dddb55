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


_LEFT_OUT = {
    "superseded": "{name} replaced by its newer version",
    "forgotten": "{name} taken out",
    "sample": "{name} left out",
}


def source_changes(previous: duckdb.DuckDBPyConnection, current: duckdb.DuckDBPyConnection) -> list[Row]:
    """A row for each source that counted and does no longer, with the papers that it named and those that its newer
    version names; and for each that counts again."""
    now = {
        source: (path, left_out, successor)
        for source, path, left_out, successor in current.execute(
            "SELECT source_id, path, left_out, superseded_by FROM sources"
        ).fetchall()
    }
    papers_now = dict(
        current.execute("SELECT source_id, count(DISTINCT paper_id) FROM sightings GROUP BY source_id").fetchall()
    )
    before = previous.execute("""
        SELECT source_id, path, count(DISTINCT paper_id) FROM sources LEFT JOIN sightings USING (source_id)
        WHERE NOT is_sample GROUP BY ALL ORDER BY path, source_id
    """).fetchall()
    rows: list[Row] = []
    for source, path, papers in before:
        path, left_out, successor = now.get(source, (path, "forgotten", None))
        name = PurePath(path).name
        if papers and left_out:
            words = _LEFT_OUT[left_out].format(name=name)
            rows.append(("source", path, words, papers, papers_now.get(successor) if successor else None))
        elif not papers and not left_out and source in papers_now:
            rows.append(("source", path, f"{name} counts again", None, papers_now[source]))
    return rows


def setting_changes(before: float | None, now: float) -> list[Row]:
    """A row where verdicts are given at another false discovery rate; None before is a build that did not keep it."""
    if before is None or before == now:
        return []
    return [("setting", "false_discovery_rate", f"false discovery rate set from {before:g} to {now:g}", None, None)]
