"""Sends hostile queries through the process of the page SQL and through `papertrends sql`; looks what they touched."""

import hashlib
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.chaos.hostile_queries import list_greedy_queries, list_queries
from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.stage import Stage
from pipelines.settings import PROJECT
from warehouse.query_limits import Limits, QueryRefused
from warehouse.query_process import Asking

LIMITS = Limits(rows=1_000, bytes=10_000_000, seconds=10.0, memory=1_000_000_000)
LATE = 5.0
"""Seconds beyond its time after which a query counts as hung."""
MOST_MEMORY = 4_000_000
"""Kilobytes that the process of a query may hold at most."""
SECRET, TOKEN = "not-for-queries", "token-not-for-queries"


class Target(NamedTuple):
    """A folder in which queries are let loose.

    Args:
        folder: holds the served file, the secret, and whatever a query should not have made.
        served: the served file.
        queries: by name.
    """

    folder: Path
    served: Path
    queries: dict[str, str]


def open_target(stage: Stage) -> Target:
    """A fresh folder with a served file and a secret, and the queries that aim at them."""
    folder = stage.work / "target"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    served = shutil.copyfile(stage.base.served, folder / "papers.duckdb")
    (folder / "secret.csv").write_text(f"a,b\n{SECRET},1\n", encoding="utf-8")
    return Target(folder, served, list_queries(folder / "secret.csv", folder / "out", served))


def _fingerprint(folder: Path) -> dict[str, str]:
    return {str(one): hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.rglob("*") if one.is_file()}


def ask_as_page(served: Path, sql: str, limits: Limits) -> str:
    """What the page would show: the answer as text, or why it was refused.

    Raises:
        TimeoutError: it neither answered nor was ended in time.
        Exception: anything else that is no refusal.
    """
    deadline = time.monotonic() + limits.seconds + LATE
    try:
        with Asking(served, sql, limits) as asking:
            while (answer := asking.answer(within=0.2)) is None:
                if time.monotonic() > deadline:
                    raise TimeoutError
        return str(answer.rows.head(20).rows())
    except QueryRefused as refusal:
        return str(refusal)


def ask_as_command(served: Path, sql: str, limits: Limits) -> str:
    """What `papertrends sql` prints.

    Raises:
        TimeoutError: it did not end in time.
        RuntimeError: it ended in neither an answer nor a refusal in words.
    """
    call = [
        sys.executable,
        "-c",
        "from pipelines.cli import main; main()",
        "sql",
        "-",
        "--timeout",
        f"{limits.seconds:g}",
    ]
    search = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    try:
        done = subprocess.run(
            [*call, "--format", "json"],
            input=sql.encode(errors="surrogatepass"),
            env=os.environ | {"PAPERTRENDS_DATA": str(served.parent), "PYTHONPATH": search},
            cwd=served.parent,
            capture_output=True,
            timeout=limits.seconds + LATE + 5,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    said = (done.stdout[:100_000] + done.stderr[-100_000:]).decode(errors="replace")
    if done.returncode not in (0, 1) or "Traceback (most recent call last)" in said:
        raise RuntimeError(f"it ended with {done.returncode}: {said[-200:]}")
    return said


WAYS = {"page": ask_as_page, "command": ask_as_command}


def send_queries(way: str, target: Target, queries: Mapping[str, str], limits: Limits, tally: Tally) -> None:
    """Sends queries one way and counts what they should not have done."""
    before = _fingerprint(target.folder)
    with patch.dict(os.environ, SECRET_TOKEN=TOKEN):
        for name, sql in queries.items():
            tally.tried += 1
            try:
                said = WAYS[way](target.served, sql, limits)
            except TimeoutError:
                tally.find(Fault.HUNG, f"{way}: {name}")
                continue
            except Exception as error:
                tally.find(Fault.TRACE, f"{way}: {name}: {type(error).__name__}: {str(error)[:200]}")
                continue
            # A refusal may quote the query, and no query holds the secret.
            if SECRET in said or TOKEN in said:
                tally.find(Fault.LET_IN, f"{way}: {name} showed a secret")
            if (after := _fingerprint(target.folder)) != before:
                changed = sorted(Path(one).name for one, _ in after.items() ^ before.items())
                tally.find(Fault.LET_IN, f"{way}: {name} changed {changed}")
                before = after


def try_queries(stage: Stage) -> Tally:
    """Sends all of them both ways; the greedy ones through the command with less time."""
    tally = Tally("hostile queries, by page and command")
    target, greedy = open_target(stage), list_greedy_queries()
    for way in WAYS:
        seconds = LIMITS.seconds if way == "page" else 3.0
        send_queries(way, target, target.queries | greedy, LIMITS._replace(seconds=seconds), tally)
        print(f"  {way}: {tally.tried} tried, {tally.faults.total()} faults", flush=True)
    if (peak := resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) > MOST_MEMORY:
        tally.find(Fault.LET_IN, f"a query took {peak / 1e6:.1f} GB of memory")
    return tally
