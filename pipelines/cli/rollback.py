"""`papertrends rollback`: serves the build before, and lets the next run go on from it. Does not import Dagster."""

import click

from warehouse.paths import data_paths

WAIT_SECONDS = 5


@click.command(
    "rollback",
    epilog="""\b
Examples:
  papertrends rollback                 the build before
  papertrends rollback --list          which builds are kept
  papertrends rollback --to BUILD      one of these, also a later one""",
)
@click.option("--to", "build_id", metavar="BUILD", help="The build to serve.  [default: the one before the served one]")
@click.option("--list", "lists", is_flag=True, help="Show the kept builds and change nothing.")
def command(build_id: str | None, lists: bool) -> None:
    """Serve the build before again; the next run goes on from it.

    The last three builds are kept ([publish] keep_builds in papertrends.toml). Files that came in since then are
    unknown again: the next run takes in those that are still in the inbox.
    """
    from filelock import Timeout

    from pipelines.orchestration.run_lock import RunLock
    from warehouse.recovery.examination import State, examine, read_last_build
    from warehouse.recovery.kept_builds import NothingToServe, list_kept_builds, roll_back

    paths = data_paths()
    if lists:
        served = read_last_build(paths.served) if examine(paths.served).state is State.WHOLE else None
        for one in list_kept_builds(paths):
            mark = "  (served)" if one.build_id == served else ""
            click.echo(f"{one.build_id}  {one.path.stat().st_size / 1e6:,.1f} MB{mark}")
        return
    lock = RunLock(paths, "rollback")
    try:
        lock.acquire(lambda said: click.echo(said, err=True), timeout=WAIT_SECONDS)
        served = roll_back(paths, build_id)
    except Timeout as error:
        raise click.ClickException("A run is at work. Wait for its end, or stop it, and try again.") from error
    except NothingToServe as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"The data folder {paths.root} cannot be used: {error}") from error
    finally:
        lock.release()
    click.echo(f"Build {served} is served again, and the next run goes on from it.")
    click.echo("That run takes in again what is in the inbox: take out of it what should not come back.")
