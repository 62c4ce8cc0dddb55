"""Which sources a user took out of all counts, on the command line or on the page Data. The next run reads it.

The file is `forgotten.yaml` in the data folder, a list with one source a line (`warehouse.yaml_lists`). It survives the
loss of both databases. What is taken out by its name stays out whatever version stands under it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from warehouse.yaml_lists import add_entry, one_line, read_entries, replace_entries

PREFACE = """Sources that are taken out of all counts, one a line; their records are kept. The next run reads it.
`papertrends forget NAME` adds a line, `papertrends restore NAME` takes it out again, and so can you.
With `version`, only that version of the source is meant.
  - {forget: "export.csv"}"""


class Forgotten(BaseModel):
    """A line of the file.

    Attributes:
        forget: name of the source, as in `sources.name`.
        version: its source_id, where only this version is meant.
        made: when, UTC.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    forget: Annotated[str, Field(min_length=1)]
    version: str | None = None
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class ForgottenSources:
    """All that is taken out.

    Attributes:
        names: sources that are out whatever version stands under the name.
        versions: source_ids that are out.
    """

    names: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()

    def holds(self, names: Iterable[str], source_id: str) -> bool:
        """Whether the source is out: itself, or every one of the `names` under which it stands."""
        names = list(names)
        return source_id in self.versions or (bool(names) and all(one_line(name) in self.names for name in names))


def read_forgotten(path: Path) -> ForgottenSources:
    """What the file says; nothing where there is no file.

    Raises:
        UserFileError: the file is no list of such lines.
    """
    lines = read_entries(path, Forgotten)
    return ForgottenSources(
        frozenset(one.forget for one in lines if one.version is None),
        frozenset(one.version for one in lines if one.version is not None),
    )


def forget_source(path: Path, name: str, version: str | None = None) -> None:
    """Takes a source out, from the next run on; where it is out already, nothing changes.

    Raises:
        UserFileError: the file cannot be changed.
    """
    name = one_line(name)
    if any((one.forget, one.version) == (name, version) for one in read_entries(path, Forgotten)):
        return
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    add_entry(path, Forgotten(forget=name, version=version, made=now), PREFACE)


def restore_source(path: Path, name: str, source_id: str | None = None) -> None:
    """Lets a source count again, from the next run on: takes out the lines with its name and those with its id.

    Raises:
        UserFileError: the file cannot be changed.
    """
    name = one_line(name)

    def is_meant(line: Forgotten) -> bool:
        return line.version == source_id if line.version else line.forget == name

    replace_entries(path, Forgotten, is_meant, None)
