"""Small YAML lists that a page and a person both edit: one entry a line; all other lines stay as they are.

A page appends an entry as one line, and takes out or replaces exactly the lines of an entry. So comments, order and
spacing of a file edited by hand are never lost. What an entry means is said by its pydantic model.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from warehouse.user_files import UserFileError, lock, read_text, replace_text
from warehouse.yaml_files import parse_yaml, read_yaml

Entry = TypeVar("Entry", bound=BaseModel)


def read_entries(path: Path, kind: type[Entry]) -> list[Entry]:
    """The entries of the file at `path`, in its order; none where there is no file.

    Raises:
        UserFileError: it is no YAML list, or an entry is no `kind`.
    """
    return read_yaml(path).check_entries(kind)


def add_entry(path: Path, entry: BaseModel, preface: str) -> None:
    """Appends `entry` to the file. A new file begins with `preface` as a comment.

    Raises:
        UserFileError: the file is no list of entries, or an entry cannot follow its last line.
    """
    with lock(path):
        before = read_text(path)
        entries = [*_parse(before, path), _parse(_format_line(entry), path)[0]]
        start = before or "".join(f"# {line}\n" for line in preface.splitlines()) + "\n"
        _write(path, start + ("" if start.endswith("\n") else "\n") + _format_line(entry), entries)


def replace_entries(path: Path, kind: type[Entry], is_meant: Callable[[Entry], bool], new: Entry | None) -> None:
    """Puts `new` in the place of each entry that is meant, or takes these out where it is None; all other lines stay.

    Raises:
        UserFileError: the file is no list of entries, or an entry does not stand on lines of its own.
    """
    with lock(path):
        before = read_text(path)
        file = parse_yaml(before, path)
        places = [place for place, entry in enumerate(file.check_entries(kind)) if is_meant(entry)]
        if not places:
            return
        entries, lines = _parse(before, path), before.splitlines(keepends=True)
        put = [_format_line(new)] if new else []
        for place in reversed(places):
            first, last = file.lines[place,]
            # A folded text ends, to the parser, after the blank lines below it.
            while not lines[last - 1].strip():
                last -= 1
            lines[first - 1 : last] = put
            entries[place : place + 1] = _parse("".join(put), path)
        _write(path, "".join(lines), entries)


def one_line(text: str) -> str:
    """`text` as an entry can hold it: one line, without signs that cannot be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " if sign.isspace() else "" for sign in text).split())


def _format_line(entry: BaseModel) -> str:
    given = entry.model_dump(exclude_none=True)
    return f"- {{{', '.join(f'{name}: {_format_value(value)}' for name, value in given.items())}}}\n"


def _format_value(value: str | int | date) -> str:
    if isinstance(value, str):
        # A JSON string is a YAML string, as long as all its signs can be printed.
        return json.dumps(one_line(value), ensure_ascii=False)
    return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else str(value)


def _parse(text: str, path: Path) -> list[dict[str, str]]:
    return parse_yaml(text, path).check_entries(dict[str, str])


def _write(path: Path, text: str, wanted: list[dict[str, str]]) -> None:
    """Replaces the file in one step, if it then says what is wanted."""
    try:
        is_right = _parse(text, path) == wanted
    except UserFileError:
        is_right = False
    if not is_right:
        raise UserFileError(f"{path} is written in a way that cannot be changed line by line; please change it by hand")
    replace_text(path, text)
