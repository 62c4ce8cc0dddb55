"""RIS in the dialects of Scopus, Web of Science, Zotero, Mendeley, EndNote, Ovid, Embase, ProQuest, Cochrane, RefWorks.

Tags: https://en.wikipedia.org/wiki/RIS_(file_format). Services disagree on many of them; a field is taken from the tag
that most of them use for it, then from the others.
"""

import re
from collections.abc import Iterator

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.references.dates import choose_date
from pipelines.sources.formats.references.identifiers import (
    find_doi,
    find_pmcid,
    find_preprint,
    read_addresses,
    read_notes,
)
from pipelines.sources.formats.references.kinds import name_kind
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.record_lines import FieldParser, Fields, parse_records
from pipelines.sources.formats.tagged.ris_authors import read_authors
from pipelines.sources.parsed import Batch

_TAGGED = re.compile(r"[ \t]{0,3}([A-Z][A-Z0-9])  -[ \t\xa0]*(.*)")
_ONE_BLANK = re.compile(r"[ \t]{0,3}([A-Z][A-Z0-9]) -(?=\s|$)")
"""Some programs write one blank before the dash; elsewhere such a line may be text (`IL - 6`)."""
_START = re.compile(r"[ \t]{0,3}TY  ?-(?:\s|$)")
_END = re.compile(r"[ \t]{0,3}ER  ?-\s*$")
_ANYWHERE = re.compile(r"(?:^|[\r\n])[ \t]{0,3}TY  ?-[ \t\xa0]+\S")
_COCHRANE = re.compile(r"(?:.*,)?\s*PUBMED (\d{1,9})\b")
_EID = re.compile(r"(?<=[?&]eid=)2-s2\.0-\d+")

_ADVICE = (
    "Export the papers again and tick the abstract: “Abstract & keywords” in Scopus, “Full Record” in Web of Science, "
    "“Complete Reference” in Ovid. Google Scholar's export holds none."
)
_TITLE = ("TI", "T1", "BT", "CT", "ST")
_VENUE = ("JF", "T2", "JO", "BT", "JA", "J2", "J1", "T3", "SO")
_USED = (
    *("TY", "TI", "T1", "ST", "AB", "N2", "AU", "A1", "AI", "KW", "DO", "DI", "UR", "L1", "L2", "LA", "PY", "Y1", "DA"),
    *("JF", "T2", "JO"),
)


class _RisParser(FieldParser):
    def parse_line(self, line: str) -> tuple[str, str] | tuple[None, str]:
        if found := _TAGGED.fullmatch(line):
            return found[1], found[2].strip()
        return None, line.strip()

    def read(self, lines: list[str]) -> Fields:
        if _ONE_BLANK.match(lines[0]):
            lines = [_ONE_BLANK.sub(r"\1  -", line) for line in lines]
        return super().read(lines)


def _sniff(sample: Sample) -> Confidence:
    # What services write before the first record, such as the search, may be anything.
    return Confidence.LIKELY if "TY" in sample.text and _ANYWHERE.search(sample.text) else Confidence.NO


def _to_row(fields: Fields) -> dict:
    addresses = _read_links(fields, "UR")
    others = [link for link in _read_links(fields, "L1", "L2", "L4") if "doi.org/" not in link]
    title = next((tag for tag in _TITLE if fields.first(tag)), "TI")
    venue = fields.first(*(tag for tag in _VENUE if tag != title))
    row: dict = read_addresses([*addresses, *others]) | read_notes(fields.all("N1", "AN"))
    row |= {
        "title": fields.first(title),
        "abstract": _read_abstract(fields),
        "stated_id": fields.first("AN", "U2", "ID", "UT") or next(_find_scopus_ids(addresses), None),
        "doi": find_doi(fields.all("DO", "DI", "M3", "L3", "UR")) or fields.first("DO", "DI"),
        "stated_date": choose_date(fields.first("PY", "Y1"), fields.all("DA", "Y1", "PY")),
        "authors": read_authors(fields),
        "venue": venue,
        "language": fields.first("LA"),
        "url": next(iter(addresses), None),
        "keywords": split_subjects(fields.all("KW")),
        "links": list(dict.fromkeys([*addresses[1:], *others])),
    }
    found = {"pmid": _find_pmid(fields), "pmcid": find_pmcid(fields.all("C2", "AN")), "arxiv_id": find_preprint(venue)}
    row |= {name: value for name, value in found.items() if value}
    row["item_type"] = name_kind(fields.first("TY"), row)
    return make_row(row, {"TY": fields.first("TY")} | fields.rest(_USED), "ris")


def _read_links(fields: Fields, *tags: str) -> list[str]:
    """The addresses in `tags`, where one may follow the other."""
    pieces = (piece for value in fields.all(*tags) for piece in re.split(r"\s+|;(?=https?://)", value))
    return [piece for piece in pieces if piece.startswith(("http://", "https://"))]


def _read_abstract(fields: Fields) -> str | None:
    """The abstract; a second one of EBSCO's is a notice of its copyright."""
    tag = next((tag for tag in ("AB", "N2") if fields.all(tag)), "AB")
    texts = dict.fromkeys(" ".join(value.split()) for value in fields.all(tag))
    return " ".join([text for text in texts if not text.startswith("Copyright of ")] or texts) or None


def _find_scopus_ids(addresses: list[str]) -> Iterator[str]:
    return (found[0] for address in addresses if (found := _EID.search(address)))


def _find_pmid(fields: Fields) -> str | None:
    """The PubMed id: in C2 of Scopus, C5 of Embase, C3 of Cochrane, and AN of what came from PubMed itself."""
    bases = {base.lower() for value in fields.all("DB", "DP") for base in value.split("\n")}
    own = {"pubmed", "medline", "nlm"}
    places = (("C2", {"scopus"}), ("C5", {"embase", "medline"}), ("AN", own))
    stated = [fields.first(tag) for tag, known in places if known & bases]
    cochrane = (found[1] for value in fields.all("C3") if (found := _COCHRANE.match(value)))
    stated.append(fields.first("PM"))
    return next((one for one in stated if one and one.isdecimal()), None) or next(cochrane, None)


def _parse(content: Content) -> Iterator[Batch]:
    return parse_records(
        content,
        _RisParser(),
        _to_row,
        lambda line: bool(_START.match(line)),
        lambda line: bool(_END.match(line)),
        lambda line: bool(_TAGGED.fullmatch(line)),
        advice=_ADVICE,
    )


FORMAT = Format(
    name="ris",
    label="RIS",
    description="of Scopus, Web of Science, Zotero, Mendeley, EndNote, Ovid, Embase, ProQuest, Cochrane, RefWorks",
    position="line on which the record begins",
    sniff=_sniff,
    parse=_parse,
)
