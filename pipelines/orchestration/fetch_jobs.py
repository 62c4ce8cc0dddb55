"""Jobs and schedules that fetch: one of each for each service, and a job for a span of days. None starts by itself."""

from typing import cast

import dagster as dg

from pipelines.assets.fetch import DAYS, fetch_span, make_day_op
from pipelines.sources.services import SERVICES
from pipelines.sources.services.service import Service

SPAN = "fetch"


@dg.job(name=SPAN, description="Days of one service into the inbox; say in the config which. Starts no other run.")
def fetch() -> None:
    """For who has no partitions to choose from, such as the dashboard."""
    fetch_span()


def _make_job(service: Service) -> dg.JobDefinition:
    fetch_day = make_day_op(service)

    @dg.job(
        name=f"fetch_{service.name}",
        description=f"A day of {service.label} into the inbox. Its partitions are days, for backfills.",
        partitions_def=DAYS,
    )
    def fetch_one() -> None:
        fetch_day()

    return fetch_one


def _make_schedule(service: Service, job: dg.JobDefinition) -> dg.ScheduleDefinition:
    schedule = dg.build_schedule_from_partitioned_job(
        job,
        name=f"fetch_{service.name}_daily",
        # When the day is over in America too, where arXiv and PubMed close it.
        hour_of_day=7,
        minute_of_hour=30,
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description=(
            f"The day before from {service.label}, every day at 07:30 UTC. Off until you switch it on; what is fetched "
            "stands in papertrends.toml. New files in the inbox then start a run."
        ),
    )
    return cast(dg.ScheduleDefinition, schedule)


_OF_SERVICES = {service: _make_job(service) for service in SERVICES.values()}
JOBS = [fetch, *_OF_SERVICES.values()]
"""The jobs that fetch."""
SCHEDULES = [_make_schedule(service, job) for service, job in _OF_SERVICES.items()]
"""One a service, each off."""
