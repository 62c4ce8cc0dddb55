"""`papertrends sql`: one read-only query against the served warehouse, in a process that can be ended.

Does not import Dagster: it answers at once.
"""

import csv
import json
import math
import sys
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from pipelines.plurals import counted

if TYPE_CHECKING:
    import polars as pl

FORMATS = ("table", "csv", "json", "parquet")
TIMEOUT = 60
_ANSWER_BYTES = 2_000_000_000
_MEMORY = 2_000_000_000


@click.command(
    "sql",
    epilog="""\b
Examples:
  papertrends sql "FROM builds"
  papertrends sql "SELECT term, growth FROM term_trends WHERE direction = 'rising' ORDER BY prominence DESC"
  papertrends sql "FROM papers" --format parquet --output papers.parquet
  papertrends sql - < question.sql

Tables and columns: warehouse/TABLES.md, or papertrends sql "SHOW TABLES" and papertrends sql "DESCRIBE papers".""",
)
@click.argument("query")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="Default: by the ending of --output, else a table.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to the terminal."
)
@click.option(
    "--rows",
    type=click.IntRange(1),
    default=100,
    show_default=True,
    help="Rows of a table at most; the other formats give all.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=86_400),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Stop a query that takes longer; Ctrl-C stops it at once.",
)
def command(query: str, form: str | None, output: Path | None, rows: int, timeout: float) -> None:
    """Ask the served warehouse one read-only query; `-` reads it from the standard input.

    The query sees the served file and nothing else: no other file, no network. It neither waits for a run nor holds one
    up.
    In CSV, texts that a spreadsheet would take for formulas get an apostrophe; JSON and Parquet hold them as they are.
    """
    from warehouse.paths import data_paths
    from warehouse.query_limits import Limits, QueryRefused
    from warehouse.query_process import answer_in_fork

    suffix = output.suffix.lstrip(".").lower() if output else ""
    form = form or (suffix if suffix in FORMATS else "table")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is no text: name a file with --output.")
    text = sys.stdin.buffer.read().decode(errors="surrogateescape") if query == "-" else query
    limits = Limits(
        rows if form == "table" else None, _ANSWER_BYTES, timeout, _MEMORY, f"--timeout {timeout * 10:g} gives it more."
    )
    try:
        answer = answer_in_fork(data_paths().served, text, limits)
    # `warehouse.connection.NotServed`, whose module would load DuckDB before the fork.
    except FileNotFoundError as error:
        raise click.ClickException(f"{str(error)[0].upper()}{str(error)[1:]}.") from error
    except KeyboardInterrupt as error:
        raise click.exceptions.Exit(130) from error
    except QueryRefused as error:
        raise click.ClickException(str(error)) from error
    try:
        if form == "parquet":
            answer.rows.write_parquet(output or sys.stdout.buffer)
            return
        with click.open_file(str(output) if output else "-", "w", encoding="utf-8", lazy=False) as stream:
            _WRITERS[form](answer.rows, stream)
    except BrokenPipeError:
        # The reader, `head` say, has seen enough.
        sys.stderr.close()
        return
    except OSError as error:
        raise click.ClickException(f"{output or 'The output'} cannot be written: {error.strerror}") from error
    if form == "table" and answer.is_cut:
        click.echo(f"The first {counted(rows, 'row')}; --rows shows more, --format csv all.", err=True)


def _plain(value: object) -> object:
    """A value that JSON has: times as ISO texts, numbers that are none as null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        # Sums of whole numbers come as decimals too.
        return int(value) if value == int(value) else float(value)
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _cell(value: object) -> object:
    plain = _plain(value)
    if isinstance(plain, bool):
        return str(plain).lower()
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, (list, dict)) else plain


def _write_csv(rows: "pl.DataFrame", stream: IO[str]) -> None:
    from warehouse.spreadsheets import guard_text

    def guard(value: object) -> object:
        cell = _cell(value)
        return guard_text(cell) if isinstance(cell, str) else cell

    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(guard_text, rows.columns))
    writer.writerows([guard(value) for value in row] for row in rows.iter_rows())


def _write_json(rows: "pl.DataFrame", stream: IO[str]) -> None:
    stream.write("[")
    for number, row in enumerate(rows.iter_rows()):
        values = dict(zip(rows.columns, map(_plain, row), strict=True))
        stream.write(("," if number else "") + "\n  " + json.dumps(values, ensure_ascii=False))
    stream.write("\n]\n")


def _write_table(rows: "pl.DataFrame", stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for name, dtype in rows.schema.items():
        table.add_column(Text(name), justify="right" if dtype.is_numeric() else "left", overflow="fold")
    for row in rows.iter_rows():
        table.add_row(*(Text("" if value is None else _text(value)) for value in row))
    # Piped into a file or a pager, a table keeps its columns on one line.
    Console(file=stream, width=None if stream.isatty() else 200, highlight=False).print(table)
    if rows.is_empty():
        click.echo("No rows.", err=True)


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    return (
        value
        if isinstance(value, str)
        else ", ".join(map(str, value))
        if isinstance(value, list)
        else str(_cell(value))
    )


_WRITERS: dict[str, Callable[["pl.DataFrame", IO[str]], None]] = {
    "table": _write_table,
    "csv": _write_csv,
    "json": _write_json,
}
