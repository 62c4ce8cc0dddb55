"""The resources: the warehouse's build file, held by one run at a time, and the inbox, which needs no holding."""

import subprocess
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime

import dagster as dg
import duckdb
from pydantic import PrivateAttr

from pipelines.arrays.parallel import count_threads, set_threads
from pipelines.incremental.unchanged import fingerprint_setup
from pipelines.orchestration.history_purge import purge_runs
from pipelines.orchestration.orphan_runs import reap_orphan_runs
from pipelines.orchestration.process_lease import ProcessLease
from pipelines.orchestration.run_lock import RunLock
from pipelines.settings import PROJECT, Settings, load_settings
from warehouse.connection import count_uncounted_rows, is_damage, open_build
from warehouse.paths import DataPaths, data_paths
from warehouse.recovery.examination import find_damaged_table
from warehouse.recovery.restoration import restore_files, set_aside
from warehouse.writer import IncompatibleBuild, prepare_build

_ANALYSIS = {"candidates", "abbreviations", "phrases", "text_units", "units"}


class Inbox:
    """The inbox, for runs that only put files there: they wait for no other run, and none waits for them.

    It has no config, so that a run cannot be told to put files elsewhere.

    Args:
        data_folder: the data folder; empty for the one that `PAPERTRENDS_DATA` names, or `warehouse/data`.
    """

    def __init__(self, data_folder: str = "") -> None:
        self._data_folder = data_folder

    @property
    def paths(self) -> DataPaths:
        """The data folder's layout."""
        return data_paths(self._data_folder or None)

    @property
    def settings(self) -> Settings:
        """The settings of `papertrends.toml`, read when asked for."""
        return load_settings()


class Warehouse(dg.ConfigurableResource):
    """The build file, for the length of one run.

    A run takes the lock before its first step and gives it back after its last, so the steps of two runs never mix;
    the executor must run all steps in one process, as `in_process_executor` does.
    """

    data_folder: str = ""
    """The data folder; empty for the one that `PAPERTRENDS_DATA` names, or `warehouse/data`."""

    _stack: ExitStack = PrivateAttr(default_factory=ExitStack)
    _started_at: datetime = PrivateAttr(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))
    _run_id: str = PrivateAttr(default="")
    _is_prepared: bool = PrivateAttr(default=False)
    _checked: dict[str, bool] = PrivateAttr(default_factory=dict)
    _lost_papers: int = PrivateAttr(default=0)
    _setup: str = PrivateAttr(default="")
    _damage: str = PrivateAttr(default="")

    def setup_for_execution(self, context: dg.InitResourceContext) -> None:
        """Waits for the lock, and reports runs as failed whose process ended without a word."""
        log = context.log or dg.get_dagster_logger()
        self._run_id = context.run.run_id if context.run else "outside"
        self._is_prepared, self._checked, self._damage = False, {}, ""
        self._stack = ExitStack()
        ProcessLease(self.paths, self._run_id).acquire()
        lock = RunLock(self.paths, self._run_id)
        self._stack.callback(lock.release)
        lock.acquire(on_wait=log.info)
        # Waiting is no part of the run.
        self._started_at = datetime.now(UTC).replace(tzinfo=None)
        self._setup = fingerprint_setup(self.paths)
        set_threads(self.settings.run.threads or None)
        done = restore_files(self.paths)
        self._lost_papers = done.lost_papers
        for note in done.notes:
            log.warning(note)
        if context.instance:
            for run_id in reap_orphan_runs(context.instance, self.paths):
                log.warning(f"The process of run {run_id[:8]} died; it is reported as failed.")
            purge_runs(context.instance, self.paths, self.settings.history.keep_runs)

    def teardown_after_execution(self, context: dg.InitResourceContext) -> None:
        """Lets the next run in."""
        with self._stack, suppress(duckdb.Error, OSError):
            # A run that published has counted them; one that failed, or was of a part of the graph, has not.
            if self._is_prepared:
                count_uncounted_rows(self.paths.build)

    @property
    def paths(self) -> DataPaths:
        """The data folder's layout."""
        return data_paths(self.data_folder or None)

    @property
    def settings(self) -> Settings:
        """The settings of `papertrends.toml`, read when asked for."""
        return load_settings()

    @property
    def started_at(self) -> datetime:
        """When this run got the lock, UTC."""
        return self._started_at

    @property
    def build_id(self) -> str:
        """The id of the build that this run makes: the time first, so that ids sort by time."""
        return f"{self._started_at:%Y%m%dT%H%M%S}-{self._run_id[:8]}"

    @property
    def checked(self) -> dict[str, bool]:
        """Data checks that this run has made, and whether they passed; the steps that check add to it."""
        return self._checked

    @property
    def setup(self) -> str:
        """Fingerprint of the code, settings and decisions when this run began; see `incremental.unchanged`."""
        return self._setup

    @property
    def lost_papers(self) -> int:
        """Papers that were served before, and of which this run found neither a build nor a served file."""
        return self._lost_papers

    @contextmanager
    def connect(self) -> Generator[duckdb.DuckDBPyConnection]:
        """The build file to write, with every declared table there; one connection at a time."""
        if self._damage:
            # Steps that do not need the one that met the damage would else begin a new and empty build file.
            raise dg.Failure(self._damage, allow_retries=False)
        try:
            with self._open() as connection:
                yield connection
        except duckdb.Error as error:
            # The error may be about another file, such as the served one.
            if not (is_damage(error) and find_damaged_table(self.paths.build)):
                raise
            aside = set_aside(self.paths.build)
            self._damage = (
                f"The build file is damaged; it was set aside as {aside.name}. Run again: the next run "
                f"makes it again from {self.paths.served.name}."
            )
            raise dg.Failure(self._damage, allow_retries=False) from error

    @contextmanager
    def _open(self) -> Generator[duckdb.DuckDBPyConnection]:
        with open_build(self.paths.build, threads=count_threads(), counts_rows=False) as connection:
            if not self._is_prepared:
                try:
                    changed = set(prepare_build(connection))
                except IncompatibleBuild as error:
                    raise dg.Failure(str(error), allow_retries=False) from error
                if _ANALYSIS & changed:
                    # What was found in texts may be lost with a table's old form: they are to be analysed again.
                    connection.execute("DELETE FROM internal.analysed_texts")
                self._is_prepared = True
            yield connection


def git_revision() -> str:
    """Revision of the code, with `-dirty` where it was changed since; `unknown` outside a checkout or without git."""
    command = ["git", "-C", str(PROJECT), "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        return (
            subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout.strip() or "unknown"
        )
    except (OSError, subprocess.SubprocessError):
        return "unknown"
