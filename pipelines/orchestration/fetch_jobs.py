"""Jobs and schedules that fetch: one of each for each service, and a job for a span of days. None starts by itself."""

import dagster as dg
from dagster._core.definitions.partitions.partitioned_schedule import UnresolvedPartitionedAssetScheduleDefinition
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from pipelines.assets.fetch import asset_name, fetch_span
from pipelines.sources.services import SERVICES
from pipelines.sources.services.service import Service

SPAN = "fetch"


@dg.job(name=SPAN, description="Days of one service into the inbox; say in the config which. Starts no other run.")
def fetch() -> None:
    """For who has no partitions to choose from, such as the dashboard."""
    fetch_span()


def _schedule(
    service: Service, job: UnresolvedAssetJobDefinition
) -> UnresolvedPartitionedAssetScheduleDefinition | dg.ScheduleDefinition:
    return dg.build_schedule_from_partitioned_job(
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


_OF_SERVICES = {
    service: dg.define_asset_job(
        f"fetch_{service.name}",
        selection=dg.AssetSelection.assets(asset_name(service)),
        description=f"Days of {service.label} into the inbox.",
    )
    for service in SERVICES.values()
}
SCHEDULES = [_schedule(service, job) for service, job in _OF_SERVICES.items()]
"""One a service, each off."""
JOBS = [fetch, *_OF_SERVICES.values()]
"""The jobs that fetch."""
