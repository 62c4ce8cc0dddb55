"""The Lens: scholarly works of its API and its export as JSON."""

from pipelines.sources.formats.services.dates import iso_day
from pipelines.sources.formats.services.json_paths import at, first_text, list_at, number_at, text_at, texts
from pipelines.sources.formats.services.markup import markup_to_text
from pipelines.sources.formats.services.people import author, full_name, keep_people
from pipelines.sources.formats.services.service import Service

_MARKS = frozenset({"external_ids", "year_published", "fields_of_study", "scholarly_citations_count", "languages"})
_FIELD_OF = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxiv": "arxiv_id", "openalex": "openalex_id"}


def recognise(work: dict) -> bool:
    return "lens_id" in work and "title" in work and len(work.keys() & _MARKS) > 0


def to_record(work: dict) -> dict[str, object]:
    """One work, with the ids that others gave it."""
    idents = {
        _FIELD_OF[kind]: text_at(one, "value")
        for one in list_at(work, "external_ids")
        if (kind := text_at(one, "type")) in _FIELD_OF
    }
    return {
        "title": markup_to_text(text_at(work, "title")),
        "abstract": markup_to_text(text_at(work, "abstract")),
        "stated_id": f"lens:{text_at(work, 'lens_id')}",
        **idents,
        "stated_date": iso_day(work.get("date_published")) or text_at(work, "year_published"),
        "authors": keep_people(map(_read_author, list_at(work, "authors"))),
        "venue": text_at(work, "source", "title") or text_at(work, "conference", "name"),
        "language": text_at(work, "languages", 0),
        "categories": texts(list_at(work, "fields_of_study")),
        "keywords": texts(list_at(work, "keywords")),
        "cited_by": number_at(work, "scholarly_citations_count"),
        "url": f"https://lens.org/{text_at(work, 'lens_id')}",
        "links": texts(list_at(work, "source_urls"), "url"),
    }


def _read_author(person: object) -> object:
    places = list_at(person, "affiliations")
    orcids = [one for one in list_at(person, "ids") if at(one, "type") == "orcid"]
    return author(
        full_name(person, ["first_name", "initials"], ["last_name"])
        or (first_text(person, "collective_name", "display_name") if isinstance(person, dict) else None),
        text_at(orcids, 0, "value"),
        texts(places, "name"),
        texts(places, "country_code"),
    )


SERVICE = Service(
    label="The Lens",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("lens_id", "title", "abstract", "external_ids", "date_published", "year_published", "authors"),
            *("languages", "fields_of_study", "keywords", "scholarly_citations_count", "source_urls", "references"),
        }
    ),
    answers=(("data",),),
)
