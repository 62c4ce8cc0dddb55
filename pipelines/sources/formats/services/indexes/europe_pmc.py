"""Europe PMC: answers of its search as JSON; only `resultType=core` has abstracts."""

from pipelines.sources.formats.services.dates import iso_day
from pipelines.sources.formats.services.json_paths import at, list_at, number_at, text_at, texts
from pipelines.sources.formats.services.markup import markup_to_text
from pipelines.sources.formats.services.people import author, full_name, keep_people
from pipelines.sources.formats.services.service import Service

_MARKS = frozenset(
    {"authorString", "pubYear", "abstractText", "journalInfo", "firstPublicationDate", "isOpenAccess", "inEPMC"}
)


def recognise(work: dict) -> bool:
    return "source" in work and "id" in work and len(work.keys() & _MARKS) > 2


def to_record(work: dict) -> dict[str, object]:
    """A journal's article, a book, or a preprint (source PPR) with its server."""
    ident, source = text_at(work, "id"), text_at(work, "source")
    printed = text_at(work, "journalInfo", "printPublicationDate")
    return {
        "title": (markup_to_text(text_at(work, "title")) or "").rstrip("."),
        "abstract": markup_to_text(text_at(work, "abstractText")),
        "stated_id": f"{source}:{ident}" if source and ident else ident,
        "pmid": text_at(work, "pmid"),
        "pmcid": text_at(work, "pmcid"),
        "doi": text_at(work, "doi"),
        "stated_date": iso_day(text_at(work, "firstPublicationDate") or printed) or text_at(work, "pubYear"),
        "authors": _read_authors(work),
        "venue": text_at(work, "journalInfo", "journal", "title")
        or text_at(work, "bookOrReportDetails", "publisher")
        or text_at(work, "journalTitle"),
        "language": text_at(work, "language"),
        "keywords": texts(list_at(work, "keywordList", "keyword")),
        "cited_by": number_at(work, "citedByCount"),
        "url": source and ident and f"https://europepmc.org/article/{source}/{ident}",
        "links": texts(list_at(work, "fullTextUrlList", "fullTextUrl"), "url"),
    }


def _read_authors(work: dict) -> list:
    people = keep_people(map(_read_author, list_at(work, "authorList", "author")))
    return people or texts((text_at(work, "authorString") or "").rstrip(".").split(", "))


def _read_author(person: object) -> object:
    places = list_at(person, "authorAffiliationDetailsList", "authorAffiliation") or list_at(
        person, "authorAffiliationsList", "authorAffiliation"
    )
    return author(
        full_name(person, ["firstName", "initials"], ["lastName"])
        or text_at(person, "collectiveName")
        or text_at(person, "fullName"),
        text_at(person, "authorId", "value") if at(person, "authorId", "type") == "ORCID" else None,
        texts(places, "affiliation") or texts(places) or texts([at(person, "affiliation")]),
    )


SERVICE = Service(
    label="Europe PMC",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("id", "source", "pmid", "pmcid", "doi", "title", "abstractText", "authorString", "authorList"),
            *("firstPublicationDate", "pubYear", "language", "keywordList", "citedByCount", "fullTextUrlList"),
            *("journalTitle",),
        }
    ),
    answers=(("resultList", "result"),),
    advice="Ask with `resultType=core`, which has abstracts.",
)
