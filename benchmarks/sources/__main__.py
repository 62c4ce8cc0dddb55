"""Records per second of a large file, from the file to the tables of the build, and the memory that it takes.

    python -m benchmarks.sources [MEGABYTES]   a made-up arXiv snapshot of so many megabytes (1,000)
    python -m benchmarks.sources FILE…         files that are there

`engines` is what DuckDB holds for itself, at most, while the file is written; `beyond` is the peak of the process less
the peak of the engines and less what it held before. The table last printed is in `benchmarks/sources/results.md`.
"""

import logging
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path

import duckdb

from benchmarks.sources.made_up_snapshot import write_snapshot
from pipelines.incremental.file_intake import FileIntake, Outcome
from pipelines.sources import Reading
from pipelines.sources.inbox import identify_file
from warehouse.connection import open_build
from warehouse.writer import prepare_build


class _Watch:
    """The most that DuckDB held for itself, looked at ten times a second."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.engines = 0
        self._cursor, self._stop = connection.cursor(), threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.1):
            rows = self._cursor.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchall()
            self.engines = max(self.engines, int(rows[0][0]))


def _peak() -> int:
    """Bytes that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def measure(path: Path, folder: Path) -> None:
    """Prints the rates and the memory of the file at `path`; its rows go to a build file in `folder`."""
    logging.basicConfig(level=logging.INFO, format="    %(message)s", stream=sys.stdout)
    before = _peak()
    wall, cpu = time.perf_counter(), time.process_time()
    records = sum(batch.records.height for batch in Reading(path))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    read = f"{records / wall:,.0f} records/s ({cpu / records * 1e6:.0f} µs of CPU a record)"
    with open_build(folder / "build.duckdb") as connection:
        prepare_build(connection)
        with _Watch(connection) as watch:
            wall, cpu = time.perf_counter(), time.process_time()
            file = identify_file(path)
            intake = FileIntake(connection, logging.getLogger("benchmark"))
            outcome, records = intake.read(file)
            intake.write()
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if outcome is not Outcome.READ:
        sys.exit(f"{path} was not read: {outcome.value}.")
    print(f"{path.name}: {path.stat().st_size / 1e6:,.0f} MB, {records:,} records")
    print(f"  read only                {read}")
    print(f"  hashed, read and written {records / wall:,.0f} records/s ({cpu / records * 1e6:.0f} µs of CPU a record)")
    beyond = _peak() - before - watch.engines
    print(
        f"  memory  peak {_peak() / 1e6:,.0f} MB, engines {watch.engines / 1e6:,.0f} MB, beyond {beyond / 1e6:,.0f} MB"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, given = Path(name), sys.argv[1:] or ["1000"]
        if not given[0].isdecimal():
            for at, path in enumerate(map(Path, given)):
                (folder / str(at)).mkdir()
                measure(path, folder / str(at))
            return
        path = folder / "arxiv-metadata-snapshot.json"
        write_snapshot(path, float(given[0]))
        measure(path, folder)


if __name__ == "__main__":
    main()
