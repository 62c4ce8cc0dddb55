"""arXiv: OAI-PMH 2.0 by modification day and set; the Atom interface for queries and for days of submission.

OAI-PMH is what arXiv asks harvesters to use (https://info.arxiv.org/help/oa). Its days are those on which a record was
last changed, so an old paper comes again when it gets a new version or a journal reference.
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from pipelines.sources.services.answers import child, children, read_count, read_xml, text_of
from pipelines.sources.services.errors import BadAnswer, Expired, Refused, Unwanted
from pipelines.sources.services.service import ENTERED, PUBLISHED, Page, Request, Service, Wanted

_OAI, _SEARCH = "oai", "search"
_PHYSICS = {
    *("astro-ph", "cond-mat", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph"),
    *("nlin", "nucl-ex", "nucl-th", "physics", "quant-ph"),
}
"""Archives that are sets within the set `physics`; each other archive is a set of its own name."""
_MOST_FOUND = 30_000
"""Results of one query that can be paged through."""
_PAGE = 1_000


class Arxiv(Service):
    """arXiv.org."""

    name, label, suffix = "arxiv", "arXiv", "xml"
    addresses: ClassVar = {_OAI: "https://oaipmh.arxiv.org", _SEARCH: "https://export.arxiv.org"}
    days: ClassVar = {ENTERED: "was added or last changed", PUBLISHED: "was first submitted"}
    query_help = 'ti:"graph neural" OR abs:transformer'
    category_help = "cs.CL, astro-ph.EP, hep-th or a whole archive such as cs"
    interval = 3.0
    page_size = _PAGE

    def settle(self, wanted: Wanted) -> Wanted:
        """As all services; a query is answered by day of submission only."""
        if wanted.query.strip() and not wanted.by:
            wanted = Wanted(wanted.query, wanted.category, PUBLISHED)
        settled = super().settle(wanted)
        archive, _, subject = settled.category.partition(".")
        if settled.query and settled.by == ENTERED:
            raise Unwanted("arXiv answers queries by the day of submission only: use --by published with a query.")
        if settled.category and not archive.replace("-", "").isalpha():
            raise Unwanted(f"{settled.category!r} is no category of arXiv; there is {self.category_help}.")
        if settled.by == PUBLISHED and archive in ("cs", "math", "stat", "eess", "econ") and not subject:
            raise Unwanted(
                f"By day of submission arXiv knows single categories only, such as {archive}."
                f"{'CO' if archive == 'math' else 'LG' if archive == 'cs' else 'ML' if archive == 'stat' else 'EM'}; "
                "a whole archive can be fetched with --by entered."
            )
        return settled

    def start(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request:
        """OAI-PMH where a day of change is meant, else a query of the Atom interface."""
        if wanted.by == ENTERED:
            params = [("verb", "ListRecords"), ("metadataPrefix", "arXiv")]
            params += [("set", name_set(wanted.category))] if wanted.category else []
            params += [("from", first.isoformat()), ("until", last.isoformat())]
            return Request("/oai", tuple(params), place=_OAI)
        terms = [f"({wanted.query})"] if wanted.query else []
        terms += [f"cat:{wanted.category}"] if wanted.category else []
        terms += [f"submittedDate:[{first:%Y%m%d}0000 TO {last:%Y%m%d}2359]"]
        return _search(" AND ".join(terms), 0)

    def keeps_days(self, wanted: Wanted) -> bool:
        """A record that is changed again leaves the day of its last change."""
        return wanted.by != ENTERED

    def read(self, request: Request, body: bytes) -> Page:
        """A page of either interface."""
        return _read_oai(body) if request.place == _OAI else _read_atom(request, body)


def name_set(category: str) -> str:
    """The OAI set of a category: ``cs:cs:CL``, ``physics:astro-ph:EP``, ``physics:hep-th``, ``cs``."""
    archive, _, subject = category.partition(".")
    group = "physics" if archive in _PHYSICS else archive
    if archive == group and not subject:
        return group
    return ":".join(filter(None, (group, archive, subject)))


def _read_oai(body: bytes) -> Page:
    root = read_xml(body, "OAI-PMH")
    if (error := child(root, "error")) is not None:
        code, text = error.get("code", ""), (error.text or "").strip()
        if code == "noRecordsMatch":
            return Page(total=0)
        if code == "badResumptionToken":
            raise Expired("arXiv no longer knows where the list was left")
        raise Refused(f"arXiv cannot answer: {text or code}")
    records = child(root, "ListRecords")
    if records is None:
        raise BadAnswer("sent a list without records")
    ids = tuple(text_of(child(record, "header"), "identifier") for record in children(records, "record"))
    if not all(ids):
        raise BadAnswer("sent a record without an identifier")
    token = child(records, "resumptionToken")
    if token is None:
        return Page(ids)
    size = token.get("completeListSize")
    left = (token.text or "").strip()
    following = Request("/oai", (("verb", "ListRecords"), ("resumptionToken", left)), place=_OAI) if left else None
    return Page(ids, following, read_count(size) if size else None)


def _search(query: str, start: int) -> Request:
    params = {
        "search_query": query,
        "start": str(start),
        "max_results": str(_PAGE),
        "sortBy": "submittedDate",
        "sortOrder": "ascending",
    }
    return Request("/api/query", tuple(params.items()), place=_SEARCH)


def _read_atom(request: Request, body: bytes) -> Page:
    feed = read_xml(body, "feed")
    entries = list(children(feed, "entry"))
    _find_error(entries)
    total = read_count(text_of(feed, "totalResults"))
    if total > _MOST_FOUND:
        raise Refused(f"arXiv has {total:,} papers of that, and shows {_MOST_FOUND:,}: narrow the query.")
    ids = tuple(text_of(entry, "id") for entry in entries)
    if not all(ids):
        raise BadAnswer("sent a paper without an identifier")
    start = int(request.param("start")) + len(ids)
    return Page(ids, _search(request.param("search_query"), start) if start < total else None, total)


def _find_error(entries: Iterable) -> None:
    """arXiv reports an error as an entry of that title; some pass, so they are worth asking again."""
    for entry in entries:
        if text_of(entry, "title") == "Error" and "/errors" in text_of(entry, "id"):
            raise BadAnswer(f"sent an error: {text_of(entry, 'summary')[:200]}")
