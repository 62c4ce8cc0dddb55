"""`papertrends sample`: writes a made-up corpus; what is in it is decided in `pipelines.sample`."""

from pathlib import Path

import click

from pipelines.plurals import counted


@click.command(
    "sample",
    epilog="""\b
Examples:
  papertrends sample /tmp/made-up
  papertrends sample /tmp/small --months 6 --papers 100 --seed 7
  papertrends run /tmp/made-up""",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--papers", type=int, default=600, show_default=True, help="How many papers, at least two a month.")
@click.option("--months", type=click.IntRange(1, 240), default=24, show_default=True, help="Over how many months.")
@click.option("--seed", type=int, default=None, help="Another seed, another corpus; the same seed, the same corpus.")
def command(folder: Path, papers: int, months: int, seed: int | None) -> None:
    """Write a made-up corpus with planted trends into DIR, and the truth about it beside it.

    Its sources are marked as made up: they are left out as soon as there is a real one.
    """
    from pipelines.sample import write_sample

    try:
        truth = write_sample(folder, months=months, papers=papers, **({} if seed is None else {"seed": seed}))
    except (ValueError, FileExistsError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}") from error
    click.echo(
        f"Wrote {papers:,} made-up papers over {counted(months, 'month')} into {folder}; "
        f"what was planted is in {truth}."
    )
    click.echo(f"Try them: papertrends run {folder}")
