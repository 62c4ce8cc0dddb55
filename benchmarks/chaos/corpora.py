"""Fresh made-up corpora of all sizes, one run each: every one must publish, whatever its verdicts rest on."""

import random
import shutil

from benchmarks.chaos.builds import count_papers
from benchmarks.chaos.mornings import run_day
from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.stage import Stage, write_corpus
from warehouse.paths import data_paths

SMALLEST, LARGEST = 20, 1500
"""Papers of a corpus; sizes between are drawn so that small ones, on which checks fail sooner, are many."""
SEED = 17


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
