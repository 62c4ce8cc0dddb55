"""Services that Dagster can fetch papers from, as the assets of its group `fetch` describe them. No streamlit."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dashboard.warehouse_access.dagster_client import LOCATION, RunsUnavailable, ask_dagster

JOB = "fetch"
MOST_DAYS = 366

_SERVICES = """
query ($location: String!) {
  assetNodes(group: {
    groupName: "fetch", repositoryName: "__repository__", repositoryLocationName: $location
  }) {
    metadataEntries { label ... on TextMetadataEntry { text } }
  }
}
"""


class Service(NamedTuple):
    """A service.

    Args:
        name: as the command line calls it.
        label: as people call it.
        hosts: which are asked.
        query: what a query looks like; empty where it takes none.
        category: what a category looks like; empty where it has none.
        needs: why something narrower than everything must be asked for; empty where everything may be.
        days: what a day means, in words that end “the day on which a paper …”.
    """

    name: str
    label: str
    hosts: str
    query: str
    category: str
    needs: str
    days: str


def list_services(address: str, *, seconds: float = 5.0) -> list[Service]:
    """The services that Dagster knows, by their labels.

    Raises:
        RunsUnavailable: it does not answer.
    """
    nodes = ask_dagster(address, _SERVICES, {"location": LOCATION}, seconds).get("assetNodes") or []
    said = [{one["label"]: one.get("text") or "" for one in node["metadataEntries"]} for node in nodes]
    found = [
        Service(one["service"], *(one.get(field, "") for field in Service._fields[1:]))
        for one in said
        if "service" in one
    ]
    if not found:
        raise RunsUnavailable("Dagster knows no service to fetch from")
    return sorted(found, key=lambda one: one.label.casefold())


def fetch_config(service: str, first: date, last: date, query: str, categories: Sequence[str]) -> dict[str, object]:
    """The config of a run of the job `fetch`."""
    wanted = {
        "service": service,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "query": query,
        "categories": list(categories),
    }
    return {"ops": {"fetch_span": {"config": wanted}}}
