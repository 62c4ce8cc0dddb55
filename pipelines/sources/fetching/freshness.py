"""Until which day each service was fetched, as the ledgers in the inbox say."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from pipelines.sources.fetching.ledger import Entry, Ledger, fetched_folder
from pipelines.sources.services import SERVICES
from pipelines.sources.services.service import Wanted


class Freshness(NamedTuple):
    """What was fetched of one wish.

    Args:
        name: service and wish in words: ``arXiv, cs.CL``.
        days: how many days were fetched.
        records: of these days.
        until: the last of them.
        fetched_at: when something of it was fetched last, UTC, naive.
    """

    name: str
    days: int
    records: int
    until: date
    fetched_at: datetime


def read_freshness(inbox: Path) -> Iterator[Freshness]:
    """What was fetched into `inbox`, by service and wish; none where nothing was."""
    for service in SERVICES.values():
        wishes: dict[str, list[Entry]] = {}
        for entry in Ledger(fetched_folder(inbox, service)).entries():
            wishes.setdefault(entry.scope, []).append(entry)
        for entries in wishes.values():
            last = entries[-1]
            moment = max(datetime.fromisoformat(entry.fetched_at) for entry in entries)
            yield Freshness(
                service.describe(Wanted(last.query, last.category, last.by)),
                len(entries),
                sum(entry.records for entry in entries),
                date.fromisoformat(last.day),
                moment.replace(tzinfo=None),
            )
