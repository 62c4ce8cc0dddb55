"""What Dagster says of runs, in the words of the dashboard; and what is said where it does not answer."""

import threading
import time
from datetime import UTC, datetime

import pytest

from dashboard.warehouse_access.dagster_client import RunsUnavailable, RunWatch, dagster_address, fetch_state, start_run


def evaluate(holds, severity, failed=""):
    """What Dagster tells of the checks of a table."""
    entries = [{"label": "checks"}] + ([{"label": "failed_checks", "text": failed}] if failed else [])
    return {"success": holds, "severity": severity, "metadataEntries": entries}


def test_the_address_is_the_usual_one_unless_named(monkeypatch):
    monkeypatch.delenv("PAPERTRENDS_DAGSTER", raising=False)
    assert dagster_address() == "http://localhost:3000"
    monkeypatch.setenv("PAPERTRENDS_DAGSTER", "http://elsewhere:3100/")
    assert dagster_address() == "http://elsewhere:3100"


def test_runs_are_told_with_their_progress(fake_dagster):
    fake_dagster.add_run("old", "SUCCESS", done=3)
    fake_dagster.add_run("now", "STARTED", done=1, at_work="index_terms")
    fake_dagster.add_run("next", "QUEUED")
    state = fetch_state(fake_dagster.address)
    assert [run.run_id for run in state.runs] == ["next", "now", "old"]
    assert [run.run_id for run in state.at_work] == ["next", "now"]
    now, old = state.runs[1:]
    assert (now.done, now.steps, now.step) == (1, 3, "index terms")
    assert old.started == datetime.fromtimestamp(1_700_000_001, UTC) and not old.is_at_work
    assert state.problem == "" and state.failure == ""


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (
            [
                {
                    "__typename": "AssetCheckEvaluationEvent",
                    "evaluation": evaluate(True, "ERROR"),
                },
                {
                    "__typename": "AssetCheckEvaluationEvent",
                    "evaluation": evaluate(False, "ERROR", "b_c"),
                },
                {
                    "__typename": "AssetCheckEvaluationEvent",
                    "evaluation": evaluate(False, "WARN", "d"),
                },
                {"__typename": "RunFailureEvent", "message": "failed"},
            ],
            "checks that did not hold: b c",
        ),
        (
            [
                {
                    "__typename": "ExecutionStepFailureEvent",
                    "stepKey": "index_terms",
                    "error": {"message": "outer", "causes": [{"message": "thesaurus.yaml, line 3: no"}]},
                },
                {"__typename": "RunFailureEvent", "message": "failed"},
            ],
            "index terms: thesaurus.yaml, line 3: no",
        ),
        ([{"__typename": "RunFailureEvent", "message": "its process died"}], "its process died"),
    ],
)
def test_why_the_last_run_failed(fake_dagster, events, said):
    fake_dagster.add_run("bad", "FAILURE", done=1)
    fake_dagster.events = events
    assert fetch_state(fake_dagster.address).failure == said
    fake_dagster.add_run("good", "SUCCESS", done=3)
    assert fetch_state(fake_dagster.address).failure == "", "what failed before the last run is over"


def test_a_run_is_asked_for_or_refused_in_words(fake_dagster):
    assert start_run(fake_dagster.address) == "fresh"
    fake_dagster.launched = {
        "__typename": "RunConfigValidationInvalid",
        "errors": [{"message": "no"}, {"message": "nor"}],
    }
    with pytest.raises(RunsUnavailable, match="no; nor"):
        start_run(fake_dagster.address)


def test_nobody_there_and_somebody_else_there(fake_dagster):
    assert fetch_state("http://127.0.0.1:9").problem == "Dagster does not answer at http://127.0.0.1:9"
    fake_dagster.answer = lambda *asked: None
    assert "is not this version of Dagster" in fetch_state(fake_dagster.address).problem
    fake_dagster.answer = lambda *asked: {"other": 1}
    assert fetch_state(fake_dagster.address).problem


def _until(holds) -> bool:
    deadline = time.monotonic() + 20
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def test_a_late_answer_leaves_the_last_one_standing(fake_dagster):
    fake_dagster.add_run("now", "STARTED", done=1, at_work="index_terms")
    # Looks when it is told to.
    watch = RunWatch(fake_dagster.address, every=1e9, seconds=0.1)
    watch._refresh()
    fresh = watch.state()
    assert fresh.at_work and fresh.as_of is None
    answer, wakes = fake_dagster.answer, threading.Event()

    def answer_late(*asked) -> dict:
        wakes.wait(20)
        return answer(*asked)

    fake_dagster.answer = answer_late
    for _ in range(2):
        watch._refresh()
        late = watch.state()
        assert late.runs == fresh.runs and late.problem == "" and late.as_of <= datetime.now(UTC)
    watch._refresh()
    assert watch.state().problem == f"Dagster does not answer at {fake_dagster.address}"
    wakes.set()
    watch._refresh()
    assert watch.state() == fresh


def test_who_refuses_the_connection_is_not_late(fake_dagster):
    watch = RunWatch(fake_dagster.address)
    watch._refresh()
    assert watch.state().problem == ""
    watch.address = "http://127.0.0.1:9"
    watch._refresh()
    assert watch.state().problem == "Dagster does not answer at http://127.0.0.1:9"


def test_a_watch_waits_for_nothing_and_learns(fake_dagster):
    watch = RunWatch(fake_dagster.address, every=0.0)
    assert _until(lambda: watch.state(patience=0) is not None)
    watch.start_run()
    assert _until(lambda: not watch.is_asking)
    assert fake_dagster.asked == ["run"] and watch.refusal == ""
    fake_dagster.launched = {"__typename": "PythonError", "message": "broken"}
    watch.start_run()
    assert _until(lambda: watch.refusal == "broken")
