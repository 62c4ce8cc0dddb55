"""Replaces a database file in one step: readers find the old file or the whole new one, never a part of it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path


def copy_whole(source: Path, target: Path, verify: Callable[[Path], None] | None = None) -> None:
    """Copies a database file so that `target` is at any moment either the old file or the whole new one.

    Args:
        source: a file that nobody writes.
        target: what the copy replaces, by one rename. A write-ahead log beside it is removed: DuckDB would not open it.
        verify: raises where the copy is not fit; `target` is then as it was.

    Raises:
        OSError: the disk is full, or the folder may not be written.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        shutil.copyfile(source, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        if verify:
            verify(draft)
        target.with_name(target.name + ".wal").unlink(missing_ok=True)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(draft.name + ".wal").unlink(missing_ok=True)


def link_whole(source: Path, target: Path) -> None:
    """Makes `target` another name of the file `source`, or a copy where the file system has no hard links."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    try:
        os.link(source, draft)
    except OSError:
        copy_whole(source, target)
        return
    target.with_name(target.name + ".wal").unlink(missing_ok=True)
    draft.replace(target)
    # Where both are one file already, the system leaves both names.
    draft.unlink(missing_ok=True)
