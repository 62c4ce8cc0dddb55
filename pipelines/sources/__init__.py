"""Sources: files to records. One module a format, each a pure parser; `parse_file` finds the right one.

Nothing here cleans a text, merges records or writes a table.
"""

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from pipelines.sources.content import Content
from pipelines.sources.dates import day_in_name
from pipelines.sources.detect import detect_format
from pipelines.sources.entries import explain_entry
from pipelines.sources.files import find_files, source_id
from pipelines.sources.format import Format
from pipelines.sources.formats import FORMATS
from pipelines.sources.made_up import is_made_up
from pipelines.sources.parsed import UNKNOWN, Parsed, Unreadable, join_batches, make_batch


def parse_file(path: Path, formats: Iterable[Format] = FORMATS) -> Parsed:
    """The records of the file at `path`, whatever its format, and what of it is no record.

    Never raises for what a file holds: one that cannot be read gives the format ``unknown`` and one reject at position
    0.

    Args:
        path: of a file; what is none is refused with what it is.
        formats: those that are tried.
    """
    captured_on = day_in_name(path.name)
    kind, label = UNKNOWN, ""
    try:
        if reason := explain_entry(path):
            raise Unreadable(reason)
        content = Content(path)
        chosen = detect_format(content, formats)
        label = f" as {chosen.label}"
        parsed = join_batches(chosen.name, captured_on, chosen.parse(content))
        if parsed.records.is_empty() and parsed.rejects.is_empty():
            raise Unreadable("The file holds no papers.")
        return parsed
    except Unreadable as error:
        refused = error
    except OSError as error:
        refused = Unreadable(
            f"The file cannot be read ({error.strerror or error}). Check that it is there and may be read."
        )
    except (Exception, pl.exceptions.PanicException) as error:
        # The parsers foresee what is known to go wrong; one file that they do not must not stop the others.
        refused = Unreadable(
            f"The file could not be read{label} ({type(error).__name__}: {str(error)[:100]}). Please report this."
        )
    return join_batches(kind, captured_on, [make_batch(rejects=refused.rejects)])


__all__ = ["Parsed", "find_files", "is_made_up", "parse_file", "source_id"]
