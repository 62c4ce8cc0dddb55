"""`papertrends restore`: lets sources that were taken out count again, from the next run on."""

import click

from warehouse.paths import data_paths


@click.command(
    "restore",
    epilog="""\b
Examples:
  papertrends restore export.csv
  papertrends restore 2024/ old.zip""",
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
def command(sources: tuple[str, ...]) -> None:
    """Let sources count again that `papertrends forget` took out, from the next run on."""
    from pipelines.cli.forget.choice import choose_sources, read_known
    from warehouse.sources.forgotten import read_forgotten, restore_source
    from warehouse.user_files import UserFileError

    paths = data_paths()
    try:
        out = read_forgotten(paths.forgotten)
        restored = False
        for given in sources:
            # By its name also where no build knows it.
            if given in out.names:
                restore_source(paths.forgotten, given)
                click.echo(f"{given} counts again from the next run on.")
                restored = True
                continue
            for one in choose_sources(read_known(paths), [given]):
                source = one.source
                if not out.holds([source.name], source.source_id):
                    click.echo(f"{source.name} was not taken out.")
                    continue
                restore_source(paths.forgotten, source.name, source.source_id)
                click.echo(f"{source.name} counts again from the next run on.")
                restored = True
    except UserFileError as error:
        raise click.ClickException(str(error)) from error
    if restored:
        click.echo("Run: papertrends run")
