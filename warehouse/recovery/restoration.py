"""Makes the files of a data folder fit for a run: what is damaged is set aside, and made again from what is whole.

Nothing is deleted but unfinished copies. The caller holds the run lock.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from warehouse.connection import open_any
from warehouse.paths import DataPaths
from warehouse.recovery.examination import Examination, State, examine, read_last_build, read_publication
from warehouse.recovery.file_swap import copy_whole
from warehouse.recovery.kept_builds import list_kept_builds

ASIDE = ".aside-"
"""What the name of a file that was set aside has behind its own name, before the time."""


class UnusableFolder(RuntimeError):
    """The data folder cannot be used as it is, and nothing safe can be done about it; the message says what to do."""


class Restoration(NamedTuple):
    """What was done to make the files fit.

    Args:
        notes: a sentence for each thing that was done.
        lost_papers: papers that were served before and of which no file is left; 0 where nothing was lost.
    """

    notes: list[str]
    lost_papers: int = 0


def restore_files(paths: DataPaths) -> Restoration:
    """Makes the build file and the served file fit for a run.

    Raises:
        UnusableFolder: a file is of a newer version, of an earlier one that cannot be taken over, or open elsewhere.
        OSError: a file cannot be moved or copied.
    """
    notes = [f"Removed {one.name}, an unfinished copy." for one in remove_unfinished_copies(paths)]
    served = _examine_without_log(paths.served, notes)
    if served.state in (State.FOLDER, State.UNREADABLE, State.FOREIGN, State.INCOMPLETE):
        notes.append(f"{paths.served.name} {served}; set aside as {set_aside(paths.served).name}.")
        served = Examination(State.MISSING)
    if served.state is State.MISSING:
        served = _serve_kept_build(paths, notes) or served
    build = _examine_without_log(paths.build, notes)
    if build.state is State.WHOLE and served.state is State.WHOLE and not _continues(paths.build, paths.served):
        build = Examination(State.FOREIGN, "it does not hold the build that is served")
    if build.state is State.BUSY:
        raise UnusableFolder(f"{paths.build} is open in another program, which keeps every run out. Close it there.")
    for path, found in ((paths.build, build), (paths.served, served)):
        if found.state is State.NEWER:
            raise UnusableFolder(
                f"{path} {found}. Update Papertrends, or choose another folder with PAPERTRENDS_DATA. "
                "Nothing was changed."
            )
    if build.state is State.WHOLE:
        return Restoration(notes)
    published = read_publication(paths)
    return _remake_build(paths, build, notes, published.papers if published else 0)


def _remake_build(paths: DataPaths, build: Examination, notes: list[str], published: int) -> Restoration:
    """Makes the build file again from the served file, else from a kept build; else the run begins anew."""
    sources = [paths.served, *(one.path for one in list_kept_builds(paths))]
    source = next((one for one in sources if examine(one).state is State.WHOLE), None)
    if build.state is State.OLDER and source is None:
        raise UnusableFolder(f"{paths.build} {build}. Move the data folder away and run again on the original files.")
    said = f"{paths.build.name} {build}"
    if build.state is not State.MISSING:
        said += f"; set aside as {set_aside(paths.build).name}"
    if source:
        copy_whole(source, paths.build)
        notes.append(f"{said}. It was made again from {source.name}.")
        return Restoration(notes)
    if build.state is State.MISSING and not published:
        return Restoration(notes)
    notes.append(f"{said}. No served file and no kept build is left: this run reads the inbox again.")
    return Restoration(notes, published)


def _serve_kept_build(paths: DataPaths, notes: list[str]) -> Examination | None:
    """Serves the last kept build where nothing is served any more."""
    for kept in list_kept_builds(paths):
        if (found := examine(kept.path)).state is State.WHOLE:
            copy_whole(kept.path, paths.served)
            notes.append(f"{paths.served.name} was missing; it was made again from the kept build {kept.build_id}.")
            return found
    return None


def _continues(build: Path, served: Path) -> bool:
    """Whether the build file holds the served build, so that it goes on from it."""
    last = read_last_build(served)
    with open_any(build) as connection:
        query = "SELECT EXISTS (FROM builds WHERE build_id = ?)"
        return last is None or connection.execute(query, [last]).fetchall()[0][0]


def _examine_without_log(path: Path, notes: list[str]) -> Examination:
    """Examines a file; sets its write-ahead log aside where the file can be read only without it."""
    found = examine(path)
    log = path.with_name(path.name + ".wal")
    if found.state is not State.UNREADABLE or not log.exists():
        return found
    aside = set_aside(log)
    without = examine(path)
    if without.state is State.UNREADABLE:
        return without
    notes.append(f"{log.name} does not belong to {path.name}; set aside as {aside.name}.")
    return without


def set_aside(path: Path) -> Path:
    """Renames a file or folder so that it is out of the way; returns its new path."""
    now = datetime.now(UTC)
    target = path.with_name(f"{path.name}{ASIDE}{now:%Y%m%dT%H%M%S}.{now.microsecond:06}")
    path.rename(target)
    log = path.with_name(path.name + ".wal")
    if log.exists():
        log.rename(target.with_name(target.name + ".wal"))
    return target


def find_unfinished_copies(paths: DataPaths) -> list[Path]:
    """Copies that a killed run left behind."""
    folders = (paths.root, paths.kept_builds)
    return sorted(one for folder in folders for one in folder.glob(".*.duckdb.*.tmp*"))


def remove_unfinished_copies(paths: DataPaths) -> list[Path]:
    """Removes the copies that a killed run left behind; returns their paths. The caller holds the run lock."""
    found = find_unfinished_copies(paths)
    for one in found:
        one.unlink(missing_ok=True)
    return found
