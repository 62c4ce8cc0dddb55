"""`papertrends up`: run, then serve. Starts the Dagster UI and the dashboard, waits until both answer, and ends both
together.
"""

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from warehouse.paths import DataPaths, data_paths

if TYPE_CHECKING:
    from rich.console import Console

LOG_LEVELS = ("critical", "error", "warning", "info", "debug")


@click.command(
    "up",
    epilog="""\b
Examples:
  papertrends up
  papertrends up --port 8600 --dagster-port 3100
  papertrends up --no-run          serve what there is, at once""",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=None,
    help="Port of the dashboard.  [default: 8501, or the next free one]",
)
@click.option(
    "--dagster-port",
    type=click.IntRange(1, 65535),
    default=None,
    help="Port of the Dagster UI.  [default: 3000, or the next free one]",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one.")
@click.option(
    "--behind-proxy", is_flag=True, help="Listen for other machines too: a proxy with a login stands in front."
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Host name by which browsers reach this, besides localhost; may be repeated.",
)
@click.option("--run/--no-run", "runs", default=True, help="Whether to run the graph first.  [default: run]")
@click.option(
    "--log-level",
    type=click.Choice(LOG_LEVELS),
    default="warning",
    show_default=True,
    envvar="PAPERTRENDS_LOG_LEVEL",
    help="What the servers, and runs that they start, write into the logs folder of the data folder.",
)
def command(
    port: int | None,
    dagster_port: int | None,
    host: str,
    behind_proxy: bool,
    allowed: tuple[str, ...],
    runs: bool,
    log_level: str,
) -> None:
    """Run, then serve the Dagster UI and the dashboard until Ctrl-C.

    Where the inbox is empty and nothing was taken in before, a made-up sample is shown, labelled as one. A file dropped
    into the inbox starts a run by itself.
    """
    from rich.console import Console

    from pipelines.cli.run import RunFailed, run_and_tell
    from pipelines.cli.serving.servers import choose_port, is_loopback
    from pipelines.cli.stopping import end_on_signals

    if not is_loopback(host) and not behind_proxy:
        raise click.UsageError(
            f"Whoever reaches {host} could read everything and start runs: there are no accounts. "
            "Put a proxy with a login in front (docs/deployment.md) and say so with --behind-proxy, "
            "or leave --host out to serve this machine only."
        )

    console = Console(highlight=False)
    paths = data_paths()
    with end_on_signals():
        try:
            dashboard = choose_port(host, port, 8501, "the dashboard", taken=())
            dagster = choose_port(host, dagster_port, 3000, "the Dagster UI", taken=(dashboard,))
            if runs:
                try:
                    run_and_tell(console, [])
                except RunFailed as error:
                    if not paths.served.exists():
                        raise
                    console.print(f"[bold red]The run failed.[/] {error.message}\nServing the build before it.")
            _serve(console, paths, host, dashboard, dagster, allowed, log_level)
        except KeyboardInterrupt:
            # The way to end it, so no error.
            console.print("Ended.")


def _serve(
    console: "Console",
    paths: DataPaths,
    host: str,
    dashboard: int,
    dagster: int,
    allowed: tuple[str, ...],
    log_level: str,
) -> None:
    from pipelines.cli.serving.servers import Services, dagster_service, dashboard_service
    from pipelines.orchestration.instance import prepare_home

    started = [dashboard_service(paths, host, dashboard, dagster, allowed, log_level)]
    is_writable = os.access(paths.root if paths.root.exists() else paths.root.parent, os.W_OK)
    if is_writable:
        paths.inbox.mkdir(parents=True, exist_ok=True)
        # Without it the Dagster UI does not start; a run would have made it.
        prepare_home(paths)
        started.append(dagster_service(paths, host, dagster, allowed, log_level))
    else:
        console.print(
            f"{paths.root} cannot be written: what is served is shown, without the Dagster UI.", soft_wrap=True
        )
        started[0].log = Path(tempfile.mkdtemp(prefix="papertrends-")) / "dashboard.log"
    with Services(started) as services:
        with console.status("Starting the dashboard and the Dagster UI …"):
            services.wait_until_ready()
        console.print()
        for service in services.all:
            console.print(f"{service.title:<12} {service.address}")
        if is_writable:
            console.print(f"{'Inbox':<12} {paths.inbox}  (a file dropped here starts a run)")
        console.print("Ctrl-C ends it all.", style="dim")
        try:
            services.watch()
        finally:
            console.print("Ending …", style="dim")
