"""Damaged files of every format and hostile texts: the fuzzer, as a part of the harness."""

from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.stage import Stage
from benchmarks.fuzz.kinds import KINDS, fuzz


def try_inputs(stage: Stage, count: int = 1_000) -> Tally:
    """Tries `count` inputs of each kind; the stage is not used."""
    tally = Tally("damaged files and texts, fuzzed")
    for kind in KINDS:
        result = fuzz(kind, count, seed=0)
        tally.tried += result.inputs
        for failure in result.failures:
            tally.find(Fault.FAILED, failure)
        print(f"  {kind}: {result.inputs:,} inputs, {result.records:,} records, {result.rejects:,} rejects", flush=True)
    return tally
