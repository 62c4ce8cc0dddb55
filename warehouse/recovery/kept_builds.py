"""The builds before the served one, kept beside it, so that one of them can be served again.

A kept build is a hard link to the file as it was served: it needs room only once another build is served.
"""

from pathlib import Path
from typing import NamedTuple

from warehouse.paths import DataPaths
from warehouse.recovery.examination import State, examine, read_last_build
from warehouse.recovery.file_swap import copy_whole, link_whole


class KeptBuild(NamedTuple):
    """A build that was served.

    Args:
        number: counts the kept builds in the order in which they were served; no clock has a say in it.
        build_id: the id of the build.
        path: its file.
    """

    number: int
    build_id: str
    path: Path


class NothingToServe(LookupError):
    """There is no such build; the message says which there are."""


def list_kept_builds(paths: DataPaths) -> list[KeptBuild]:
    """The kept builds, the last one first; the served build is among them."""
    kept = []
    for path in paths.kept_builds.glob("*.duckdb"):
        number, _, build_id = path.stem.partition("-")
        if number.isdigit() and build_id:
            kept.append(KeptBuild(int(number), build_id, path))
    return sorted(kept, reverse=True)


def keep_served(paths: DataPaths, build_id: str, keep: int) -> None:
    """Keeps the served build, and `keep` builds before it; removes older ones.

    Raises:
        OSError: the folder cannot be written.
    """
    kept = [one for one in list_kept_builds(paths) if one.build_id != build_id]
    if keep:
        paths.kept_builds.mkdir(parents=True, exist_ok=True)
        number = kept[0].number + 1 if kept else 1
        link_whole(paths.served, paths.kept_builds / f"{number:06}-{build_id}.duckdb")
    for one in kept[keep:]:
        one.path.unlink(missing_ok=True)


def roll_back(paths: DataPaths, build_id: str | None = None) -> str:
    """Serves a kept build again, and lets the next run go on from it; returns its id. The caller holds the run lock.

    Args:
        paths: the data folder.
        build_id: the build to serve; None for the one before the served build.

    Raises:
        NothingToServe: there is no such build, or its file is damaged.
        OSError: a file cannot be written.
    """
    kept = list_kept_builds(paths)
    if build_id is None:
        current = read_last_build(paths.served) if examine(paths.served).state is State.WHOLE else None
        place = next((place for place, one in enumerate(kept) if one.build_id == current), -1)
        chosen = kept[place + 1 : place + 2]
    else:
        chosen = [one for one in kept if one.build_id == build_id]
    if not chosen:
        names = ", ".join(one.build_id for one in kept) or "none"
        raise NothingToServe(f"There is no {'build before this one' if build_id is None else build_id}; kept: {names}.")
    if (found := examine(chosen[0].path)).state is not State.WHOLE:
        raise NothingToServe(f"Build {chosen[0].build_id} {found}.")
    copy_whole(chosen[0].path, paths.build)
    link_whole(chosen[0].path, paths.served)
    return chosen[0].build_id
