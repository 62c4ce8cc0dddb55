"""What a service is to the fetcher: how days are asked for, and how its answers are read. No network, no files."""

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pipelines.sources.services.errors import Unwanted

ENTERED, PUBLISHED = "entered", "published"
"""By which date a record belongs to a day: when the service took it in (or last changed it), or its publication."""

_MOST_QUERY = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a service, but for the days.

    Args:
        query: in the service's own language; empty for all.
        category: one of the service's own categories; empty for all.
        by: `ENTERED` or `PUBLISHED`; empty for what suits the service.
    """

    query: str = ""
    category: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a service. It never holds a key.

    Args:
        path: after the address of the service.
        params: names and values, in the order in which they are sent.
        state: what the service's module must know to ask for the next page.
        place: which of the service's addresses.
        is_form: whether the parameters are sent as the body of a POST, as for long lists and where a key is among them.
    """

    path: str
    params: tuple[tuple[str, str], ...] = ()
    state: tuple[str, ...] = ()
    place: str = ""
    is_form: bool = False

    @property
    def fingerprint(self) -> str:
        """8 hex digits that differ where the requests differ."""
        return hashlib.sha256(repr((self.place, self.path, self.params)).encode()).hexdigest()[:8]

    def param(self, name: str) -> str:
        """The value of a parameter; empty where there is none."""
        return dict(self.params).get(name, "")


@dataclass(frozen=True, slots=True)
class Page:
    """What an answer holds.

    Args:
        ids: of its records, as the service names them.
        next: what to ask next; None at the end of the list.
        total: how many records the service says that the whole list has; None where it does not say.
        is_list: whether it only lists what to ask for, and holds no record.
    """

    ids: tuple[str, ...] = ()
    next: Request | None = None
    total: int | None = None
    is_list: bool = False


class Service(ABC):
    """One service. Everything it says is a fact about it, stated as the service publishes it."""

    name: ClassVar[str]
    """As it is called on the command line and in folder names."""
    label: ClassVar[str]
    """As people call it."""
    addresses: ClassVar[Mapping[str, str]]
    """Place to its address; HTTPS."""
    days: ClassVar[Mapping[str, str]]
    """What a day of it means: `ENTERED` or `PUBLISHED` to words that end “by the day on which a paper …”. The first
    is the default."""
    query_help: ClassVar[str] = ""
    """What a query looks like, with an example; empty where the service takes none."""
    category_help: ClassVar[str] = ""
    """What a category looks like, with an example; empty where the service takes none."""
    needs: ClassVar[str] = ""
    """Why something narrower than everything must be asked for; empty where everything may be."""
    suffix: ClassVar[str] = "json"
    """Ending of the names of its files."""
    interval: ClassVar[float]
    """Least seconds between two requests."""
    keyed_interval: ClassVar[float | None] = None
    """The same with a key, where that differs."""
    page_size: ClassVar[int]
    """Records that are asked for at a time."""
    more_requests: ClassVar[int] = 0
    """Requests for a day beside one for each page."""
    key_variable: ClassVar[str] = ""
    """Environment variable that may hold a key; empty where there are no keys."""
    busy: ClassVar[frozenset[int]] = frozenset()
    """Statuses that say “too fast”, beside 408, 425, 429 and those from 500."""
    names_state_day: ClassVar[bool] = False
    """Whether the day is that on which papers were listed, so that file names may state it."""

    @abstractmethod
    def start(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request:
        """The request for the first page of the days `first` to `last`."""

    @abstractmethod
    def read(self, request: Request, body: bytes) -> Page:
        """What the answer `body` to `request` holds.

        Raises:
            BadAnswer: it is broken, or no answer to this request.
            Refused: it says that the request cannot be answered.
            Expired: it says that the list must be begun anew.
        """

    def count(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request | None:
        """A request whose answer states how many records the days have; None where the service does not say that."""
        return self.start(wanted, first, last, has_key)

    def keeps_days(self, wanted: Wanted) -> bool:
        """Whether a day that is asked for later still has every record that it had."""
        return True

    def key_headers(self, key: str) -> dict[str, str]:
        """Headers that carry the key."""
        return {}

    def key_fields(self, key: str) -> dict[str, str]:
        """Fields of a form that carry the key."""
        return {}

    def contact_fields(self, contact: str) -> dict[str, str]:
        """Parameters by which the service wants to know who asks."""
        return {}

    def settle(self, wanted: Wanted) -> Wanted:
        """`wanted` with blanks taken off and the default filled in.

        Raises:
            Unwanted: the service does not have that.
        """
        query, category = " ".join(wanted.query.split()), wanted.category.strip()
        by = wanted.by or next(iter(self.days))
        if query and not self.query_help:
            raise Unwanted(f"{self.label} takes no query: leave it out.")
        if len(query) > _MOST_QUERY:
            raise Unwanted(f"The query has {len(query):,} characters; {_MOST_QUERY:,} is the most.")
        if category and not self.category_help:
            raise Unwanted(
                f"{self.label} has no categories: leave the category out"
                + (f", and write a query instead, such as {self.query_help}." if self.query_help else ".")
            )
        if by not in self.days:
            raise Unwanted(f"{self.label} does not say when a paper was {by}; use --by {next(iter(self.days))}.")
        if self.needs and not (query or category):
            raise Unwanted(f"Say what to fetch: {self.needs} A query looks like {self.query_help}.")
        return Wanted(query, category, by)

    def scope(self, wanted: Wanted) -> str:
        """A name for `wanted`, which must be settled: for folders and files, and by which the ledger knows it.

        It states no day, whatever the query holds.
        """
        parts = [] if wanted.by == next(iter(self.days)) else [wanted.by]
        if wanted.category:
            parts.append(_plain(wanted.category))
        if wanted.query:
            parts.append(f"{_plain(wanted.query)[:40].strip('_')}_{_digest(wanted.query)}".strip("_"))
        if wanted.category and _plain(wanted.category) != wanted.category:
            parts.append(_digest(wanted.category))
        return "_".join(parts) or "all"

    def describe(self, wanted: Wanted) -> str:
        """`wanted` in words: ``arXiv, cs.CL``."""
        parts = [self.label, wanted.category, f"“{wanted.query}”" if wanted.query else ""]
        return ", ".join(filter(None, parts))


def _plain(text: str) -> str:
    # Hyphens stay between letters, so that none stands between the numbers of a day.
    return re.sub(r"(?:(?<![A-Za-z])-|-(?![A-Za-z])|[^0-9A-Za-z.-])+", "_", text).strip("_.")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
