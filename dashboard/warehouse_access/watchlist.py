"""What a reader follows: terms by name and themes by number, in `watchlist.yaml` of the data folder. No streamlit."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

from warehouse.yaml_lists import add_entry, read_entries, replace_entries

PREFACE = """What you follow, one a line; the page Watchlist and `papertrends digest` read it. Comments stay.
  - {term: "reinforcement learning"}
  - {theme: 4}"""


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that is followed: a term (by any of its forms), or a theme (by its number)."""

    term: str = ""
    theme: int | None = None

    def is_same(self, other: "Followed") -> bool:
        """Whether both are one, whatever the case of their letters."""
        return self.theme == other.theme and self.term.casefold() == other.term.casefold()


class _Line(BaseModel):
    """An entry as a line of the file holds it; fields that it does not know are somebody's notes and stay."""

    term: Annotated[str, Field(min_length=1)] | None = None
    theme: int | None = None
    name: str | None = None
    since: date | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.term is None) == (self.theme is None):
            raise ValueError('write {term: "words"} or {theme: number}')
        return self

    def followed(self) -> Followed:
        return Followed(self.term or "", self.theme)


def read_watchlist(path: Path) -> list[Followed]:
    """What is followed, in the file's order, each once; nothing where there is no file.

    Raises:
        UserFileError: the file or an entry cannot be understood.
    """
    return list(dict.fromkeys(line.followed() for line in read_entries(path, _Line)))


def follow(path: Path, one: Followed, name: str = "") -> None:
    """Adds a term or theme to the list, unless it is there.

    Args:
        path: the file.
        one: what to follow.
        name: what a theme is called, for those who read the file.

    Raises:
        UserFileError: the file cannot be changed.
    """
    if not any(one.is_same(known) for known in read_watchlist(path)):
        shown = None if one.term else name
        line = _Line(term=one.term or None, theme=one.theme, name=shown, since=datetime.now(UTC).date())
        add_entry(path, line, PREFACE)


def unfollow(path: Path, one: Followed) -> None:
    """Takes a term or theme off the list.

    Raises:
        UserFileError: the file cannot be changed.
    """
    replace_entries(path, _Line, lambda line: one.is_same(line.followed()), None)
