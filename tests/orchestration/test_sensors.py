import json
import shutil

import dagster as dg
import pytest

from pipelines.definitions import build_definitions, defs
from pipelines.orchestration.jobs import refresh
from pipelines.orchestration.resources import Warehouse
from pipelines.orchestration.schedules import daily_refresh
from pipelines.orchestration.sensors import inbox_sensor
from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.writer import prepare_build

DIGEST = "A title of a paper\nAn abstract of the paper that is long enough to be one.\n"


@pytest.fixture
def paths(tmp_path, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    paths = data_paths()
    paths.inbox.mkdir()
    return paths


@pytest.fixture
def look():
    """Looks into the inbox as the daemon does, with the cursor of the look before; returns the run requests."""
    with dg.DagsterInstance.ephemeral() as instance:
        repository = build_definitions(Warehouse()).get_repository_def()

        def look():
            context = dg.build_sensor_context(
                instance=instance, cursor=look.cursor, repository_def=repository, sensor_name=inbox_sensor.name
            )
            data = inbox_sensor.evaluate_tick(context)
            look.cursor = data.cursor
            look.skipped = data.skip_message
            return data.run_requests or []

        look.cursor = None
        look.instance = instance
        yield look


def test_an_empty_inbox_starts_nothing(paths, look):
    assert [look(), look(), look()] == [[], [], []]


def test_a_new_file_starts_one_run_once_it_has_come_to_rest(paths, look):
    file = paths.inbox / "2025-05-01.txt"
    file.write_text(DIGEST)
    assert look() == []
    file.write_text(DIGEST * 2)
    assert look() == [], "it was still being written"
    requests = look()
    assert len(requests) == 1
    assert requests[0].tags["papertrends/new_files"] == "1"
    assert look() == []
    assert look.skipped == "Nothing new in the inbox."


def test_a_changed_file_starts_another_run_and_a_deleted_one_none(paths, look):
    file = paths.inbox / "a.txt"
    file.write_text(DIGEST)
    other = paths.inbox / "b.txt"
    look()
    first = look()
    file.write_text(DIGEST.replace("title", "other title"))
    other.write_text(DIGEST * 3)
    look()
    second = look()
    assert first[0].run_key != second[0].run_key
    file.unlink()
    other.unlink()
    assert [look(), look(), look()] == [[], [], []]


def test_a_run_at_work_is_waited_for(paths, look):
    run = look.instance.create_run_for_job(
        job_def=defs.resolve_job_def(refresh.name), status=dg.DagsterRunStatus.STARTED
    )
    (paths.inbox / "a.txt").write_text(DIGEST)
    assert [look(), look(), look()] == [[], [], []]
    assert "A run is at work" in look.skipped
    look.instance.report_run_failed(run)
    assert len(look()) == 1


def test_what_is_served_already_starts_nothing(look, served_sample, small_sample, monkeypatch, tmp_path):
    shutil.copytree(served_sample.root, tmp_path / "data")
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path / "data"))
    inbox = data_paths().inbox
    shutil.copytree(small_sample, inbox, dirs_exist_ok=True)
    assert [look(), look()] == [[], []]
    assert look.skipped == "All that is in the inbox was taken in."


def test_the_sensor_runs_by_itself_and_says_so_in_its_cursor(paths, look):
    assert inbox_sensor.default_status == dg.DefaultSensorStatus.RUNNING
    look()
    look()
    assert set(json.loads(look.cursor)) == {"seen", "settled"}


def test_the_schedule_asks_for_the_whole_graph_daily_and_is_off():
    assert daily_refresh.cron_schedule == "0 6 * * *"
    assert daily_refresh.job_name == refresh.name
    assert daily_refresh.default_status == dg.DefaultScheduleStatus.STOPPED
    context = dg.build_schedule_context(repository_def=build_definitions(Warehouse()).get_repository_def())
    assert len(daily_refresh.evaluate_tick(context).run_requests) == 1


def test_a_folder_of_a_newer_version_starts_nothing_and_says_so(paths, look):
    with open_build(paths.served) as connection:
        prepare_build(connection)
        connection.execute("UPDATE internal.layout SET layout = 99, papertrends = '9.9'")
    (paths.inbox / "2025-05-01.txt").write_text(DIGEST)
    assert [look(), look(), look()] == [[], [], []]
    assert "newer Papertrends (9.9, layout 99" in look.skipped
    paths.served.unlink()
    assert len(look()) == 1, "it looks again once that is mended"


def test_a_backfill_is_waited_for(paths, look):
    (paths.inbox / "2025-05-01.txt").write_text(DIGEST)
    job = build_definitions(Warehouse()).resolve_job_def("fetch_arxiv")
    run = look.instance.create_run_for_job(job_def=job, status=dg.DagsterRunStatus.NOT_STARTED)
    assert [look(), look()] == [[], []]
    assert look.skipped == "Days are being fetched into the inbox; waiting until the last of them is there."
    look.instance.report_run_canceled(run)
    assert len(look()) == 1
