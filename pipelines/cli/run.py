"""`papertrends run`: the whole graph in this process, in the history that the Dagster UI shows."""

import os
import time
import uuid
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.failures import describe_problem
from pipelines.cli.stopping import STOPPED, end_on_signals, exit_if_stuck
from pipelines.settings import load_settings
from warehouse.paths import data_paths
from warehouse.user_files import UserFileError

if TYPE_CHECKING:
    from dagster import DagsterInstance
    from rich.console import Console

    from pipelines.cli.progress import Told


_STOPPED = (
    "Stopped; nothing was published, and the served file is as it was. The next run goes on where this one stopped."
)


class RunFailed(click.ClickException):
    """A run that published nothing; the message says why, and what to do."""


@click.command(
    "run",
    epilog="""\b
Examples:
  papertrends run                                 what is in the inbox
  papertrends run ~/Downloads/digest.txt          one file
  papertrends run exports/ more/papers.parquet    folders and files
  papertrends run --refit                         find the themes anew

What was taken in once stays: the next run reads only what is new. Nothing is moved, changed or deleted.""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--refit", is_flag=True, help="Find the themes anew instead of continuing those of the last build.")
@click.option(
    "--accept-loss", is_flag=True, help="Publish although files that the last build was made from are gone from it."
)
@click.option("--verbose", is_flag=True, help="Show every message, and the stack trace of an error.")
def command(paths: tuple[Path, ...], refit: bool, accept_loss: bool, verbose: bool) -> None:
    """Take files or folders in (default: the inbox), run the graph, and publish.

    A digest saved as text, JSON Lines, CSV or Parquet will do. With an empty inbox and nothing taken in before, a
    made-up sample is shown instead.
    """
    from rich.console import Console

    console = Console(highlight=False)
    with end_on_signals():
        try:
            run_and_tell(console, list(paths), refit=refit, accept_loss=accept_loss, verbose=verbose)
        except KeyboardInterrupt:
            console.print("Stopped.")
            raise click.exceptions.Exit(STOPPED) from None


def run_and_tell(
    console: "Console", paths: list[Path], *, refit: bool = False, accept_loss: bool = False, verbose: bool = False
) -> None:
    """Runs the graph and prints what came of it.

    Raises:
        RunFailed: nothing was published; the message says why.
        click.Abort: Ctrl-C.
    """
    from pipelines.cli.summary import tell_summary, tell_unchanged
    from pipelines.incremental.unchanged import is_served_as_it_stands

    started = time.monotonic()
    if not (refit or accept_loss) and is_served_as_it_stands(data_paths(), paths):
        tell_unchanged(console, data_paths(), time.monotonic() - started)
        return

    def run() -> "Told":
        return run_graph(console, paths, refit=refit, accept_loss=accept_loss, verbose=verbose)

    try:
        told = run()
    except RunFailed as error:
        # The build file turned out to be damaged and was set aside: the next run makes it again.
        if data_paths().build.exists() or not data_paths().served.exists():
            raise
        console.print(f"{error.message}\nRunning again.", style="yellow", soft_wrap=True)
        told = run()
    tell_summary(console, data_paths(), told, time.monotonic() - started)


def run_graph(
    console: "Console", paths: list[Path], *, refit: bool = False, accept_loss: bool = False, verbose: bool = False
) -> "Told":
    """Runs the job `refresh` in this process, in the history that the Dagster UI shows; returns what it told.

    Args:
        console: where progress is shown.
        paths: files and folders to take in; empty for the inbox.
        refit: find the themes anew.
        accept_loss: publish although files of the last build are gone from this one.
        verbose: show every message, and let Dagster log.

    Raises:
        RunFailed: the run failed or could not begin; the served file is as it was.
        click.Abort: Ctrl-C; the served file is as it was.
    """
    try:
        threads = load_settings().run.threads
    except UserFileError as error:
        raise RunFailed(str(error)) from error
    if threads:
        # Polars reads it once, when it is loaded below.
        os.environ.setdefault("POLARS_MAX_THREADS", str(threads))
    with console.status("Starting …", spinner="dots") if console.is_terminal else _nothing():
        warnings.filterwarnings("ignore", module="dagster")
        from sqlalchemy.exc import SQLAlchemyError

        from pipelines.cli.progress import RunProgress
        from pipelines.definitions import defs
        from pipelines.orchestration.history import set_aside_damaged_history
        from pipelines.orchestration.instance import open_instance
        from pipelines.orchestration.jobs import REFRESH
        from pipelines.orchestration.process_lease import ProcessLease
        from pipelines.sources.given_paths import giving

    run_id = str(uuid.uuid4())

    def mark_stopped() -> None:
        with open_instance() as instance:
            _report_canceled(instance, run_id)
        console.print(_STOPPED, soft_wrap=True)

    config = {
        "loggers": {"console": {"config": {"log_level": "ERROR" if verbose else "CRITICAL"}}},
        "ops": {
            "read_files": {"config": {"paths": [str(path.absolute()) for path in paths]}},
            "find_paper_themes": {"config": {"refit": refit}},
            "check_build": {"config": {"accept_loss": accept_loss}},
        },
    }
    tags = {
        # With it the Dagster UI lists the run under its job.
        ".dagster/repository": "__repository__@papertrends",
        "papertrends/started_by": "papertrends run",
    }
    lease = ProcessLease(data_paths(), run_id)
    try:
        if said := set_aside_damaged_history(data_paths()):
            console.print(f"  ! {said}", style="yellow", soft_wrap=True)
        with open_instance() as instance, RunProgress(console, verbose) as progress, exit_if_stuck(mark_stopped):
            told = progress.told
            # Before the run is created: a run whose process is killed is known as dead from its first moment.
            lease.acquire()
            instance.add_event_listener(run_id, progress)
            try:
                with giving(paths):
                    result = defs.resolve_job_def(REFRESH).execute_in_process(
                        run_config=config, instance=instance, run_id=run_id, tags=tags, raise_on_error=False
                    )
            except KeyboardInterrupt:
                told.interrupted = True
            # Dagster calls a run that was stopped by a signal, and not from its UI, a failure.
            if told.interrupted:
                _report_canceled(instance, run_id)
    except OSError as error:
        problem = f"The data folder {data_paths().root} cannot be used: {error}"
        raise RunFailed(describe_problem(problem, data_paths().root)) from error
    except SQLAlchemyError as error:
        problem = f"Dagster's history cannot be written: {error}"
        raise RunFailed(describe_problem(problem, data_paths().root)) from error
    finally:
        lease.release()
    if told.interrupted:
        console.print(_STOPPED, soft_wrap=True)
        raise click.exceptions.Exit(STOPPED)
    if not result.success:
        raise RunFailed(_explain(told, run_id))
    return told


def _report_canceled(instance: "DagsterInstance", run_id: str) -> None:
    if run := instance.get_run_by_id(run_id):
        instance.report_run_canceled(run, "Stopped on the command line.")


@contextmanager
def _nothing() -> Generator[None]:
    yield


def _explain(told: "Told", run_id: str) -> str:
    """Why nothing was published, in words."""
    lines = []
    if told.failed_checks:
        lines.append("A check failed, so nothing was published; the served file is as it was.")
        lines.extend(f"  {check}" for check in told.failed_checks)
    else:
        where = f" at the step “{told.failed_step}”" if told.failed_step else ""
        lines.append(
            f"The run stopped{where}: {describe_problem(told.problem or 'no reason was given.', data_paths().root)}"
        )
        lines.append("Nothing was published; what was served before is as it was.")
    lines.append(f"Details: run {run_id[:8]} in the Dagster UI (`papertrends up`), or again with --verbose.")
    return "\n".join(lines)


__all__ = ["RunFailed", "command", "run_and_tell", "run_graph"]
