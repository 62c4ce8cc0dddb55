"""MEDLINE, also called nbib: what PubMed saves as “PubMed” format and sends to citation managers.

Fields: https://www.nlm.nih.gov/bsd/mms/medlineelements.html
"""

import re
from collections.abc import Iterator

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.references.dates import iso_date, refine
from pipelines.sources.formats.references.identifiers import find_pmcid
from pipelines.sources.formats.references.people import first_last
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.record_lines import FieldParser, Fields, parse_records
from pipelines.sources.parsed import Batch

_TAGGED = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)")
_START = re.compile(r"PMID *- ?\d")
_LAST = re.compile(r"SO  - ")
"""The source line is the last of a record."""
_ANYWHERE = re.compile(r"(?:^|[\r\n])PMID *- ?\d+\s")
_ORCID = re.compile(r"(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_USED = (
    *("PMID", "TI", "BTI", "AB", "FAU", "AU", "CN", "AD", "AUID", "JT", "LA", "OT", "DP", "PMC", "AID", "LID", "CI"),
    "OWN",
)


class _MedlineParser(FieldParser):
    START_TAG = "PMID"

    def parse_line(self, line: str) -> tuple[str, str] | tuple[None, str]:
        # The dash of a tag stands in the fifth column; `CONCLUSIONS:` at the beginning of a line is text.
        if line[4:5] == "-" and (found := _TAGGED.fullmatch(line)):
            return found[1], found[2].strip()
        return None, line.strip()


def _sniff(sample: Sample) -> Confidence:
    return Confidence.LIKELY if "PMID" in sample.text and _ANYWHERE.search(sample.text) else Confidence.NO


def unbracket(title: str | None) -> str | None:
    """A title without the square brackets in which MEDLINE puts one that it translated."""
    inner = (title or "").removesuffix(".")
    if not title or not (inner.startswith("[") and inner.endswith("]")):
        return title
    depth = 0
    for at, sign in enumerate(inner):
        depth += {"[": 1, "]": -1}.get(sign, 0)
        if not depth and at < len(inner) - 1:
            return title
    return inner[1:-1] + title[len(inner) :]


def _to_row(fields: Fields) -> dict:
    pmid = fields.first("PMID")
    headings = [value.replace("*", "") for value in fields.all("MH")]
    row = {
        "title": unbracket(fields.first("TI", "BTI")),
        "abstract": fields.text("AB"),
        "pmid": pmid,
        "pmcid": find_pmcid(fields.all("PMC")),
        "doi": _find_doi(fields),
        "stated_date": refine(iso_date(fields.first("DP")), [iso_date(fields.first("DEP"))]),
        "authors": _read_authors(fields),
        "venue": fields.first("JT", "TA", "BTI"),
        "language": fields.first("LA"),
        "keywords": split_subjects(fields.all("OT")) or split_subjects(heading.split("/")[0] for heading in headings),
    }
    return make_row(row, fields.rest(_USED), "medline")


def _find_doi(fields: Fields) -> str | None:
    stated = (value.rpartition(" ") for value in fields.all("AID", "LID"))
    return next((doi for doi, _, kind in stated if kind == "[doi]"), None)


def _read_authors(fields: Fields) -> list[dict]:
    """People and groups in order; what follows a name (addresses, ORCID) is said of it.

    Records made before 2014 state one address, of the first author, before the names.
    """
    authors: list[dict] = []
    full = "FAU" if fields.all("FAU") else "AU"
    for tag, value in fields.pairs:
        value = " ".join(value.split())
        if tag in (full, "CN") and (name := first_last(value) if tag == full else value):
            authors.append({"name": name})
        elif tag == "AD" and authors:
            authors[-1]["affiliation"] = "; ".join(filter(None, (authors[-1].get("affiliation"), value)))
        elif tag == "AUID" and authors and (found := _ORCID.search(value)):
            authors[-1]["id"] = found[1]
    before = fields.pairs[: next((at for at, (tag, _) in enumerate(fields.pairs) if tag == full), 0)]
    if address := next((" ".join(value.split()) for tag, value in before if tag == "AD"), None):
        authors[0].setdefault("affiliation", address)
    return authors


def _parse(content: Content) -> Iterator[Batch]:
    return parse_records(
        content,
        _MedlineParser(),
        _to_row,
        lambda line: bool(_START.match(line)),
        lambda line: False,
        is_last=lambda line: bool(_LAST.match(line)),
    )


FORMAT = Format(
    name="medline",
    label="MEDLINE",
    description="what PubMed saves as “PubMed” (.txt) or sends to citation managers (.nbib)",
    position="line on which the record begins",
    sniff=_sniff,
    parse=_parse,
)
