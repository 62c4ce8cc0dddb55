"""Schedules: runs that the clock starts."""

import dagster as dg

from pipelines.orchestration.jobs import refresh

# Off until switched on in the Dagster UI: the sensor on the inbox already starts a run when there is something new, and
# a run without anything new only adds a build. It is for an inbox that a program fills, where one run a day is enough.
daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh,
    cron_schedule="0 6 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="The whole graph every day at 06:00 UTC. Off by default: the inbox starts runs by itself.",
)
