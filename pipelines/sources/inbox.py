"""Which files there are to take in, and which of them are new. Reads no more of a file than it takes to know it again."""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.sources import find_files, source_id
from pipelines.sources.dates import day_in_name
from warehouse.connection import NotServed, open_served
from warehouse.paths import DataPaths


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may be taken in: where it is, and by what it is known."""

    path: Path
    sha256: str
    source_id: str


def identify_file(path: Path) -> SourceFile:
    """The file at `path` with its hash and id.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return SourceFile(path, digest, source_id(digest, day_in_name(path.name)))


def identify_files(paths: Iterable[Path], log: logging.Logger) -> Iterator[SourceFile]:
    """Those of `paths` that can be read, one of each content; the others are told to `log`."""
    seen = set()
    for path in paths:
        try:
            file = identify_file(path)
        except OSError as error:
            log.warning(f"{path} cannot be read ({error.strerror}); left out, and tried again by the next run.")
            continue
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
    """The files in the inbox that the served warehouse does not know."""
    files = list(identify_files(find_inbox_files(paths), log))
    try:
        with open_served(paths.served) as connection:
            known = {row[0] for row in connection.execute("SELECT source_id FROM sources").fetchall()}
    except NotServed:
        known = set()
    return [file for file in files if file.source_id not in known]
