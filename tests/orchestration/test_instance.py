"""Runs that the servers of Dagster start: what they tell the console, which is the log of the server."""

from inspect import signature

import pytest
from dagster import DagsterInstance, DagsterRunStatus, job

from pipelines.orchestration.instance import LOG_LEVEL, open_instance


@job
def nothing():
    """A job without steps."""


@pytest.fixture
def create_run(tmp_path, monkeypatch):
    """Creates a run as Dagster's daemon and its UI do, and returns its config."""
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))

    def create_run(run_config):
        named = signature(DagsterInstance.create_run).parameters
        others = dict.fromkeys(set(named) - {"self", "job_name", "run_config", "status", "asset_graph"})
        with open_instance() as instance:
            return instance.create_run(
                job_name="nothing",
                run_config=run_config,
                status=DagsterRunStatus.NOT_STARTED,
                asset_graph=nothing.asset_layer.asset_graph,
                **others,
            ).run_config

    return create_run


def console(level):
    return {"console": {"config": {"log_level": level}}}


def test_a_run_tells_the_console_warnings_only_unless_told_otherwise(create_run, monkeypatch):
    monkeypatch.delenv(LOG_LEVEL, raising=False)
    assert create_run(None) == {"loggers": console("WARNING")}
    assert create_run({"ops": {}}) == {"ops": {}, "loggers": console("WARNING")}
    monkeypatch.setenv(LOG_LEVEL, "debug")
    assert create_run({}) == {"loggers": console("DEBUG")}


def test_what_a_run_says_of_its_loggers_holds(create_run):
    assert create_run({"loggers": console("INFO")}) == {"loggers": console("INFO")}
