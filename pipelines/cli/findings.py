"""What may be wrong with a data folder: findings, each with what to do and, where it is safe, how to mend it."""

import shutil
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipelines.curation import PINS, THESAURUS
from pipelines.orchestration.history import describe_damage, read_last_runs, set_aside_damaged_history
from pipelines.settings import load_settings
from pipelines.sources.entries import explain_entry
from pipelines.sources.inbox import find_inbox_files
from warehouse.decisions import read_decisions
from warehouse.paths import DataPaths
from warehouse.recovery.examination import State, examine, find_damaged_table, read_publication
from warehouse.recovery.kept_builds import list_kept_builds
from warehouse.recovery.restoration import ASIDE, find_unfinished_copies, restore_files, set_aside
from warehouse.sources.forgotten import read_forgotten
from warehouse.user_files import UserFileError
from warehouse.yaml_files import read_yaml

_RUNS = 1000


class Finding(NamedTuple):
    """Something that is wrong, or worth knowing.

    Args:
        problem: what was found, a sentence.
        remedy: what to do about it, a sentence.
        mend: does it, and returns what was done; None where only the user can decide.
    """

    problem: str
    remedy: str
    mend: Callable[[DataPaths], list[str]] | None = None


def find_problems(paths: DataPaths) -> Iterator[Finding]:
    """All findings about a data folder in which no run is at work."""
    for look in (
        _look_at_lock,
        _look_at_files,
        _look_at_kept,
        _look_at_history,
        _look_at_inbox,
        _look_at_lists,
        _look_at_room,
    ):
        yield from look(paths)


def _restore(paths: DataPaths) -> list[str]:
    return restore_files(paths).notes


def _look_at_lock(paths: DataPaths) -> Iterator[Finding]:
    if paths.run_lock.is_dir():
        yield Finding(
            "run.lock is a folder, so no run can begin.",
            "Move it away.",
            lambda paths: [f"Set aside as {set_aside(paths.run_lock).name}."],
        )


def _look_at_files(paths: DataPaths) -> Iterator[Finding]:
    published = read_publication(paths)
    if published is None and paths.served.exists():
        yield Finding(
            f"{paths.publication.name} is missing or unreadable: it notes what was published last.",
            "The next run writes it.",
        )
    for path in (paths.build, paths.served):
        found = examine(path)
        if found.state is State.MISSING and (published or list_kept_builds(paths)):
            yield Finding(f"{path.name} is missing.", "A run, or --fix, makes it again from what is left.", _restore)
        elif found.state is State.BUSY:
            yield Finding(f"{path.name} is open in another program, which keeps every run out.", "Close it there.")
        elif found.state is State.NEWER:
            yield Finding(
                f"{path.name} {found}.", "Update Papertrends, or choose another folder with PAPERTRENDS_DATA."
            )
        elif found.state not in (State.WHOLE, State.MISSING):
            yield Finding(f"{path.name} {found}.", "It is set aside and made again from what is whole.", _restore)
        elif found.state is State.WHOLE and (table := find_damaged_table(path)):

            def mend(paths: DataPaths, path=path) -> list[str]:
                return [f"{path.name} was set aside as {set_aside(path).name}.", *_restore(paths)]

            yield Finding(f"Rows of the table {table} in {path.name} cannot be read.", "It is made again.", mend)
    if copies := find_unfinished_copies(paths):
        yield Finding(f"{len(copies):,} unfinished copies are left of runs that were killed.", "Remove them.", _restore)
    log = paths.served.with_name(paths.served.name + ".wal")
    if log.exists():
        yield Finding(
            f"{log.name} lies beside the served file, which nobody may write.",
            "Close any program that has the file open to write, then move the log away.",
        )
    if aside := sorted(paths.root.glob(f"*{ASIDE}*")) + sorted(paths.dagster_home.glob(f"*{ASIDE}*")):
        names = ", ".join(one.name for one in aside)
        yield Finding(f"These files were set aside: {names}.", "Delete them once nothing in them is missed.")


def _look_at_kept(paths: DataPaths) -> Iterator[Finding]:
    for kept in list_kept_builds(paths):
        if (found := examine(kept.path)).state is not State.WHOLE:
            yield Finding(
                f"The kept build {kept.build_id} {found}.",
                "It cannot be served again.",
                lambda _, path=kept.path: [f"Set aside as {set_aside(path).name}."],
            )


def _look_at_history(paths: DataPaths) -> Iterator[Finding]:
    if damage := describe_damage(paths):
        yield Finding(
            f"Dagster's history is damaged ({damage}). Papers and trends are not in it.",
            "It is set aside, and a new one begins.",
            lambda paths: [set_aside_damaged_history(paths)],
        )
        return
    if dead := [run.run_id[:8] for run in read_last_runs(paths, _RUNS) if run.is_orphan(paths)]:
        yield Finding(
            f"Runs stand as at work although their process has ended: {', '.join(dead)}.",
            "They are reported as failed.",
            _reap,
        )


def _reap(paths: DataPaths) -> list[str]:
    from pipelines.orchestration.instance import open_instance
    from pipelines.orchestration.orphan_runs import reap_orphan_runs

    with open_instance() as instance:
        return [f"Run {run_id[:8]} is reported as failed." for run_id in reap_orphan_runs(instance, paths)]


def _look_at_inbox(paths: DataPaths) -> Iterator[Finding]:
    for path in find_inbox_files(paths):
        try:
            reason = explain_entry(path)
            if reason is None:
                path.open("rb").close()
        except OSError as error:
            reason = f"It cannot be read ({error.strerror}). Check its permissions."
        if reason:
            name = str(path.relative_to(paths.inbox)).encode(errors="backslashreplace").decode()
            yield Finding(f"In the inbox: {name}.", reason)


def _look_at_lists(paths: DataPaths) -> Iterator[Finding]:
    # They load Polars, which the looks before do without.
    from pipelines.text.terms.thesaurus import load_thesaurus
    from pipelines.themes.pins import load_pins

    runs, digest = "Mend the file; runs stop until then.", "Mend the file; the watchlist report stops until then."
    reads: tuple[tuple[Callable[[], object], str], ...] = (
        (load_settings, runs),
        (lambda: read_decisions(paths.decisions), runs),
        (lambda: read_forgotten(paths.forgotten), runs),
        (lambda: load_thesaurus(THESAURUS), runs),
        (lambda: load_pins(PINS), runs),
        # What an entry may be the dashboard knows.
        (lambda: read_yaml(paths.watchlist), digest),
    )
    for read, remedy in reads:
        try:
            read()
        except UserFileError as error:
            yield Finding(str(error), remedy)
        except OSError as error:
            yield Finding(f"{error.filename} cannot be read ({error.strerror}).", "Move it away.")


def _look_at_room(paths: DataPaths) -> Iterator[Finding]:
    if not paths.root.exists():
        return
    free = shutil.disk_usage(paths.root).free
    needed = 2 * (paths.build.stat().st_size if paths.build.is_file() else 0)
    if free < needed:
        yield Finding(
            f"The disk has {free / 1e6:,.0f} MB free; a run may need {needed / 1e6:,.0f}.",
            "Make room, or keep fewer builds ([publish] keep_builds).",
        )
