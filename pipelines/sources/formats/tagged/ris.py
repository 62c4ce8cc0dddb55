"""RIS in the dialects of Scopus, Web of Science, Zotero, Mendeley, EndNote, Ovid, Embase, ProQuest, Cochrane, RefWorks.

Tags: https://en.wikipedia.org/wiki/RIS_(file_format). Services disagree on many of them; a field is taken from the tag
that most of them use for it, then from the others.
"""

import re
from collections.abc import Iterator

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.references.dates import choose_date
from pipelines.sources.formats.references.identifiers import find_doi, find_pmcid, read_notes
from pipelines.sources.formats.references.people import all_first_last
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.record_lines import FieldParser, Fields, parse_records
from pipelines.sources.parsed import Batch

_TAGGED = re.compile(r"[ \t]{0,3}([A-Z][A-Z0-9])  ?-(?:[ \t\xa0]+(.*)|\s*)")
_START = re.compile(r"[ \t]{0,3}TY  ?-(?:\s|$)")
_END = re.compile(r"[ \t]{0,3}ER  ?-\s*$")
_ANYWHERE = re.compile(r"(?:^|[\r\n])[ \t]{0,3}TY  ?-[ \t\xa0]+\S")
_EID = re.compile(r"(?<=[?&]eid=)2-s2\.0-\d+")

_TITLE = ("TI", "T1", "BT", "CT", "ST")
_VENUE = ("JF", "T2", "JO", "BT", "JA", "J2", "J1", "T3")
_NUMBERED = tuple(f"C{number}" for number in range(1, 9))
_USED = (
    *(
        "TI",
        "T1",
        "ST",
        "AB",
        "N2",
        "AU",
        "A1",
        "KW",
        "DO",
        "DI",
        "UR",
        "L1",
        "L2",
        "L4",
        "LK",
        "LA",
        "PY",
        "Y1",
        "DA",
        "JF",
    ),
    *("T2", "JO", "TY"),
)


class _RisParser(FieldParser):
    def parse_line(self, line: str) -> tuple[str, str] | tuple[None, str]:
        if found := _TAGGED.fullmatch(line):
            return found[1], (found[2] or "").strip()
        return None, line.strip()


def _sniff(sample: Sample) -> Confidence:
    # What services write before the first record, such as the search, may be anything.
    return Confidence.LIKELY if _ANYWHERE.search(sample.text) else Confidence.NO


def _to_row(fields: Fields) -> dict:
    notes = fields.all("N1", "M1", "RN")
    noted = read_notes([*notes, *fields.all("AN", "ID", "UR", "JF", "JO", "T2")])
    addresses = [address for value in fields.all("UR") for address in re.split(r"[\s;]+(?=https?://|www\.)", value)]
    others = [*addresses[1:], *fields.all("L1", "L2", "L4", "LK")]
    title = next((tag for tag in _TITLE if fields.first(tag)), "TI")
    row = noted | {
        "title": fields.first(title),
        "abstract": fields.text("AB", "N2"),
        "stated_id": fields.first("AN", "ID", "UT") or (_EID.search(" ".join(addresses)) or [None])[0],
        "doi": find_doi(fields.all("DO", "DI", "M3", "L3", *_NUMBERED, "UR", "N1")) or fields.first("DO", "DI"),
        "stated_date": choose_date(fields.first("PY", "Y1"), fields.all("DA", "Y1", "PY")),
        "authors": all_first_last(fields.all("AU") or fields.all("A1")),
        "venue": fields.first(*(tag for tag in _VENUE if tag != title)),
        "language": fields.first("LA"),
        "url": addresses[0] if addresses else None,
        "keywords": split_subjects(fields.all("KW")),
        "links": [link for link in others if link.startswith(("http://", "https://"))],
    }
    row.setdefault("pmcid", find_pmcid(fields.all(*_NUMBERED, "AN")))
    row.setdefault("pmid", _find_pmid(fields))
    return make_row(row, {"TY": fields.first("TY")} | fields.rest(_USED), "ris")


def _find_pmid(fields: Fields) -> str | None:
    """The PubMed id: Scopus writes it into C2, programs that import from PubMed into AN."""
    base = (fields.first("DB") or fields.first("DP") or "").lower()
    said = (
        fields.first("C2") if base == "scopus" else fields.first("AN") if base in ("pubmed", "medline", "nlm") else ""
    )
    return said if said and said.isdecimal() else None


def _parse(content: Content) -> Iterator[Batch]:
    return parse_records(
        content, _RisParser(), _to_row, lambda line: bool(_START.match(line)), lambda line: bool(_END.match(line))
    )


FORMAT = Format(
    name="ris",
    label="RIS",
    description="of Scopus, Web of Science, Zotero, Mendeley, EndNote, Ovid, Embase, ProQuest, Cochrane, RefWorks",
    position="line on which the record begins",
    sniff=_sniff,
    parse=_parse,
)
