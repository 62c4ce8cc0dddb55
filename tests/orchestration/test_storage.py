"""Dagster's history is the same whoever wrote it, and no more databases stay open than are needed."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.storage import KEPT_OPEN, History

KEPT_IN = {
    "Papertrends": "storage: {{custom: {{module: pipelines.orchestration.storage, class: History, "
    "config: {{base_dir: {home}}}}}}}",
    "Dagster": "storage: {{sqlite: {{base_dir: {home}}}}}",
}


@dg.asset
def answer() -> dg.MaterializeResult:
    return dg.MaterializeResult(metadata={"value": 42})


def open_home(home: Path, kind: str) -> dg.DagsterInstance:
    (home / "dagster.yaml").write_text(KEPT_IN[kind].format(home=home) + "\ntelemetry: {enabled: false}\n")
    return dg.DagsterInstance.from_config(str(home))


@pytest.mark.parametrize(("writer", "reader"), [("Papertrends", "Dagster"), ("Dagster", "Papertrends")])
def test_either_reads_what_the_other_wrote(tmp_path, writer, reader):
    with open_home(tmp_path, writer) as instance:
        run_id = dg.materialize([answer], instance=instance).run_id
    with open_home(tmp_path, reader) as instance:
        assert [run.run_id for run in instance.get_runs()] == [run_id]
        assert instance.get_run_by_id(run_id).status is dg.DagsterRunStatus.SUCCESS
        told = [entry.dagster_event.event_type_value for entry in instance.all_logs(run_id) if entry.dagster_event]
        assert told[-1] == "PIPELINE_SUCCESS"
        assert "ASSET_MATERIALIZATION" in told
        latest = instance.get_latest_materialization_event(answer.key)
        assert latest.asset_materialization.metadata["value"].value == 42


def test_both_see_an_open_history_grow(tmp_path):
    with open_home(tmp_path, "Papertrends") as first:
        dg.materialize([answer], instance=first)
        with open_home(tmp_path, "Papertrends") as second:
            dg.materialize([answer], instance=second)
            dg.materialize([answer], instance=first)
            assert len(first.get_runs()) == len(second.get_runs()) == 3


def test_threads_may_share_it(tmp_path):
    with open_home(tmp_path, "Papertrends") as instance:
        run_id = dg.materialize([answer], instance=instance).run_id
        before = len(instance.all_logs(run_id))

        def tell(number: int) -> int:
            instance.report_engine_event(f"message {number}", job_name="told", run_id=run_id)
            return len(instance.get_runs())

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(tell, range(20))) == [1] * 20
        assert len(instance.all_logs(run_id)) == before + 20


def test_few_databases_stay_open_and_none_at_the_end(tmp_path):
    history = History(str(tmp_path))
    events = history.event_log_storage
    for number in range(2 * KEPT_OPEN):
        with events.run_connection(f"run{number}"):
            pass
    assert len(events._engines) == KEPT_OPEN
    history.dispose()
    assert not events._engines
    folder = tmp_path / "history" / "runs"
    assert not list(folder.glob("*-wal"))
    with sqlite3.connect(folder / "run0.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
