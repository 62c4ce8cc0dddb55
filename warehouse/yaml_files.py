"""YAML that a person edits, as a `warehouse.user_files.Document` that knows the line of each value.

All scalars are read as text: the model that checks the document decides what is a number or a time, so that a term may
be called `no` or `1984`. Aliases, repeated fields and endless nesting are refused.
"""

from pathlib import Path

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

from warehouse.user_files import Document, Lines, Location, UserFileError, read_text

Node = str | list["Node"] | dict[str, "Node"] | None

_DEEPEST = 20
"""Lists and maps inside each other at most; the files need four."""
_NULLS = ("", "~", "null", "Null", "NULL")


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
