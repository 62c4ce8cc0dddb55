"""XML files to records, element by element, so that a file of any size is read in bounded memory."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from lxml import etree

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.references.rows import CUT_OFF, batch_rows
from pipelines.sources.formats.xml.characters import CLOSING, OPENING, read_characters
from pipelines.sources.formats.xml.elements import Element, local_name, text_of
from pipelines.sources.parsed import Batch, Reject, shorten

_SPACE_OR_COMMENT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)(?=[\s/>])")


@dataclass(frozen=True, slots=True)
class Dialect:
    """One use of XML.

    Args:
        name, label, description: as in `format.Format`.
        recognise: whether a file is one, by the local name of its root element and its beginning.
        records: local names of the elements that are records; of nested ones the outermost is the record.
        to_row: a record as canonical name to value, or why it is none.
        unread: local names of large elements beside the fields, such as the body of an article.
        errors: local names of the elements with which a service says, instead of records, why it gives none.
    """

    name: str
    label: str
    description: str
    recognise: Callable[[str, str], bool]
    records: tuple[str, ...]
    to_row: Callable[[Element], dict | str]
    unread: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def find_root(text: str) -> str | None:
    """The local name of the first element of an XML text; None where `text` does not begin as XML does."""
    at = 0
    while found := _SPACE_OR_COMMENT.match(text, at) or _DOCTYPE.match(text, at):
        at = found.end()
    root = _ROOT.match(text, at)
    return root[1].rpartition(":")[2] if root else None


def make_format(dialect: Dialect) -> Format:
    """The format that reads `dialect`; positions are the places of records in the file, from 1."""

    def sniff(sample: Sample) -> Confidence:
        root = find_root(sample.text) if sample.text.startswith("<") else None
        return Confidence.CERTAIN if root and dialect.recognise(root, sample.text) else Confidence.NO

    return Format(
        name=dialect.name,
        label=dialect.label,
        description=dialect.description,
        position="place in the file",
        sniff=sniff,
        parse=partial(parse_records, dialect),
    )


def parse_records(dialect: Dialect, content: Content) -> Iterator[Batch]:
    """The records of an XML file; where it is damaged or cut off, those before the damage."""
    return batch_rows(_read_rows(dialect, content), content)


def _read_rows(dialect: Dialect, content: Content) -> Iterator[tuple[int, dict] | Reject]:
    for position, element in _read_elements(dialect, content):
        if isinstance(element, Reject):
            yield element
            continue
        row = dialect.to_row(element)
        yield (position, row) if isinstance(row, dict) else Reject(position, row, shorten("".join(element.itertext())))


def _read_elements(dialect: Dialect, content: Content) -> Iterator[tuple[int, Element | Reject]]:
    """Position and element of each record; at the end, where the file is damaged, a reject that says so."""
    names = [f"{{*}}{name}" for name in (*dialect.records, *dialect.unread, *dialect.errors)]
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=names,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    place = _Place(frozenset(dialect.unread), frozenset(dialect.errors))
    damage = None
    try:
        parser.feed(OPENING.encode())
        for text in read_characters(content):
            parser.feed(text.encode("utf-8", "replace"))
            yield from place.follow(parser)
    except (etree.XMLSyntaxError, UnicodeError) as error:
        damage = error
    yield from place.follow(parser)
    if damage:
        yield place.position, _explain_damage(damage, place.position if place.depth else 0)
        return
    try:
        parser.feed(CLOSING.encode())
        parser.close()
    except etree.XMLSyntaxError:
        reason = CUT_OFF if place.depth else "The file ends before its XML does; papers may be missing. Get it again."
        yield place.position, Reject(place.position if place.depth else 0, reason)
    else:
        if place.error and not place.position:
            yield 0, Reject(0, f"The service gave no records: {place.error.rstrip('.')}. Ask again.")


def _explain_damage(error: Exception, position: int) -> Reject:
    line = getattr(error, "lineno", None)
    where = f" in line {line}" if line else ""
    what = str(getattr(error, "msg", None) or error).split(", line", 1)[0]
    return Reject(
        position, f"The XML is broken{where} ({shorten(what)}); only what stands before was read. Get the file again."
    )


class _Place:
    """Where in a file the parser is: how many records began, and whether one is open."""

    def __init__(self, unread: frozenset[str], errors: frozenset[str]) -> None:
        self._unread, self._errors = unread, errors
        self._last: Element | None = None
        self.position = 0
        self.depth = 0
        self.error = ""
        """What the service says outside of records."""

    def follow(self, parser: etree.XMLPullParser) -> Iterator[tuple[int, Element]]:
        """Position and element of the records that ended since."""
        for event, element in parser.read_events():
            name = local_name(element)
            if name in self._unread or name in self._errors:
                if event == "end" and name in self._unread:
                    element.clear(keep_tail=True)
                elif event == "end" and not self.depth:
                    self.error = " ".join(filter(None, (element.get("code"), text_of(element))))
                continue
            self.depth += 1 if event == "start" else -1
            if event == "start":
                self.position += self.depth == 1
            elif not self.depth:
                yield self.position, element
                self._forget(element)

    def _forget(self, element: Element) -> None:
        """Free what was read. The element itself must stay in its tree until the parser has left it."""
        element.clear(keep_tail=True)
        if self._last is not None and (parent := self._last.getparent()) is not None:
            parent.remove(self._last)
        self._last = element
