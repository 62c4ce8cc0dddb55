"""A file that is being read: its batches one after the other, so that a large one need not be held whole."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.sources.content import Content
from pipelines.sources.dates import day_in_name
from pipelines.sources.detect import detect_format
from pipelines.sources.entries import explain_entry
from pipelines.sources.format import Format
from pipelines.sources.formats import FORMATS
from pipelines.sources.formats.json_rows import DeferredRows
from pipelines.sources.parsed import UNKNOWN, Batch, Parsed, Unreadable, join_batches, make_batch


class Reading:
    """The batches of the file at a path, whatever its format. To be iterated once; raises nothing for what a file
    holds.

    Args:
        path: of a file; what is none is refused with what it is.
        formats: those that are tried.
        name: of the file, where it is another than that of `path`.
        problem: why it is refused, where that is known already.

    Attributes:
        format: name of the format; ``unknown`` before the first batch, and where nothing could be read. A reject at
            position 0 then says why, as it does where the file proves unreadable after some of its records were read.
        captured_on: the day in the file's name; None where it states none.
    """

    def __init__(self, path: Path, formats: Iterable[Format] = FORMATS, name: str = "", problem: str = "") -> None:
        self._path, self._formats, self._name = path, formats, name or path.name
        self._problem = problem
        self._content: Content | None = None
        self.format = UNKNOWN
        self.captured_on: date | None = day_in_name(self._name)

    @property
    def progress(self) -> tuple[int, int]:
        """How many bytes of the stored file were read so far, and how many it has."""
        return (self._content.bytes_read, self._content.size) if self._content else (0, 0)

    def __iter__(self) -> Iterator[Batch]:
        label = ""
        is_empty, has_records = True, False
        try:
            if reason := self._problem or explain_entry(self._path):
                raise Unreadable(reason)
            self._content = Content(self._path, self._name)
            chosen = detect_format(self._content, self._formats)
            self.format, label = chosen.name, f" as {chosen.label}"
            for batch in chosen.parse(self._content):
                if isinstance(batch, DeferredRows):
                    # Nothing comes behind it, and its records need not be made to know that there are rows.
                    is_empty = False
                else:
                    is_empty = is_empty and batch.records.is_empty() and batch.rejects.is_empty()
                    has_records = has_records or not batch.records.is_empty()
                yield batch
            if is_empty:
                raise Unreadable("The file holds no papers.")
            return
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
        if not has_records:
            self.format = UNKNOWN
        yield make_batch(rejects=refused.rejects)


def parse_file(path: Path, formats: Iterable[Format] = FORMATS, name: str = "") -> Parsed:
    """The records of the file at `path`, whatever its format, and what of it is no record; see `Reading`.

    Never raises for what a file holds: one that cannot be read gives the format ``unknown`` and one reject at position
    0.
    """
    reading = Reading(path, formats, name)
    batches = list(reading)
    return join_batches(reading.format, reading.captured_on, batches)
