"""Examines a file of the warehouse without changing it: can a run go on from it, can a reader use it?"""

import json
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.connection import open_any
from warehouse.layout import LAYOUT_VERSION, read_stamp
from warehouse.paths import DataPaths
from warehouse.recovery.row_counts import describe_other_rows
from warehouse.schema import LATEST_BUILD, MAIN, TABLES
from warehouse.user_files import replace_text
from warehouse.writer import IRREPLACEABLE


class State(Enum):
    """What a file is good for; the value says it to a user."""

    WHOLE = "is whole"
    MISSING = "is missing"
    FOLDER = "is a folder"
    UNREADABLE = "cannot be read"
    FOREIGN = "was not made by Papertrends"
    OLDER = "was made by an earlier version, whose rows do not fit this one"
    NEWER = "was made by a newer version"
    INCOMPLETE = "does not hold the rows that were written to it"
    BUSY = "is open in another program"


class Examination(NamedTuple):
    """The state of a file, with what was found in words; empty where the state says all."""

    state: State
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.state.value} ({self.detail})" if self.detail else self.state.value


class Publication(NamedTuple):
    """What was published last, noted beside the files, so that the loss of all of them is noticed.

    Args:
        build_id: the build.
        papers: its papers.
        setup: fingerprint of the code, settings and decisions with which it was made; empty where these changed
            meanwhile.
    """

    build_id: str
    papers: int
    setup: str = ""


def read_publication(paths: DataPaths) -> Publication | None:
    """What the data folder published last; None where there is no note of it, or none that can be read."""
    try:
        content = json.loads(paths.publication.read_text(encoding="utf-8"))
        return Publication(str(content["build_id"]), int(content["papers"]), str(content.get("setup", "")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note_publication(paths: DataPaths, build_id: str, papers: int, setup: str = "") -> None:
    """Notes what was published just now; see `Publication`."""
    replace_text(paths.publication, json.dumps(Publication(build_id, papers, setup)._asdict()) + "\n")


def examine(path: Path) -> Examination:
    """Looks at a build file or a served file: its header, its catalogue, its columns and how many
    rows it has, not each of its rows."""
    if path.is_dir():
        return Examination(State.FOLDER)
    if not path.exists():
        return Examination(State.MISSING)
    try:
        if not path.stat().st_size:
            return Examination(State.UNREADABLE, "it is empty")
        with open_any(path) as connection:
            # Free blocks at the end are not in the file.
            size = "SELECT used_blocks * block_size FROM pragma_database_size() WHERE database_name = 'examined'"
            if path.stat().st_size < connection.execute(size).fetchall()[0][0]:
                return Examination(State.UNREADABLE, "it was cut short")
            layout = read_stamp(connection)
            if layout.layout > LAYOUT_VERSION:
                return Examination(State.NEWER, f"{layout.papertrends}, layout {layout.layout}")
            found = _examine_columns(connection, is_current=layout.layout == LAYOUT_VERSION)
            if found.state is State.WHOLE and (other := describe_other_rows(connection)):
                return Examination(State.INCOMPLETE, other)
            return found
    except (duckdb.Error, OSError, UnicodeDecodeError) as error:
        message = str(error).strip().splitlines()[0]
        if "Could not set lock" in message or "Conflicting lock" in message:
            return Examination(State.BUSY)
        return Examination(State.UNREADABLE, message[:200])


def _examine_columns(connection: duckdb.DuckDBPyConnection, is_current: bool) -> Examination:
    rows = connection.execute(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE database_name = 'examined'"
    ).fetchall()
    found: dict[tuple[str, str], set[str]] = {}
    for schema, table, column in rows:
        found.setdefault((schema, table), set()).add(column)
    if "source_id" not in found.get((MAIN, "sources"), ()) or "build_id" not in found.get((MAIN, "builds"), ()):
        return Examination(State.FOREIGN)
    older = Examination(State.WHOLE)
    for declared in TABLES:
        columns = found.get((declared.schema, declared.name))
        if declared.name not in IRREPLACEABLE or columns is None:
            continue
        # An older layout may have columns that were given up since. In this layout, an unknown column would be lost.
        if is_current and (unknown := sorted(columns - set(declared.column_names))):
            return Examination(State.NEWER, f"{declared.name}.{unknown[0]} is unknown here")
        needed = [one.name for one in declared.columns if not one.nullable and one.name not in columns]
        has_rows = f"SELECT EXISTS (FROM {declared.qualified_name})"
        if needed and connection.execute(has_rows).fetchall()[0][0]:
            older = Examination(State.OLDER, f"{declared.name}.{needed[0]} is missing")
    return older


def read_last_build(path: Path) -> str | None:
    """The id of the last build in a whole file; None where it holds none.

    Raises:
        duckdb.Error: the file cannot be read.
    """
    with open_any(path) as connection:
        last = connection.execute(f"SELECT build_id FROM {LATEST_BUILD}").fetchall()
        return last[0][0] if last else None


def find_damaged_table(path: Path) -> str | None:
    """The first table of a whole file of which not every row can be read; None where all can. Reads the whole file."""
    with open_any(path) as connection:
        tables = connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'examined' ORDER BY ALL"
        ).fetchall()
        for schema, table in tables:
            name = ".".join(f'"{part}"' for part in ("examined", schema, table))
            try:
                connection.execute(f"SELECT count(h) FROM (SELECT hash(every) AS h FROM {name} AS every)").fetchall()
            except duckdb.Error:
                return table
    return None
