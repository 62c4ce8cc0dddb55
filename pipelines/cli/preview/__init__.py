"""`papertrends preview`: what files would give, before anything is taken in.

The page *Add* calls it too, as JSON in a process of its own with limits of time and memory.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipelines.plurals import counted
from warehouse.process_limits import limit_memory, limit_time

if TYPE_CHECKING:
    from pipelines.incremental.preview import FilePreview

FORMATS = ("table", "json")
_PART_FOR_READING = 0.7
"""Of the time; what was read until then is told."""


@click.command(
    "preview",
    epilog="""\b
Examples:
  papertrends preview export.ris
  papertrends preview ~/Downloads/exports --format json

In JSON: files (name, format, label, found, parsed, rejected, new, known, repeated, refused, first, is_partial).""",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATH...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--seconds",
    type=click.FloatRange(min=1, max=86_400),
    help="Stop after so long; of what cannot be read in time only the beginning is told. Default: no limit.",
)
@click.option("--memory", type=click.IntRange(min=1), metavar="MB", help="Memory at most. Default: no limit.")
def command(paths: Sequence[str], form: str, seconds: float | None, memory: int | None) -> None:
    """Say what files and folders would give: format, records, what is new, what is refused and why. Takes nothing in.

    What is new is judged by identifiers and titles against what is served; a run looks at the abstracts too.
    """
    if seconds:
        limit_time(seconds)
    from pipelines.incremental.preview import preview_files
    from pipelines.sources.files import search_files
    from warehouse.layout import IncompatibleBuild
    from warehouse.paths import data_paths

    if memory:
        # Of what is not loaded yet: the libraries are.
        limit_memory(memory * 1_000_000)
    log = logging.getLogger(__name__)
    try:
        found = search_files(paths)
        budget = seconds * _PART_FOR_READING if seconds else None
        previews = preview_files(found, data_paths(), log, seconds=budget)
        if form == "json":
            click.echo(json.dumps({"files": [asdict(one) | {"rejected": one.rejected} for one in previews]}))
            return
        if not found.files:
            click.echo("There is no file.")
        for one in previews:
            for line in describe_preview(one):
                click.echo(line)
    except IncompatibleBuild as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(str(error)) from error


def describe_preview(one: "FilePreview") -> list[str]:
    """Lines about a file: what it is and gives, why pieces are refused, the first records."""
    lines = [f"{one.name}: {_say_counts(one)}"]
    for refused in one.refused:
        lines.append(f"  refused{f' {refused.pieces:,}' if refused.pieces else ''}: {refused.reason}")
    for shown in one.first:
        authors = ", ".join(shown.authors[:3]) + (" …" if len(shown.authors) > 3 else "")
        lines.append(f"  - {shown.title}")
        if aside := " · ".join(filter(None, (shown.date, shown.venue, authors))):
            lines.append(f"    {aside}")
    return lines


def _say_counts(one: "FilePreview") -> str:
    if not one.label:
        return "not recognised"
    parts = [counted(one.parsed, "record"), f"{one.new:,} new"]
    parts += [f"{one.known:,} known"] if one.known else []
    parts += [f"{one.repeated:,} repeated"] if one.repeated else []
    parts += [f"{one.rejected:,} refused"] if one.rejected else []
    return f"{one.label}: {', '.join(parts)}{' (only its beginning was read)' if one.is_partial else ''}"
