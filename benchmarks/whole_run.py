"""How long does `papertrends run` take from files to the served warehouse, and how much memory?

    python -m benchmarks.whole_run              the 74,728 real arXiv papers, then one more digest on top
    python -m benchmarks.whole_run 600000       a recombined corpus of so many papers, then the same
    python -m benchmarks.whole_run 600000 --keep DIR    the data folder stays in DIR, for the other benchmarks

The command runs in a process of its own on a data folder of its own. Reads `../shared/data`; the tables last printed
are in `benchmarks/whole_run.md`.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.normalize.labelled_pairs import read_records
from benchmarks.recombined import recombine
from benchmarks.shared_data import SHARED_DATA

REAL = SHARED_DATA / "arxiv" / "arxiv_cs_2025-03_2026-07.parquet"
SEED = 20_260_101
COLUMNS = {"stated_id": "id", "title": "title", "abstract": "abstract", "stated_on": "date"}
LISTS = ("authors", "categories")


def write_corpus(folder: Path, papers: int) -> Path:
    """A Parquet file of `papers` recombined papers, as a user would hand it in."""
    made = recombine(read_records(SHARED_DATA / "arxiv"), papers, seed=SEED).filter(pl.col("source_id") == "recombined")
    path = folder / "recombined.parquet"
    made.select(*(pl.col(name).alias(to) for name, to in COLUMNS.items()), *LISTS).write_parquet(path)
    return path


def run(data: Path, source: Path) -> tuple[float, float, float, list[tuple[str, str, str]]]:
    """Seconds, CPU seconds and peak memory in GB of one run, and what it said of its steps: name, seconds, message.

    Raises:
        SystemExit: the run failed; the message is what it said.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", "run", os.fspath(source)],
        env=os.environ | {"PAPERTRENDS_DATA": os.fspath(data), "COLUMNS": "160"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"the run failed:\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    steps = re.findall(r"^ *✓ (.+?)  +([\d.]+ s|[\d]+ min \d+ s)  (.*)$", done.stdout, re.MULTILINE)
    return seconds, cpu, after.ru_maxrss / 2**20, steps


def main(arguments: list[str]) -> None:
    """Runs and prints the tables; see the module's docstring."""
    papers = next((int(one) for one in arguments if one.isdigit()), 0)
    keep = Path(arguments[arguments.index("--keep") + 1]) if "--keep" in arguments else None
    with tempfile.TemporaryDirectory() as temporary:
        data = keep or Path(temporary, "data")
        corpus = write_corpus(Path(temporary), papers) if papers else REAL
        # The memory is the most that any process so far has had, so the larger run comes first and the other reads "up
        # to".
        for name, source in (
            ("fresh", corpus),
            ("one more digest", max((SHARED_DATA / "digests" / "daily").glob("*.txt"))),
        ):
            seconds, cpu, peak, steps = run(data, source)
            with duckdb.connect(data / "papers.duckdb", read_only=True) as served:
                held = served.execute("SELECT count(*) FROM papers").fetchall()[0][0]
            size = (data / "papers.duckdb").stat().st_size / 2**30
            print(f"\n### {name}: {held:,} papers served, {size:.2f} GB\n")
            print(f"{seconds:.0f} s, {cpu:.0f} CPU s, up to {peak:.2f} GB\n\n| step | took | |\n| --- | --- | --- |")
            print("\n".join(f"| {step} | {took} | {said} |" for step, took, said in steps), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
