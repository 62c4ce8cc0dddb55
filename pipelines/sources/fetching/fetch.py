"""Fetches days of one service: resumes, reconciles what came with what was stated, lands, notes in the ledger."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.sources.fetching.client import Client, Clock
from pipelines.sources.fetching.landing import Landing
from pipelines.sources.fetching.ledger import Entry, Ledger
from pipelines.sources.services.errors import BadAnswer, Expired, GaveUp, NothingNew, Refused, Shortfall, Unwanted
from pipelines.sources.services.service import Page, Request, Service, Wanted

MOST_PAGES = 5_000
"""Answers for one day, beyond which a list is taken for one without an end."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a day has come.

    Args:
        day: which.
        records: that came so far.
        stated: that the service says there are; None where it does not say.
    """

    day: date
    records: int
    stated: int | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one day.

    Args:
        day: which.
        records: that came.
        stated: that the service says there are; None where it does not say.
        files: where they are.
        bytes: of these files.
        requests: that it took.
        was_there: whether it was fetched before, so that nothing was asked.
        shortfall: why it did not land; None where it did.
    """

    day: date
    records: int = 0
    stated: int | None = None
    files: tuple[Path, ...] = ()
    bytes: int = 0
    requests: int = 0
    was_there: bool = False
    shortfall: Shortfall | None = None


def list_days(first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included.

    Raises:
        Unwanted: there are none.
    """
    if first > last:
        raise Unwanted(f"The first day {first} is after the last day {last}.")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def check_days(days: Sequence[date], now: datetime) -> None:
    """Raises `Unwanted` where a day has not begun at `now` (UTC)."""
    if future := [day for day in days if day > now.date()]:
        raise Unwanted(f"{future[0]} has not begun: today is {now:%Y-%m-%d} (UTC).")


def find_missing(folder: Path, service: Service, wanted: Wanted, days: Sequence[date]) -> list[date]:
    """Those of `days` that the ledger in `folder` does not know as fetched."""
    ledger, scope = Ledger(folder), service.scope(wanted)
    return [day for day in days if not ledger.is_done(scope, day)]


@contextmanager
def hold_service(folder: Path, service: Service, tell: Callable[[str], None]) -> Generator[None]:
    """The right to fetch from a service, which one process has at a time; waits for it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(f"Waiting for another fetch from {service.label} to end …")
        lock.acquire(poll_interval=0.2)
    try:
        yield
    finally:
        lock.release()


def fetch_days(
    service: Service,
    wanted: Wanted,
    days: Sequence[date],
    folder: Path,
    client: Client,
    *,
    again: bool = False,
    accept_shortfall: bool = False,
    clock: Clock | None = None,
    tell: Callable[[str], None] = lambda _: None,
    watch: Callable[[Progress], None] = lambda _: None,
) -> Generator[Fetched]:
    """Fetches `days`, one after the other; what became of each. Close it: it holds the service until its end.

    A day that was fetched after it was over is not asked for again. What came before an interruption is gone on with. A
    day that falls short is told and the next one is fetched; any other failure ends it.

    Args:
        service: which.
        wanted: what of it; settled.
        days: which.
        folder: of the service, see `fetched_folder`.
        client: of the service.
        again: fetch also what was fetched.
        accept_shortfall: let days land of which fewer records came than were stated.
        clock: time.
        tell: takes sentences for the user.
        watch: takes how far a day has come.

    Raises:
        FetchError: a day could not be fetched; those before it are there.
        OSError: the inbox cannot be written.
    """
    clock = clock or Clock()
    check_days(days, clock.now())
    with hold_service(folder, service, tell):
        ledger, scope = Ledger(folder), service.scope(wanted)
        for day in days:
            known = ledger.find(scope, day)
            if known and known.is_final and not again:
                yield Fetched(day, known.records, known.stated, was_there=True)
                continue
            is_final = clock.now() >= datetime.combine(day + timedelta(days=1), time(), UTC)
            keeps = known is None or not known.is_final or service.keeps_days(wanted)
            beside = "" if keeps else f"again_{clock.now():%Y%m%dT%H%M%S}"
            one = _Day(service, wanted, day, folder, client, beside, watch)
            try:
                fetched = one.fetch(accept_shortfall)
            except Shortfall as error:
                yield Fetched(day, error.came, error.stated, requests=one.requests, shortfall=error)
                continue
            ledger.add(
                Entry(
                    scope=scope,
                    day=day.isoformat(),
                    fetched_at=clock.now().isoformat(timespec="seconds"),
                    is_final=is_final,
                    query=wanted.query,
                    category=wanted.category,
                    by=wanted.by,
                    stated=fetched.stated,
                    records=fetched.records,
                    files=[path.name for path in fetched.files],
                    bytes=fetched.bytes,
                    requests=fetched.requests,
                )
            )
            yield fetched


class _Day:
    """One day under way: which records came, and how many are stated."""

    def __init__(
        self,
        service: Service,
        wanted: Wanted,
        day: date,
        folder: Path,
        client: Client,
        beside: str,
        watch: Callable[[Progress], None],
    ) -> None:
        self._service, self._day, self._client, self._watch = service, day, client, watch
        self._first = service.start(wanted, day, day, client.has_key)
        self._landing = Landing(folder, service, service.scope(wanted), day, self._first, beside)
        self._asked_before = client.requests
        self._begin()

    @property
    def requests(self) -> int:
        """Requests that the day took."""
        return self._client.requests - self._asked_before

    def _begin(self) -> None:
        self._seen: set[str] = set()
        self._stated: int | None = None
        self._number = 0

    def fetch(self, accept_shortfall: bool) -> Fetched:
        """Goes on with the answers that are there, asks for the others, and lands them all.

        Raises:
            Shortfall: fewer records came than were stated; they stay where they are.
        """
        following = self._resume()
        if following is None and self._is_short and not accept_shortfall:
            # It fell short the last time.
            following = self._restart()
        is_resumed = self._number > 0
        try:
            self._ask_all(following)
        except (Expired, Refused) as error:
            # Where a list was left long ago, its cursor may be refused.
            if isinstance(error, Refused) and not (is_resumed and self.requests == 1):
                raise
            self._ask_all(self._restart())
        if self._is_short and not accept_shortfall:
            stated, came = self._stated or 0, len(self._seen)
            raise Shortfall(
                f"{self._service.label} says that it has {stated:,} records for {self._day}, and gave {came:,}. They "
                "are kept aside: fetch the day again, or take them as they are with --accept-shortfall.",
                stated,
                came,
            )
        files = self._landing.land()
        size = sum(path.stat().st_size for path in files)
        return Fetched(self._day, len(self._seen), self._stated, tuple(files), size, self.requests)

    @property
    def _is_short(self) -> bool:
        return len(self._seen) < (self._stated or 0)

    def _restart(self) -> Request:
        self._landing.discard()
        self._begin()
        return self._first

    def _resume(self) -> Request | None:
        """What to ask after the answers that are there."""
        following: Request | None = self._first
        try:
            for body in self._landing.read():
                if following is None:
                    break
                following = self._take(following, self._service.read(following, body))
        except BadAnswer:
            # Another version wrote it, or the disk lost it.
            return self._restart()
        return following

    def _ask_all(self, following: Request | None) -> None:
        while following is not None:
            if self._number >= MOST_PAGES:
                raise GaveUp(f"{self._service.label} gave {MOST_PAGES:,} pages for {self._day} and no end of them.")
            request = following
            try:
                body, page = self._client.ask(request, lambda body, request=request: self._check(request, body))
            except GaveUp as error:
                if isinstance(error.__cause__, NothingNew):
                    # The missing records do not come; that they are missing is told at the end.
                    return
                raise
            # Its number is given once it is on the disk: an interruption between the two would leave a gap.
            self._landing.write(self._number + 1, body, page.is_list or not page.ids)
            following = self._take(request, page)

    def _check(self, request: Request, body: bytes) -> Page:
        """The page in `body`. A blank or repeated one is a bad answer while the service says that there is more."""
        page = self._service.read(request, body)
        stated = max(self._stated or 0, page.total or 0)
        if page.is_list or len(self._seen) >= stated:
            return page
        missing = f"although {stated - len(self._seen):,} of {stated:,} records are missing"
        if not page.ids:
            raise NothingNew(f"sent a page without records, {missing}")
        if self._seen.issuperset(page.ids):
            raise NothingNew(f"sent a page that it had sent before, {missing}")
        return page

    def _take(self, request: Request, page: Page) -> Request | None:
        """Counts the records of a page; what to ask next."""
        before = len(self._seen)
        self._number += 1
        self._seen.update(page.ids)
        if page.total is not None:
            self._stated = max(self._stated or 0, page.total)
        self._watch(Progress(self._day, len(self._seen), self._stated))
        # Where no total is stated, a page with nothing new is the end.
        is_end = not page.is_list and len(self._seen) == before
        return None if is_end or page.next == request else page.next
