"""Web of Science, plain text: two letters, a blank, the value; three blanks before what goes on.

Field tags: https://webofscience.help.clarivate.com/en-us/Content/wos-core-collection/woscc-field-tags.htm
"""

import re
from collections.abc import Iterator

from rispy import WokParser

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.references.dates import choose_date
from pipelines.sources.formats.references.people import first_last
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.record_lines import FieldParser, Fields, parse_records
from pipelines.sources.parsed import Batch

_TAGGED = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?")
_ANYWHERE = re.compile(r"(?:^|[\r\n])PT [A-Z]\s*[\r\n]+(?:[A-Z][A-Z0-9] |ER)")
_ADDRESS = re.compile(r"(?:\[([^\]]*)\]\s*)?(.+)", re.DOTALL)
_USED = (
    *("TI", "AB", "AF", "AU", "CA", "DI", "PM", "UT", "PY", "PD", "EA", "EY", "SO", "LA", "DE", "WC", "SC", "C1", "OI"),
    *("Z9", "TC", "PT"),
)


class _WokFieldParser(FieldParser, WokParser):
    def parse_line(self, line: str) -> tuple[str, str] | tuple[None, str]:
        if found := _TAGGED.fullmatch(line.rstrip()):
            return found[1], (found[2] or "").strip()
        return None, line.strip()


def _sniff(sample: Sample) -> Confidence:
    return Confidence.LIKELY if "PT " in sample.text and _ANYWHERE.search(sample.text) else Confidence.NO


def _to_row(fields: Fields) -> dict:
    row = {
        "title": fields.text("TI"),
        "abstract": fields.text("AB"),
        "stated_id": fields.first("UT"),
        "doi": fields.first("DI"),
        "pmid": fields.first("PM"),
        # A paper that is only in early access states no year but that of its access.
        "stated_date": choose_date(fields.first("PY"), fields.all("PD"))
        or choose_date(fields.first("EY"), fields.all("EA")),
        "authors": _read_authors(fields),
        "venue": fields.first("SO"),
        "language": fields.first("LA"),
        "keywords": split_subjects([fields.text("DE")], ";"),
        "categories": split_subjects([fields.text("WC", "SC")], ";"),
        "cited_by": fields.first("Z9", "TC"),
    }
    return make_row(row, {"PT": fields.first("PT")} | fields.rest(_USED), "wos")


def _lines(fields: Fields, *tags: str) -> list[str]:
    values = next((values for tag in tags if (values := fields.all(tag))), [])
    return [line for value in values for line in value.split("\n") if line.strip()]


def _read_authors(fields: Fields) -> list[dict]:
    """The authors; addresses and ORCIDs are said of names as `AF` writes them."""
    people: dict[str, dict] = {
        name.strip(): {"name": first_last(name)}
        for line in _lines(fields, "AF", "AU")
        for name in line.split(";")
        if first_last(name)
    }
    for name, orcid in (piece.strip().rpartition("/")[::2] for piece in (fields.text("OI") or "").split(";")):
        if name in people:
            people[name]["id"] = orcid
    for address in re.split(r"\n(?=\[)", "\n".join(_lines(fields, "C1"))):
        found = _ADDRESS.fullmatch(address)
        place = " ".join(found[2].split()).rstrip(".") if found else ""
        for name in (found[1] or "").split(";") if found else ():
            if person := people.get(" ".join(name.split())):
                person["affiliation"] = "; ".join(filter(None, (person.get("affiliation"), place)))
                person.setdefault("country", _country(place))
    return [*people.values(), *({"name": " ".join(name.split())} for name in _lines(fields, "CA"))]


def _country(address: str) -> str:
    """The last part of an address; of one in the USA it holds the state and the postcode too."""
    last = address.rpartition(", ")[2]
    return "USA" if last.endswith(" USA") else last


def _parse(content: Content) -> Iterator[Batch]:
    return parse_records(
        content,
        _WokFieldParser(),
        _to_row,
        lambda line: line.startswith("PT ") and len(line.strip()) == 4,
        lambda line: line.rstrip() == "ER",
        advice="Export the papers again and choose “Full Record” as the record content.",
    )


FORMAT = Format(
    name="web_of_science",
    label="Web of Science plain text",
    description="“Plain text file” with “Full Record”",
    position="line on which the record begins",
    sniff=_sniff,
    parse=_parse,
)
