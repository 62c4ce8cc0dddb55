"""Which files there are to take in, which of them are new, and whether one changes while it is read."""

import hashlib
import logging
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipelines.sources.dates import day_in_name
from pipelines.sources.entries import open_file, show_path
from pipelines.sources.files import find_files, source_id
from warehouse.connection import DatabaseError, NotServed, open_served
from warehouse.paths import DataPaths

_CLOCK_STEP_NS = 3_000_000_000
"""Two changes of a file within so short a time may bear one time stamp; file systems of USB sticks count in two
seconds."""


class FileState(NamedTuple):
    """What changes whenever a file is written, replaced or renamed."""

    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "FileState":
        """The state that `os.stat` or `os.fstat` returned."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What may be taken in: where it is, and by what it is known.

    Args:
        path: where it is.
        sha256: of its content; of its path where it has no content that can be read.
        source_id: see `files.source_id`.
        state: of the file when it was hashed; None where it has no content that can be read.
        was_fresh: whether it was written so shortly before that a later change could bear the same time stamp.
    """

    path: Path
    sha256: str
    source_id: str
    state: FileState | None = None
    was_fresh: bool = False

    @property
    def is_readable(self) -> bool:
        """Whether its content could be read."""
        return self.state is not None

    def has_changed(self) -> bool:
        """Whether the file is another than when it was hashed. Call it after reading: what was read then bears this
        id."""
        if self.state is None:
            return False
        try:
            if FileState.of(self.path.stat()) != self.state:
                return True
            return self.was_fresh and identify_file(self.path).sha256 != self.sha256
        except OSError:
            return True


def hash_path(shown: str) -> str:
    """What stands in `sources.sha256` for a path, as `show_path` writes it, at which no content can be read."""
    return hashlib.sha256(f"no content: {shown}".encode()).hexdigest()


def identify_file(path: Path) -> SourceFile:
    """The file at `path` with its hash and id.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    with open_file(path) as file:
        state = FileState.of(os.fstat(file.fileno()))
        was_fresh = time.time_ns() - max(state.modified_ns, state.changed_ns) < _CLOCK_STEP_NS
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return SourceFile(path, digest, source_id(digest, day_in_name(path.name)), state, was_fresh)


def identify_files(paths: Iterable[Path], log: logging.Logger) -> Iterator[SourceFile]:
    """What stands at `paths`, one of each content. What cannot be read is known by its path, and told to `log`."""
    seen = set()
    for path in paths:
        try:
            file = identify_file(path)
        except OSError as error:
            shown = show_path(path)
            log.warning(
                f"{shown} cannot be read ({error.strerror or error}); set aside, and tried again by the next run."
            )
            digest = hash_path(shown)
            file = SourceFile(path, digest, source_id(digest, None))
        if file.source_id not in seen:
            seen.add(file.source_id)
            yield file


def find_inbox_files(paths: DataPaths) -> list[Path]:
    """The source files in the inbox; none where there is no inbox."""
    return find_files([paths.inbox]) if paths.inbox.is_dir() else []


def fingerprint_inbox(paths: DataPaths) -> str:
    """16 hex digits of the names, sizes and times of the files in the inbox: changes with any of them, opens none."""
    digest = hashlib.sha256()
    for path in find_inbox_files(paths):
        try:
            stat = path.stat()
        except OSError:
            continue
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()[:16]


def find_new_files(paths: DataPaths, log: logging.Logger) -> list[SourceFile]:
    """The files in the inbox that the served warehouse does not know.

    Raises:
        warehouse.layout.IncompatibleBuild: a newer version of Papertrends has written it; no file was opened.
    """
    try:
        with open_served(paths.served) as connection:
            known = {row[0] for row in connection.execute("SELECT source_id FROM sources").fetchall()}
    except (NotServed, DatabaseError):
        # Nothing is served, or a damaged file: whatever is known is in the build, and the run will see.
        known = set()
    files = identify_files(find_inbox_files(paths), log)
    return [file for file in files if file.source_id not in known]
