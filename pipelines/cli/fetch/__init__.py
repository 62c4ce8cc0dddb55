"""`papertrends fetch`: days of a service into the inbox. How it is done is in `pipelines.sources.fetching`."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pipelines.cli.failures import describe_problem
from pipelines.cli.fetch.job import FetchJob, say
from pipelines.cli.stopping import STOPPED, end_on_signals
from pipelines.settings import load_settings
from pipelines.sources.fetching.client import Clock
from pipelines.sources.fetching.fetch import Fetched
from pipelines.sources.fetching.ledger import fetched_folder
from pipelines.sources.fetching.session import make_wishes, open_client
from pipelines.sources.fetching.spans import LAST_DAYS, read_span
from pipelines.sources.services import SERVICES
from pipelines.sources.services.errors import ComeBackLater, FetchError, Unwanted
from pipelines.sources.services.service import ENTERED, PUBLISHED
from warehouse.paths import data_paths
from warehouse.user_files import UserFileError

if TYPE_CHECKING:
    from rich.console import Console

LATER = 75
"""Exit code where the service wants to be asked again later (EX_TEMPFAIL of sysexits.h)."""

_clock = Clock()


class FetchFailed(click.ClickException):
    """Days that were not fetched; the message says why, and what to do."""


class FetchLater(FetchFailed):
    """The same, where time will mend it."""

    exit_code = LATER


def _list_services() -> str:
    width = max(map(len, SERVICES))
    lines = []
    for service in SERVICES.values():
        takes = [
            f"--query {service.query_help}" if service.query_help else "",
            f"--category {service.category_help}" if service.category_help else "",
        ]
        by = "; or ".join(f"--by {by}: a paper {words}" for by, words in service.days.items())
        lines.append(f"  {service.name:<{width}}  {by}")
        lines.extend(f"  {'':<{width}}  {one}" for one in takes if one)
    return "\n".join(lines)


@click.command(
    "fetch",
    epilog=f"""\b
Services, what a day of each means (the first is the default), and what they take:
{_list_services()}

\b
Examples:
  papertrends fetch huggingface                                  the last {LAST_DAYS} days
  papertrends fetch huggingface --month 2026-11
  papertrends fetch arxiv --from 2026-11-01 --to 2026-11-07 --category cs.CL --category cs.LG
  papertrends fetch pubmed --query "asthma[mesh]" --week 2026-W45 --dry-run
  papertrends fetch openalex --query '"graph neural network"' --from 2026-01-01 --run

Answers land in the inbox as they came (inbox/fetched/SERVICE). What was fetched once is not asked for again, and what
an interruption left is gone on with. Keys are read from the environment: OPENALEX_API_KEY, NCBI_API_KEY.

Exit code: 0 all days are there, 1 some are not, 2 the command is wrong, {LATER} the service wants to be asked again
later, {STOPPED} stopped.""",
)
@click.argument("name", type=click.Choice(list(SERVICES)), metavar="SERVICE")
@click.option("--from", "first", default="", metavar="DAY", help="First day, such as 2026-11-01 or yesterday.")
@click.option("--to", "last", default="", metavar="DAY", help="Last day; by default yesterday (UTC).")
@click.option("--week", default="", metavar="WEEK", help="The days of a week, such as 2026-W45.")
@click.option("--month", default="", metavar="MONTH", help="The days of a month, such as 2026-11.")
@click.option("--query", default="", help="What to fetch, in the language of the service.")
@click.option("--category", "categories", multiple=True, help="A category of the service; may be given several times.")
@click.option("--by", type=click.Choice([ENTERED, PUBLISHED]), help="What a day means; see below.")
@click.option("--again", is_flag=True, help="Fetch also the days that were fetched before.")
@click.option("--accept-shortfall", is_flag=True, help="Take days of which fewer papers came than the service states.")
@click.option("--dry-run", is_flag=True, help="Say how much it would be. Asks the service once, for the number.")
@click.option("--run", "then_run", is_flag=True, help="Then take what is in the inbox in, as `papertrends run` does.")
def command(
    name: str,
    first: str,
    last: str,
    week: str,
    month: str,
    query: str,
    categories: tuple[str, ...],
    by: str | None,
    again: bool,
    accept_shortfall: bool,
    dry_run: bool,
    then_run: bool,
) -> None:
    """Fetch papers of SERVICE into the inbox, day by day.

    Only this command, and the jobs in Dagster that you start or switch on, ask anybody anything.
    """
    from rich.console import Console

    console = Console(highlight=False)
    service = SERVICES[name]
    with _in_words(console), end_on_signals():
        settings = load_settings().fetch
        days = read_span(first, last, week, month, _clock.now().date())
        wishes = make_wishes(service, settings, query, categories, by or "")
        inbox = data_paths().inbox
        results: list[Fetched] = []
        for wanted in wishes:
            # A sentence of the client may come while a bar is shown.
            with open_client(service, settings, clock=_clock, tell=lambda said: say(console, f"  ! {said}")) as client:
                job = FetchJob(console, service, wanted, days, fetched_folder(inbox, service), client, _clock)
                if dry_run:
                    job.tell_estimate(again)
                else:
                    results += job.fetch(again, accept_shortfall)
        if dry_run:
            return
        _end(console, results, then_run)


def _end(console: "Console", results: Sequence[Fetched], then_run: bool) -> None:
    """The hint, or the run; and the failure where a day fell short."""
    short = [one for one in results if one.shortfall]
    if any(one.files for one in results):
        if then_run:
            from pipelines.cli.run import run_and_tell

            run_and_tell(console, [])
        else:
            say(console, "Take them in: papertrends run")
    if short:
        raise FetchFailed("\n".join(str(one.shortfall) for one in short))


@contextmanager
def _in_words(console: "Console") -> Generator[None]:
    """Errors as sentences with their exit codes."""
    try:
        yield
    except Unwanted as error:
        raise click.UsageError(str(error)) from error
    except ComeBackLater as error:
        raise FetchLater(str(error)) from error
    except (FetchError, UserFileError) as error:
        raise FetchFailed(str(error)) from error
    except OSError as error:
        root = data_paths().root
        raise FetchFailed(describe_problem(f"The data folder {root} cannot be used: {error}", root)) from error
    except KeyboardInterrupt:
        say(console, "Stopped; what was fetched is kept, and the same command goes on there.")
        raise click.exceptions.Exit(STOPPED) from None
