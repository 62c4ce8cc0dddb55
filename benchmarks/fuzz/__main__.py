"""Do the parsers and the cleaner survive damaged and hostile inputs?

    python -m benchmarks.fuzz                     10,000 inputs of each kind
    python -m benchmarks.fuzz 100000              so many of each kind
    python -m benchmarks.fuzz 100000 csv digest   of these kinds only
    python -m benchmarks.fuzz 1 csv --seed 4711   one input again, as it was printed

Well-formed files of each format are mutated: bytes flipped, cut, repeated, moved, mixed with other files, recoded,
packed. Of every file `parse_file` must return what it found, each piece as a record or as a reject with a reason, in
bounded time and memory; of every text `clean_text` must return one that cleaning leaves as it is. Prints a row for each
kind and the inputs that failed; the exit code is 1 where one did. Texts are made up; nothing is read but what is
written here.
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks.fuzz.kinds import KINDS, fuzz

MOST_SHOWN = 10


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzz", description="Fuzzes the parsers and the cleaner."
    )
    parser.add_argument("inputs", nargs="?", type=int, default=10_000)
    parser.add_argument("kinds", nargs="*", default=list(KINDS), metavar="kind", help=", ".join(KINDS))
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    print(
        f"{'kind':<12}{'inputs':>10}{'records':>10}{'rejects':>10}{'not read':>10}"
        f"{'inputs/CPU s':>14}{'slowest ms':>12}{'memory MB':>11}{'failures':>10}"
    )
    failed = False
    for kind in given.kinds:
        one = fuzz(kind, given.inputs, given.seed)
        failed |= bool(one.failures)
        print(
            f"{kind:<12}{one.inputs:>10,}{one.records:>10,}{one.rejects:>10,}{one.unread:>10,}"
            f"{one.inputs / max(one.seconds, 1e-9):>14,.0f}{1000 * one.slowest:>12.0f}{one.growth // 1000:>11,}"
            f"{len(one.failures):>10,}",
            flush=True,
        )
        for failure in one.failures[:MOST_SHOWN]:
            print("  ", failure, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
