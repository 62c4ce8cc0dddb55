"""The kinds of inputs, and what one kind comes to."""

import time

from benchmarks.fuzz.cleaner import TEXT, fuzz_cleaner
from benchmarks.fuzz.parsers import WRITERS, fuzz_parser
from benchmarks.fuzz.result import Result, peak_memory

KINDS = (*WRITERS, TEXT)
"""A kind of file for each format and service, and the texts for the cleaner."""
MAX_GROWTH = 400_000
"""Kilobytes by which the peak of memory may grow over all inputs of a kind."""


def fuzz(kind: str, inputs: int, seed: int) -> Result:
    """Tries `inputs` inputs of `kind`, numbered from `seed`."""
    result, before, started = Result(), peak_memory(), time.process_time()
    fuzz_cleaner(inputs, seed, result) if kind == TEXT else fuzz_parser(kind, inputs, seed, result)
    result.seconds, result.growth = time.process_time() - started, peak_memory() - before
    if result.growth > MAX_GROWTH:
        result.failures.append(f"{kind}: the peak of memory grew by {result.growth // 1000:,} MB")
    return result
