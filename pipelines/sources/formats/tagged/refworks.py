"""RefWorks' tagged format: two letters, a blank, the value; `RT` begins a record."""

import re
from collections.abc import Iterator

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.references.dates import choose_date
from pipelines.sources.formats.references.identifiers import find_pmcid, read_addresses, read_notes
from pipelines.sources.formats.references.people import all_first_last
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.record_lines import FieldParser, Fields, parse_records
from pipelines.sources.parsed import Batch

_TAGGED = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?")
_TYPES = (
    *("Abstract", "Artwork", "Bills", "Book", "Case", "Computer", "Conference", "Dissertation", "Generic", "Grant"),
    *("Hearing", "Journal", "Laws", "Magazine", "Map", "Monograph", "Motion", "Music", "Newspaper", "Online", "Patent"),
    *("Personal", "Report", "Resolution", "Sound", "Thesis", "Unpublished", "Video", "Web"),
)
"""The first words of RefWorks' reference types. `RT` may also begin a line of an abstract, as in RT-PCR."""
_START = re.compile(rf"RT (?:{'|'.join(_TYPES)})\b")
_ANYWHERE = re.compile(rf"(?:^|[\r\n]){_START.pattern}[^\r\n]*[\r\n]+[A-Z][A-Z0-9] ")
_USED = ("T1", "AB", "A1", "DO", "YR", "FD", "JF", "LA", "UL", "LK", "K1", "RT", "ID")


class _RefWorksParser(FieldParser):
    START_TAG = "RT"

    def parse_line(self, line: str) -> tuple[str, str] | tuple[None, str]:
        found = _TAGGED.fullmatch(line.rstrip())
        if found and (found[1] != self.START_TAG or _START.match(line)):
            return found[1], (found[2] or "").strip()
        return None, line.strip()


def _sniff(sample: Sample) -> Confidence:
    return Confidence.LIKELY if "RT " in sample.text and _ANYWHERE.search(sample.text) else Confidence.NO


def _to_row(fields: Fields) -> dict:
    addresses = [value for value in fields.all("UL", "LK") if value.startswith("http")]
    row = (
        read_addresses(addresses)
        | read_notes(fields.all("NO", "AN"))
        | {
            "title": fields.text("T1"),
            "abstract": fields.text("AB"),
            "stated_id": fields.first("AN", "ID"),
            "doi": fields.first("DO"),
            "stated_date": choose_date(fields.first("YR"), fields.all("FD")),
            "authors": all_first_last(fields.all("A1")),
            "venue": fields.first("JF", "T2", "JO"),
            "language": fields.first("LA"),
            "url": addresses[0] if addresses else None,
            "keywords": split_subjects(fields.all("K1")),
            "links": addresses[1:],
        }
    )
    row.setdefault("pmcid", find_pmcid(fields.all("U1", "U2", "U3", "U4", "U5")))
    return make_row(row, {"RT": fields.first("RT")} | fields.rest(_USED), "refworks")


def _parse(content: Content) -> Iterator[Batch]:
    return parse_records(content, _RefWorksParser(), _to_row, lambda line: bool(_START.match(line)), lambda line: False)


FORMAT = Format(
    name="refworks",
    label="RefWorks tagged",
    description="“RefWorks Tagged Format”; RefWorks' RIS is read as RIS",
    position="line on which the record begins",
    sniff=_sniff,
    parse=_parse,
)
