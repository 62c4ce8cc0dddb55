"""Sources: files to records. One module a format, each a pure parser; `parse_file` finds the right one.

Nothing here cleans a text, merges records or writes a table.
"""

from datetime import date
from pathlib import Path

import polars as pl

from pipelines.sources.content import Content
from pipelines.sources.dates import day_in_name
from pipelines.sources.detect import Unreadable, detect_format
from pipelines.sources.entries import explain_entry
from pipelines.sources.files import find_files, source_id
from pipelines.sources.formats.delimited import parse_csv
from pipelines.sources.formats.digest import parse_digest
from pipelines.sources.formats.json_document import parse_json
from pipelines.sources.formats.jsonl import parse_jsonl
from pipelines.sources.formats.parquet import parse_parquet
from pipelines.sources.made_up import is_made_up
from pipelines.sources.parsed import Parsed, refuse_file

_PARSERS = {"jsonl": parse_jsonl, "json": parse_json, "csv": parse_csv, "parquet": parse_parquet}


def parse_file(path: Path) -> Parsed:
    """The records of the file at `path`, whatever its format, and what of it is no record.

    Never raises for what a file holds: one that cannot be read gives the format ``unknown`` and one reject at position 0.
    A record's position is its line from 1 (digest, JSON Lines, CSV) or its row from 1 (Parquet, a JSON document).
    """
    captured_on = day_in_name(path.name)
    try:
        parsed = _parse(path, captured_on)
        if parsed.records.is_empty() and parsed.rejects.is_empty():
            parsed = refuse_file("The file holds no papers.")
    except Unreadable as error:
        parsed = refuse_file(str(error))
    except OSError as error:
        parsed = refuse_file(
            f"The file cannot be read ({error.strerror or error}). Check that it is there and may be read."
        )
    except (Exception, pl.exceptions.PanicException) as error:
        # The parsers foresee what is known to go wrong; one file that they do not must not stop the others.
        parsed = refuse_file(
            f"The file could not be read ({type(error).__name__}: {str(error)[:100]}). Please report this."
        )
    return parsed.captured(captured_on)


def _parse(path: Path, captured_on: date | None) -> Parsed:
    if reason := explain_entry(path):
        raise Unreadable(reason)
    content = Content(path)
    kind = detect_format(content)
    return parse_digest(content, captured_on) if kind == "digest" else _PARSERS[kind](content)


__all__ = ["Parsed", "find_files", "is_made_up", "parse_file", "source_id"]
