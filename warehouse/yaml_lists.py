"""Small YAML lists in the data folder that a page and a person both edit: one entry a line; every other line stays as it is.

A page appends an entry as one line and takes out exactly that line, so comments, order and spacing of a hand-edited file are
never lost. What an entry means is not known here.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import yaml
from filelock import FileLock

Value = str | int | datetime | date | None | list["Value"]
Entry = dict[str, Value]


class EntriesError(ValueError):
    """A file of entries that cannot be read or changed; says the file, the reason, and what to do."""


def read_entries(path: Path) -> list[Entry]:
    """The entries of the file at `path`, in its order; none where there is no file.

    Raises:
        EntriesError: it is no YAML list of mappings.
    """
    return _parse(_read(path), path)


def add_entry(path: Path, entry: Mapping[str, Value], preface: str) -> None:
    """Appends `entry` to the file, which begins with `preface` as a comment where it is made.

    Raises:
        EntriesError: the file is no list of entries, or an entry cannot follow its last line.
    """
    with _held(path):
        before = _read(path)
        entry, entries = _plain(entry), _parse(before, path)
        start = before or "".join(f"# {line}\n" for line in preface.splitlines()) + "\n"
        if not start.endswith("\n"):
            start += "\n"
        _write(path, f"{start}- {_flow(entry)}\n", [*entries, entry])


def replace_entry(path: Path, old: Mapping[str, Value], new: Mapping[str, Value] | None) -> None:
    """Takes the first entry that equals `old` out of the file, or puts `new` in its place; all other lines stay.

    Does nothing where no entry equals it.

    Raises:
        EntriesError: the file is no list of entries, or the entry does not stand on lines of its own.
    """
    with _held(path):
        before = _read(path)
        entries = _parse(before, path)
        if dict(old) not in entries:
            return
        place = entries.index(dict(old))
        new = _plain(new) if new else None
        node = yaml.compose(before, Loader=yaml.SafeLoader).value[place]
        lines = before.splitlines(keepends=True)
        first = node.start_mark.line
        # A block ends where the next token begins, which may be lines further down.
        last = first if node.flow_style and node.end_mark.line == first else node.end_mark.line - 1
        put = [f"- {_flow(new)}\n"] if new else []
        wanted = [*entries[:place], *([new] if new else []), *entries[place + 1 :]]
        _write(path, "".join([*lines[:first], *put, *lines[max(first, last) + 1 :]]), wanted)


def one_line(text: str) -> str:
    """`text` as an entry can hold it: one line, no signs that cannot be printed."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _plain(entry: Mapping[str, Value]) -> Entry:
    return {name: one_line(value) if isinstance(value, str) else value for name, value in entry.items()}


def _flow(value: Value | Entry) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        # JSON's strings are YAML's, as long as they hold signs that can be printed only.
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return "null" if value is None else str(value)


def _parse(text: str, path: Path) -> list[Entry]:
    try:
        content = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise EntriesError(f"{path} is not valid YAML: {' '.join(str(error).split())}") from error
    if content is None:
        return []
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        raise EntriesError(f"{path} must be a list, each entry after a hyphen: - {{name: value}}")
    return content


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise EntriesError(f"{path} is not UTF-8 text") from error


def _write(path: Path, text: str, wanted: list[Entry]) -> None:
    """Replaces the file in one step, if it then says what is wanted."""
    try:
        good = _parse(text, path) == wanted
    except EntriesError:
        good = False
    if not good:
        raise EntriesError(f"{path} is written in a way that cannot be changed line by line; please change it by hand")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(text.encode())
    draft.replace(path)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(f".{path.name}.lock"), timeout=10):
        yield
