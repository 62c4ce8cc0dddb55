"""EndNote's tagged format, also called Refer or .enw: a percent sign, a sign, a blank, the value."""

import re
from collections.abc import Iterator

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.references.dates import choose_date
from pipelines.sources.formats.references.identifiers import find_doi, find_pmcid, read_addresses, read_notes
from pipelines.sources.formats.references.kinds import name_kind
from pipelines.sources.formats.references.people import all_first_last
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.record_lines import FieldParser, Fields, parse_records
from pipelines.sources.parsed import Batch

_TAGGED = re.compile(r"(%[0-9A-Z@!?&()*#$~^+>\[\]<|=])(?:[ \t](.*)|\s*)")
_FIRST = re.compile(r"(?:^|[\r\n])%0 \S")
_TITLE = re.compile(r"(?:^|[\r\n])%T \S")
_ADVICE = (
    "EndNote files of Google Scholar hold no abstracts. Export the papers from a database or a reference manager, with "
    "abstracts."
)
_USED = ("%T", "%X", "%A", "%R", "%D", "%8", "%J", "%G", "%U", "%>", "%K", "%M")


class _EndNoteParser(FieldParser):
    START_TAG = "%0"

    def parse_line(self, line: str) -> tuple[str, str] | tuple[None, str]:
        if line.startswith(self.END_TAG + "  - "):
            return self.END_TAG, ""
        if found := _TAGGED.fullmatch(line):
            return found[1], (found[2] or "").strip()
        return None, line.strip()


def _sniff(sample: Sample) -> Confidence:
    is_own = "%0 " in sample.text and _FIRST.search(sample.text) and _TITLE.search(sample.text)
    return Confidence.LIKELY if is_own else Confidence.NO


def _to_row(fields: Fields) -> dict:
    addresses = [value for value in fields.all("%U") if value.startswith("http")]
    row = (
        read_addresses(addresses)
        | read_notes(fields.all("%Z", "%M"))
        | {
            "title": fields.text("%T"),
            "abstract": fields.text("%X"),
            "stated_id": fields.first("%M"),
            "doi": find_doi(fields.all("%R", "%U")),
            "stated_date": choose_date(fields.first("%D"), fields.all("%8")),
            "authors": all_first_last(fields.all("%A")),
            "venue": fields.first("%J", "%B", "%S"),
            "language": fields.first("%G"),
            "url": addresses[0] if addresses else None,
            "keywords": split_subjects(fields.all("%K")),
            "links": [*addresses[1:], *fields.all("%>")],
        }
    )
    row.setdefault("pmcid", find_pmcid(fields.all("%2", "%M")))
    row["item_type"] = name_kind(fields.first("%0"), row)
    return make_row(row, fields.rest(_USED), "endnote")


def _parse(content: Content) -> Iterator[Batch]:
    return parse_records(
        content, _EndNoteParser(), _to_row, lambda line: line.startswith("%0"), lambda line: False, advice=_ADVICE
    )


FORMAT = Format(
    name="endnote",
    label="EndNote tagged",
    description="lines such as `%T`, as EndNote, JSTOR and others export it (.enw)",
    position="line on which the record begins",
    sniff=_sniff,
    parse=_parse,
)
