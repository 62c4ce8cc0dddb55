"""The bytes of a file, unpacked and decoded, with bounded memory. Knows encodings, no format; packed streams are
unpacked by `containers.unpacking`.

Damage never raises: what can be read before it is delivered, and `Content.damage` then says what is wrong.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.sources.containers.unpacking import Unpacked, open_unpacked
from pipelines.sources.entries import open_file

HEAD_BYTES = 65_536
MAX_LINE = 4_000_000
"""Characters of a line above which it is skipped unread; the longest real record has about 20,000."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(slots=True)
class Line:
    """A line of text: its number from 1, its text without the line break, and whether it was too long to be read."""

    number: int
    text: str
    too_long: bool = False


class Content:
    """A file's content, unpacked where it is packed.

    Args:
        path: a regular file.
        name: of the file, where it is another than that of `path`.

    Raises:
        OSError: it cannot be opened or read.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        self.path, self.name = path, name or path.name
        self._unpacked: Unpacked | None = None
        self._stored: io.BufferedReader | None = None
        self.size = path.stat().st_size
        """Bytes of the file as it is stored, packed or not."""
        self.ends_mid_line = False
        self.lines_read = 0
        with self.open() as stream:
            self.head = stream.read(HEAD_BYTES)
        self.encoding = detect_encoding(self.head)

    @property
    def damage(self) -> str | None:
        """What is wrong with the compressed stream that was read last, in words; None where nothing is."""
        return self._unpacked.damage if self._unpacked else None

    @property
    def is_packed(self) -> bool:
        """Whether the file is packed."""
        return self._unpacked is not None

    @property
    def bytes_read(self) -> int:
        """How many of `size` were read by the stream that was opened last."""
        return self.size if self._stored is None or self._stored.closed else self._stored.tell()

    def open(self) -> io.BufferedReader:
        """A new stream over the unpacked bytes."""
        self._stored = open_file(self.path)
        stream, self._unpacked = open_unpacked(self._stored)
        return stream

    def read_lines(self, limit: int = MAX_LINE) -> Iterator[Line]:
        """Every line, numbered; of one longer than `limit` characters only its beginning is kept, marked `too_long`.

        Line ends may be LF, CRLF or CR. `ends_mid_line` says whether the line that was read last lacks its line break,
        `lines_read` is its number.
        """
        text = io.TextIOWrapper(self.open(), encoding=self.encoding, errors=_errors(self.encoding))
        with text:
            number = 0
            while line := text.readline(limit):
                number += 1
                self.lines_read = number
                ended = line.endswith("\n")
                too_long = False
                while not ended and (more := text.readline(limit)):
                    too_long, ended = True, more.endswith("\n")
                self.ends_mid_line = not ended
                yield Line(number, _repair(line[:1000] if too_long else line.rstrip("\n")), too_long)

    def read_text(self, limit: int) -> str | None:
        """The whole text; None where it has more than `limit` characters."""
        with io.TextIOWrapper(self.open(), encoding=self.encoding, errors=_errors(self.encoding)) as text:
            content = text.read(limit + 1)
        return None if len(content) > limit else _repair(content)


def detect_encoding(head: bytes) -> str:
    """The encoding that `head`, the beginning of a text, is in: by its mark, else by where its zero bytes stand, else
    UTF-8.

    Bytes that are not UTF-8 are settled line by line while reading, since they may stand anywhere in the file.
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return "utf-8"


def _errors(encoding: str) -> str:
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"


def _repair(text: str) -> str:
    """`text` without the surrogates that stand for bytes that are not UTF-8, and without NUL characters.

    Text with some valid multi-byte character is damaged UTF-8; else it is Windows-1252, of which Latin-1 text is a
    part.
    """
    if "\0" in text:
        text = text.replace("\0", " ")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "surrogateescape")
        damaged = raw.decode("utf-8", "replace")
        is_utf8 = any(char > "\x7f" and char != "\ufffd" for char in damaged)
        # A file cut in the middle of a character loses that character only.
        return damaged.rstrip("\ufffd") if is_utf8 or _only_tail(damaged) else raw.decode("cp1252", "replace")
    return text


def _only_tail(damaged: str) -> bool:
    return damaged.isascii() or "\ufffd" not in damaged[:-1]
