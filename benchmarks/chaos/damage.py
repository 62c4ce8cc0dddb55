"""Damages a data folder in one way after the other, and looks what `status`, `sql`, `run` and `doctor` make of it.

A run may mend the damage, or refuse with what to do. It may not lose papers, hang, or show a stack trace.
"""

from collections.abc import Iterable

from benchmarks.chaos.builds import PAPERS, compare_builds, count_papers
from benchmarks.chaos.damages import DAMAGES, damaged
from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.runs import Ended, call
from benchmarks.chaos.stage import Stage
from warehouse.paths import DataPaths

LOOKS: dict[str, tuple[str, ...]] = {
    "status": ("status",),
    "sql": ("sql", "SELECT count(*) FROM papers"),
    "doctor": ("doctor",),
}
LOOK_SECONDS = 60.0
LET_IN = "let-in-by-yaml"
THEMES = frozenset({"themes", "paper_themes"})


def _judge(ended: Ended, what: str, tally: Tally) -> None:
    """Counts what no command may do, whatever the damage."""
    if ended.code is None:
        tally.find(Fault.HUNG, f"{what} did not end")
    elif ended.code < 0:
        tally.find(Fault.FAILED, f"{what} was ended by signal {-ended.code}")
    if ended.has_trace:
        tally.find(Fault.TRACE, f"{what}: {ended.reason}")
    if ended.code == 1 and not ended.reason:
        tally.find(Fault.FAILED, f"{what} failed without a word")


def try_damage(name: str, paths: DataPaths, stage: Stage, tally: Tally) -> str:
    """Damages the data folder `paths`, runs the commands, and returns what became of it in words."""
    tally.tried += 1
    whole = count_papers(paths.served)
    with damaged(name, paths):
        looks = {look: call(paths, *arguments, patience=LOOK_SECONDS) for look, arguments in LOOKS.items()}
        for look, seen in looks.items():
            _judge(seen, f"{name}: {look}", tally)
        ended = call(paths, "run", stage.second)
        _judge(ended, f"{name}: run", tally)
    if list(stage.work.rglob(LET_IN)):
        tally.find(Fault.LET_IN, f"{name}: the tag ran its command")
    if ended.code == 0:
        return _judge_mended(name, paths, stage, tally)
    left = count_papers(paths.served)
    if left is not None and left != whole and not name.startswith("served"):
        tally.find(Fault.LOST, f"{name}: the run failed, and {whole} papers served became {left}")
    finding = next((line for line in looks["doctor"].said.splitlines() if line.startswith("!")), None)
    if finding is None:
        tally.find(Fault.FAILED, f"{name}: the run is refused, and doctor finds nothing")
    return f"refused: {ended.reason} (doctor: {finding})"


def _judge_mended(name: str, paths: DataPaths, stage: Stage, tally: Tally) -> str:
    """Compares what is served after a run that ended well with what an undisturbed one serves."""
    differences = compare_builds(stage.reference.served, paths.served)
    if not differences:
        return "mended: the same rows as undisturbed"
    if lost := compare_builds(stage.reference.served, paths.served, only=PAPERS):
        papers = count_papers(stage.reference.served), count_papers(paths.served)
        tally.find(Fault.LOST, f"{name}: {papers[0]} papers became {papers[1]}: {lost}")
    elif renamed := compare_builds(stage.reference.served, paths.served, only=THEMES):
        tally.find(Fault.LOST, f"{name}: themes are others: {renamed}")
    return f"published, and differs from undisturbed: {differences}"


def try_damages(stage: Stage, names: Iterable[str] = ()) -> Tally:
    """Tries the damages whose names begin so; all where none are given."""
    tally = Tally("damages of a data folder")
    wanted = tuple(names) or ("",)
    for name in filter(lambda one: one.startswith(wanted), DAMAGES):
        paths = stage.copy_base("damaged")
        print(f"  {name:36} {try_damage(name, paths, stage, tally)}", flush=True)
    return tally
