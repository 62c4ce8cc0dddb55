"""`papertrends sample`: a made-up corpus in a folder of the user's choice. What is in it is decided in `pipelines.sample`."""

from pathlib import Path

import click


@click.command(
    "sample",
    epilog="\b\nExamples:\n  papertrends sample /tmp/made-up\n  papertrends sample /tmp/small --months 6 --papers 100 --seed 7\n  papertrends run /tmp/made-up",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--papers", type=click.IntRange(20, 100_000), default=600, show_default=True, help="How many papers.")
@click.option("--months", type=click.IntRange(4, 240), default=24, show_default=True, help="Over how many months.")
@click.option("--seed", type=int, default=None, help="Another seed, another corpus; the same seed, the same corpus.")
def command(folder: Path, papers: int, months: int, seed: int | None) -> None:
    """Write a made-up corpus with planted trends into DIR, and the truth about it beside it.

    Its sources are marked as made up: they are left out as soon as there is a real one.
    """
    from pipelines.sample import write_sample

    if folder.exists() and any(folder.iterdir()) and not (folder / "truth.json").exists():
        raise click.ClickException(f"{folder} is not empty, and holds no sample. Name another folder.")
    chosen = {} if seed is None else {"seed": seed}
    try:
        truth = write_sample(folder, months=months, papers=papers, **chosen)
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}") from error
    click.echo(f"Wrote {papers:,} made-up papers over {months} months into {folder}; what was planted is in {truth}.")
    click.echo(f"Try them: papertrends run {folder}")
