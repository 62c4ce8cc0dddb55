"""Uploaded files on their way into the inbox: first into a hidden folder of it, where no run sees them, then under
their own name by one rename. Writes nowhere else."""

import hashlib
import os
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from dashboard.warehouse_access.upload_names import free_name, safe_name

MOST_FILES = 100
MOST_MEGABYTES = 200
"""Of one file. Larger ones are put into the inbox by hand."""
MOST_MEGABYTES_TOGETHER = 500
MEGABYTE = 1_000_000
_WAITING = ".uploads"
_KEPT_SECONDS = 24 * 3600
"""For which files wait that nobody took in."""
_CHUNK = 1 << 20


class UploadFailed(RuntimeError):
    """A file could not be written; the message says where, why, and what to do."""


class Staged(NamedTuple):
    """An uploaded file that waits.

    Args:
        name: under which it would stand in the inbox.
        path: where it waits.
        size: in bytes.
        sha256: of its content.
    """

    name: str
    path: Path
    size: int
    sha256: str


class Landed(NamedTuple):
    """A file in the inbox.

    Args:
        name: its name there.
        sha256: of its content.
        is_new: whether it was put there now; else the same content stood there already.
    """

    name: str
    sha256: str
    is_new: bool


class Batch:
    """The files that one session has uploaded and not taken in yet.

    Args:
        inbox: the inbox; made where it is not there.
    """

    def __init__(self, inbox: Path) -> None:
        self.inbox = inbox
        self.folder = inbox / _WAITING / secrets.token_hex(8)
        self._staged: dict[str, Staged] = {}

    def stage(self, key: str, name: str, content: IO[bytes]) -> Staged:
        """Writes a file where no run sees it; the same `key` is the same file, written once.

        Raises:
            UploadFailed: it cannot be written; nothing of it stays.
        """
        if (known := self._staged.get(key)) and known.path.exists():
            return known
        taken = {one.name.casefold() for one in self._staged.values()}
        # `tmp` is where the preview unpacks archives.
        own = free_name(safe_name(name), lambda one: one.casefold() in taken or one == "tmp")
        path = self.folder / own
        try:
            self._make_folder()
            digest, size = _write(path, content)
        except OSError as error:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise UploadFailed(_explain(error, self.inbox)) from error
        self._staged[key] = Staged(own, path, size, digest)
        return self._staged[key]

    def keep_only(self, keys: set[str]) -> None:
        """Takes away the files that are not among `keys`."""
        for key in self._staged.keys() - keys:
            with suppress(OSError):
                self._staged[key].path.unlink(missing_ok=True)
            del self._staged[key]
        if not self._staged:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _make_folder(self) -> None:
        waiting = self.inbox / _WAITING
        self.inbox.mkdir(parents=True, exist_ok=True)
        waiting.mkdir(mode=0o700, exist_ok=True)
        if waiting.is_symlink():
            raise NotADirectoryError(0, f"{_WAITING} in it is a link")
        _forget_old(waiting)
        self.folder.mkdir(mode=0o700, exist_ok=True)


def stands_there(inbox: Path, staged: Staged) -> str:
    """What stands in the inbox under the name of a file: ``same`` content, ``other`` content, or nothing (empty)."""
    target = inbox / staged.name
    if not os.path.lexists(target):
        return ""
    with suppress(OSError):
        if target.is_file() and target.stat().st_size == staged.size:
            with target.open("rb") as file:
                return "same" if hashlib.file_digest(file, "sha256").hexdigest() == staged.sha256 else "other"
    return "other"


def land(inbox: Path, staged: Staged, *, replaces: bool) -> Landed:
    """Moves a file into the inbox, whole or not at all.

    Args:
        inbox: the inbox.
        staged: the file.
        replaces: whether it takes the place of a file of its name; else it gets a number.

    Raises:
        UploadFailed: it cannot be moved; what was there is as it was.
    """
    if stands_there(inbox, staged) == "same":
        with suppress(OSError):
            staged.path.unlink(missing_ok=True)
        return Landed(staged.name, staged.sha256, is_new=False)
    target = inbox / staged.name
    try:
        staged.path.chmod(0o644)
        if replaces and target.is_file():
            staged.path.replace(target)
            return Landed(target.name, staged.sha256, is_new=True)
        while True:
            target = inbox / free_name(staged.name, lambda name: os.path.lexists(inbox / name))
            try:
                _move_to_free(staged.path, target)
            except FileExistsError:
                continue
            return Landed(target.name, staged.sha256, is_new=True)
    except OSError as error:
        raise UploadFailed(_explain(error, inbox)) from error


def _move_to_free(path: Path, target: Path) -> None:
    """Renames a file to a name that is free.

    Raises:
        FileExistsError: it is not free any more.
    """
    try:
        # Unlike a rename, a link never takes the place of another file.
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links, such as that of a USB stick.
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        path.rename(target)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, content: IO[bytes]) -> tuple[str, int]:
    """Writes a new file to the disk; returns its SHA-256 and size."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    with path.open("xb") as file:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _forget_old(waiting: Path) -> None:
    """Takes away what sessions left behind that have ended."""
    for folder in waiting.iterdir():
        with suppress(OSError):
            if not folder.is_symlink() and time.time() - folder.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _explain(error: OSError, inbox: Path) -> str:
    return (
        f"Nothing can be written into the inbox {inbox} ({error.strerror or error}). Make room there or allow "
        "writing, then upload again."
    )
