"""What the tables of the build and the run say of the files, for the note of the intake."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipelines.incremental.sources import Intake
from pipelines.sources.entries import show_path
from pipelines.sources.inbox import SourceFile
from warehouse.sources.intake_note import MOST_NAMED, IntakeNote

_COUNTS = """
    SELECT coalesce(sum(found), 0)::BIGINT, coalesce(sum(parsed), 0)::BIGINT, coalesce(sum(rejected), 0)::BIGINT
    FROM sources WHERE left_out IS NULL
"""
_UNREAD = """
    SELECT coalesce(name, path), reason FROM rejects JOIN sources USING (source_id)
    WHERE position = 0 AND parsed = 0 AND left_out IS NULL ORDER BY ALL
"""
_REASONS = """
    SELECT reason, count(*) AS pieces, any_value(coalesce(name, path) ORDER BY name) FROM rejects
    JOIN sources USING (source_id) WHERE (position > 0 OR parsed > 0) AND left_out IS NULL
    GROUP BY reason ORDER BY pieces DESC, reason
"""


def report_intake(
    connection: duckdb.DuckDBPyConnection,
    run: str,
    files: Sequence[SourceFile],
    unfinished: Sequence[Path],
    done: Intake,
) -> IntakeNote:
    """The note of a run that has taken in `files`."""
    found, parsed, rejected = connection.execute(_COUNTS).fetchall()[0]
    sources = done.settled.sources
    return IntakeNote(
        run,
        files=len(files),
        found=found,
        parsed=parsed,
        rejected=rejected,
        unread=tuple(connection.execute(_UNREAD).fetchmany(MOST_NAMED)),
        reasons=tuple(connection.execute(_REASONS).fetchmany(MOST_NAMED)),
        gone=tuple(sorted(one.name for one in sources if one.gone_since and one.left_out is None)),
        outdated=tuple(done.settled.unread),
        changing=tuple(done.changing),
        unfinished=tuple(map(show_path, unfinished)),
        forgotten=tuple(sorted(one.name for one in sources if one.left_out == "forgotten")),
    )
