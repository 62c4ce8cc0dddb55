"""Sensors: runs that something new starts. Which files are new is decided in `pipelines.sources.inbox`."""

import hashlib
import json

import dagster as dg

from pipelines.orchestration.history_purge import is_fetch
from pipelines.orchestration.jobs import refresh
from pipelines.orchestration.orphan_runs import reap_orphan_runs
from pipelines.sources.inbox import find_new_files, fingerprint_inbox
from warehouse.layout import IncompatibleBuild
from warehouse.paths import data_paths

INTERVAL_SECONDS = 10
_AT_WORK = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]


@dg.sensor(
    job=refresh,
    minimum_interval_seconds=INTERVAL_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="A new or changed file in the inbox starts one run, once nothing in it has changed between two looks.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Looks into the inbox.

    The cursor holds two fingerprints of it: `seen`, at the last look, and `settled`, when all in it was taken in or a
    run was requested for it. Files are opened only where the inbox has changed since `settled`, but not since `seen`.
    """
    paths = data_paths()
    reap_orphan_runs(context.instance, paths)
    cursor = json.loads(context.cursor) if context.cursor else {}
    now = fingerprint_inbox(paths)
    if now == cursor.get("settled"):
        return dg.SkipReason("Nothing new in the inbox.")
    if now != cursor.get("seen"):
        context.update_cursor(json.dumps({**cursor, "seen": now}))
        return dg.SkipReason("The inbox has changed; waiting until nothing more is written to it.")
    if context.instance.get_runs_count(dg.RunsFilter(job_name=refresh.name, statuses=_AT_WORK)):
        return dg.SkipReason("A run is at work, which may take the new files in.")
    if any(is_fetch(run.job_name) for run in context.instance.get_runs(dg.RunsFilter(statuses=_AT_WORK))):
        return dg.SkipReason("Days are being fetched into the inbox; waiting until the last of them is there.")
    try:
        new = find_new_files(paths, context.log)
    except IncompatibleBuild as error:
        return dg.SkipReason(str(error))
    context.update_cursor(json.dumps({"seen": now, "settled": now}))
    if not new:
        return dg.SkipReason("All that is in the inbox was taken in.")
    key = hashlib.sha256(" ".join(sorted(file.source_id for file in new)).encode()).hexdigest()[:16]
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=key, tags={"papertrends/new_files": str(len(new))})])
