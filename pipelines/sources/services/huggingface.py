"""Hugging Face daily papers: the list of a day. The day is that on which the papers were listed."""

from datetime import date
from typing import ClassVar

from pipelines.sources.services.answers import read_json, read_objects
from pipelines.sources.services.errors import BadAnswer
from pipelines.sources.services.service import ENTERED, Page, Request, Service, Wanted

_LIMIT = 100


class HuggingFace(Service):
    """The page *Daily Papers* of huggingface.co."""

    name, label = "huggingface", "Hugging Face"
    addresses: ClassVar = {"": "https://huggingface.co"}
    days: ClassVar = {ENTERED: "was listed"}
    interval = 0.7
    page_size = _LIMIT
    more_requests = 1
    names_state_day = True

    def start(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request:
        """The first page of one day."""
        if first != last:
            raise ValueError("the list of one day at a time")
        return _ask(first.isoformat(), 0)

    def count(self, wanted: Wanted, first: date, last: date, has_key: bool) -> None:
        """It does not say how many there are."""

    def read(self, request: Request, body: bytes) -> Page:
        """A page. It may be shorter than the limit without being the last, so the end is a page without papers."""
        ids = tuple(_id_of(one) for one in read_objects(read_json(body, list)))
        return Page(ids, _ask(request.param("date"), int(request.param("p")) + 1) if ids else None)


def _ask(day: str, page: int) -> Request:
    return Request("/api/daily_papers", (("date", day), ("p", str(page)), ("limit", str(_LIMIT))))


def _id_of(item: dict) -> str:
    paper = item.get("paper")
    found = (paper if isinstance(paper, dict) else item).get("id")
    if not isinstance(found, str) or not found:
        raise BadAnswer("sent a paper without an identifier")
    return found
