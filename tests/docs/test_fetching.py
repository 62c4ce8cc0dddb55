"""`docs/fetching.md` against the services."""

import re

from pipelines.settings import PROJECT
from pipelines.sources.fetching.client import MOST_BYTES, PATIENCE
from pipelines.sources.fetching.ledger import LEDGER_NAME
from pipelines.sources.services import SERVICES

PAGE = (PROJECT / "docs" / "fetching.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)


def test_each_service_is_described():
    assert [name for name, *_ in ROWS] == list(SERVICES)
    for name, asked, days, narrowed in ROWS:
        service = SERVICES[name]
        assert re.findall(r"`([^`]+)`", asked) == [one.removeprefix("https://") for one in service.addresses.values()]
        assert all(words.removeprefix("was ") in days for words in service.days.values())
        assert ("--query" in narrowed, "--category" in narrowed) == (
            bool(service.query_help),
            bool(service.category_help),
        )


def test_the_limits_are_those_of_the_code():
    assert f"more than {MOST_BYTES / 1e6:.0f} MB" in PAGE
    assert PATIENCE == 5 * 60
    assert f"`{LEDGER_NAME}`" in PAGE
    assert all(service.key_variable in PAGE for service in SERVICES.values())
