"""Tries to break Papertrends, and prints what became of it in one table.

    python -m benchmarks.chaos [PART[=COUNT]]... [--work FOLDER]
    python -m benchmarks.chaos kills=20 readers=10 damage=build

    kills=100      kills runs at random moments, between steps and inside publishing; the next run follows at once
    mornings=60    a made-up digest a day, a run each
    damage         damages a data folder; `damage=build` only those whose names begin so
    readers=50     eight readers without pause through so many publishes
    queries        hostile queries through the page SQL and `papertrends sql`
    sites          requests of other sites to the servers of `papertrends up`
    inputs=1000    so many damaged files of each format, and texts
    growth=200     runs with nothing new, and how the data folder grows
    corpora=300    a run each on fresh corpora of all sizes
    all            all but growth and corpora (the default)

FOLDER (default: one that is removed at the end) keeps the two data folders that everything starts from. The exit code
is 1 where a fault was found. Linux only. All of it takes an idle machine of two cores about an hour.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.chaos.damage import try_damages
from benchmarks.chaos.inputs import try_inputs
from benchmarks.chaos.kills import try_kills
from benchmarks.chaos.mornings import try_corpora, try_growth, try_mornings
from benchmarks.chaos.queries import try_queries
from benchmarks.chaos.readers import try_readers
from benchmarks.chaos.report import Tally, format_table
from benchmarks.chaos.sites import try_sites
from benchmarks.chaos.stage import Stage, set_stage

Part = Callable[..., Tally]
COUNTED: dict[str, Part] = {
    "kills": try_kills,
    "mornings": try_mornings,
    "readers": try_readers,
    "inputs": try_inputs,
    "growth": try_growth,
    "corpora": try_corpora,
}
"""Parts that take a number."""
BY_NAME_ONLY = frozenset({"growth", "corpora"})
"""Parts that take most of an hour each, and are no part of `all`."""
PARTS: dict[str, Part] = COUNTED | {"damage": try_damages, "queries": try_queries, "sites": try_sites}


def try_part(asked: str, stage: Stage) -> Tally:
    """Runs the part `asked`, a name or ``name=count``, and prints each fault that it found."""
    print(f"{asked} …", flush=True)
    started = time.monotonic()
    name, _, given = asked.partition("=")
    count = [int(given) if name in COUNTED else (given,)] if given else []
    tally = PARTS[name](stage, *count)
    for note in tally.notes:
        print(f"  {note}")
    print(f"  {time.monotonic() - started:,.0f} s", flush=True)
    return tally


def main(arguments: Sequence[str]) -> int:
    """Runs the parts and prints the table; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.chaos", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", default=["all"], metavar="PART[=COUNT]")
    parser.add_argument("--work", type=Path)
    options = parser.parse_args(arguments)
    asked = [one for one in PARTS if one not in BY_NAME_ONLY] if options.parts == ["all"] else options.parts
    if unknown := [one for one in asked if one.partition("=")[0] not in PARTS]:
        parser.error(f"{unknown[0]} is no part; there are {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="chaos") as temporary:
        stage = set_stage((options.work or Path(temporary)).resolve())
        tallies = [try_part(one, stage) for one in asked]
    print("\n" + format_table(tallies))
    return int(any(tally.faults.total() for tally in tallies))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
