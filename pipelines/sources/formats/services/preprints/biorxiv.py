"""bioRxiv and medRxiv: answers of `/details` (preprints) and `/pubs` (preprints with their journal article)."""

from pipelines.sources.formats.services.dates import iso_day
from pipelines.sources.formats.services.json_paths import text_at
from pipelines.sources.formats.services.markup import markup_to_text
from pipelines.sources.formats.services.people import split_people
from pipelines.sources.formats.services.service import Service

_MARKS = frozenset({"jatsxml", "author_corresponding", "server"})


def recognise(work: dict) -> bool:
    if "preprint_title" in work:
        return "preprint_abstract" in work or "biorxiv_doi" in work or "preprint_doi" in work
    return "doi" in work and "date" in work and "title" in work and len(work.keys() & _MARKS) > 1


def to_record(work: dict) -> dict[str, object]:
    """`published` is the DOI of the journal article, or NA, and no date; `date` is the day of this version."""
    is_pair = "preprint_title" in work
    prefix = "preprint_" if is_pair else ""
    doi = text_at(work, "biorxiv_doi") or text_at(work, f"{prefix}doi")
    server = text_at(work, "preprint_platform") or text_at(work, "server")
    version = text_at(work, "version")
    article = text_at(work, "published_doi" if is_pair else "published")
    article = article if article and article.startswith("10.") else None
    return {
        "title": markup_to_text(text_at(work, f"{prefix}title")),
        "abstract": markup_to_text(text_at(work, f"{prefix}abstract")),
        "doi": doi,
        "stated_date": iso_day(text_at(work, f"{prefix}date")),
        "authors": split_people(text_at(work, f"{prefix}authors")),
        "venue": server,
        "categories": [category] if (category := text_at(work, f"{prefix}category")) else [],
        "url": doi and server and f"https://www.{server.lower()}.org/content/{doi}{f'v{version}' if version else ''}",
        "links": [f"https://doi.org/{article}"] if article else [],
        "payload": {"journal_article": article},
    }


SERVICE = Service(
    label="bioRxiv",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("doi", "title", "abstract", "authors", "date", "category", "server", "published"),
            *("biorxiv_doi", "published_doi", "preprint_doi", "preprint_title", "preprint_abstract"),
            *("preprint_authors", "preprint_date", "preprint_category", "preprint_platform"),
        }
    ),
    answers=(("collection",),),
)
