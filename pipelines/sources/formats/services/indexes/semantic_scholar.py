"""Semantic Scholar: search, bulk search, batches and citations of its Graph API, and papers of its datasets."""

import re

from pipelines.sources.formats.services.dates import iso_day
from pipelines.sources.formats.services.json_paths import as_text, list_at, number_at, object_at, text_at, texts
from pipelines.sources.formats.services.people import author, keep_people
from pipelines.sources.formats.services.service import Service

_MARKS = frozenset(
    {"externalids", "authors", "s2fieldsofstudy", "publicationdate", "year", "url", "abstract", "openaccessinfo"}
)
_ID = re.compile(r"[0-9a-f]{40}")
_CITED = ("citedPaper", "citingPaper")


def recognise(work: dict) -> bool:
    if any(isinstance(work.get(key), dict) for key in _CITED):
        return True
    ident = work.get("paperId")
    if isinstance(ident, str) and _ID.fullmatch(ident):
        return True
    return ("corpusid" in work or "corpusId" in work) and len(work.keys() & _MARKS) > 1


def to_record(work: dict) -> dict[str, object]:
    """The keys of the datasets are those of the Graph API in lower case."""
    work = next((work[key] for key in _CITED if isinstance(work.get(key), dict)), work)
    said = {key.lower(): value for key, value in work.items()}
    known = {key.lower(): value for key, value in object_at(said, "externalids").items()}
    pdf = text_at(said, "openaccesspdf", "url") or text_at(said, "openaccessinfo", "url")
    return {
        "title": text_at(said, "title"),
        "abstract": text_at(said, "abstract"),
        "s2_id": text_at(said, "paperid"),
        "corpus_id": text_at(said, "corpusid") or text_at(known, "corpusid"),
        "doi": text_at(known, "doi"),
        "arxiv_id": text_at(known, "arxiv"),
        "pmid": text_at(known, "pubmed"),
        "pmcid": _read_pmcid(text_at(known, "pubmedcentral")),
        "stated_date": iso_day(said.get("publicationdate")) or text_at(said, "year"),
        "authors": keep_people(map(_read_author, list_at(said, "authors"))),
        "venue": text_at(said, "venue")
        or text_at(said, "publicationvenue", "name")
        or text_at(said, "journal", "name"),
        "categories": texts(list_at(said, "fieldsofstudy")) or texts(list_at(said, "s2fieldsofstudy"), "category"),
        "cited_by": number_at(said, "citationcount"),
        "url": text_at(said, "url"),
        "links": [pdf] if pdf else [],
    }


def _read_pmcid(digits: str | None) -> str | None:
    return f"PMC{digits}" if digits and digits.isdigit() else digits


def _read_author(person: object) -> object:
    return author(
        text_at(person, "name") or as_text(person),
        text_at(person, "externalIds", "ORCID") or text_at(person, "authorId"),
        texts(list_at(person, "affiliations")),
    )


SERVICE = Service(
    label="Semantic Scholar",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("paperId", "corpusId", "corpusid", "externalIds", "externalids", "title", "abstract", "authors", "year"),
            *("publicationDate", "publicationdate", "venue", "publicationVenue", "publicationvenueid", "journal"),
            *("fieldsOfStudy", "s2FieldsOfStudy", "s2fieldsofstudy", "citationCount", "citationcount", "url"),
            *("openAccessPdf", "openaccessinfo", *_CITED),
        }
    ),
    answers=(("data",), ("recommendedPapers",)),
    advice=(
        "Name the abstract among the `fields` of the search; in its datasets the abstracts are in `abstracts`, "
        "and only a search has titles and abstracts together."
    ),
)
