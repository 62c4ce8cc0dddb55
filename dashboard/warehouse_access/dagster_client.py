"""Asks Dagster over GraphQL about its last runs (progress, reason of a failure), and starts a new one.

No streamlit. Dagster may take seconds to answer, so a page asks through `RunWatch`, which waits in a thread of its own.
"""

import json
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

JOB = "refresh"
LOCATION = "papertrends"
AT_WORK = ("QUEUED", "NOT_STARTED", "STARTING", "STARTED", "CANCELING")
_MOST = 5
_FAILED_CHECKS = "failed_checks"
"""Label of the metadata in which the evaluation of a table's checks names those that failed."""
_TIMES_LATE = 3
"""Answers that may be late in a row before it is said that there is none."""
_OPEN = urllib.request.build_opener(urllib.request.ProxyHandler({})).open

_RUNS = """
query ($job: String!, $most: Int!) {
  runsOrError(filter: {pipelineName: $job}, limit: $most) {
    __typename
    ... on Runs {
      results {
        runId status creationTime startTime endTime
        stepStats { stepKey status }
        executionPlan { steps { key } }
      }
    }
    ... on PythonError { message }
  }
}
"""
_FAILURE = """
query ($run: ID!, $after: String) {
  logsForRun(runId: $run, afterCursor: $after) {
    ... on EventConnection {
      cursor hasMore
      events {
        __typename
        ... on MessageEvent { message }
        ... on ExecutionStepFailureEvent { stepKey error { message causes { message } } }
        ... on RunFailureEvent { error { message } }
        ... on AssetCheckEvaluationEvent {
          evaluation { success severity metadataEntries { label ... on TextMetadataEntry { text } } }
        }
      }
    }
  }
}
"""
_LAUNCH = """
mutation ($job: String!, $location: String!, $config: RunConfigData) {
  launchRun(executionParams: {
    selector: {repositoryLocationName: $location, repositoryName: "__repository__", jobName: $job}
    runConfigData: $config
  }) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PipelineNotFoundError { message }
    ... on RunConfigValidationInvalid { errors { message } }
    ... on PythonError { message }
  }
}
"""


class RunsUnavailable(RuntimeError):
    """Dagster does not answer, or does not do what it was asked; says why in words."""


class RunsLate(RunsUnavailable):
    """Dagster has not answered in time; a run on a busy machine can keep it from it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a job; times are UTC, None where there is none yet.

    Args:
        status: Dagster's word: QUEUED, STARTING, STARTED, SUCCESS, FAILURE, CANCELED …
        done: steps that ended.
        steps: steps in all; 0 where Dagster does not say.
        step: the step at work, in words; empty where none is.
    """

    run_id: str
    status: str
    created: datetime | None
    started: datetime | None
    ended: datetime | None
    done: int = 0
    steps: int = 0
    step: str = ""

    @property
    def is_at_work(self) -> bool:
        return self.status in AT_WORK


@dataclass(frozen=True, slots=True)
class RunState:
    """The last runs, newest first, and whether Dagster answers.

    Args:
        problem: why Dagster tells nothing; empty where it answered.
        failure: why the last run failed.
        is_late: whether it only has not answered in time.
        as_of: when it told this (UTC), where it has not answered in time since.
    """

    runs: tuple[Run, ...] = ()
    problem: str = ""
    failure: str = ""
    is_late: bool = False
    as_of: datetime | None = None

    @property
    def at_work(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.is_at_work)


def dagster_address() -> str:
    """Where Dagster's web server answers: `PAPERTRENDS_DAGSTER`, else its usual port on this machine."""
    return (os.environ.get("PAPERTRENDS_DAGSTER") or "http://localhost:3000").rstrip("/")


def fetch_state(address: str, *, job: str = JOB, seconds: float = 5.0) -> RunState:
    """The last runs of a job, and why the last one failed if it did.

    Never raises: what goes wrong is the state's problem.
    """
    try:
        answer = ask_dagster(address, _RUNS, {"job": job, "most": _MOST}, seconds)["runsOrError"]
        if answer["__typename"] != "Runs":
            raise RunsUnavailable(answer.get("message", "Dagster could not list its runs"))
        runs = tuple(map(_run, answer["results"]))
        failed = next((run for run in runs if not run.is_at_work), None)
        failure = _failure(address, failed.run_id, seconds) if failed and failed.status == "FAILURE" else ""
        return RunState(runs, failure=failure)
    except (RunsUnavailable, KeyError, TypeError) as error:
        return RunState(problem=str(error), is_late=isinstance(error, RunsLate))


def start_run(
    address: str, *, job: str = JOB, config: Mapping[str, object] | None = None, seconds: float = 60.0
) -> str:
    """Asks Dagster for a run, by default of the whole graph on what is in the inbox; returns its id.

    Raises:
        RunsUnavailable: it does not answer, or refuses.
    """
    answer = ask_dagster(address, _LAUNCH, {"job": job, "location": LOCATION, "config": config or {}}, seconds)[
        "launchRun"
    ]
    if answer["__typename"] == "LaunchRunSuccess":
        return answer["run"]["runId"]
    said = answer.get("message") or "; ".join(error["message"] for error in answer.get("errors", ()))
    raise RunsUnavailable(said or "Dagster did not start the run")


class RunWatch:
    """Talks to Dagster in threads of its own, so that no page waits.

    While Dagster is only late, the last answer stands, with its time; that it does not answer is said from the third
    time on.

    Args:
        address: where Dagster's web server answers.
        job: whose runs are looked at and started.
        every: seconds for which an answer holds.
        seconds: how long to wait for one.
    """

    def __init__(self, address: str, *, job: str = JOB, every: float = 1.0, seconds: float = 5.0) -> None:
        self.address = address
        self._job = job
        self._every = every
        self._seconds = seconds
        self._state: RunState | None = None
        self._told_at: datetime | None = None
        self._late = 0
        self._refreshed_at = float("-inf")
        self._is_refreshing = False
        self._is_asking = False
        self._refusal = ""
        self._lock = threading.Lock()
        self._known = threading.Event()

    def state(self, *, patience: float = 0.3) -> RunState | None:
        """The last answer; None where there is none yet. Waits `patience` seconds at most, and for the first answer
        only."""
        with self._lock:
            due = time.monotonic() - self._refreshed_at > self._every
            if due and not self._is_refreshing:
                self._is_refreshing = True
                threading.Thread(target=self._refresh, daemon=True).start()
        self._known.wait(patience)
        return self._state

    def start_run(self, config: Mapping[str, object] | None = None) -> None:
        """Asks for a run with this config; `is_asking` until Dagster has answered, `refusal` says why it did not
        start one."""
        with self._lock:
            if self._is_asking:
                return
            self._is_asking, self._refusal = True, ""
        threading.Thread(target=self._start, args=(config,), daemon=True).start()

    @property
    def is_asking(self) -> bool:
        """Whether a run was asked for and Dagster has not answered yet."""
        return self._is_asking

    @property
    def refusal(self) -> str:
        """Why the last run that was asked for did not start; empty where it did."""
        return self._refusal

    def _refresh(self) -> None:
        told = fetch_state(self.address, job=self._job, seconds=self._seconds)
        self._late = self._late + 1 if told.is_late else 0
        if not told.is_late or self._late >= _TIMES_LATE:
            self._state, self._told_at = told, None if told.problem else datetime.now(UTC)
        elif self._state is not None and self._told_at is not None:
            self._state = replace(self._state, as_of=self._told_at)
        if self._state is not None:
            self._known.set()
        self._refreshed_at, self._is_refreshing = time.monotonic(), False

    def _start(self, config: Mapping[str, object] | None) -> None:
        try:
            start_run(self.address, job=self._job, config=config)
        except (RunsUnavailable, KeyError, TypeError) as error:
            self._refusal = str(error)
        self._refresh()
        self._is_asking = False


def ask_dagster(address: str, query: str, variables: dict[str, object], seconds: float) -> dict:
    """What Dagster answers to a question in GraphQL.

    Raises:
        RunsUnavailable: it does not answer, or something else does.
    """
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(f"{address}/graphql", body, {"Content-Type": "application/json"})
    try:
        with _OPEN(request, timeout=seconds) as answer:
            content = json.load(answer)
    except urllib.error.HTTPError as error:
        raise RunsUnavailable(f"what answers at {address} is not this version of Dagster ({error.code})") from error
    except (OSError, ValueError) as error:
        # While it connects, a time-out comes wrapped.
        is_late = isinstance(getattr(error, "reason", error), TimeoutError)
        raise (RunsLate if is_late else RunsUnavailable)(f"Dagster does not answer at {address}") from error
    if not isinstance(content, dict) or not isinstance(content.get("data"), dict):
        raise RunsUnavailable(f"what answers at {address} is not this version of Dagster")
    return content["data"]


def _run(row: dict) -> Run:
    stats = row.get("stepStats") or []
    plan = (row.get("executionPlan") or {}).get("steps") or []
    running = [one["stepKey"] for one in stats if one["status"] == "IN_PROGRESS"]
    return Run(
        run_id=row["runId"],
        status=row["status"],
        created=_time(row.get("creationTime")),
        started=_time(row.get("startTime")),
        ended=_time(row.get("endTime")),
        done=sum(one["status"] in ("SUCCESS", "FAILURE", "SKIPPED") for one in stats),
        steps=len(plan),
        step=running[-1].replace("_", " ") if running else "",
    )


def _failure(address: str, run_id: str, seconds: float) -> str:
    """Why a run failed, in a sentence: the checks that did not hold, else what the step that failed said."""
    checks, said, after = [], "", None
    for _ in range(20):
        logs = ask_dagster(address, _FAILURE, {"run": run_id, "after": after}, seconds)["logsForRun"]
        for event in logs.get("events", ()):
            outcome = event.get("evaluation")
            if outcome and not outcome["success"] and outcome["severity"] == "ERROR":
                named = [entry["text"] for entry in outcome["metadataEntries"] if entry["label"] == _FAILED_CHECKS]
                checks.extend(name.replace("_", " ") for name in named)
            if event["__typename"] == "ExecutionStepFailureEvent" and not said:
                error = event.get("error") or {}
                causes = [cause["message"] for cause in error.get("causes") or ()]
                what = (causes[-1] if causes else error.get("message") or event.get("message") or "").strip()
                said = f"{event['stepKey'].replace('_', ' ')}: {what}"
            elif event["__typename"] == "RunFailureEvent" and not said:
                said = ((event.get("error") or {}).get("message") or event.get("message") or "").strip()
        after = logs.get("cursor")
        if not logs.get("hasMore"):
            break
    return f"checks that did not hold: {', '.join(checks)}" if checks else said


def _time(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
