"""One fetch as a person sees it: what is asked for, a line for each day, a bar, and what came of it."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.phrasing import near, seconds
from pipelines.plurals import counted
from pipelines.sources.fetching.client import Client, Clock
from pipelines.sources.fetching.estimate import estimate
from pipelines.sources.fetching.fetch import Fetched, Progress, fetch_days, find_missing
from pipelines.sources.services.service import Service, Wanted

if TYPE_CHECKING:
    from rich.console import Console


class FetchJob:
    """One wish of one service, and what becomes of it, told on the console.

    Args:
        console: where to tell it.
        service: which.
        wanted: what of it; settled.
        days: which.
        folder: where the service's answers are.
        client: of the service.
        clock: time.
    """

    def __init__(
        self,
        console: "Console",
        service: Service,
        wanted: Wanted,
        days: list[date],
        folder: Path,
        client: Client,
        clock: Clock,
    ) -> None:
        self._console, self._service, self._wanted = console, service, wanted
        self._days, self._folder, self._client = days, folder, client
        self._clock = clock
        self._name = service.describe(wanted)

    def _introduce(self) -> None:
        first, last = self._days[0], self._days[-1]
        span = f"{first}" if first == last else f"{first} to {last} ({counted(len(self._days), 'day')})"
        say(self._console, f"{self._name}: {span}, by the day on which a paper {self._service.days[self._wanted.by]}")

    def tell_estimate(self, again: bool) -> None:
        """Says how much it would be."""
        self._introduce()
        missing = self._days if again else find_missing(self._folder, self._service, self._wanted, self._days)
        if there := len(self._days) - len(missing):
            say(self._console, f"  {counted(there, 'day')} fetched before, not asked for again")
        one = estimate(self._service, self._wanted, missing, self._client)
        if one.days:
            # Where the number of records is not stated, nor is that of the requests.
            records = "" if one.records is None else f"about {counted(one.records, 'record')} in "
            about = "at least" if one.records is None else "about"
            say(
                self._console,
                f"  {counted(one.days, 'day')} to fetch: {records}{about} {counted(one.requests, 'request')}, "
                f"{seconds(one.seconds)} or more",
            )
        say(self._console, f"  Nothing was written; {counted(self._client.requests, 'request')} to count.")

    def fetch(self, again: bool, accept_shortfall: bool) -> list[Fetched]:
        """Fetches the days and says what became of each."""
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        self._introduce()
        results: list[Fetched] = []
        bar = Bar(
            TextColumn("  {task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("days"),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[said]}"),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        task = bar.add_task(f"{self._days[0]}", total=len(self._days), said="")

        def watch(progress: Progress) -> None:
            of = f" of {progress.stated:,}" if progress.stated else ""
            bar.update(task, description=f"{progress.day}", said=f"{progress.records:,}{of} records")

        fetched = fetch_days(
            self._service,
            self._wanted,
            self._days,
            self._folder,
            self._client,
            again=again,
            accept_shortfall=accept_shortfall,
            clock=self._clock,
            tell=lambda said: say(self._console, f"  ! {said}"),
            watch=watch,
        )
        try:
            with bar, closing(fetched):
                for one in fetched:
                    results.append(one)
                    bar.advance(task)
                    if not one.was_there:
                        say(self._console, _tell_day(one))
        finally:
            self._summarise(results)
        return results

    def _summarise(self, results: Sequence[Fetched]) -> None:
        fresh = [one for one in results if not one.was_there]
        landed = [one for one in fresh if one.shortfall is None]
        files, size = sum(len(one.files) for one in landed), sum(one.bytes for one in landed)
        found = sum(max(one.records, one.stated or 0) for one in fresh)
        written = sum(one.records for one in landed)
        said = f"{self._name}: {counted(found, 'record')} found, {written:,} written"
        if files:
            shown = f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1e3))} kB"
            said += f" in {counted(files, 'file')} ({shown}) to {near(self._folder)}"
        if before := len(results) - len(fresh):
            said += f"; {counted(before, 'day')} fetched before (--again fetches them anew)"
        say(self._console, said)


def _tell_day(one: Fetched) -> str:
    if one.shortfall:
        return f"  ✗ {one.day}  {one.shortfall.came:,} of {one.shortfall.stated:,} records: set aside"
    return f"  ✓ {one.day}  {counted(one.records, 'record')}"


def say(console: "Console", text: str) -> None:
    """Prints a line as it is."""
    console.print(text, soft_wrap=True, markup=False)
