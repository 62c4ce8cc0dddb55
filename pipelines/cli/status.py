"""`papertrends status`: what is served, how fresh, what was refused, what failed."""

import logging
import sqlite3
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import click

from pipelines.cli.phrasing import ago, near, percent
from pipelines.orchestration.history import read_last_runs
from pipelines.plurals import counted
from warehouse.connection import NotServed, describe_unreadable, open_served
from warehouse.layout import LAYOUT_VERSION, IncompatibleBuild, read_stamp
from warehouse.paths import DataPaths, data_paths
from warehouse.schema import LATEST_BUILD
from warehouse.sources.intake_note import IntakeNote, read_intake_note, say_refused, say_sources
from warehouse.sources.refusals import LOST_VENUES, say_lost_venue

_MOST = 5


@click.command("status", epilog="\b\nExample:\n  papertrends status")
def command() -> None:
    """Say what is served, how fresh it is, what was refused and what failed."""
    import duckdb

    paths, is_readable = data_paths(), True
    click.echo(f"data folder   {paths.root}")
    try:
        with open_served(paths.served) as connection:
            _say_served(connection, paths)
    except NotServed:
        click.echo(
            "served        nothing yet; `papertrends run` takes files in, `papertrends up` shows a made-up sample"
        )
        if note := read_intake_note(paths.intake):
            _say_intake(note)
    except IncompatibleBuild as error:
        raise click.ClickException(str(error)) from error
    except duckdb.Error as error:
        is_readable = False
        click.echo(f"served        {describe_unreadable(paths.served, error)}")
    _say_inbox(paths)
    _say_runs(paths)
    if not is_readable:
        raise click.exceptions.Exit(1)


def _say_served(connection, paths: DataPaths) -> None:
    def ask(query: str) -> list[tuple]:
        return connection.execute(query).fetchall()

    if read_stamp(connection).layout < LAYOUT_VERSION:
        click.echo(f"served        {near(paths.served)}, by an earlier version; `papertrends run` brings it up to date")
        return

    build, published, papers, dated, version, revision, made_up = ask(
        "SELECT build_id, published_at, papers, dated_papers, analyser_version, git_revision, is_sample "
        f"FROM {LATEST_BUILD}"
    )[0]
    span = ask("SELECT min(published_on), max(published_on) FROM papers")[0]
    files, found, parsed, rejected = ask(
        "SELECT count(*), sum(found), sum(parsed), sum(rejected) FROM sources WHERE left_out IS NULL"
    )[0]
    terms, themes = ask("SELECT (SELECT count(*) FROM terms), (SELECT count(*) FROM themes)")[0]
    if made_up:
        click.echo("              A MADE-UP SAMPLE: these papers do not exist")
    click.echo(f"served        {near(paths.served)}, {paths.served.stat().st_size / 1e6:,.1f} MB")
    click.echo(
        f"build         {build}, published {published:%Y-%m-%d %H:%M} UTC ({ago(published)}); "
        f"analyser {version}, code {revision}"
    )
    dates = (
        f"{percent(dated / papers)} dated, {span[0]} to {span[1]}"
        if dated
        else "none of them dated, so there are no trends"
    )
    click.echo(f"papers        {papers:,}; {dates}")
    click.echo(f"terms         {terms:,}, in {counted(themes, 'theme')}")
    click.echo(
        f"sources       {counted(files, 'file')}: {counted(found, 'piece')} found, "
        f"{parsed:,} read, {rejected:,} refused"
    )
    for pieces, reason, path in ask(
        "SELECT count(*) AS pieces, reason, any_value(path) FROM rejects JOIN sources USING (source_id) "
        "WHERE left_out IS NULL GROUP BY reason "
        f"ORDER BY min(position) > 0, pieces DESC, reason LIMIT {_MOST}"
    ):
        click.echo(f"  refused     {pieces:,} × {reason} (as in {Path(path).name})")
    for venue, found_there, lost, before in ask(f"{LOST_VENUES} LIMIT {_MOST}"):
        click.echo(f"  abstracts   {say_lost_venue(venue, found_there, lost, before)}")
    if note := read_intake_note(paths.intake):
        for what, remedy in say_sources(note):
            click.echo(f"  sources     {what}; {remedy}")
    passed, checks = ask("SELECT count(*) FILTER (passed), count(*) FROM checks")[0]
    click.echo(f"checks        {passed:,} of {checks:,} hold")
    for name, table, rows in ask(
        "SELECT check_name, table_name, failing_rows FROM checks WHERE NOT passed ORDER BY ALL"
    ):
        click.echo(f"  warning     {name} does not hold for {counted(rows, 'row')} ({table})")


def _say_intake(note: IntakeNote) -> None:
    """What the last run found and refused, where no build says it."""
    files = counted(note.files, "file")
    click.echo(
        f"last run      {files}: {counted(note.found, 'piece')} found, {note.parsed:,} read, {note.rejected:,} refused"
    )
    for line in islice(say_refused(note), 2 * _MOST):
        click.echo(f"  refused     {line}")
    for what, remedy in say_sources(note):
        click.echo(f"  sources     {what}; {remedy}")


def _say_inbox(paths: DataPaths) -> None:
    from pipelines.sources.fetching.freshness import read_freshness
    from pipelines.sources.inbox import find_inbox_files, find_new_files

    files = find_inbox_files(paths)
    new = find_new_files(paths, logging.getLogger("papertrends")) if files else []
    waiting = f"{counted(len(new), 'file')} not taken in yet: `papertrends run`" if new else "all taken in"
    said = f"{counted(len(files), 'file')}, {waiting}" if files else "empty"
    click.echo(f"inbox         {near(paths.inbox)}: {said}")
    for one in read_freshness(paths.inbox):
        click.echo(
            f"fetched       {one.name}: until {one.until}, {counted(one.records, 'record')} of "
            f"{counted(one.days, 'day')} ({ago(one.fetched_at)})"
        )


def _say_runs(paths: DataPaths) -> None:
    try:
        runs = read_last_runs(paths, _MOST)
        if any(run.is_orphan(paths) for run in runs):
            _reap(paths)
            runs = read_last_runs(paths, _MOST)
    except sqlite3.Error as error:
        click.echo(f"runs          Dagster's history cannot be read ({error}). `papertrends doctor` says more.")
        return
    for run in runs:
        when = f"{datetime.fromtimestamp(run.start, UTC):%Y-%m-%d %H:%M} UTC" if run.start else "not started"
        took = f", {run.end - run.start:.0f} s" if run.start and run.end else ""
        click.echo(f"run           {run.run_id[:8]}  {run.status.lower():<9} {when}{took}")
    if runs and runs[0].status == "FAILURE":
        click.echo(
            "              The last run failed; the served file is as it was before. `papertrends up` shows why."
        )


def _reap(paths: DataPaths) -> None:
    """Reports runs as failed whose process has ended. In a folder that cannot be written they stay as they are."""
    from pipelines.orchestration.instance import open_instance
    from pipelines.orchestration.orphan_runs import reap_orphan_runs

    try:
        with open_instance() as instance:
            reap_orphan_runs(instance, paths)
    except OSError:
        return
