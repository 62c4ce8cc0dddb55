"""What stands at a path: a file that can be opened, or why it cannot. Never waits, whatever stands there."""

import os
import stat
from io import BufferedReader
from pathlib import Path

_SYSTEM = tuple(map(Path, ("/dev", "/proc", "/sys")))
"""Folders in which the system shows itself: their files have no end, or wait for something to happen."""

_MEMORY = Path("/dev/shm")
"""Ordinary files that are kept in memory."""

_IS_FOLDER = "This is a folder that cannot be opened, or one too deep in others. Check its permissions."
_IS_FOLDER_LINK = (
    "This link leads to a folder that is not searched: one that holds the folder of the link, one of "
    "the system, or one "
    "too deep. Take it away, or name the folder that is meant: papertrends run PATH."
)
_IS_DEVICE = "This is no regular file but a device, a pipe or a socket. Take it away."
_IS_SYSTEM = "This leads to a file of the system, which has no end. Take it away."
_LEADS_NOWHERE = "This link leads to a file that is not there. Take it away, or make it anew."


class NotAFile(OSError):
    """What stands at a path is nothing that can be read; `strerror` says what it is and what to do."""


def is_of_system(path: Path) -> bool:
    """Whether `path` lies in a folder in which the system shows itself, such as `/proc`."""
    resolved = Path(os.path.realpath(path))
    return any(resolved.is_relative_to(folder) for folder in _SYSTEM) and not resolved.is_relative_to(_MEMORY)


def explain_entry(path: Path) -> str | None:
    """Why what stands at `path` is no file to be read, in words; None where it is a regular file.

    Raises:
        OSError: nothing stands there, or it cannot be looked at.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            return _LEADS_NOWHERE
        raise
    if stat.S_ISDIR(mode):
        return _IS_FOLDER_LINK if path.is_symlink() else _IS_FOLDER
    if not stat.S_ISREG(mode):
        return _IS_DEVICE
    return _IS_SYSTEM if is_of_system(path) else None


def open_file(path: Path) -> BufferedReader:
    """The bytes of the regular file at `path`. Opening a pipe or a device would wait, or have an effect; this never
    does.

    Raises:
        NotAFile: it is something else; says what.
        OSError: it cannot be opened.
    """
    if reason := explain_entry(path):
        raise NotAFile(0, reason)
    # Should a pipe take the file's place just now, the flag keeps us from waiting for its other end.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotAFile(0, _IS_DEVICE)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def show_path(path: Path) -> str:
    """`path` as a text that can be stored and printed: `�` (U+FFFD) stands for bytes of a name that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def escape_path(path: Path) -> str:
    """`path` with `/`, as a text that no other path has: bytes of a name that are not UTF-8 are written as
    `\\xfc`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
