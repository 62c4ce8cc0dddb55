"""Zotero: items of its API and of Better BibTeX's JSON."""

import re

from pipelines.sources.formats.services.dates import iso_day
from pipelines.sources.formats.services.json_paths import first_text, list_at, object_at, text_at, texts
from pipelines.sources.formats.services.markup import markup_to_text
from pipelines.sources.formats.services.people import author, full_name, keep_people
from pipelines.sources.formats.services.service import NoPaper, Service

_NO_PAPERS = {"attachment": "an attachment", "note": "a note", "annotation": "an annotation", "webpage": "a web page"}
_VENUES = ("publicationTitle", "proceedingsTitle", "conferenceName", "bookTitle", "repository", "university")
_IN_EXTRA = re.compile(r"^\s*(arxiv|pmid|pmcid|doi)\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def recognise(work: dict) -> bool:
    item = object_at(work, "data") or work
    return isinstance(item.get("itemType"), str) and ("key" in item or "itemKey" in item or "itemID" in item)


def to_record(work: dict) -> dict[str, object] | NoPaper:
    """Identifiers that have no field of their own stand in `extra`, a line each."""
    item = object_at(work, "data") or work
    if kind := _NO_PAPERS.get(item["itemType"]):
        return NoPaper(f"It is {kind}, not a paper.")
    extra = {name.lower(): value for name, value in _IN_EXTRA.findall(text_at(item, "extra") or "")}
    archive = re.fullmatch(r"arxiv:\s*(\S+)", text_at(item, "archiveID") or "", re.IGNORECASE)
    return {
        "title": markup_to_text(text_at(item, "title")),
        "abstract": markup_to_text(text_at(item, "abstractNote")),
        "doi": text_at(item, "DOI") or extra.get("doi"),
        "arxiv_id": extra.get("arxiv") or (archive[1] if archive else None),
        "pmid": text_at(item, "PMID") or extra.get("pmid"),
        "pmcid": text_at(item, "PMCID") or extra.get("pmcid"),
        "stated_date": iso_day(text_at(item, "date") or text_at(work, "meta", "parsedDate")),
        "authors": keep_people(map(_read_creator, list_at(item, "creators"))),
        "venue": first_text(item, *_VENUES),
        "language": text_at(item, "language"),
        "keywords": texts(list_at(item, "tags"), "tag") or texts(list_at(item, "tags")),
        "url": text_at(item, "url"),
        "payload": {"item_type": text_at(item, "itemType"), "extra": text_at(item, "extra")},
    }


def _read_creator(person: object) -> object:
    if text_at(person, "creatorType") not in (None, "author"):
        return None
    return author(full_name(person, ["firstName"], ["lastName"]) or text_at(person, "name"))


SERVICE = Service(
    label="Zotero",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("data", "title", "abstractNote", "DOI", "PMID", "PMCID", "date", "creators", "language", "tags", "url"),
            *("extra", "itemType", "key", "library", "links", "meta", "version", "relations", "collections", *_VENUES),
        }
    ),
    answers=(("items",),),
    advice="Fill in the abstracts in the library, then export again.",
)
