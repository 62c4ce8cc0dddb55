"""Build file to served file: a copy beside it, verified, then swapped in by one rename.

A failure or a crash at any moment leaves the served file as it was; readers that have the old file open keep it.
"""

from pathlib import Path

import duckdb

from warehouse.connection import open_build, open_served
from warehouse.recovery.file_swap import copy_whole
from warehouse.recovery.row_counts import describe_other_rows, note_row_counts
from warehouse.schema import TABLES


class PublicationRefused(RuntimeError):
    """The copy of the build is not fit to be served; the served file is as it was."""


def _verify(copy: Path) -> None:
    try:
        with open_served(copy) as connection:
            for table in TABLES:
                connection.execute(f"SELECT count(*) FROM {table.qualified_name}").fetchall()
            served = connection.execute("SELECT count(*) FROM builds").fetchall()[0][0]
            if other := describe_other_rows(connection):
                raise PublicationRefused(f"the copy does not hold what the build does: {other}")
    except duckdb.Error as error:
        raise PublicationRefused(f"the copy of the build cannot be read: {error}") from error
    if not served:
        raise PublicationRefused("the build has no row in builds")


def publish(build: Path, served: Path) -> int:
    """Serves a copy of the build file; returns its size in bytes.

    Args:
        build: the build file, closed by everybody.
        served: where readers look.

    Raises:
        PublicationRefused: the copy could not be read back.
        OSError: the disk is full, or a folder may not be written.
    """
    with open_build(build, counts_rows=False) as connection:
        note_row_counts(connection)
        connection.execute("FORCE CHECKPOINT")
    copy_whole(build, served, verify=_verify)
    return served.stat().st_size
