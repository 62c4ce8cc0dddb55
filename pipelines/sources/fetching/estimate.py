"""How much a fetch would be: requests, records and time, from one request that asks for the number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.sources.fetching.client import Client
from pipelines.sources.services.service import Service, Wanted


@dataclass(frozen=True, slots=True)
class Estimate:
    """What days would take.

    Args:
        days: how many are to be fetched.
        records: about how many records they have; None where the service does not say.
        requests: about how many requests that takes; at least that many where the records are not known.
        seconds: for the pauses between them, at least.
    """

    days: int
    records: int | None
    requests: int
    seconds: float


def estimate(service: Service, wanted: Wanted, days: Sequence[date], client: Client) -> Estimate:
    """What `days` would take. Asks the service once at most.

    Raises:
        FetchError: the service does not answer.
    """
    least = len(days) * (1 + service.more_requests)
    if not days:
        return Estimate(0, 0, 0, 0.0)
    records, requests = None, least
    if request := service.count(wanted, days[0], days[-1], client.has_key):
        _, page = client.ask(request, lambda body: service.read(request, body))
        span = (days[-1] - days[0]).days + 1
        found = len(page.ids) if page.total is None else page.total
        records = round(found * len(days) / span)
        requests = max(least, len(days) * service.more_requests + -(-records // service.page_size))
    return Estimate(len(days), records, requests, requests * client.interval)
