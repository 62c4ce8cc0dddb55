"""Which files there are to take in, which of them are new, and whether one changes while it is read.

A file that stands as it stood when it was read last is not opened: its size and times say so.
"""

import hashlib
import logging
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, NamedTuple, Self

from pipelines.sources.containers.archives import HEAD_BYTES, DamagedMember, find_archive, read_archive
from pipelines.sources.dates import day_in_name
from pipelines.sources.entries import escape_path, open_file, show_path
from pipelines.sources.files import find_files, source_id
from warehouse.connection import DatabaseError, NotServed, open_served
from warehouse.paths import DataPaths

_CLOCK_STEP_NS = 100_000_000
_COARSE_STEP_NS = 3_000_000_000
_COARSE_STAMP_NS = 10_000_000
"""Two changes of a file within so short a time may bear one time stamp. File systems of USB sticks count in two seconds
or hundredths: their stamps are whole numbers of these."""
_CHUNK = 1 << 20


class FileState(NamedTuple):
    """What changes whenever a file is written, replaced or renamed."""

    device: int
    inode: int
    size: int
    modified_ns: int
    changed_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """The state that `os.stat` or `os.fstat` returned."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def __str__(self) -> str:
        return ":".join(map(str, self))


class KnownFile(NamedTuple):
    """A name under which a source was found, as `internal.source_files` and `sources` hold it."""

    name: str
    source_id: str
    state: str | None
    sha256: str
    member: str


KNOWN_FILES = """
    SELECT name, source_id, if(format = 'unknown', NULL, state), sha256, member FROM internal.source_files
    JOIN (SELECT source_id, sha256, format FROM sources WHERE superseded_by IS NULL) USING (source_id)
"""
"""SQL of all `KnownFile`."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What may be taken in: where it is, and by what it is known.

    Args:
        path: where it is; of a member of an archive, where the archive is.
        name: what the source is called; see `name_source`.
        sha256: of its content; of its name where it has no content that can be read.
        source_id: see `files.source_id`.
        state: of the file when it was hashed; None where it has no content that can be read.
        was_fresh: whether it was written so shortly before that a later change could bear the same time stamp.
        member: of a member of an archive, its name in there; else empty.
        problem: why it has no content that can be read, where that is no matter of the file at `path` itself.
    """

    path: Path
    name: str
    sha256: str
    source_id: str
    state: FileState | None = None
    was_fresh: bool = False
    member: str = ""
    problem: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether its content could be read."""
        return self.state is not None and not self.problem

    @property
    def base(self) -> str:
        """The name of the file: of a member, that of its archive."""
        return self.name.removesuffix(f"/{self.member}") if self.member else self.name

    @property
    def noted_state(self) -> str | None:
        """What to note of the file, so that it need not be opened as long as it stands as now; None where it must."""
        return str(self.state) if self.state and not self.was_fresh else None

    @property
    def shown_path(self) -> str:
        """The path for `sources.path`."""
        return f"{show_path(self.path)}/{self.member}" if self.member else show_path(self.path)

    def has_changed(self) -> bool:
        """Whether the file is another than when it was hashed. Call it after reading: what was read then bears this
        id."""
        if self.state is None:
            return False
        try:
            if FileState.of(self.path.stat()) != self.state:
                return True
            return self.was_fresh and not self.member and _hash_file(self.path)[0] != self.sha256
        except OSError:
            return True


def name_source(path: Path, inbox: Path) -> str:
    """What a source is called: its path within the inbox, else its whole path. Bytes that are not UTF-8 are written as
    `\\xfc`, so that no two files share a name."""
    for folder in (inbox, inbox.resolve()):
        if path.is_relative_to(folder):
            return escape_path(path.relative_to(folder))
    return escape_path(path)


def hash_path(shown: str) -> str:
    """What stands in `sources.sha256` for a path, as `show_path` writes it, at which no content can be read."""
    return hashlib.sha256(f"no content: {shown}".encode()).hexdigest()


def _hash_file(path: Path) -> tuple[str, FileState, bool, bytes]:
    """SHA-256 of the file at `path`, its state, whether it was fresh, and its first bytes."""
    with open_file(path) as file:
        state = FileState.of(os.fstat(file.fileno()))
        stamp = max(state.modified_ns, state.changed_ns)
        step = _CLOCK_STEP_NS if stamp % _COARSE_STAMP_NS else _COARSE_STEP_NS
        was_fresh = time.time_ns() - stamp < step
        begin = file.read(_CHUNK)
        digest = _hash_stream(file, begin) if len(begin) == _CHUNK else hashlib.sha256(begin).hexdigest()
    return digest, state, was_fresh, begin[:HEAD_BYTES]


def _hash_stream(stream: IO[bytes], begin: bytes = b"") -> str:
    digest = hashlib.sha256(begin)
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def identify_files(
    paths: Iterable[Path], inbox: Path, log: logging.Logger, known: Iterable[KnownFile] = ()
) -> Iterator[SourceFile]:
    """What stands at `paths`: a file, or each member of an archive. What cannot be read is told to `log`.

    Args:
        paths: absolute.
        inbox: by which sources are called.
        log: is told what cannot be read.
        known: what was found before. A file that stands as it stood then is not opened.
    """
    found: dict[str, list[KnownFile]] = {}
    for one in known:
        found.setdefault(one.name.removesuffix(f"/{one.member}") if one.member else one.name, []).append(one)
    for path in paths:
        name = name_source(path, inbox)
        try:
            yield from _recall(path, found.get(name, ())) or _identify(path, name)
        except OSError as error:
            log.warning(
                f"{show_path(path)} cannot be read ({error.strerror or error}); set aside, and tried again by the next "
                "run."
            )
            digest = hash_path(show_path(path))
            yield SourceFile(path, name, digest, source_id(digest, None))


def identify_file(path: Path, inbox: Path | None = None) -> SourceFile:
    """The file at `path` as one source, also where it is an archive.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    return _whole_file(path, name_source(path, inbox or path.parent), *_hash_file(path)[:3])


def _whole_file(path: Path, name: str, digest: str, state: FileState, was_fresh: bool) -> SourceFile:
    return SourceFile(path, name, digest, source_id(digest, day_in_name(path.name)), state, was_fresh)


def _recall(path: Path, known: Sequence[KnownFile]) -> list[SourceFile]:
    """What was found at `path` before, where it stands as it stood then; else nothing."""
    if not known or any(one.state is None for one in known):
        return []
    state = FileState.of(path.stat())
    if any(one.state != str(state) for one in known):
        return []
    return [SourceFile(path, one.name, one.sha256, one.source_id, state, member=one.member) for one in known]


def _identify(path: Path, name: str) -> Iterator[SourceFile]:
    """The file at `path`, or the members of the archive there.

    Raises:
        OSError: it cannot be read, or is no regular file.
    """
    digest, state, was_fresh, head = _hash_file(path)
    kind = find_archive(head, path)
    if kind is None:
        yield _whole_file(path, name, digest, state, was_fresh)
        return
    for member in read_archive(path, kind):
        problem = member.problem
        own = name if not member.name else f"{name}/{member.name}"
        try:
            digest = _hash_stream(member.content) if member.content else ""
        except DamagedMember as error:
            problem = str(error.strerror)
        if problem:
            digest = hash_path(own)
        day = day_in_name(PurePath(member.name).name) if not problem else None
        yield SourceFile(path, own, digest, source_id(digest, day), state, was_fresh, member.name, problem)


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
    """The files in the inbox that the served warehouse does not know, one of each content.

    Raises:
        warehouse.layout.IncompatibleBuild: a newer version of Papertrends has written it; no file was opened.
    """
    known: list[KnownFile] = []
    taken_in: set[str] = set()
    try:
        with open_served(paths.served) as connection:
            taken_in = {row[0] for row in connection.execute("SELECT source_id FROM sources").fetchall()}
            known = [KnownFile(*row) for row in connection.execute(KNOWN_FILES).fetchall()]
            superseded = "SELECT source_id FROM sources WHERE superseded_by IS NOT NULL"
            taken_in -= {row[0] for row in connection.execute(superseded).fetchall()}
    except (NotServed, DatabaseError):
        # Nothing is served, or a damaged file, or one of an older version: what is known is in the build, and the run
        # will see.
        pass
    files = identify_files(find_inbox_files(paths), paths.inbox, log, known)
    return list({file.source_id: file for file in files if file.source_id not in taken_in}.values())
