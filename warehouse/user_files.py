"""Files that a person edits (YAML, TOML): read safely, checked by a pydantic model, errors with file, line and field.

A hostile or damaged file gives a `UserFileError` in plain words, never another exception. All scalars of YAML are read
as text: the model decides what is a number or a time, so that a term may be called `no` or `1984`.
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
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

Model = TypeVar("Model")
Location = tuple[str | int, ...]
"""Where a value stands in a document: names of fields, and positions in lists from 0."""
Node = str | list["Node"] | dict[str, "Node"] | None

_LARGEST = 5_000_000
"""Bytes of a file at most; people do not write more."""
_DEEPEST = 20
"""Lists and maps inside each other at most; the files need four."""
_NULLS = ("", "~", "null", "Null", "NULL")

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


def read_yaml(path: Path) -> Document:
    """The YAML file at `path`; one without content where there is no file.

    Raises:
        UserFileError: it cannot be read or is no YAML, has aliases, repeats a field or nests without end.
    """
    return parse_yaml(read_text(path), path)


def parse_yaml(text: str, path: Path) -> Document:
    """As `read_yaml`, from the text of the file; `path` is for messages."""
    builder = _Builder(path)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except YAMLError as error:
        raise _describe_yaml_error(error, text, path) from error
    # A huge number in a directive, or an escape beyond Unicode.
    except (ValueError, OverflowError) as error:
        if isinstance(error, UserFileError):
            raise
        raise UserFileError(f"{path} is not valid YAML: {error}") from error
    return Document(path, builder.content, builder.lines)


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
        if header := re.match(r"\s*\[\s*([\w-]+)\s*\]", line):
            table = (header[1],)
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


class _Builder:
    """Makes plain maps, lists and texts of the events of a YAML parser, without recursion, and notes their lines."""

    def __init__(self, path: Path) -> None:
        self.content: Node = None
        self.lines: dict[Location, Lines] = {}
        self._path = path
        self._open: list[tuple[list[Node] | dict[str, Node], Location]] = []
        self._names: list[tuple[str, int] | None] = []
        """Of each open map, the field whose value comes next, and its line; of a list, None."""
        self._last = 0

    def take(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent) and (self.lines or self._last):
            raise self._error(event, "only one document is understood here; take this line out")
        if isinstance(event, AliasEvent):
            raise self._error(event, f"aliases (*{event.anchor}) are not understood here; write the words out")
        if isinstance(event, ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            if len(self._open) >= _DEEPEST:
                raise self._error(event, f"lists and maps are nested more than {_DEEPEST} deep")
            value: list[Node] | dict[str, Node] = {} if isinstance(event, MappingStartEvent) else []
            self._open.append((value, self._put(event, value)))
            self._names.append(None)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            _, location = self._open.pop()
            self._names.pop()
            # A list that is not in brackets ends, to the parser, where the next thing begins.
            if event.end_mark.index > event.start_mark.index:
                self._last = event.end_mark.line + 1
            self.lines[location] = Lines(self.lines[location].first, self._last)

    def _take_scalar(self, event: ScalarEvent) -> None:
        text = " ".join(event.value.split())
        # The end of a text over several lines is, to the parser, the beginning of the line below.
        is_below = event.end_mark.column == 0 and event.end_mark.line > event.start_mark.line
        if event.end_mark.index > event.start_mark.index:
            self._last = event.end_mark.line + (0 if is_below else 1)
        if self._open and isinstance(self._open[-1][0], dict) and self._names[-1] is None:
            if text in self._open[-1][0] or (*self._open[-1][1], text) in self.lines:
                raise self._error(event, f"{text!r} stands here a second time; put both in one")
            self._names[-1] = text, event.start_mark.line + 1
            return
        is_null = event.style is None and event.tag is None and text in _NULLS
        self._put(event, None if is_null else text)

    def _put(self, event: Event, value: Node) -> Location:
        line = event.start_mark.line + 1
        if not self._open:
            self.content, location = value, ()
        else:
            parent, place = self._open[-1]
            if isinstance(parent, list):
                location = (*place, len(parent))
                parent.append(value)
            elif (named := self._names[-1]) is None:
                raise self._error(event, "a field needs a name of plain words")
            else:
                (name, line), self._names[-1] = named, None
                location = (*place, name)
                if value is not None:
                    parent[name] = value
        self.lines[location] = Lines(line, max(line, self._last) if isinstance(event, ScalarEvent) else line)
        return location

    def _error(self, event: Event, reason: str) -> UserFileError:
        return UserFileError(f"{self._path}, line {event.start_mark.line + 1}: {reason}")


def _describe_yaml_error(error: YAMLError, text: str, path: Path) -> UserFileError:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return UserFileError(f"{path} is not valid YAML: {' '.join(str(error).split())}")
    number = error.problem_mark.line
    reason = " ".join(str(error.problem).split())
    if "\t" in "".join(text.splitlines()[number : number + 1]):
        reason += "; indent with blanks, not with tabs"
    return UserFileError(f"{path}, line {number + 1}: this is not valid YAML: {reason}")


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
