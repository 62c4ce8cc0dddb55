"""Old runs leave the history, and leave no room taken."""

import dagster as dg
import pytest

from pipelines.orchestration.history_purge import purge_runs
from pipelines.orchestration.instance import open_instance
from warehouse.paths import data_paths


@dg.asset
def answer() -> dg.MaterializeResult:
    return dg.MaterializeResult(metadata={"text": "x" * 100_000})


def index_bytes(paths):
    return sum(file.stat().st_size for file in (paths.history / "runs").glob("index.db*"))


@pytest.fixture
def instance(tmp_path, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    with open_instance() as instance:
        yield instance


def test_the_last_runs_are_kept_with_their_events(instance):
    paths = data_paths()
    run_ids = [dg.materialize([answer], instance=instance).run_id for _ in range(6)]
    before = index_bytes(paths)
    assert purge_runs(instance, paths, keep=2) == 4
    assert [run.run_id for run in instance.get_runs()] == run_ids[:3:-1]
    assert {file.stem for file in (paths.history / "runs").glob("*.db")} == {"index", *run_ids[4:]}
    assert index_bytes(paths) < before / 2
    assert instance.get_latest_materialization_event(answer.key).run_id == run_ids[-1]
    assert instance.all_logs(run_ids[-1])
    assert purge_runs(instance, paths, keep=2) == 0


def test_runs_that_have_not_ended_are_kept(instance):
    run = instance.create_run_for_job(
        job_def=dg.define_asset_job("job", [answer]).resolve(
            asset_graph=dg.Definitions([answer]).resolve_asset_graph()
        ),
        status=dg.DagsterRunStatus.STARTED,
    )
    assert purge_runs(instance, data_paths(), keep=1) == 0
    assert instance.get_run_by_id(run.run_id)


def test_runs_that_fetch_take_no_place_of_others(instance):
    @dg.op
    def nothing():
        pass

    jobs = {name: dg.GraphDefinition(name=name, node_defs=[nothing]).to_job() for name in ("fetch_arxiv", "fetch")}
    kept = dg.materialize([answer], instance=instance).run_id
    fetched = [jobs[name].execute_in_process(instance=instance).run_id for name in ("fetch_arxiv", "fetch") * 2]
    assert purge_runs(instance, data_paths(), keep=2) == 2
    assert {run.run_id for run in instance.get_runs()} == {kept, *fetched[2:]}
