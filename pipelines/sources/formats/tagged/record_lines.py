"""Lines to the records that they make up, and to the fields of each. Shared by the formats that tag their lines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rispy import RisParser

from pipelines.sources.content import Content, Line
from pipelines.sources.formats.references.rows import CUT_OFF, EXPORT_AGAIN, batch_rows
from pipelines.sources.parsed import Batch, Reject


@dataclass(slots=True)
class RecordLines:
    """The lines of one record: where it begins, its texts, whether its end mark came, whether a line is too long."""

    position: int
    texts: list[str] = field(default_factory=list)
    is_closed: bool = False
    has_too_long: bool = False


def split_records(
    lines: Iterable[Line],
    is_start: Callable[[str], bool],
    is_end: Callable[[str], bool],
    is_field: Callable[[str], bool] = lambda line: False,
) -> Iterator[RecordLines]:
    """The records among `lines`; lines between the end mark of one and the start of the next belong to none.

    Fields (`is_field`) that stand right before the start of a record, with nothing else between, are its first: some
    programs sort the fields. They are put behind the start.
    """
    record: RecordLines | None = None
    before: list[Line] = []
    for line in lines:
        if is_start(line.text):
            if record:
                yield record
            first = [line, *before]
            record = RecordLines((before or first)[0].number, [one.text for one in first])
            record.has_too_long = any(one.too_long for one in first)
            before.clear()
        elif record:
            record.has_too_long |= line.too_long
            record.texts.append(line.text)
        elif is_field(line.text):
            before.append(line)
        else:
            before.clear()
        if record and is_end(line.text):
            record.is_closed = True
            yield record
            record = None
    if record:
        yield record


class Fields:
    """The fields of one record, in order: tag and value each, a tag as often as it occurs."""

    def __init__(self, pairs: list[list[str]]) -> None:
        self.pairs = pairs
        self._by_tag: dict[str, list[str]] = {}
        for tag, value in pairs:
            if value := value.strip():
                self._by_tag.setdefault(tag, []).append(value)

    def all(self, *tags: str) -> list[str]:
        """The values of `tags` that are not blank, those of the first tag first."""
        return [value for tag in tags for value in self._by_tag.get(tag, ())]

    def first(self, *tags: str) -> str | None:
        """The first of `all`, on one line."""
        return next((" ".join(value.split()) for value in self.all(*tags)), None)

    def text(self, *tags: str) -> str | None:
        """The values of the first of `tags` that has any, each once, put together on one line."""
        values = next((values for tag in tags if (values := self.all(tag))), ())
        return " ".join(dict.fromkeys(" ".join(value.split()) for value in values)) or None

    def rest(self, used: Iterable[str]) -> dict[str, str | list[str]]:
        """Tag to value, or to values, of the tags that are not among `used`."""
        others = {tag: values for tag, values in self._by_tag.items() if tag not in set(used)}
        return {tag: values[0] if len(values) == 1 else values for tag, values in others.items()}


class FieldParser(RisParser):
    """A parser of rispy that keeps every tag, each time it occurs, and the line breaks of values over several lines.

    A subclass says what a line is (`parse_line`) and with which tag a record starts.
    """

    def __init__(self) -> None:
        super().__init__(mapping={self.START_TAG: self.START_TAG})

    def _add_tag(self, record: dict, tag: str | None, content: str, extend_multiline: bool = False) -> None:
        pairs = record.setdefault("", [])
        if not extend_multiline:
            pairs.append([tag, content])
        elif pairs:
            pairs[-1][1] += "\n" + content

    def read(self, lines: list[str]) -> Fields:
        """The fields of one record."""
        records = self.parse("\n".join([lines[0].lstrip(), *lines[1:], f"{self.END_TAG}  - "]))
        return Fields([[self.START_TAG, records[0][self.START_TAG]], *records[0].get("", [])])


def parse_records(
    content: Content,
    parser: FieldParser,
    to_row: Callable[[Fields], dict],
    is_start: Callable[[str], bool],
    is_end: Callable[[str], bool],
    is_field: Callable[[str], bool] = lambda line: False,
    is_last: Callable[[str], bool] | None = None,
    advice: str = EXPORT_AGAIN,
) -> Iterator[Batch]:
    """The records of a tagged file; positions are the lines on which records begin. See `split_records`.

    A last record without its end mark is cut off where the records before it have theirs, or where the file ends in
    the middle of a line.

    Args:
        advice: which export of the format holds abstracts.
        is_last: in a format without end marks, whether a line is the last field of a whole record.
    """

    def is_whole(record: RecordLines) -> bool:
        return record.is_closed or bool(is_last and any(map(is_last, record.texts)))

    def read(record: RecordLines) -> tuple[int, dict] | Reject:
        if record.has_too_long:
            reason = "A line of this record is too long to be part of a paper."
            return Reject(record.position, reason, record.texts[0])
        return record.position, to_row(parser.read(record.texts))

    def rows() -> Iterator[tuple[int, dict] | Reject]:
        last: RecordLines | None = None
        are_closed = False
        for record in split_records(content.read_lines(), is_start, is_end, is_field):
            if last:
                yield read(last)
                are_closed |= is_whole(last)
            last = record
        if last and not is_whole(last) and (are_closed or content.ends_mid_line):
            yield Reject(last.position, CUT_OFF, " ".join(last.texts))
        elif last:
            yield read(last)

    return batch_rows(rows(), content, advice)
