"""Fixtures of the fetchers' tests: the services on loopback, and one fetch from them."""

from collections.abc import Callable

import pytest

from pipelines.sources.fetching.client import Client
from pipelines.sources.fetching.fetch import Fetched, fetch_days
from pipelines.sources.fetching.ledger import fetched_folder
from pipelines.sources.services import SERVICES
from pipelines.sources.services.service import Wanted
from tests.sources.fetching.fake_services import FakeServices, StoppedClock, serve

WANTED = {
    "arxiv": Wanted(category="cs.CL"),
    "openalex": Wanted(query="pebbles"),
    "pubmed": Wanted(query="pebbles"),
    "europepmc": Wanted(query="pebbles"),
}
"""What is fetched of the services that want something narrower than everything."""


@pytest.fixture
def fake():
    with serve(FakeServices()) as fake:
        yield fake


@pytest.fixture
def time():
    return StoppedClock()


@pytest.fixture
def fetch(fake, time, tmp_path) -> Callable[..., list[Fetched]]:
    """Fetches days of a service into the inbox `tmp_path`: ``fetch("arxiv", days, key="", wanted=None, …)``."""

    def run(name, days, *, key="", wanted=None, contact="", tell=lambda _: None, **options):
        service = SERVICES[name]
        settled = service.settle(wanted or WANTED.get(name, Wanted()))
        with Client(service, address=fake.address, key=key, contact=contact, clock=time.clock, tell=tell) as client:
            folder = fetched_folder(tmp_path, service)
            return list(fetch_days(service, settled, days, folder, client, clock=time.clock, tell=tell, **options))

    return run
