"""Files that a person edits: read safely, checked by a pydantic model, errors with file, line and field.

A hostile or damaged file gives a `UserFileError` in plain words, never another exception. TOML is read here, YAML in
`warehouse.yaml_files`.
"""

import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from types import GenericAlias
from typing import Any, NamedTuple, TypeVar, get_args

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

Model = TypeVar("Model")
Location = tuple[str | int, ...]
"""Where a value stands in a document: names of fields, and positions in lists from 0."""

_LARGEST = 5_000_000
"""Bytes of a file at most; people do not write more."""

_REASONS = {
    "bool_type": "true or false is needed",
    "datetime_from_date_parsing": "a time is needed, for example 2026-05-01 12:00:00",
    "datetime_parsing": "a time is needed, for example 2026-05-01 12:00:00",
    "date_from_datetime_parsing": "a day is needed, for example 2026-05-01",
    "dict_type": "lines of the form `name: value` are needed",
    "float_type": "a number is needed",
    "greater_than_equal": "it must be {ge} or more",
    "int_parsing": "a whole number is needed",
    "int_type": "a whole number is needed",
    "less_than_equal": "it must be {le} or less",
    "list_type": "a list is needed, each entry after a hyphen",
    "missing": "it is missing",
    "model_type": "lines of the form `name: value` are needed",
    "dataclass_type": "lines of the form `name: value` are needed",
    "named_tuple_type": "lines of the form `name: value` are needed",
    "string_too_short": "it must not be empty",
    "string_type": "it must be words, for example reinforcement learning",
    "too_short": "a list of {min_length} or more is needed, each entry after a hyphen",
    "tuple_type": "a list is needed, each entry after a hyphen",
}
"""Type of a pydantic error to what is said of it; others keep pydantic's words."""
_UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")


class UserFileError(ValueError):
    """A file that a person edits cannot be used; the message names file, line and field, and says what would do."""


class Lines(NamedTuple):
    """First and last line of a value, from 1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, before a model has checked it.

    Attributes:
        path: the file.
        content: maps, lists and scalars; None for an empty file. Fields without a value are left out.
        lines: location of a value to its lines.
    """

    path: Path
    content: Any
    lines: dict[Location, Lines] = field(default_factory=dict)

    def line(self, location: Location) -> int | None:
        """The line of a value, or of the nearest one around it that is known."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines[location].first if location in self.lines else None

    def error(self, location: Location, reason: str) -> UserFileError:
        """The error to raise about the value at `location`."""
        line = self.line(location)
        place = "".join(f", entry {part + 1}" if isinstance(part, int) else f".{part}" for part in location)
        place = re.sub(r"(entry \d+)\.", r"\1, ", place).lstrip("., ")
        return UserFileError(f"{self.path}{f', line {line}' if line else ''}: {f'{place}: ' if place else ''}{reason}")

    def check(self, kind: type[Model]) -> Model:
        """The content as a `kind`, a pydantic model or a type that pydantic knows.

        Raises:
            UserFileError: it does not fit; the first reason is given.
        """
        return self._check(kind, {})

    def check_entries(self, kind: type[Model]) -> list[Model]:
        """The content as a list whose entries are each a `kind`. Raises as `check` does."""
        return self._check(GenericAlias(list, (kind,)), [])

    def _check(self, kind: Any, nothing: object) -> Any:
        try:
            return TypeAdapter(kind).validate_python(nothing if self.content is None else self.content)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            location = tuple(part for part in first["loc"] if part != "[key]")
            raise self.error(location, _say_reason(first, kind)) from error


def read_toml(path: Path) -> Document:
    """The TOML file at `path`; an empty map where there is no file. Lines are known of tables and their fields.

    Raises:
        UserFileError: it cannot be read or is no TOML.
    """
    text = read_text(path)
    try:
        content = tomllib.loads(text)
    except RecursionError as error:
        raise UserFileError(f"{path} is not valid TOML: lists and tables are nested too deeply") from error
    except ValueError as error:
        raise UserFileError(f"{path} is not valid TOML: {error}") from error
    lines, table = {}, ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w-]+(?:\.[\w-]+)*)\s*\]", line):
            table = tuple(header[1].split("."))
            lines.setdefault(table, Lines(number, number))
        elif name := re.match(r"\s*([\w-]+)\s*=", line):
            lines.setdefault((*table, name[1]), Lines(number, number))
    return Document(path, content, lines)


def read_text(path: Path) -> str:
    """The text of a file, empty where there is none.

    Raises:
        UserFileError: it cannot be read, is too large or not UTF-8.
    """
    try:
        if path.exists() and not path.is_file():
            raise UserFileError(f"{path} is no file; move it away")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise UserFileError(f"{path} cannot be read: {error.strerror or error}") from error
    if len(data) > _LARGEST:
        raise UserFileError(f"{path} is larger than {_LARGEST / 1e6:g} MB; people do not write such files")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserFileError(f"{path}, line {line}: this is not UTF-8 text; save the file as UTF-8") from error


def replace_text(path: Path, text: str) -> None:
    """Replaces the file in one step; a crash leaves the old text."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(text.encode())
    draft.replace(path)


def lock(path: Path) -> FileLock:
    """A lock, to be used as a context, on changes of the file; makes its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path.with_name(f".{path.name}.lock"), timeout=10)


def _say_reason(error: ErrorDetails, kind: Any) -> str:
    details = error.get("ctx", {})
    if error["type"] in _UNKNOWN:
        return f"there is no such field; there are {', '.join(_list_fields(kind, error['loc'][:-1]))}"
    if error["type"] == "value_error":
        return str(details["error"])
    reason = _REASONS[error["type"]].format(**details) if error["type"] in _REASONS else error["msg"]
    given = error["input"]
    is_short = isinstance(given, str | int | float) and 0 < len(str(given)) < 60
    return f"{reason}, not {given!r}" if is_short else reason


def _list_fields(kind: Any, location: Location) -> list[str]:
    """Names of the fields that may stand in the value at `location` of a `kind`."""
    for part in location:
        if isinstance(part, int):
            kind = get_args(kind)[0]
        else:
            kind = next(one.annotation for name, one in _fields(kind).items() if part in (name, one.alias))
    return [one.alias or name for name, one in _fields(kind).items()] or list(getattr(kind, "_fields", ()))


def _fields(kind: Any) -> dict[str, FieldInfo]:
    return getattr(kind, "__pydantic_fields__", {})
