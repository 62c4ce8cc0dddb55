"""OpenAlex: a page of its API, a work alone, or a part of its snapshot; the abstract is an index of its words."""

import html
import json
import re
from decimal import Decimal

from pipelines.sources.formats.services.dates import day_unless_new_year, iso_day
from pipelines.sources.formats.services.json_paths import at, first_text, list_at, number_at, text_at, texts
from pipelines.sources.formats.services.people import author, keep_people
from pipelines.sources.formats.services.service import Service

MOST_WORDS = 50_000
"""Words of an index above which it is no abstract."""

_ID = re.compile(r"(?:https?://(?:api\.)?openalex\.org/(?:works/)?)?W\d{2,}", re.IGNORECASE)
_ARXIV = re.compile(
    r"arxiv\.org/(?:abs|pdf)/([a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})|arxiv\.(\d{4}\.\d{4,5})", re.I
)
_MARKS = frozenset(
    {"authorships", "abstract_inverted_index", "primary_location", "host_venue", "publication_year", "ids"}
)
_LEAST_SCORE = 0.3
"""Of a concept, below which it is hardly one of the work."""


def recognise(work: dict) -> bool:
    ident = work.get("id")
    return isinstance(ident, str) and bool(_ID.fullmatch(ident)) and len(work.keys() & _MARKS) > 1


def to_record(work: dict) -> dict[str, object]:
    """1 January stands for a work of which only the year is known."""
    place = at(work, "primary_location")
    pdf = texts([at(place, "pdf_url"), at(work, "open_access", "oa_url"), at(work, "best_oa_location", "pdf_url")])
    url = text_at(place, "landing_page_url") or text_at(work, "doi") or text_at(work, "id")
    title = first_text(work, "title", "display_name")
    return {
        "title": html.unescape(title) if title else None,
        "abstract": text_at(work, "abstract") or read_inverted_index(work.get("abstract_inverted_index")),
        "openalex_id": text_at(work, "id"),
        "doi": text_at(work, "doi") or text_at(work, "ids", "doi"),
        "pmid": text_at(work, "ids", "pmid"),
        "pmcid": _read_pmcid(text_at(work, "ids", "pmcid")),
        "arxiv_id": _find_arxiv_id(work),
        "stated_date": day_unless_new_year(iso_day(work.get("publication_date"))) or text_at(work, "publication_year"),
        "authors": keep_people(map(_read_author, list_at(work, "authorships"))),
        "venue": text_at(place, "source", "display_name")
        or text_at(work, "host_venue", "display_name")
        or text_at(place, "raw_source_name"),
        "language": text_at(work, "language"),
        "categories": _read_topics(work),
        "keywords": texts(list_at(work, "keywords")) or _names(list_at(work, "keywords"), "display_name", "keyword"),
        "cited_by": number_at(work, "cited_by_count"),
        "url": url,
        "links": [link for link in pdf if link != url],
    }


def read_inverted_index(index: object) -> str | None:
    """The text whose words stand at the places that `index` gives: ``{"of": [1, 4], …}``. A place without a word is
    left out."""
    if isinstance(index, str):
        index = _read_older(index)
    if not isinstance(index, dict):
        return None
    words = [
        (place, word)
        for word, places in index.items()
        for place in (places if isinstance(places, list) else [places])
        if isinstance(place, int)
    ]
    if len(words) > MOST_WORDS:
        return None
    return html.unescape(" ".join(word for _, word in sorted(words))).strip() or None


def _read_older(index: str) -> object:
    """The index in a text, as older snapshots have it: ``{"IndexLength": 9, "InvertedIndex": {"of": [1, 4], …}}``."""
    try:
        older = json.loads(index)
    except (ValueError, RecursionError):
        return None
    return at(older, "InvertedIndex") or older


def _read_pmcid(address: str | None) -> str | None:
    """``https://www.ncbi.nlm.nih.gov/pmc/articles/5815332`` as ``PMC5815332``."""
    digits = re.search(r"(\d+)/?\Z", address) if address else None
    return f"PMC{digits[1]}" if digits else None


def _find_arxiv_id(work: dict) -> str | None:
    """From the addresses at which the work lies."""
    places = [at(work, "primary_location"), at(work, "best_oa_location"), *list_at(work, "locations")]
    addresses = [at(place, key) for place in places for key in ("landing_page_url", "doi")]
    for address in texts([work.get("doi"), *addresses]):
        if found := _ARXIV.search(address):
            return found[1] or found[2]
    return None


def _read_author(authorship: object) -> object:
    places = list_at(authorship, "institutions")
    return author(
        text_at(authorship, "author", "display_name") or text_at(authorship, "raw_author_name"),
        text_at(authorship, "author", "orcid") or text_at(authorship, "author", "id"),
        texts(places, "display_name") or texts(list_at(authorship, "raw_affiliation_strings")),
        texts(list_at(authorship, "countries")) or texts(places, "country_code"),
    )


def _names(values: list, *keys: str) -> list[str]:
    return list(dict.fromkeys(name for one in values if isinstance(one, dict) and (name := first_text(one, *keys))))


def _read_topics(work: dict) -> list[str]:
    """The topics, the primary one first; of an older work, which has none, its concepts by their scores."""
    topics = _names([at(work, "primary_topic"), *list_at(work, "topics")], "display_name")
    if topics:
        return topics
    scored = [(score, one) for one in list_at(work, "concepts") if isinstance(score := at(one, "score"), int | Decimal)]
    likely = [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score >= _LEAST_SCORE]
    return _names(likely, "display_name")


SERVICE = Service(
    label="OpenAlex",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("id", "ids", "doi", "title", "display_name", "abstract", "abstract_inverted_index", "authorships"),
            *("publication_date", "publication_year", "primary_location", "primary_topic", "topics", "concepts"),
            *("keywords", "language", "cited_by_count", "locations", "best_oa_location", "cited_by_api_url"),
            *("host_venue", "ngrams_url", "counts_by_year", "abstract_inverted_index_v3", "has_content"),
        }
    ),
    answers=(("results",),),
    advice="OpenAlex gives abstracts as `abstract_inverted_index`: ask for it where `select` names the fields.",
)
