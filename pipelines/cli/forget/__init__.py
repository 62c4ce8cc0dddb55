"""`papertrends forget`: takes sources out of all counts, from the next run on. Does not import Dagster."""

import click

from warehouse.paths import data_paths


@click.command(
    "forget",
    epilog="""\b
Examples:
  papertrends forget export.csv             one source, whatever version of it
  papertrends forget 2024/ old.zip          all of a folder or an archive
  papertrends forget 3f9a0c1b --yes         this version only; without being asked
  papertrends forget --list                 all sources

The files stay where they are, and the records in the build. `papertrends restore` lets them count again.""",
)
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
@click.option("--list", "lists", is_flag=True, help="Show all sources and change nothing.")
def command(sources: tuple[str, ...], is_sure: bool, lists: bool) -> None:
    """Take sources out of all counts, from the next run on.

    SOURCE is a name (the path within the inbox), a path, a folder, an archive, or an id. What would go is shown first.
    """
    from pipelines.cli.forget.choice import choose_sources, find_loss, list_sources, read_known
    from pipelines.plurals import counted
    from warehouse.sources.forgotten import forget_source, read_forgotten
    from warehouse.user_files import UserFileError

    paths = data_paths()
    known = read_known(paths)
    if lists:
        for line in list_sources(known):
            click.echo(line)
        return
    if not sources:
        raise click.UsageError("Name a source, or show all: papertrends forget --list")
    try:
        out = read_forgotten(paths.forgotten)
        chosen = choose_sources(known, sources)
        new = [one for one in chosen if not out.holds([one.source.name], one.source.source_id)]
        for one in chosen:
            if one not in new:
                click.echo(f"{one.source.name} is taken out already.")
        if not new:
            return
        loss = find_loss(paths, new)
        for one in new:
            click.echo(f"  {one.source.name}  ({counted(one.source.parsed, 'record')})")
        span = f", published {loss.first_day} to {loss.last_day}" if loss.first_day else ""
        click.echo(
            f"{counted(loss.papers, 'paper')} would go that no other source names{span}; "
            f"{counted(loss.records, 'record')} would count no longer."
        )
        if not is_sure:
            click.confirm("Take out?", abort=True)
        for one in new:
            forget_source(paths.forgotten, one.source.name, one.source.source_id if one.by_id else None)
    except UserFileError as error:
        raise click.ClickException(str(error)) from error
    click.echo("Taken out from the next run on: papertrends run. Undo: papertrends restore, with the same names.")
