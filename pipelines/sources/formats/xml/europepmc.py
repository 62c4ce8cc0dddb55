"""Europe PMC's answers in XML (`format=xml`, `resultType=core`): https://europepmc.org/RestfulWebService"""

from pipelines.sources.formats.references.dates import iso_date, refine
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.xml.elements import Element, find_all, text_at, text_of, texts_at
from pipelines.sources.formats.xml.html_texts import read_sections
from pipelines.sources.formats.xml.records import Dialect, make_format


def _to_row(result: Element) -> dict:
    links = texts_at(result, "fullTextUrlList/fullTextUrl/url")
    headings = texts_at(result, "meshHeadingList/meshHeading/descriptorName")
    row = {
        "title": read_sections(text_at(result, "title")),
        "abstract": read_sections(text_at(result, "abstractText")),
        "stated_id": text_at(result, "id"),
        "doi": text_at(result, "doi"),
        "pmid": text_at(result, "pmid"),
        "pmcid": text_at(result, "pmcid"),
        "stated_date": refine(
            iso_date(text_at(result, "journalInfo/dateOfPublication", "pubYear")),
            [iso_date(text_at(result, name)) for name in ("electronicPublicationDate", "firstPublicationDate")],
        ),
        "authors": _read_authors(result) or text_at(result, "authorString"),
        "venue": text_at(result, "journalInfo/journal/title", "bookOrReportDetails/publisher"),
        "language": text_at(result, "language"),
        "keywords": split_subjects(texts_at(result, "keywordList/keyword"), "\n") or headings,
        "cited_by": text_at(result, "citedByCount"),
        "links": list(dict.fromkeys(links)),
    }
    rest = {
        "source": text_at(result, "source"),
        "mesh": headings,
        "publication_types": texts_at(result, "pubTypeList/pubType"),
    }
    return make_row(row, rest, "europepmc")


def _read_authors(result: Element) -> list[dict]:
    people = []
    for author in find_all(result, "authorList/author"):
        parts = (text_at(author, "firstName", "initials"), text_at(author, "lastName"))
        places = texts_at(author, "authorAffiliationDetailsList/authorAffiliation/affiliation") or texts_at(
            author, "affiliation"
        )
        orcid = (one for one in find_all(author, "authorId") if one.get("type") == "ORCID")
        person = {
            "name": text_at(author, "collectiveName") or " ".join(filter(None, parts)) or text_at(author, "fullName"),
            "id": next(map(text_of, orcid), None),
            "affiliation": "; ".join(places),
        }
        if person["name"]:
            people.append({key: value for key, value in person.items() if value})
    return people


FORMAT = make_format(
    Dialect(
        name="europepmc_xml",
        label="Europe PMC XML",
        description="answers with `format=xml` and `resultType=core`",
        recognise=lambda root, text: root == "responseWrapper" and "<resultList" in text,
        records=("result",),
        to_row=_to_row,
    )
)
