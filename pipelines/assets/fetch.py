"""Group `fetch`: days of services into the inbox, an asset a service. How it is done is `pipelines.sources.fetching`.

These assets are partitioned by day and stand above `records`; the graph from there on is not partitioned.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

import dagster as dg
from pydantic import Field

from pipelines.orchestration.metadata import OWNERS
from pipelines.orchestration.process_lease import ProcessLease
from pipelines.orchestration.resources import Inbox
from pipelines.plurals import counted
from pipelines.sources.services import SERVICES
from pipelines.sources.services.errors import ComeBackLater, FetchError, Refused, Unwanted
from pipelines.sources.services.service import Service

if TYPE_CHECKING:
    from pipelines.sources.fetching.fetch import Fetched

GROUP = "fetch"
DAYS = dg.DailyPartitionsDefinition(start_date="2000-01-01", timezone="UTC")
"""Days that are over, UTC."""
_RETRIES = dg.RetryPolicy(max_retries=2, delay=120, backoff=dg.Backoff.EXPONENTIAL)
_FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(days=8), warn_window=timedelta(days=2))


class FetchConfig(dg.Config):
    """What to fetch of a service; the days are the partitions. Keys are read from the environment, never from here."""

    query: str = Field(
        default="", description="In the language of the service; empty for what papertrends.toml says, else all."
    )
    categories: list[str] = Field(
        default=[], description="Categories of the service, each fetched by itself; empty as for the query."
    )
    by: str = Field(
        default="",
        description="What a day means: entered (in the service, or changed there) or published; empty for the usual.",
    )
    again: bool = Field(default=False, description="Fetch also the days that were fetched before.")
    accept_shortfall: bool = Field(
        default=False, description="Take days of which fewer papers came than the service states."
    )


ServiceName = Enum("ServiceName", {name: name for name in SERVICES})
"""The services, for the launchpad to choose from."""


class FetchSpanConfig(FetchConfig):
    """What to fetch, for which days. Keys are read from the environment, never from here."""

    service: ServiceName = Field(description="Which service.")
    first_day: str = Field(default="", description="Such as 2026-11-01; empty for the last seven days that are over.")
    last_day: str = Field(default="", description="Such as 2026-11-30; empty for yesterday (UTC).")


def asset_name(service: Service) -> str:
    """The name of the asset of a service."""
    return f"fetched_{service.name}"


def _describe(service: Service) -> dg.AssetSpec:
    return dg.AssetSpec(
        asset_name(service),
        description=(
            f"Answers of {service.label}, as they came, in the inbox: a partition is the day on which a paper "
            f"{' or, by the config, '.join(service.days.values())}. The job fetch_{service.name} makes it, when asked."
        ),
        group_name=GROUP,
        owners=OWNERS,
        kinds={service.suffix},
        partitions_def=DAYS,
        freshness_policy=_FRESH,
        metadata={
            "service": service.name,
            "label": service.label,
            "hosts": ", ".join(address.removeprefix("https://") for address in service.addresses.values()),
            # What the page Add asks for.
            "query": service.query_help,
            "category": service.category_help,
            "needs": service.needs,
            "days": next(iter(service.days.values())),
        },
    )


FETCHED = [_describe(service) for service in SERVICES.values()]
"""The asset of each service. A job makes it, not *Materialize all*: that would send requests, and ask for days."""


def make_day_op(service: Service) -> dg.OpDefinition:
    """The step that fetches the partition of a run."""

    @dg.op(
        name=f"fetch_{service.name}_day",
        description=f"Fetches a day of {service.label} into the inbox.",
        retry_policy=_RETRIES,
    )
    def fetch_day(context: dg.OpExecutionContext, config: FetchConfig, inbox: dg.ResourceParam[Inbox]) -> None:
        _fetch(context, service, [date.fromisoformat(context.partition_key)], config, inbox)

    return fetch_day


@dg.op(
    name="fetch_span",
    description="Fetches days of one service into the inbox, also days that are not over yet.",
    retry_policy=_RETRIES,
)
def fetch_span(context: dg.OpExecutionContext, config: FetchSpanConfig, inbox: dg.ResourceParam[Inbox]) -> None:
    """The days that the config names."""
    from pipelines.sources.fetching.client import Clock
    from pipelines.sources.fetching.spans import read_span

    service = SERVICES[config.service.value]
    with _failures_in_words():
        days = read_span(config.first_day, config.last_day, "", "", Clock().now().date())
    _fetch(context, service, days, config, inbox)


def _fetch(
    context: dg.OpExecutionContext, service: Service, days: Sequence[date], config: FetchConfig, inbox: Inbox
) -> None:
    """Fetches `days`, and tells Dagster of each as soon as it is there.

    The materializations belong to no run, so that they stay when old runs leave the history.

    Raises:
        dagster.Failure: a day is not there; says why, and whether another attempt may mend it.
    """
    from pipelines.sources.fetching.fetch import fetch_days
    from pipelines.sources.fetching.ledger import fetched_folder
    from pipelines.sources.fetching.session import make_wishes, open_client

    log = context.log
    # By it the run is known to be alive.
    ProcessLease(inbox.paths, context.run_id).acquire()
    with _failures_in_words():
        settings = inbox.settings.fetch
        wishes = make_wishes(service, settings, config.query, config.categories, config.by)
        folder = fetched_folder(inbox.paths.inbox, service)
        results: dict[date, list[Fetched]] = {day: [] for day in days}
        for number, wanted in enumerate(wishes, 1):
            log.info(f"{service.describe(wanted)}: {counted(len(days), 'day')}, {days[0]} to {days[-1]}")
            with (
                open_client(service, settings, tell=log.warning) as client,
                closing(
                    fetch_days(
                        service,
                        wanted,
                        days,
                        folder,
                        client,
                        again=config.again,
                        accept_shortfall=config.accept_shortfall,
                        tell=log.info,
                    )
                ) as fetched,
            ):
                for one in fetched:
                    results[one.day].append(one)
                    if number == len(wishes) and not any(part.shortfall for part in results[one.day]):
                        said = _materialize(service, one.day, results[one.day], context.run_id)
                        context.instance.report_runless_asset_event(said)
                        log.info(f"{one.day}: {counted(sum(part.records for part in results[one.day]), 'record')}")
    if short := [str(one.shortfall) for parts in results.values() for one in parts if one.shortfall]:
        raise dg.Failure("\n".join(short), allow_retries=False)


def _materialize(service: Service, day: date, parts: Sequence["Fetched"], run_id: str) -> dg.AssetMaterialization:
    stated = [part.stated for part in parts if part.stated is not None]
    metadata: Mapping[str, Any] = {
        "dagster/row_count": sum(part.records for part in parts),
        "stated": sum(stated) if stated else "not stated",
        "files": sum(len(part.files) for part in parts),
        "bytes": sum(part.bytes for part in parts),
        "requests": sum(part.requests for part in parts),
        "run": dg.MetadataValue.dagster_run(run_id),
        "fetched_before": all(part.was_there for part in parts),
    }
    partition = day.isoformat() if DAYS.has_partition_key(day.isoformat()) else None
    return dg.AssetMaterialization(asset_name(service), partition=partition, metadata=metadata)


@contextmanager
def _failures_in_words() -> Generator[None]:
    """Errors of fetching as failures of the step, which is tried again only where that may help."""
    try:
        yield
    except (ComeBackLater, Refused, Unwanted) as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    except FetchError as error:
        raise dg.Failure(str(error)) from error
