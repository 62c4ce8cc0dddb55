"""Kills runs at random moments, at the boundaries of steps and inside publishing; the next run follows at once."""

import hashlib
import random
from pathlib import Path

from benchmarks.chaos.builds import HISTORY, compare_builds, count_papers
from benchmarks.chaos.doomed_run import BEGINNING, BOUNDARIES, PUBLISHING
from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.runs import call, cpu_seconds, kill_after, leftovers, start, unfinished_runs, wait
from benchmarks.chaos.stage import Stage
from warehouse.paths import DataPaths

SEED = 20_261_201
IN_A_ROW = 3
"""Random kills that one data folder takes before a run is let through."""
STARTING = 1.0
"""CPU seconds in which a run only loads its libraries."""


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def measure_run(stage: Stage) -> float:
    """CPU seconds of an undisturbed run on the second files."""
    paths = stage.copy_base("measured")
    process, used = start(paths, "run", stage.second), 0.0
    while (now := cpu_seconds(process.pid)) is not None:
        used = now
    wait(process)
    return used


def plan_kills(count: int, seconds: float) -> list[list[str | float]]:
    """Moments of `count` kills, by data folder: names of `doomed_run`, and CPU seconds at random.

    Where `count` is less than there are named moments, a third of each kind is drawn.
    """
    rng = random.Random(SEED)
    kinds = [[*PUBLISHING, *BEGINNING], [*BOUNDARIES]]
    if count < sum(map(len, kinds)):
        kinds = [rng.sample(kind, min(len(kind), -(-count // 3))) for kind in kinds]
    named: list[list[str | float]] = [[moment] for kind in kinds for moment in kind]
    drawn: list[str | float] = [rng.uniform(STARTING, seconds) for _ in range(count - len(named))]
    return named + [drawn[at : at + IN_A_ROW] for at in range(0, len(drawn), IN_A_ROW)]


def kill_run(paths: DataPaths, stage: Stage, moment: str | float, tally: Tally) -> bool:
    """Kills one run and looks at what is served then; returns whether the killed run had published."""
    before = _digest(paths.served)
    if isinstance(moment, str):
        ended = wait(start(paths, "run", stage.second, die_at=moment))
    else:
        process = start(paths, "run", stage.second)
        kill_after(process, moment)
        ended = wait(process)
    name = moment if isinstance(moment, str) else f"{moment:.2f} CPU s"
    tally.tried += ended.code != 0
    if ended.code == 0 and not isinstance(moment, str):
        tally.notes.append(f"{name}: the run had ended by then; not counted")
    if ended.code is None:
        tally.find(Fault.HUNG, f"{name}: the run did not end")
    elif ended.code > 0 or (isinstance(moment, str) and ended.code == 0):
        tally.find(Fault.FAILED, f"{name}: the run was to be killed and ended with {ended.code}: {ended.reason}")
    if _digest(paths.served) == before:
        return False
    if count_papers(paths.served) is None or (
        differences := compare_builds(stage.reference.served, paths.served, leave_out=HISTORY)
    ):
        tally.find(Fault.LOST, f"{name}: what is served is neither the old nor the new build: {differences}")
    return True


def check_next_run(paths: DataPaths, stage: Stage, has_published: bool, name: str, tally: Tally) -> None:
    """Runs at once after a kill, and compares what is then served with an undisturbed run."""
    ended = call(paths, "run", stage.second)
    if ended.has_trace:
        tally.find(Fault.TRACE, f"{name}: the next run: {ended.reason}")
    if ended.code is None:
        tally.find(Fault.HUNG, f"{name}: the next run did not end")
    elif ended.code:
        tally.find(Fault.FAILED, f"{name}: the next run ended with {ended.code}: {ended.reason}")
    else:
        leave_out = HISTORY if has_published else ()
        if differences := compare_builds(stage.reference.served, paths.served, leave_out=leave_out):
            tally.find(Fault.LOST, f"{name}: after the next run: {differences}")
        if waiting := unfinished_runs(paths):
            tally.find(Fault.HUNG, f"{name}: runs without an end in the history: {waiting}")
        if left := leftovers(paths):
            tally.find(Fault.FAILED, f"{name}: the next run left {left}")


def try_kills(stage: Stage, count: int = 100) -> Tally:
    """Tries `count` kills."""
    tally = Tally("kills, each row of them followed at once by the next run")
    for place, moments in enumerate(plan_kills(count, measure_run(stage))):
        paths = stage.copy_base("killed")
        has_published = [kill_run(paths, stage, moment, tally) for moment in moments]
        name = ", ".join(one if isinstance(one, str) else f"{one:.2f} CPU s" for one in moments)
        check_next_run(paths, stage, any(has_published), name, tally)
        print(
            f"  {place + 1:3}  {name}: {'published, then killed' if any(has_published) else 'old build kept'}",
            flush=True,
        )
    return tally
