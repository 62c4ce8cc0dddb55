"""OpenAlex: works by day of publication. With a key (free) lists have a cursor; without one a few requests a day."""

import re
from dataclasses import replace
from datetime import date
from typing import ClassVar

from pipelines.sources.services.answers import read_count, read_json, read_objects
from pipelines.sources.services.errors import BadAnswer, Refused, Unwanted
from pipelines.sources.services.service import PUBLISHED, Page, Request, Service, Wanted

_PER_PAGE = 100
_MOST_PAGED = 10_000
"""Results that can be reached by the number of a page, without a cursor."""
_LEVELS = {"domains": "domain", "fields": "field", "subfields": "subfield"}
_CATEGORY = re.compile(r"(?:topics/)?(?P<topic>T\d+)|(?P<level>domains|fields|subfields)/(?P<number>\d+)")


class OpenAlex(Service):
    """openalex.org."""

    name, label = "openalex", "OpenAlex"
    addresses: ClassVar = {"": "https://api.openalex.org"}
    days: ClassVar = {PUBLISHED: "was published"}
    query_help = '"graph neural network"'
    category_help = "T10320 (a topic), subfields/1702 or fields/17, as the site numbers them"
    needs = "OpenAlex holds all of science, tens of thousands of works a day."
    interval = 0.2
    page_size = _PER_PAGE
    key_variable = "OPENALEX_API_KEY"
    busy = frozenset({403})

    def settle(self, wanted: Wanted) -> Wanted:
        """As all services; a category has one of three forms."""
        settled = super().settle(wanted)
        if settled.category and not _CATEGORY.fullmatch(settled.category):
            raise Unwanted(f"{settled.category!r} is no category of OpenAlex; there is {self.category_help}.")
        return settled

    def start(self, wanted: Wanted, first: date, last: date, has_key: bool) -> Request:
        """The first page; with a cursor where there is a key."""
        filters = [f"from_publication_date:{first}", f"to_publication_date:{last}"]
        if found := _CATEGORY.fullmatch(wanted.category):
            topic, level = found["topic"], found["level"]
            filters.append(f"topics.id:{topic}" if topic else f"primary_topic.{_LEVELS[level]}.id:{found['number']}")
        params = [("filter", ",".join(filters)), ("per_page", str(_PER_PAGE))]
        params += [("search", wanted.query)] if wanted.query else []
        return Request("/works", (*params, ("cursor", "*") if has_key else ("page", "1")))

    def read(self, request: Request, body: bytes) -> Page:
        """A page of works."""
        value = read_json(body)
        meta = value.get("meta")
        if not isinstance(meta, dict):
            raise BadAnswer("sent a list without its total")
        total = read_count(meta.get("count"))
        works = read_objects(value.get("results"))
        ids = tuple(str(work.get("id") or "") for work in works)
        if not all(ids):
            raise BadAnswer("sent a work without an identifier")
        if request.param("cursor"):
            cursor = meta.get("next_cursor")
            return Page(ids, _follow(request, "cursor", str(cursor)) if cursor and ids else None, total)
        if total > _MOST_PAGED:
            raise Refused(
                f"OpenAlex has {total:,} works of that, and shows {_MOST_PAGED:,} without a key: get a free key and "
                f"set {self.key_variable}, or narrow the query."
            )
        done = int(request.state[0] if request.state else 0) + len(ids)
        is_last = not ids or done >= total
        return Page(ids, None if is_last else _turn(request, int(request.param("page")) + 1, done), total)

    def key_headers(self, key: str) -> dict[str, str]:
        """The key as a bearer token, so that it stands in no address."""
        return {"Authorization": f"Bearer {key}"}


def _follow(request: Request, name: str, value: str) -> Request:
    params = tuple((one, value if one == name else old) for one, old in request.params)
    return replace(request, params=params)


def _turn(request: Request, page: int, done: int) -> Request:
    return replace(_follow(request, "page", str(page)), state=(str(done),))
