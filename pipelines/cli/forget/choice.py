"""Which sources of the served build are meant by what a user typed: a name, a path, a folder, an id."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import click
import duckdb

from warehouse.connection import DatabaseError, NotServed, describe_unreadable, open_served
from warehouse.layout import IncompatibleBuild
from warehouse.paths import DataPaths
from warehouse.sources.loss import LOSS

_SHORTEST_ID = 6
"""Digits of an id that may stand for all of it."""


class Known(NamedTuple):
    """A source of the served build."""

    source_id: str
    name: str
    path: str
    parsed: int
    left_out: str | None
    is_gone: bool


class Chosen(NamedTuple):
    """A source that is meant, and whether it was named by its id: then only this version is."""

    source: Known
    by_id: bool


class Loss(NamedTuple):
    """What sources give that no other source does: their records, papers, and when these were published."""

    records: int
    papers: int
    first_day: object
    last_day: object


def read_known(paths: DataPaths) -> list[Known]:
    """The sources of the served build of which something was read, by name.

    Raises:
        click.ClickException: nothing is served, or it cannot be read.
    """
    try:
        with open_served(paths.served) as connection:
            rows = connection.execute(
                "SELECT source_id, name, path, parsed, left_out, gone_since IS NOT NULL FROM sources "
                "WHERE parsed > 0 AND name IS NOT NULL ORDER BY name, ingested_at"
            ).fetchall()
    except NotServed as error:
        raise click.ClickException("Nothing is served yet, so there is no source; `papertrends run` begins.") from error
    except IncompatibleBuild as error:
        raise click.ClickException(str(error)) from error
    except duckdb.BinderException as error:
        raise click.ClickException(
            "The served build is of an earlier version, which did not name its sources. Run `papertrends run` once."
        ) from error
    except DatabaseError as error:
        raise click.ClickException(describe_unreadable(paths.served, error)) from error
    return [Known(*row) for row in rows]


def choose_sources(known: Sequence[Known], given: Iterable[str]) -> list[Chosen]:
    """The sources that `given` names, each once: by name, path, the beginning of its id (`_SHORTEST_ID` digits or
    more), the name of a folder or an archive that holds it, or its last part where only one source ends so.

    Raises:
        click.ClickException: one of `given` names none, or its last part several.
    """
    chosen: dict[str, Chosen] = {}
    for one in given:
        for source in _find(known, one):
            chosen.setdefault(source.source.source_id, source)
    return list(chosen.values())


def _find(known: Sequence[Known], given: str) -> list[Chosen]:
    current = [one for one in known if one.left_out != "superseded"]
    path = str(Path(given).expanduser().absolute())
    folder = given.rstrip("/")
    for rule in (
        lambda one: given in (one.name, one.path) or path in (one.name, one.path),
        lambda one: one.name.startswith(f"{folder}/") or one.path.startswith(f"{path}/"),
    ):
        if found := [Chosen(one, by_id=False) for one in current if rule(one)]:
            return found
    if len(given) >= _SHORTEST_ID and (found := [one for one in known if one.source_id.startswith(given.lower())]):
        return [Chosen(one, by_id=True) for one in found]
    ending = [one for one in current if one.name.rsplit("/", 1)[-1] == given]
    if len(ending) == 1:
        return [Chosen(ending[0], by_id=False)]
    if ending:
        raise click.ClickException(
            f"Several sources end so: {', '.join(one.name for one in ending[:5])}. Name one whole."
        )
    near = get_close_matches(given, [one.name for one in current], 3)
    hint = f"Did you mean {' or '.join(near)}?" if near else "`papertrends forget --list` shows all."
    raise click.ClickException(f"There is no source {given!r}. {hint}")


def find_loss(paths: DataPaths, sources: Iterable[Chosen]) -> Loss:
    """What of the served build would be gone without `sources`."""
    with open_served(paths.served) as connection:
        ids = [one.source.source_id for one in sources]
        return Loss(*connection.execute(LOSS, {"sources": ids}).fetchall()[0])


def list_sources(known: Iterable[Known]) -> Iterable[str]:
    """A line a source: its id, records, name, and why it does not count."""
    for one in known:
        notes = [one.left_out] if one.left_out else []
        notes += ["gone from the inbox"] if one.is_gone else []
        said = f"  ({', '.join(notes)})" if notes else ""
        yield f"{one.source_id}  {one.parsed:>9,}  {one.name}{said}"
