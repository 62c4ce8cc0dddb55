"""Europe PMC: the REST search with a cursor, whole records (`resultType=core`)."""

from datetime import date
from typing import ClassVar

from pipelines.sources.services.answers import read_count, read_json, read_objects
from pipelines.sources.services.errors import BadAnswer, Refused
from pipelines.sources.services.service import ENTERED, PUBLISHED, Page, Request, Service, Wanted

_PAGE = 500
_FIELDS = {ENTERED: "FIRST_IDATE", PUBLISHED: "FIRST_PDATE"}


class EuropePmc(Service):
    """europepmc.org."""

    name, label = "europepmc", "Europe PMC"
    addresses: ClassVar = {"": "https://www.ebi.ac.uk"}
    days: ClassVar = {ENTERED: "was added", PUBLISHED: "was first published"}
    query_help = '"gut microbiome" AND HAS_ABSTRACT:y'
    needs = "Europe PMC takes in several thousand records a day, of all of the life sciences."
    interval = 0.5
    page_size = _PAGE

    def start(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request:
        """The first page."""
        return _ask(f"({wanted.query}) AND ({_FIELDS[wanted.by]}:[{first} TO {last}])", "*", 0)

    def read(self, request: Request, body: bytes) -> Page:
        """A page of records."""
        value = read_json(body)
        if problem := value.get("errMsg"):
            raise Refused(f"Europe PMC cannot answer: {str(problem)[:200]}")
        total = read_count(value.get("hitCount"))
        results = value.get("resultList")
        found = read_objects(results.get("result") if isinstance(results, dict) else None)
        ids = tuple(f"{one.get('source') or ''}:{one.get('id') or ''}" for one in found)
        if any(one.startswith(":") or one.endswith(":") for one in ids):
            raise BadAnswer("sent a record without an identifier")
        cursor, done = value.get("nextCursorMark"), int(request.state[0]) + len(ids)
        is_last = not ids or done >= total or not cursor or cursor == request.param("cursorMark")
        return Page(ids, None if is_last else _ask(request.param("query"), str(cursor), done), total)


def _ask(query: str, cursor: str, done: int) -> Request:
    params = {
        "query": query,
        "resultType": "core",
        "format": "json",
        "pageSize": str(_PAGE),
        "cursorMark": cursor,
    }
    return Request("/europepmc/webservices/rest/search", tuple(params.items()), state=(str(done),))
