"""CORE: works of its API."""

from pipelines.sources.formats.services.dates import day_unless_new_year, iso_day
from pipelines.sources.formats.services.json_paths import at, list_at, number_at, split_texts, text_at, texts
from pipelines.sources.formats.services.people import first_last
from pipelines.sources.formats.services.service import Service

_MARKS = frozenset(
    {"yearPublished", "downloadUrl", "dataProviders", "outputs", "oaiIds", "sourceFulltextUrls", "dataProvider"}
)


def recognise(work: dict) -> bool:
    return "title" in work and "authors" in work and len(work.keys() & _MARKS) > 1


def to_record(work: dict) -> dict[str, object]:
    """1 January stands for a work of which only the year is known."""
    url = text_at(work, "downloadUrl")
    links = [*texts(list_at(work, "links"), "url"), *texts(list_at(work, "sourceFulltextUrls"))]
    return {
        "title": text_at(work, "title"),
        "abstract": text_at(work, "abstract"),
        "stated_id": f"core:{ident}" if (ident := text_at(work, "id")) else None,
        "doi": text_at(work, "doi"),
        "arxiv_id": text_at(work, "arxivId"),
        "pmid": text_at(work, "pubmedId"),
        "stated_date": day_unless_new_year(iso_day(work.get("publishedDate"))) or text_at(work, "yearPublished"),
        "authors": [
            first_last(name) for name in texts(list_at(work, "authors"), "name") or texts(list_at(work, "authors"))
        ],
        "venue": text_at(work, "journals", 0, "title") or text_at(work, "publisher"),
        "language": text_at(work, "language", "code") or text_at(work, "language"),
        "categories": split_texts(at(work, "fieldOfStudy")) or split_texts(at(work, "subjects")),
        "keywords": split_texts(work.get("tags")),
        "cited_by": number_at(work, "citationCount"),
        "url": url,
        "links": [link for link in dict.fromkeys(links) if link != url],
    }


SERVICE = Service(
    label="CORE",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("id", "title", "abstract", "doi", "arxivId", "pubmedId", "publishedDate", "yearPublished", "authors"),
            *("journals", "language", "fieldOfStudy", "subjects", "tags", "citationCount", "downloadUrl", "links"),
            *("sourceFulltextUrls", "fullText"),
        }
    ),
    answers=(("results",), ("data",)),
)
