"""Whether a run would come to what is served: nothing that it reads has changed since. Opens no file of the inbox."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipelines.settings import PROJECT, settings_path
from pipelines.sources.files import search_files
from pipelines.sources.inbox import FileState, name_source
from warehouse.connection import DatabaseError, NotServed, open_served
from warehouse.layout import IncompatibleBuild
from warehouse.paths import DataPaths
from warehouse.recovery.examination import read_publication
from warehouse.schema import LATEST_BUILD

_CODE = ("pipelines", "warehouse")


def fingerprint_setup(paths: DataPaths) -> str:
    """16 hex digits that change with the code, the curation in it, the settings, what the user decided, and the place
    of the data folder: a copy of one, or a backup that was restored, is gone through once."""
    digest = hashlib.sha256(str(paths.root).encode(errors="surrogateescape"))
    for path in sorted(path for package in _CODE for path in _list_code(PROJECT / package)):
        status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    for path in (settings_path(), paths.decisions, paths.forgotten):
        digest.update(path.read_bytes() if path.is_file() else b"")
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _list_code(package: Path) -> Iterable[Path]:
    for path in package.iterdir():
        if path.is_dir():
            # The data folder may lie within, and holds no code.
            if path.name not in ("data", "__pycache__") or (path / "__init__.py").exists():
                yield from _list_code(path)
        elif path.suffix != ".pyc":
            yield path


def is_served_as_it_stands(paths: DataPaths, given: Sequence[Path] = ()) -> bool:
    """Whether everything that a run would read stands as it stood when what is served was made.

    Args:
        paths: the data folder.
        given: files and folders to take in; empty for the inbox.
    """
    noted = read_publication(paths)
    if noted is None or not noted.setup or noted.setup != fingerprint_setup(paths):
        return False
    try:
        # A build file that was written to since may be damaged: a run finds out and mends it.
        if paths.build.stat().st_mtime_ns > paths.served.stat().st_mtime_ns:
            return False
        with open_served(paths.served) as connection:
            # After `papertrends rollback` another build is served.
            if connection.execute(f"SELECT build_id FROM {LATEST_BUILD}").fetchall() != [(noted.build_id,)]:
                return False
            rows = connection.execute(
                "SELECT name, member, state, gone_since IS NOT NULL FROM internal.source_files"
            ).fetchall()
        found = search_files(given or [paths.inbox]) if given or paths.inbox.is_dir() else None
        now = {name_source(path, paths.inbox): str(FileState.of(path.stat())) for path in found.files} if found else {}
    except (NotServed, DatabaseError, IncompatibleBuild, OSError):
        return False
    known: dict[str, str | None] = {}
    for name, member, state, is_gone in rows:
        if not is_gone:
            known[name.removesuffix(f"/{member}") if member else name] = state
    if given:
        return bool(now) and all(known.get(name) == state for name, state in now.items())
    return now == {name: state for name, state in known.items() if not Path(name).is_absolute()}
