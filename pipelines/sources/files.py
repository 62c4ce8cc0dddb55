"""Which files are sources, and by what a source is known. Opens no file's content."""

import hashlib
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pipelines.sources.made_up import TRUTH_NAME, is_truth

_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".swp", "~")


def find_files(paths: Iterable[str | Path]) -> list[Path]:
    """The source files among `paths`: files as they are, folders with all that is below them; absolute, sorted, once each.

    Hidden files and folders, downloads under way (`.part`, `.tmp` …) and the truth file of a made-up corpus are left out
    of folders. A folder that cannot be listed is itself among the files: parsing it says why.

    Raises:
        FileNotFoundError: one of `paths` does not exist.
    """
    found: set[Path] = set()
    for given in map(Path, paths):
        path = given.expanduser()
        path = path.parent.resolve() / path.name  # a link keeps its own name, which may state the day
        if path.is_dir():
            found.update(_walk(path))
        elif path.exists():
            found.add(path)
        else:
            raise FileNotFoundError(f"There is no file or folder {path}. Check the spelling.")
    return sorted(found)


def _walk(folder: Path) -> Iterable[Path]:
    closed: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root, name)
            if _is_source(path):
                yield path
    yield from closed


def _is_source(path: Path) -> bool:
    if path.name.startswith(".") or path.name.lower().endswith(_UNFINISHED):
        return False
    return not (path.name == TRUTH_NAME and is_truth(path))


def source_id(sha256: str, captured_on: date | None) -> str:
    """16 hex digits by which a file is known: its content's `sha256` and the day in its name, so that the same list saved
    on two days is two sources, and a file renamed otherwise stays one."""
    day = captured_on.isoformat() if captured_on else ""
    return hashlib.sha256(f"{sha256} {day}".encode()).hexdigest()[:16]
