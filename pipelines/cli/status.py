"""`papertrends status`: what is served, how fresh, what was refused, what failed. Reads only; starts neither Dagster nor a run."""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from pipelines.cli.phrasing import ago, near, percent
from pipelines.plurals import counted
from warehouse.connection import NotServed, open_served
from warehouse.layout import IncompatibleBuild
from warehouse.paths import DataPaths, data_paths
from warehouse.schema import LATEST_BUILD

_MOST = 5


@click.command("status", epilog="\b\nExample:\n  papertrends status")
def command() -> None:
    """Say what is served, how fresh it is, what was refused and what failed."""
    import duckdb

    paths = data_paths()
    click.echo(f"data folder   {paths.root}")
    try:
        with open_served(paths.served) as connection:
            _say_served(connection, paths)
    except NotServed:
        click.echo(
            "served        nothing yet; `papertrends run` takes files in, `papertrends up` shows a made-up sample"
        )
    except IncompatibleBuild as error:
        raise click.ClickException(str(error)) from error
    except duckdb.Error as error:
        raise click.ClickException(f"{paths.served} cannot be read: {error}") from error
    _say_inbox(paths)
    _say_runs(paths)


def _say_served(connection, paths: DataPaths) -> None:
    def ask(query: str) -> list[tuple]:
        return connection.execute(query).fetchall()

    build, published, papers, dated, version, revision, made_up = ask(
        "SELECT build_id, published_at, papers, dated_papers, analyser_version, git_revision, is_sample "
        f"FROM {LATEST_BUILD}"
    )[0]
    span = ask("SELECT min(published_on), max(published_on) FROM papers")[0]
    files, found, parsed, rejected = ask("SELECT count(*), sum(found), sum(parsed), sum(rejected) FROM sources")[0]
    terms, themes = ask("SELECT (SELECT count(*) FROM terms), (SELECT count(*) FROM themes)")[0]
    if made_up:
        click.echo("              A MADE-UP SAMPLE: these papers do not exist")
    click.echo(f"served        {near(paths.served)}, {paths.served.stat().st_size / 1e6:,.1f} MB")
    click.echo(
        f"build         {build}, published {published:%Y-%m-%d %H:%M} UTC ({ago(published)}); analyser {version}, code {revision}"
    )
    dates = (
        f"{percent(dated / papers)} dated, {span[0]} to {span[1]}"
        if dated
        else "none of them dated, so there are no trends"
    )
    click.echo(f"papers        {papers:,}; {dates}")
    click.echo(f"terms         {terms:,}, in {counted(themes, 'theme')}")
    click.echo(
        f"sources       {counted(files, 'file')}: {counted(found, 'piece')} found, {parsed:,} read, {rejected:,} refused"
    )
    for pieces, reason, path in ask(
        "SELECT count(*) AS pieces, reason, any_value(path) FROM rejects JOIN sources USING (source_id) GROUP BY reason "
        f"ORDER BY min(position) > 0, pieces DESC, reason LIMIT {_MOST}"
    ):
        click.echo(f"  refused     {pieces:,} × {reason} (as in {Path(path).name})")
    passed, checks = ask("SELECT count(*) FILTER (passed), count(*) FROM checks")[0]
    click.echo(f"checks        {passed:,} of {checks:,} hold")
    for name, table, rows in ask(
        "SELECT check_name, table_name, failing_rows FROM checks WHERE NOT passed ORDER BY ALL"
    ):
        click.echo(f"  warning     {name} does not hold for {counted(rows, 'row')} ({table})")


def _say_inbox(paths: DataPaths) -> None:
    from pipelines.sources.inbox import find_inbox_files, find_new_files

    files = find_inbox_files(paths)
    new = find_new_files(paths, logging.getLogger("papertrends")) if files else []
    waiting = f"{counted(len(new), 'file')} not taken in yet: `papertrends run`" if new else "all taken in"
    said = f"{counted(len(files), 'file')}, {waiting}" if files else "empty"
    click.echo(f"inbox         {near(paths.inbox)}: {said}")


def _say_runs(paths: DataPaths) -> None:
    """The last runs, from Dagster's history; Dagster itself would take two seconds to start."""
    history = paths.dagster_home / "history" / "runs.db"
    if not history.exists():
        return
    try:
        with closing(sqlite3.connect(f"{history.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            runs = connection.execute(
                f"SELECT run_id, status, start_time, end_time FROM runs ORDER BY id DESC LIMIT {_MOST}"
            ).fetchall()
    except sqlite3.Error:
        return
    for run_id, status, start, end in runs:
        when = f"{datetime.fromtimestamp(start, UTC):%Y-%m-%d %H:%M} UTC" if start else "not started"
        took = f", {end - start:.0f} s" if start and end else ""
        click.echo(f"run           {run_id[:8]}  {status.lower():<9} {when}{took}")
    if runs and runs[0][1] == "FAILURE":
        click.echo(
            "              The last run failed; the served file is as it was before. `papertrends up` shows why."
        )
