"""Rows of delimited text, each from one line or several (RFC 4180), with what is not well formed told apart."""

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from pipelines.sources.content import Content, Line
from pipelines.sources.formats.digest import SENTENCE_END
from pipelines.sources.formats.tables.header import Header
from pipelines.sources.parsed import Reject

MAX_ROW_LINES = 2_000
MAX_ROW = 1_000_000

Row: TypeAlias = tuple[int, Sequence[str | None]]
"""The position of a row, and its fields."""

UNCLOSED = "A quotation mark is opened in this row and not closed. Double it, or close it."
CUT = "The file ends in the middle of this row. Get it again."


def read_rows(lines: Iterator[Line], header: Header, content: Content) -> Iterator[Row | Reject]:
    """Position and fields of each row that is not blank, or a reject in its place; the last one is refused where the
    file ends within it."""
    last: Row | Reject | None = None
    rows, all_whole, all_sentences = 0, True, True
    for row in _split_rows(lines, header, content):
        if last:
            yield last
            if not isinstance(last, Reject):
                rows += 1
                all_whole = all_whole and last[1][-1] is not None
                all_sentences = all_sentences and _ends_sentence(last[1][header.abstract])
        last = row
    if last and not isinstance(last, Reject) and content.ends_mid_line and rows:
        fields = last[1]
        reached = max((place for place, field in enumerate(fields) if field is not None), default=0)
        in_abstract = reached == header.abstract and all_sentences
        is_short = fields[-1] is None and all_whole
        if (in_abstract or is_short) and not _ends_sentence(fields[reached]):
            last = Reject(last[0], CUT, header.separator.join(field or "" for field in fields))
    if last:
        yield last


def _ends_sentence(text: str | None) -> bool:
    return bool(text and SENTENCE_END.search(text.rstrip()[-10:]))


def _split_rows(lines: Iterator[Line], header: Header, content: Content) -> Iterator[Row | Reject]:
    """A row goes on over the following lines while a quotation mark is open. Where what comes of that does not fit the
    header, the mark was a stray one: only its own line is given up."""
    waiting: deque[Line] = deque()

    def take() -> Line | None:
        return waiting.popleft() if waiting else next(lines, None)

    while line := take():
        if line.too_long:
            yield Reject(line.number, "The row is too long to be a paper. Check its quotation marks.", line.text)
            continue
        if not line.text.strip():
            continue
        if header.is_plain:
            fields, fitted = _read_plain(line.text, header)
            problem = ""
        else:
            parts, fields, problem = _read_quoted(line, take, header)
            if problem == CUT and (not content.ends_mid_line or _holds_rows(parts[1:], header)):
                problem = UNCLOSED
            if problem == UNCLOSED:
                waiting.extendleft(reversed(parts[1:]))
                fields = line.text.split(header.separator)
                fitted = fields if len(fields) == header.width else None
            else:
                fitted = header.fit(fields) if not problem else None
        if fitted is None:
            yield Reject(line.number, problem or header.explain_width(len(fields)), line.text)
        elif any(field and field.strip() for field in fitted):
            yield line.number, fitted


def _read_plain(text: str, header: Header) -> tuple[list[str], Sequence[str | None] | None]:
    """The fields of a line in which quotation marks mean nothing, but those that Excel puts around a field."""
    fields = [_unquote(field) for field in text.split(header.separator)]
    return fields, header.fit(fields)


def _unquote(field: str) -> str:
    if len(field) < 2 or field[0] != '"' or field[-1] != '"':
        return field
    inner = field[1:-1].replace('""', "\0")
    return field if '"' in inner else inner.replace("\0", '"')


def _read_quoted(line: Line, take: Callable[[], Line | None], header: Header) -> tuple[list[Line], list[str], str]:
    """The lines of the row that begins with `line`, its fields, and what is wrong: nothing, `UNCLOSED` or `CUT`."""
    parts, quotes, size = [line], line.text.count('"'), len(line.text)
    fields = [] if quotes % 2 else _split_fields(line.text, header.separator)
    if len(fields) == header.width or not quotes:
        return parts, fields, ""
    is_open, is_broken = scan_quotes(line.text, header.separator)
    if not is_open and not is_broken:
        return parts, _split_fields(line.text, header.separator), ""
    while (is_open or quotes % 2) and len(parts) < MAX_ROW_LINES and size < MAX_ROW and (more := take()):
        parts.append(more)
        size += len(more.text) + 1
        if '"' not in more.text:
            continue
        quotes += more.text.count('"')
        if not is_broken:
            is_open, is_broken = scan_quotes(more.text, header.separator, is_open=True)
            if is_broken and quotes % 2 == 0:
                break
            is_open &= not is_broken
    text = "\n".join(part.text for part in parts)
    if is_open or quotes % 2:
        at_end = len(parts) < MAX_ROW_LINES and size < MAX_ROW
        return parts, [], CUT if at_end and is_open else UNCLOSED
    fields = _split_fields(text, header.separator)
    fitted = header.fit(list(fields)) if fields else None
    # A mark that is opened and closed where fields begin and end may end a row that is short; any other is a stray one.
    is_stray = len(parts) > 1 and (fitted is None or (is_broken and len(fields) < header.width))
    return parts, fields, UNCLOSED if is_stray or not fields else ""


def scan_quotes(text: str, separator: str, *, is_open: bool = False) -> tuple[bool, bool]:
    """(whether a quoted field is still open at the end of `text`, whether one was closed in the middle of a field).

    Args:
        text: a line.
        separator: between fields.
        is_open: whether `text` begins within a quoted field.
    """
    at = 0
    while True:
        if is_open or text.startswith('"', at):
            at += not is_open
            while True:
                quote = text.find('"', at)
                if quote < 0:
                    return True, False
                at = quote + 1
                if not text.startswith('"', at):
                    break
                at += 1
            is_open = False
            rest = text[at:].lstrip(" ")
            if rest and not rest.startswith(separator):
                return False, True
        at = text.find(separator, at)
        if at < 0:
            return False, False
        at += 1


def _holds_rows(lines: Sequence[Line], header: Header) -> bool:
    """Whether one of `lines` is a whole row by itself, so that a mark which seems to hold it was a stray one."""
    return any(
        len(_split_fields(line.text, header.separator)) == header.width > 1
        and scan_quotes(line.text, header.separator) == (False, False)
        for line in lines
    )


def _split_fields(row: str, separator: str) -> list[str]:
    """The fields of a row; none where it cannot be read."""
    try:
        return next(csv.reader([row], delimiter=separator), [])
    except csv.Error:
        return []
