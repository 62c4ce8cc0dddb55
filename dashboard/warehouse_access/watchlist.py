"""What a reader follows: terms by name and themes by number, in `watchlist.yaml` in the data folder, one a line. No streamlit."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.yaml_lists import EntriesError, Entry, add_entry, one_line, read_entries, replace_entry

PREFACE = """What you follow, one a line; the page Watchlist and `papertrends digest` read it. Comments stay.
  - {term: "reinforcement learning"}
  - {theme: 4}"""


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that is followed: a term (by any of its forms), or a theme (by its number)."""

    term: str = ""
    theme: int | None = None


def read_watchlist(path: Path) -> list[Followed]:
    """What is followed, in the file's order, each once; nothing where there is no file.

    Raises:
        EntriesError: the file or an entry cannot be understood; says which and why.
    """
    return list(dict.fromkeys(_understand(entry, number, path) for number, entry in enumerate(read_entries(path), 1)))


def follow(path: Path, one: Followed, name: str = "") -> None:
    """Adds it to the list, unless it is there.

    Args:
        name: what a theme is called, for those who read the file.

    Raises:
        EntriesError: the file cannot be changed.
    """
    if not any(_is_same(one, known) for known in read_watchlist(path)):
        since = datetime.now(UTC).date()
        entry: Entry = {"term": one_line(one.term)} if one.term else {"theme": one.theme, "name": name}
        add_entry(path, entry | {"since": since}, PREFACE)


def unfollow(path: Path, one: Followed) -> None:
    """Takes it off the list.

    Raises:
        EntriesError: the file cannot be changed.
    """
    for number, entry in enumerate(read_entries(path), 1):
        if _is_same(one, _understand(entry, number, path)):
            replace_entry(path, entry, None)


def _is_same(one: Followed, other: Followed) -> bool:
    return one.theme == other.theme and one.term.casefold() == other.term.casefold()


def _understand(entry: Entry, number: int, path: Path) -> Followed:
    term, theme = entry.get("term"), entry.get("theme")
    if isinstance(term, str) and term.strip() and theme is None:
        return Followed(term=term.strip())
    if isinstance(theme, int) and not isinstance(theme, bool) and term is None:
        return Followed(theme=theme)
    raise EntriesError(f'{path}, entry {number}: write {{term: "words"}} or {{theme: number}}')


__all__ = ["EntriesError", "Followed", "follow", "read_watchlist", "unfollow"]
