"""CSL-JSON, as Zotero, Mendeley, Paperpile, Pandoc and the DOI resolver write it."""

from pipelines.sources.formats.services.dates import csl_date, iso_day
from pipelines.sources.formats.services.json_paths import list_at, split_texts, text_at
from pipelines.sources.formats.services.markup import markup_to_text
from pipelines.sources.formats.services.people import author, keep_people
from pipelines.sources.formats.services.service import Service

_MARKS = frozenset({"DOI", "URL", "ISSN", "PMID", "issued", "accessed", "citation-key"})
_DAYS = ("issued", "available-date", "published", "original-date")
_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def recognise(work: dict) -> bool:
    if not isinstance(work.get("title"), str) or not isinstance(work.get("type"), str):
        return False
    issued, people = work.get("issued"), work.get("author")
    has_day = isinstance(issued, dict) and ("date-parts" in issued or "raw" in issued or "literal" in issued)
    has_people = isinstance(people, list) and any(
        isinstance(one, dict) and ("family" in one or "literal" in one) for one in people
    )
    return has_day or has_people or ("container-title" in work and len(work.keys() & _MARKS) > 0)


def to_record(work: dict) -> dict[str, object]:
    """`id` is the key by which a text cites the work, and may be that of another in another library."""
    venue = text_at(work, "container-title") or text_at(work, "container-title", 0) or text_at(work, "event-title")
    days = (iso_day(csl_date(work.get(key))) for key in _DAYS)
    return {
        "title": markup_to_text(text_at(work, "title")),
        "abstract": markup_to_text(text_at(work, "abstract")),
        "doi": text_at(work, "DOI"),
        "pmid": text_at(work, "PMID"),
        "pmcid": text_at(work, "PMCID"),
        "stated_date": next(filter(None, days), None),
        "authors": keep_people(map(_read_author, list_at(work, "author"))),
        "venue": venue,
        "language": text_at(work, "language"),
        "keywords": split_texts(work.get("keyword"), "[;,]") or split_texts(work.get("keywords"), "[;,]"),
        "categories": split_texts(work.get("categories")),
        "url": text_at(work, "URL"),
        "payload": {"citation_key": text_at(work, "citation-key") or text_at(work, "id")},
    }


def _read_author(person: object) -> object:
    parts = " ".join(filter(None, (text_at(person, part) for part in _PARTS)))
    return author(parts or text_at(person, "literal") or text_at(person, "name"), text_at(person, "ORCID"))


SERVICE = Service(
    label="CSL-JSON",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("id", "citation-key", "title", "abstract", "DOI", "PMID", "PMCID", "author", "container-title"),
            *("event-title", "language", "keyword", "keywords", "categories", "URL", *_DAYS),
        }
    ),
    answers=(("items",), ("references",)),
    advice="Fill in the abstracts in the library, then export again.",
)
