"""Runs without harm: a made-up digest a day, nothing new, and fresh corpora of all sizes. Every one must publish.

None of the runs on digests may lose a paper.

At the end the papers are those of a fresh build from the same files, and the folder is little larger than a fresh one.
"""

import random
import shutil
from pathlib import Path

from benchmarks.chaos.builds import PAPERS, compare_builds, count_papers
from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.runs import call, unfinished_runs
from benchmarks.chaos.stage import Stage, write_corpus
from warehouse.paths import DataPaths, data_paths

PAPERS_A_DAY = 6
MOST_GROWTH = 1.2
"""Size of the data folder after many runs, in sizes of one after a single run, without `MOST_HISTORY`. Builds that are
kept to be served again are counted beside it: how many they are is for the user to say (`[publish] keep_builds`)."""
MOST_HISTORY = 50_000_000
"""Bytes that the history of Dagster may take besides."""
SMALLEST, LARGEST = 20, 1500
"""Papers of a corpus; sizes between are drawn so that small ones, on which checks fail sooner, are many."""
SEED = 17


def _file_sizes(folder: Path) -> dict[tuple[int, int], int]:
    """Size in bytes of each file of a folder; a file with two names stands there once."""
    stats = (one.stat() for one in folder.rglob("*") if one.is_file())
    return {(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}


def measure_folder(paths: DataPaths) -> tuple[int, int]:
    """Bytes of a data folder without the builds before the served one, and bytes of these."""
    sizes, kept = _file_sizes(paths.root), _file_sizes(paths.kept_builds)
    served = paths.served.stat()
    kept.pop((served.st_dev, served.st_ino), None)
    return sum(sizes.values()) - sum(kept.values()), sum(kept.values())


def run_day(paths: DataPaths, sources: list[Path], day: str, tally: Tally) -> None:
    """One run, with what must hold after it."""
    before = count_papers(paths.served) or 0
    ended = call(paths, "run", *sources)
    tally.tried += 1
    if ended.has_trace:
        tally.find(Fault.TRACE, f"{day}: {ended.reason}")
    if ended.code is None:
        tally.find(Fault.HUNG, f"{day}: the run did not end")
    elif ended.code:
        tally.find(Fault.FAILED, f"{day}: nothing was published: {ended.reason}")
    if (count_papers(paths.served) or 0) < before:
        tally.find(Fault.LOST, f"{day}: {before} papers became {count_papers(paths.served)}")


def _compare_sizes(paths: DataPaths, fresh: DataPaths, tally: Tally) -> None:
    (grown, kept), (single, _) = measure_folder(paths), measure_folder(fresh)
    said = (
        f"{tally.tried} runs: the data folder holds {grown / 1e6:.1f} MB, after a single run {single / 1e6:.1f} MB; "
        f"builds kept besides: {kept / 1e6:.1f} MB"
    )
    if grown > MOST_GROWTH * single + MOST_HISTORY:
        tally.find(Fault.FAILED, said)
    else:
        tally.notes.append(said)


def try_mornings(stage: Stage, count: int = 60) -> Tally:
    """Runs on `count` daily digests, one after the other."""
    tally = Tally("mornings, a digest each")
    months = -(-count // 20)
    corpus = write_corpus(stage.work / "mornings-corpus", max(20, PAPERS_A_DAY * 30 * months), months, seed=11)
    digests = sorted(corpus.glob("2*.txt"))[:count]
    paths, fresh = data_paths(stage.work / "mornings"), data_paths(stage.work / "fresh")
    for one in (paths, fresh):
        shutil.rmtree(one.root, ignore_errors=True)
    for digest in digests:
        run_day(paths, [digest], digest.stem, tally)
        print(f"  {digest.stem}: {count_papers(paths.served)} papers served", flush=True)
    run_day(fresh, digests, "all at once", tally)
    if fresh.served.exists() and paths.served.exists():
        if differences := compare_builds(fresh.served, paths.served, only=PAPERS):
            tally.find(Fault.LOST, f"one by one and all at once are not the same: {differences}")
        _compare_sizes(paths, fresh, tally)
    return tally


def try_growth(stage: Stage, count: int = 200) -> Tally:
    """Runs `count` times with nothing new, and looks how the data folder grows."""
    tally = Tally("runs with nothing new")
    paths = stage.copy_base("grown")
    for number in range(count):
        run_day(paths, [stage.second], f"run {number + 1}", tally)
        if number % 20 == 19:
            print(f"  {number + 1} runs: {measure_folder(paths)[0] / 1e6:.1f} MB", flush=True)
    _compare_sizes(paths, stage.reference, tally)
    if waiting := unfinished_runs(paths):
        tally.find(Fault.HUNG, f"runs without an end in the history: {waiting}")
    return tally


def try_corpora(stage: Stage, count: int = 300) -> Tally:
    """Runs on `count` corpora, each in a data folder of its own."""
    tally, rng = Tally("fresh corpora of all sizes"), random.Random(SEED)
    for number in range(count):
        papers = round(SMALLEST * (LARGEST / SMALLEST) ** rng.random())
        months = rng.randint(1, 36)
        paths = data_paths(stage.work / "corpora")
        corpus = stage.work / "corpora-files"
        for folder in (paths.root, corpus):
            shutil.rmtree(folder, ignore_errors=True)
        write_corpus(corpus, papers, months, seed=number)
        name = f"{papers} papers over {months} months, seed {number}"
        run_day(paths, [corpus], name, tally)
        if not count_papers(paths.served):
            tally.find(Fault.LOST, f"{name}: nothing is served")
        if number % 20 == 19:
            print(f"  {number + 1} corpora, {tally.faults.total()} faults", flush=True)
    return tally
