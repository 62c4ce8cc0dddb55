"""Which files are sources, and by what a source is known. Opens no file's content."""

import hashlib
import os
from collections import deque
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipelines.sources.entries import is_of_system
from pipelines.sources.made_up import TRUTH_NAME, is_truth

MAX_DEPTH = 32
"""Folders within folders that are searched, counted from the one that was given."""

_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".swp", "~")


class FoundFiles(NamedTuple):
    """What a search found.

    Args:
        files: source files.
        links: links to folders that led to some of them, with the folders to which these lead.
        unfinished: downloads under way, or that were broken off; they are no sources.
    """

    files: list[Path]
    links: dict[Path, Path]
    unfinished: list[Path] = []  # noqa: RUF012 - never changed


def find_files(paths: Iterable[str | Path]) -> list[Path]:
    """The source files among `paths`, as `search_files` finds them."""
    return search_files(paths).files


def search_files(paths: Iterable[str | Path]) -> FoundFiles:
    """The source files among `paths`: files as they are, folders with all that is below them; absolute, sorted, once
    each.

    Hidden files and folders, downloads under way (`.part`, `.tmp` …; told in `unfinished`) and the truth file of a
    made-up corpus are left out of folders. A link to a folder is followed, once for each folder; what it leads to is
    told in `links`. What is no file (a pipe, a link to nothing), a folder that cannot be listed, one that is too deep
    and a link that is not followed are themselves among the files: parsing them says why they are refused.

    Raises:
        FileNotFoundError: one of `paths` does not exist.
    """
    found: set[Path] = set()
    links: dict[Path, Path] = {}
    unfinished: set[Path] = set()
    for given in map(Path, paths):
        path = given.expanduser()
        path = path.parent.resolve() / path.name  # a link keeps its own name, which may state the day
        if path.is_dir():
            _search_folder(path, found, links, unfinished)
        elif path.exists() or path.is_symlink():
            found.add(path)
        else:
            raise FileNotFoundError(f"There is no file or folder {path}. Check the spelling.")
    return FoundFiles(sorted(found), links, sorted(unfinished))


def _search_folder(given: Path, found: set[Path], links: dict[Path, Path], unfinished: set[Path]) -> None:
    """Adds the files below the folder `given` to `found` and `unfinished`, and the links that were followed to
    `links`."""
    root = given.resolve()
    searched: set[tuple[int, int]] = set()
    folders = deque([(given, 0)])
    linked: deque[tuple[Path, int]] = deque()
    # Links wait until all real folders were searched, so that a file is found at its own place rather than by a link.
    while folders or linked:
        is_link = not folders
        folder, depth = (linked if is_link else folders).popleft()
        try:
            status = folder.stat()
            if (identity := (status.st_dev, status.st_ino)) in searched:
                continue
            if depth > MAX_DEPTH or (is_link and _leads_astray(folder, root)):
                found.add(folder)
                continue
            searched.add(identity)
            with os.scandir(folder) as entries:
                for entry in entries:
                    path = Path(entry.path)
                    if not _is_folder(entry):
                        if is_unfinished(entry.name):
                            unfinished.add(path)
                        elif not entry.name.startswith(".") and not (path.name == TRUTH_NAME and is_truth(path)):
                            found.add(path)
                    elif not entry.name.startswith("."):
                        (linked if entry.is_symlink() else folders).append((path, depth + 1))
        except OSError:
            found.add(folder)
        else:
            if is_link:
                links[folder] = folder.resolve()


def _leads_astray(link: Path, root: Path) -> bool:
    """Whether `link` leads to a folder that holds the searched one, or to one of the system."""
    target = link.resolve()
    return root.is_relative_to(target) or is_of_system(target)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_unfinished(name: str) -> bool:
    """Whether a file of this name is a download under way, or what an editor keeps beside a file."""
    return not name.startswith(".") and name.lower().endswith(_UNFINISHED)


def is_left_out(member: str) -> bool:
    """Whether a member of an archive, by its path in there, is what is left out of folders: hidden, unfinished, or what
    macOS puts beside each file."""
    *folders, name = member.split("/")
    return any(part.startswith(".") or part == "__MACOSX" for part in (*folders, name)) or is_unfinished(name)


def source_id(sha256: str, captured_on: date | None) -> str:
    """16 hex digits by which a file is known: its content's `sha256` and the day in its name, so that the same list
    saved on two days is two sources, and a file renamed otherwise stays one."""
    day = captured_on.isoformat() if captured_on else ""
    return hashlib.sha256(f"{sha256} {day}".encode()).hexdigest()[:16]
