"""`papertrends sql`: one read-only query against the served warehouse. Imports neither Dagster nor, for text, Polars: it answers at once."""

import csv
import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import click

FORMATS = ("table", "csv", "json", "parquet")
_BATCH = 10_000


@click.command(
    "sql",
    epilog="""\b
Examples:
  papertrends sql "FROM builds"
  papertrends sql "SELECT term, growth FROM term_trends WHERE direction = 'rising' ORDER BY growth_low DESC"
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
def command(query: str, form: str | None, output: Path | None, rows: int) -> None:
    """Ask the served warehouse one read-only query; `-` reads it from the standard input.

    The query sees the served file and nothing else: no other file, no network. It neither waits for a run nor holds one up.
    """
    import duckdb

    from warehouse.connection import NotServed, open_served
    from warehouse.paths import data_paths

    form = form or (output.suffix.lstrip(".") if output and output.suffix.lstrip(".") in FORMATS else "table")
    text = sys.stdin.read() if query == "-" else query
    try:
        with open_served(data_paths().served, locked=True) as connection:
            if form == "parquet":
                _write_parquet(connection, text, output)
                return
            cursor = connection.execute(text)
            if cursor.description is None:
                raise click.ClickException("This is no query that gives rows.")
            names = [column[0] for column in cursor.description]
            with click.open_file(str(output) if output else "-", "w", encoding="utf-8", lazy=False) as stream:
                if form == "table":
                    _write_table(names, cursor, stream, rows)
                else:
                    {"csv": _write_csv, "json": _write_json}[form](names, _every_row(cursor), stream)
    except NotServed as error:
        raise click.ClickException(f"{str(error)[0].upper()}{str(error)[1:]}.") from error
    except duckdb.Error as error:
        raise click.ClickException(_in_words(str(error))) from error
    except BrokenPipeError:
        # The reader, `head` say, has seen enough.
        sys.stderr.close()
    except OSError as error:
        raise click.ClickException(f"{output or 'The output'} cannot be written: {error.strerror}") from error


def _in_words(message: str) -> str:
    if "read-only" in message.lower():
        return f"The warehouse is read-only here; `papertrends run` writes it. ({message})"
    if "disabled by configuration" in message or "file system operations are disabled" in message.lower():
        return f"A query sees the served warehouse and nothing else; --output writes a result. ({message})"
    return message


def _every_row(cursor) -> Iterable[tuple]:
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _plain(value: object) -> object:
    """A value that JSON has: times as ISO texts, numbers that are none as null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _cell(value: object) -> object:
    plain = _plain(value)
    if isinstance(plain, bool):
        return str(plain).lower()
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, (list, dict)) else plain


def _write_csv(names: list[str], rows: Iterable[tuple], stream: IO[str]) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _write_json(names: list[str], rows: Iterable[tuple], stream: IO[str]) -> None:
    stream.write("[")
    for number, row in enumerate(rows):
        values = dict(zip(names, map(_plain, row), strict=True))
        stream.write(("," if number else "") + "\n  " + json.dumps(values, ensure_ascii=False))
    stream.write("\n]\n")


def _write_table(names: list[str], cursor, stream: IO[str], most: int) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = cursor.fetchmany(most + 1)
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for place, name in enumerate(names):
        numbers = all(isinstance(row[place], (int, float)) and not isinstance(row[place], bool) for row in shown)
        table.add_column(Text(name), justify="right" if numbers and shown else "left", overflow="fold")
    for row in shown[:most]:
        table.add_row(*(Text("" if value is None else _text(value)) for value in row))
    width = None if stream.isatty() else 200
    Console(file=stream, width=width, highlight=False).print(table)
    if len(shown) > most:
        click.echo(f"The first {most:,} rows; --rows shows more, --format csv all.", err=True)
    elif not shown:
        click.echo("No rows.", err=True)


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(_cell(value)) if isinstance(value, (bool, dict)) else str(value)


def _write_parquet(connection, text: str, output: Path | None) -> None:
    if output is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is no text: name a file with --output.")
    result = connection.sql(text)
    if result is None:
        raise click.ClickException("This is no query that gives rows.")
    result.pl().write_parquet(output or sys.stdout.buffer)
