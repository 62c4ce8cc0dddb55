"""`papertrends doctor`: what is wrong with the data folder and what to do; with --fix it does what is safe."""

import click

from warehouse.paths import data_paths

WAIT_SECONDS = 5


@click.command(
    "doctor",
    epilog="""\b
Examples:
  papertrends doctor          look, and change nothing
  papertrends doctor --fix    mend what is safe to mend""",
)
@click.option("--fix", is_flag=True, help="Mend what is safe to mend. Damaged files are set aside, never deleted.")
def command(fix: bool) -> None:
    """Find and explain what is wrong with the data folder; the exit code is 1 where something needs to be done."""
    from filelock import Timeout

    from pipelines.cli.findings import find_problems
    from pipelines.orchestration.run_lock import RunLock
    from warehouse.recovery.restoration import UnusableFolder

    paths = data_paths()
    click.echo(f"data folder   {paths.root}")
    if not paths.root.is_dir():
        click.echo("There is nothing yet; `papertrends run` begins it.")
        return
    lock = None if paths.run_lock.is_dir() else RunLock(paths, "doctor")
    left = 0
    try:
        if lock:
            lock.acquire(lambda said: click.echo(said, err=True), timeout=WAIT_SECONDS)
        for finding in find_problems(paths):
            click.echo(f"! {finding.problem}")
            if fix and finding.mend:
                for done in finding.mend(paths):
                    click.echo(f"  mended: {done}")
                continue
            left += 1
            click.echo(f"  {finding.remedy}" + ("  (--fix does it)" if finding.mend else ""))
    except Timeout as error:
        raise click.ClickException(
            "A run is at work, so the folder is in good hands; look again at its end."
        ) from error
    except (UnusableFolder, OSError) as error:
        raise click.ClickException(str(error)) from error
    finally:
        if lock:
            lock.release()
    if left:
        raise click.exceptions.Exit(1)
    click.echo("Nothing is wrong." if not fix else "Nothing is left to mend.")
