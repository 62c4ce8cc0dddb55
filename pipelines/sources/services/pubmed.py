"""PubMed by NCBI's E-utilities: `esearch` lists the ids of a day, `efetch` gives 200 records at a time as XML."""

import json
from datetime import date
from typing import ClassVar

from pipelines.sources.services.answers import child, children, read_count, read_xml, text_of
from pipelines.sources.services.errors import BadAnswer, Refused
from pipelines.sources.services.service import ENTERED, PUBLISHED, Page, Request, Service, Wanted

_AT_A_TIME = 200
_MOST_FOUND = 10_000
"""Hits of one search of which PubMed tells the ids."""
_DATE_TYPES = {ENTERED: "edat", PUBLISHED: "pdat"}
_FETCH = "/entrez/eutils/efetch.fcgi"


class PubMed(Service):
    """pubmed.ncbi.nlm.nih.gov. Requests are forms, so that a key stands in no address."""

    name, label, suffix = "pubmed", "PubMed", "xml"
    addresses: ClassVar = {"": "https://eutils.ncbi.nlm.nih.gov"}
    days: ClassVar = {ENTERED: "was added", PUBLISHED: "was published"}
    query_help = "asthma[mesh] AND english[lang]"
    needs = "PubMed takes in some 5,000 records a day, of all of medicine."
    interval, keyed_interval = 0.4, 0.11
    page_size = _AT_A_TIME
    more_requests = 1
    key_variable = "NCBI_API_KEY"

    def start(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request:
        """The search."""
        return _search(wanted, first, last, _MOST_FOUND)

    def count(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request:
        """The search, without ids."""
        return _search(wanted, first, last, 0)

    def read(self, request: Request, body: bytes) -> Page:
        """A list of ids, or records."""
        return _read_records(request, body) if request.path == _FETCH else _read_search(request, body)

    def key_fields(self, key: str) -> dict[str, str]:
        """The key as a field of the form."""
        return {"api_key": key}

    def contact_fields(self, contact: str) -> dict[str, str]:
        """Who asks, as NCBI wants it."""
        return {"tool": "papertrends", **({"email": contact} if contact else {})}


def _search(wanted: Wanted, first: date, last: date, most: int) -> Request:
    params = {
        "db": "pubmed",
        "term": wanted.query,
        "datetype": _DATE_TYPES[wanted.by],
        "mindate": f"{first:%Y/%m/%d}",
        "maxdate": f"{last:%Y/%m/%d}",
        "retmax": str(most),
        "retmode": "json",
    }
    return Request("/entrez/eutils/esearch.fcgi", tuple(params.items()), is_form=True)


def _read_search(request: Request, body: bytes) -> Page:
    try:
        # NCBI leaves control characters in texts.
        value = json.loads(body, strict=False)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("sent a search result that is no JSON, or not all of it") from error
    result = value.get("esearchresult") if isinstance(value, dict) else None
    if not isinstance(result, dict):
        raise BadAnswer("sent JSON of another form: esearchresult is missing")
    if problem := result.get("ERROR"):
        raise BadAnswer(f"sent an error: {str(problem)[:200]}")
    total, most = read_count(result.get("count")), int(request.param("retmax"))
    if most and total > _MOST_FOUND:
        raise Refused(f"PubMed has {total:,} papers of that on one day, and tells {_MOST_FOUND:,}: narrow the query.")
    ids = result.get("idlist", [])
    if not isinstance(ids, list) or not all(isinstance(one, str) and one.isdecimal() for one in ids):
        raise BadAnswer("sent ids of another form")
    return Page(next=_fetch(tuple(ids)), total=total, is_list=True)


def _fetch(ids: tuple[str, ...]) -> Request | None:
    if not ids:
        return None
    params = (("db", "pubmed"), ("id", ",".join(ids[:_AT_A_TIME])), ("retmode", "xml"))
    return Request(_FETCH, params, state=ids[_AT_A_TIME:], is_form=True)


def _read_records(request: Request, body: bytes) -> Page:
    root = read_xml(body, "PubmedArticleSet")
    citations = [child(one, "MedlineCitation") for one in children(root, "PubmedArticle")]
    books = [child(one, "BookDocument") for one in children(root, "PubmedBookArticle")]
    ids = tuple(text_of(one, "PMID") for one in (*citations, *books))
    if not all(ids):
        raise BadAnswer("sent a record without a PubMed id")
    return Page(ids, _fetch(request.state))
