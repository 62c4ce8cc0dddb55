"""Dimensions: publications of its API."""

from pipelines.sources.formats.services.dates import iso_day
from pipelines.sources.formats.services.json_paths import first_text, list_at, number_at, text_at, texts
from pipelines.sources.formats.services.markup import markup_to_text
from pipelines.sources.formats.services.people import author, full_name, keep_people
from pipelines.sources.formats.services.service import Service


def recognise(work: dict) -> bool:
    ident = work.get("id")
    return isinstance(ident, str) and ident.startswith("pub.") and ident[4:].isdigit() and "title" in work


def to_record(work: dict) -> dict[str, object]:
    """One publication, as far as the query's `return` names its fields."""
    areas = list_at(work, "category_for") or list_at(work, "category_for_2020")
    return {
        "title": markup_to_text(text_at(work, "title")),
        "abstract": markup_to_text(text_at(work, "abstract")),
        "stated_id": text_at(work, "id"),
        "doi": text_at(work, "doi"),
        "pmid": text_at(work, "pmid"),
        "pmcid": text_at(work, "pmcid"),
        "arxiv_id": text_at(work, "arxiv_id"),
        "stated_date": iso_day(work.get("date")) or text_at(work, "year"),
        "authors": keep_people(map(_read_author, list_at(work, "authors"))),
        "venue": text_at(work, "journal", "title") or text_at(work, "proceedings_title") or text_at(work, "book_title"),
        "categories": texts(areas, "name"),
        "keywords": texts(list_at(work, "concepts")),
        "cited_by": number_at(work, "times_cited"),
        "url": text_at(work, "dimensions_url") or f"https://app.dimensions.ai/details/publication/{work['id']}",
        "links": texts([work.get("linkout")]),
    }


def _read_author(person: object) -> object:
    places = list_at(person, "affiliations")
    return author(
        full_name(person, ["first_name", "initials"], ["last_name"]),
        text_at(person, "orcid", 0) or text_at(person, "orcid") or text_at(person, "researcher_id"),
        [name for place in places if (name := first_text(place, "name", "raw_affiliation"))],
        [country for place in places if (country := text_at(place, "country_code") or text_at(place, "country"))],
    )


SERVICE = Service(
    label="Dimensions",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("id", "title", "abstract", "doi", "pmid", "pmcid", "arxiv_id", "date", "year", "authors", "journal"),
            *("proceedings_title", "book_title", "category_for", "category_for_2020", "concepts", "times_cited"),
            *("dimensions_url", "linkout"),
        }
    ),
    answers=(("publications",),),
    advice="Name `abstract` among the fields that the query returns.",
)
