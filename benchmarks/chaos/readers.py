"""Readers who ask without pause while builds are published: how many answers and pages held rows of two builds, or
failed.

Each of the eight is a process: three DuckDB clients, the process behind the page SQL, `papertrends sql`, and a session
each on three pages.
"""

import logging
import multiprocessing
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from unittest.mock import patch

import polars as pl

from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.runs import PATIENCE, call
from benchmarks.chaos.stage import Stage
from dashboard.query import Parameters
from warehouse.connection import ServedVersion, open_served
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.query_process import Asking, Limits

READERS = 8
PAUSE = 1.5
"""Seconds between two publishes."""
_PAPERS = "SELECT (SELECT count(*) FROM papers), (SELECT papers FROM builds ORDER BY published_at DESC LIMIT 1)"


@dataclass(slots=True)
class Seen:
    """What a reader saw: answers, those of two builds among them, errors, and the longest wait in seconds."""

    name: str
    answers: int = 0
    mixed: int = 0
    longest: float = 0.0
    errors: list[str] = field(default_factory=list)


def _read(name: str, is_mixed: Callable[[], bool], start: Barrier, stop: Event, told: "Queue[Seen]") -> None:
    seen = Seen(name)
    while not stop.is_set():
        started = time.perf_counter()
        try:
            seen.mixed += is_mixed()
            seen.answers += 1
        except Exception as error:
            seen.errors.append(repr(error)[:200])
        seen.longest = max(seen.longest, time.perf_counter() - started)
        if seen.answers + len(seen.errors) == 1:
            # The first takes longest: libraries are loaded.
            start.wait(PATIENCE)
            seen.longest = 0.0
        time.sleep(0.02)
    told.put(seen)


def read_as_client(start: Barrier, stop: Event, told: "Queue[Seen]") -> None:
    """Attaches the served file for three queries, as any DuckDB client may."""

    def is_mixed() -> bool:
        with open_served(data_paths().served) as connection:
            papers = connection.execute("SELECT count(*) FROM papers").fetchall()
            connection.execute("SELECT count(*) FROM paper_terms SEMI JOIN papers USING (paper_id)").fetchall()
            return (
                papers != connection.execute("SELECT papers FROM builds ORDER BY published_at DESC LIMIT 1").fetchall()
            )

    _read("DuckDB client", is_mixed, start, stop, told)


def read_as_sql_page(start: Barrier, stop: Event, told: "Queue[Seen]") -> None:
    """Asks one typed query after the other in the process of the SQL page."""

    def is_mixed() -> bool:
        with Asking(data_paths().served, _PAPERS, Limits(100, 10**6, 10, 10**9)) as asking:
            while (answer := asking.answer(0.1)) is None:
                pass
        counted, stated = answer.rows.row(0)
        return counted != stated

    _read("typed query", is_mixed, start, stop, told)


def read_page(slug: str, start: Barrier, stop: Event, told: "Queue[Seen]") -> None:
    """Runs one page again and again in one session, and notes from which versions of the file its fetches were
    answered."""
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    from dashboard.warehouse_access import fetch

    logging.disable(logging.CRITICAL)
    versions: set[ServedVersion] = set()
    answer = fetch._fetch

    def note(path: str, version: ServedVersion, sql: str, parameters: Parameters) -> pl.DataFrame:
        versions.add(version)
        return answer(path, version, sql, parameters)

    app = AppTest.from_file(os.fspath(Path(__file__).parents[2] / "dashboard" / "app.py"), default_timeout=120)
    app._page_hash = calc_hash(slug)

    def is_mixed() -> bool:
        versions.clear()
        app.run()
        shown = " ".join(element.proto.body for element in app.get("html"))
        if app.exception or "could not be shown" in shown or "cannot be read" in shown:
            raise RuntimeError(shown[shown.find("pt-empty") :][:200])
        return len(versions) != 1

    with patch.object(fetch, "_fetch", note):
        _read(f"page {slug}", is_mixed, start, stop, told)


def read_as_command(start: Barrier, stop: Event, told: "Queue[Seen]") -> None:
    """Calls `papertrends sql` again and again."""

    def is_mixed() -> bool:
        ended = call(data_paths(), "sql", _PAPERS, "--format", "csv")
        if ended.code:
            raise RuntimeError(ended.reason)
        counted, stated = ended.said.splitlines()[-1].split(",")
        return counted != stated

    _read("papertrends sql", is_mixed, start, stop, told)


def publish_under_readers(folder: Path, builds: tuple[Path, Path], publishes: int) -> list[Seen]:
    """What the readers saw while two builds were published in turn.

    Args:
        folder: where they are served; made anew.
        builds: build files or served files with unlike numbers of papers.
        publishes: how often one is published, from when every reader has had one answer.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    copies = [Path(shutil.copyfile(build, folder / f"{place}.duckdb")) for place, build in enumerate(builds)]
    spawn = multiprocessing.get_context("spawn")
    start, stop, told = spawn.Barrier(READERS + 1), spawn.Event(), spawn.Queue()
    readers = [
        *(spawn.Process(target=read_as_client, args=(start, stop, told), daemon=True) for _ in range(3)),
        spawn.Process(target=read_as_sql_page, args=(start, stop, told), daemon=True),
        spawn.Process(target=read_as_command, args=(start, stop, told), daemon=True),
        *(
            spawn.Process(target=read_page, args=(slug, start, stop, told), daemon=True)
            for slug in ("pulse", "terms", "data")
        ),
    ]
    with patch.dict(os.environ, PAPERTRENDS_DATA=os.fspath(folder)):
        served = data_paths().served
        publish(copies[0], served)
        for reader in readers:
            reader.start()
        start.wait(PATIENCE)
        for place in range(publishes):
            publish(copies[(place + 1) % 2], served)
            time.sleep(PAUSE)
        stop.set()
        seen = [told.get(timeout=PATIENCE) for _ in readers]
        for reader in readers:
            reader.join(30)
    return sorted(seen, key=lambda one: one.name)


def try_readers(stage: Stage, publishes: int = 50) -> Tally:
    """Publishes under eight readers."""
    tally = Tally(f"answers and pages of eight readers under {publishes} publishes")
    builds = stage.base.served, stage.reference.served
    for seen in publish_under_readers(stage.work / "readers", builds, publishes):
        tally.tried += seen.answers + len(seen.errors)
        tally.notes.append(f"{seen.name}: {seen.answers} answers, the longest took {seen.longest:.2f} s")
        for error in seen.errors:
            tally.find(Fault.FAILED, f"{seen.name}: {error}")
        for _ in range(seen.mixed):
            tally.find(Fault.MIXED, f"{seen.name}: rows of two builds")
    return tally
