"""EndNote's XML export, also as Zotero and Mendeley write it. A text may stand in several pieces, each with its
style."""

from pipelines.sources.formats.references.dates import choose_date
from pipelines.sources.formats.references.identifiers import find_doi, find_pmcid, read_addresses, read_notes
from pipelines.sources.formats.references.kinds import name_kind
from pipelines.sources.formats.references.people import all_first_last
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.xml.elements import Element, find, find_all, text_at, text_of, texts_at
from pipelines.sources.formats.xml.records import Dialect, make_format


def _to_row(record: Element) -> dict:
    kind = find(record, "ref-type")
    accession = text_at(record, "accession-num")
    base = (text_at(record, "remote-database-provider", "remote-database-name") or "").lower()
    notes = [text_at(record, name) for name in ("notes", "research-notes", "accession-num", "custom1")]
    related = [url for url in texts_at(record, "urls/related-urls/url") if url.startswith("http")]
    row = (
        read_addresses(related)
        | read_notes(notes)
        | {
            "title": text_at(record, "titles/title", "titles/short-title"),
            "abstract": text_at(record, "abstract"),
            "stated_id": accession,
            "doi": find_doi([text_at(record, "electronic-resource-num"), *related])
            or text_at(record, "electronic-resource-num"),
            "stated_date": choose_date(text_at(record, "dates/year"), texts_at(record, "dates/pub-dates/date")),
            "authors": all_first_last(texts_at(record, "contributors/authors/author")),
            "venue": text_at(
                record,
                "periodical/full-title",
                "titles/secondary-title",
                "alt-periodical/full-title",
                "titles/alt-title",
            ),
            "language": text_at(record, "language"),
            "url": next(iter(related), None),
            "keywords": split_subjects("".join(one.itertext()) for one in find_all(record, "keywords/keyword")),
            "links": [*related[1:], *(url for url in texts_at(record, "urls/pdf-urls/url") if url.startswith("http"))],
        }
    )
    row.setdefault("pmcid", find_pmcid([text_at(record, "custom2"), accession]))
    if accession and accession.isdecimal() and base in ("nlm", "pubmed", "medline"):
        row.setdefault("pmid", accession)
    named = ("volume", "number", "pages", "isbn", "publisher", "auth-address", "label", "remote-database-name")
    rest = {name: text_at(record, name) for name in named}
    type_name = None if kind is None else kind.get("name") or text_of(kind)
    row["item_type"] = name_kind(type_name, row)
    return make_row(row, {"type": type_name} | rest, "endnote")


FORMAT = make_format(
    Dialect(
        name="endnote_xml",
        label="EndNote XML",
        description="as EndNote, Zotero and Mendeley export it",
        recognise=lambda root, text: root in ("xml", "records") and "<record" in text and "<ref-type" in text,
        records=("record",),
        to_row=_to_row,
    )
)
