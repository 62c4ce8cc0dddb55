"""What a file format is to the reader of files: how it is recognised, and how it is parsed. The formats are in
`formats`."""

import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from pipelines.sources.containers.unpacking import PACKED_SUFFIXES
from pipelines.sources.content import Content
from pipelines.sources.parsed import Batch

_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


class Confidence(IntEnum):
    """How sure a format is that a file is its own. The surest format reads the file; of equal ones the first in the
    list."""

    NO = 0
    POSSIBLE = 1
    """Only the name's ending says so, or nothing speaks against it."""
    LIKELY = 2
    """The beginning has its form: a header with its columns, a first field."""
    CERTAIN = 3
    """The beginning holds a mark that no other format has."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file, as formats look at it.

    Args:
        head: its first bytes, unpacked; at most `content.HEAD_BYTES`.
        text: the same decoded, without a byte order mark and blanks at its beginning; empty where the file is no text.
        suffix: ending of the file's name in lower case, with its dot, without that of a packing (`.gz`, `.zst` …).
    """

    head: bytes
    text: str
    suffix: str

    @classmethod
    def of(cls, content: Content) -> "Sample":
        """The beginning of `content`."""
        head, name = content.head, Path(content.name)
        suffix = Path(name.stem if name.suffix.lower() in PACKED_SUFFIXES else name.name).suffix.lower()
        text = "" if is_binary(content) else head.decode(content.encoding, "replace")
        return cls(head, text.lstrip("\ufeff\0" + string.whitespace), suffix)

    @property
    def first_line(self) -> str:
        """The first line that is not blank."""
        return self.text.splitlines()[0] if self.text else ""


def is_binary(content: Content) -> bool:
    """Whether more of the beginning than a slip explains are bytes that no text has."""
    head = content.head
    return content.encoding.startswith("utf-8") and len(head) - len(head.translate(None, _CONTROL)) > 0.02 * len(head)


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    Args:
        name: in `sources.format`; lower case.
        label: as messages and the documentation call it.
        description: what it is, for the table of formats in `docs/inputs.md`.
        position: what a record's position counts, from 1; for the same table.
        sniff: how sure it is that a sample is its own. Formats of text are asked only where the file is text.
        parse: the records of a file, in batches, so that a large file need not be held whole. Positions grow from batch
            to batch. A piece that is no record is a reject at its position, one that concerns the file at position 0;
            every piece found is one or the other. Raises `Unreadable` where the file as a whole cannot be read, and
            nothing else for what a file holds.
        is_text: whether it is a format of text.
    """

    name: str
    label: str
    description: str
    position: str
    sniff: Callable[[Sample], Confidence]
    parse: Callable[[Content], Iterator[Batch]]
    is_text: bool = True
