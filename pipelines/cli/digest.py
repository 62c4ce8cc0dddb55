"""`papertrends digest`: the weekly watchlist report, which a program of the dashboard writes."""

import subprocess
import sys
from pathlib import Path

import click

from pipelines.settings import PROJECT

FORMATS = ("md", "html")


@click.command(
    "digest",
    epilog="""\b
Examples:
  papertrends digest
  papertrends digest --format html --output week.html
  papertrends digest --output week.md

What is followed stands in watchlist.yaml in the data folder; the page Watchlist changes it.""",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default=None, help="Default: by the ending of --output, else md."
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here instead of to the terminal."
)
def command(form: str | None, output: Path | None) -> None:
    """Write the weekly digest of the terms and themes that you follow, as Markdown or as one HTML file."""
    suffix = output.suffix.lstrip(".").lower() if output else ""
    form = form or ("html" if suffix in ("html", "htm") else "md")
    arguments = [sys.executable, "-m", "dashboard.exports.watchlist_report", "--format", form]
    if output:
        arguments += ["--output", str(output.absolute())]
    ended = subprocess.run(arguments, cwd=PROJECT, check=False)
    if ended.returncode:
        raise click.exceptions.Exit(ended.returncode)
