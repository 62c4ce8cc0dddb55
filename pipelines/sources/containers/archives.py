"""Archives (ZIP, and tar in any packing): their members one after the other, each to be read as a file of its own.

Told by content. A ZIP that is an office document or a book is no archive. Members are searched as folders are: hidden
ones and those of unfinished downloads are left out. Nothing is ever written under a member's name, and how much is
unpacked is bounded.
"""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Literal, NamedTuple

from pipelines.sources.containers.unpacking import CHUNK, find_packing, open_unpacked
from pipelines.sources.entries import open_file
from pipelines.sources.files import is_left_out

HEAD_BYTES = 512
"""Bytes of a file's beginning that tell an archive: a block of tar."""
MOST_MEMBERS = 200_000
MOST_UNPACKED = 2_000_000_000
MOST_TIMES = 100
"""An archive may unpack to `MOST_UNPACKED` bytes, or to so many times its own size where that is more. Texts shrink to
a fifth, rarely to a thirtieth."""
DEPTH = 1
"""Archives within archives that are opened."""
_IN_MEMORY = 64_000_000

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENT_MARKS = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"}
_UNREADABLE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
"""What reading a damaged archive raises, or one that is encrypted or packed in an uncommon way."""

Kind = Literal["zip", "tar"]


class Member(NamedTuple):
    """A file in an archive.

    Args:
        name: its path in there, with `/`, without leading ones and `..`; of one in an archive within, after the name of
            that. Empty where `problem` concerns the archive.
        content: its bytes, to be read before the next member is asked for; None where there is a problem.
        problem: why it cannot be read, in words.
    """

    name: str
    content: IO[bytes] | None = None
    problem: str = ""


class DamagedMember(OSError):
    """A member cannot be read to its end; `strerror` says why."""


def find_archive(head: bytes, path: Path) -> Kind | None:
    """Which archive the file at `path` is; None where it is none.

    Args:
        head: its first `HEAD_BYTES`.
        path: is opened only where `head` may be the beginning of an archive.

    Raises:
        OSError: it cannot be read.
    """
    if not head.startswith(_ZIP) and find_packing(head) is None:
        return "tar" if _is_tar(head) else None
    with open_file(path) as file:
        return _find_archive(file)


def _find_archive(file: IO[bytes]) -> Kind | None:
    """As `find_archive`, for a stream at its beginning that can be sought; it is left there."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if head.startswith(_ZIP):
        return None if _is_document(file) else "zip"
    if find_packing(head):
        unpacked, _ = open_unpacked(io.BufferedReader(_Unclosed(file)))
        head = unpacked.read(HEAD_BYTES)
        file.seek(0)
    return "tar" if _is_tar(head) else None


def _is_document(file: IO[bytes]) -> bool:
    try:
        return not _DOCUMENT_MARKS.isdisjoint(zipfile.ZipFile(file).namelist())
    except _UNREADABLE:
        return False
    finally:
        file.seek(0)


def _is_tar(head: bytes) -> bool:
    try:
        # Checks the sum of the block.
        return len(head) == HEAD_BYTES and bool(tarfile.TarInfo.frombuf(head, "utf-8", "replace").name)
    except tarfile.HeaderError:
        return False


def read_archive(path: Path, kind: Kind) -> Iterator[Member]:
    """The members of the archive at `path` in their order. Of those with one name the later ones are numbered.

    Raises:
        OSError: the file cannot be opened.
    """
    with open_file(path) as file:
        size = path.stat().st_size
        budget = _Budget(max(MOST_UNPACKED, MOST_TIMES * size))
        seen: dict[str, int] = {}
        for member in _read_members(file, kind, budget, DEPTH):
            seen[member.name] = count = seen.get(member.name, 0) + 1
            yield member if count == 1 or not member.name else member._replace(name=f"{member.name} ({count})")


def _read_members(file: IO[bytes], kind: Kind, budget: "_Budget", depth: int) -> Iterator[Member]:
    members = _read_zip(file) if kind == "zip" else _read_tar(file)
    found = 0
    try:
        for member in members:
            if is_left_out(member.name):
                continue
            found += 1
            if problem := budget.take_member():
                yield Member("", problem=problem)
                return
            if member.content is None:
                yield member
            else:
                yield from _open_member(member.name, _Bounded(member.content, budget), budget, depth)
            if budget.is_spent:
                yield Member("", problem=budget.problem)
                return
    except _UNREADABLE as error:
        yield Member("", problem=f"The archive is damaged ({_say(error)}). What stands before the damage was read.")
        return
    if not found:
        yield Member("", problem="The archive holds no file.")


def _open_member(name: str, content: "_Bounded", budget: "_Budget", depth: int) -> Iterator[Member]:
    head = content.peek_head()
    if not (head.startswith(_ZIP) or find_packing(head) or _is_tar(head)):
        yield Member(name, io.BufferedReader(content, CHUNK))
        return
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        try:
            while chunk := content.read(CHUNK):
                copy.write(chunk)
        except DamagedMember as error:
            yield Member(name, problem=str(error.strerror))
            return
        copy.seek(0)
        kind = _find_archive(copy)
        if kind is None:
            yield Member(name, copy)
        elif depth:
            for inner in _read_members(copy, kind, budget, depth - 1):
                yield inner._replace(name=f"{name}/{inner.name}" if inner.name else name)
        else:
            yield Member(name, problem="An archive in an archive in an archive is not opened. Unpack it.")


def _read_zip(file: IO[bytes]) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = _clean_name(info.filename)
            if info.flag_bits & 1:
                yield Member(name, problem="It is encrypted. Unpack the archive with its password.")
                continue
            try:
                content = archive.open(info)
            except _UNREADABLE as error:
                yield Member(name, problem=f"It cannot be unpacked ({_say(error)}). Unpack it, or get it again.")
                continue
            with content:
                yield Member(name, content)


def _read_tar(file: IO[bytes]) -> Iterator[Member]:
    unpacked, unpacking = open_unpacked(io.BufferedReader(_Unclosed(file)))
    with tarfile.open(fileobj=unpacked, mode="r|") as archive:
        for info in archive:
            name = _clean_name(info.name)
            if info.isdir():
                continue
            if not info.isreg():
                yield Member(name, problem="This is no file but a link, a pipe or a device in an archive.")
                continue
            yield Member(name, archive.extractfile(info))
    if unpacking and unpacking.damage:
        raise tarfile.ReadError(unpacking.damage)


def _clean_name(name: str) -> str:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts).encode("utf-8", "backslashreplace").decode() or "without a name"


def _say(error: BaseException) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0][:100]


class _Budget:
    """How much an archive may still give, with what is in it."""

    def __init__(self, most_bytes: int) -> None:
        self._most = self._left = most_bytes
        self._members = 0

    @property
    def is_spent(self) -> bool:
        return self._left < 0

    @property
    def problem(self) -> str:
        return (
            f"The archive unpacks to more than {self._most / 1e9:,.0f} GB, far more than texts do; the rest of it was "
            "not read. If that is meant, unpack it."
        )

    def take_member(self) -> str:
        """Counts a member; why it is one too many, empty where it is not."""
        self._members += 1
        if self._members <= MOST_MEMBERS:
            return ""
        return f"The archive has more than {MOST_MEMBERS:,} members; the rest of them was not read. Unpack it."

    def take_bytes(self, count: int) -> None:
        self._left -= count


class _Bounded(io.RawIOBase):
    """The bytes of a member, as many as its archive may give. What is wrong with them is raised as `DamagedMember`."""

    def __init__(self, content: IO[bytes], budget: _Budget) -> None:
        self._content, self._budget = content, budget
        self._head = b""
        self._damage = ""

    def readable(self) -> bool:
        return True

    def peek_head(self) -> bytes:
        """The first `HEAD_BYTES`, which stay to be read; empty where they cannot be read."""
        # Whoever reads on meets the damage again.
        with suppress(DamagedMember):
            self._head = self._take(HEAD_BYTES)
        return self._head

    def readinto(self, buffer) -> int:
        part, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        part = part or self._take(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    def _take(self, size: int) -> bytes:
        part = b""
        try:
            # Once it has failed, what stands behind would be taken for the end.
            part = b"" if self._damage else self._content.read(size)
        except _UNREADABLE as error:
            self._damage = f"It is damaged ({_say(error)}). Get the archive again."
        self._budget.take_bytes(len(part))
        if self._budget.is_spent:
            self._damage = self._budget.problem
        if self._damage:
            raise DamagedMember(0, self._damage)
        return part


class _Unclosed(io.RawIOBase):
    """A stream that stays open when what reads it is closed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        part = self._file.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)
