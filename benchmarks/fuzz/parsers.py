"""Files of every format, mutated and parsed, and what must hold of what comes of each."""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from benchmarks.fuzz import listings, references, services, tables, xml
from benchmarks.fuzz.mutation import mutate
from benchmarks.fuzz.result import Result
from pipelines.sources import Parsed, parse_file
from pipelines.sources.parsed import RECORD_SCHEMA, REJECT_SCHEMA

MAX_SECONDS = 2.0
"""CPU time that one input may take; they have a few thousand bytes."""

WRITERS: dict[str, Callable[[random.Random], bytes]] = {
    **tables.WRITERS,
    **references.WRITERS,
    **xml.WRITERS,
    **listings.WRITERS,
    **services.WRITERS,
}
"""Kind of file to what writes a well-formed one."""
NAMES = (
    "x.txt",
    "2025-03-04.txt",
    "x.csv",
    "x.tsv",
    "x.jsonl",
    "x.json",
    "x.parquet",
    "x.gz",
    "x",
    "a 2025-01-01 b.csv.gz",
)


def explain_wrong(parsed: Parsed) -> str | None:
    """Why `parsed` breaks what holds for every file; None where it does not."""
    positions, places = parsed.rejects["position"], parsed.records["position"]
    reasons = parsed.rejects["reason"]
    problems = {
        "an error was not foreseen: " + str(reasons.first()): reasons.str.contains("Please report").any(),
        "found is not parsed and rejected": parsed.found != parsed.records.height + (positions > 0).sum(),
        "a position is both": bool(set(positions) & set(places)),
        "positions are not unique and sorted": any(
            not (one.is_unique().all() and one.is_sorted()) for one in (positions, places)
        ),
        "a record has no position": bool((places < 1).any()),
        "it says nothing": parsed.records.is_empty() and parsed.rejects.is_empty(),
        "its schema is another": dict(parsed.records.schema) != RECORD_SCHEMA
        or dict(parsed.rejects.schema) != REJECT_SCHEMA,
        "a title or an abstract is blank": parsed.records.filter(
            pl.any_horizontal(pl.col("title", "abstract").str.contains(r"^\s*$"))
        ).height
        > 0,
    }
    return next((problem for problem, holds in problems.items() if holds), None)


def fuzz_parser(kind: str, inputs: int, seed: int, result: Result) -> None:
    """Parses `inputs` mutated files of the format `kind`."""
    others = list(WRITERS.values())
    with tempfile.TemporaryDirectory(prefix="fuzz") as folder:
        for number in range(seed, seed + inputs):
            rng = random.Random(f"{kind} {number}")
            path = Path(folder, rng.choice(NAMES))
            path.write_bytes(mutate(WRITERS[kind](rng), rng, others))
            started = time.process_time()
            try:
                parsed = parse_file(path)
                problem = explain_wrong(parsed)
                result.records += parsed.records.height
                result.rejects += parsed.rejects.height
                result.unread += parsed.format == "unknown"
            except BaseException as error:  # a panic of Polars is no Exception
                if isinstance(error, KeyboardInterrupt):
                    raise
                problem = f"{type(error).__name__}: {str(error)[:200]}"
            seconds = time.process_time() - started
            if seconds > MAX_SECONDS:
                problem = problem or f"it took {seconds:.1f} s of CPU time"
            result.slowest = max(result.slowest, seconds)
            result.inputs += 1
            if problem:
                result.failures.append(f"{kind} --seed {number} ({path.name}): {problem}")
            path.unlink()
