import json
from datetime import date

import pytest

from pipelines.sources.services.errors import BadAnswer, Refused
from pipelines.sources.services.openalex import OpenAlex
from pipelines.sources.services.service import Wanted

SERVICE = OpenAlex()
DAY = date(2026, 11, 1)


def start(query="pebbles", category="", has_key=True):
    return SERVICE.start(SERVICE.settle(Wanted(query, category)), DAY, DAY, has_key)


def body(count, cursor, *ids):
    return json.dumps(
        {"meta": {"count": count, "next_cursor": cursor}, "results": [{"id": one} for one in ids]}
    ).encode()


def test_works_of_a_day_are_searched():
    assert dict(start('"grey pebbles"').params) == {
        "filter": "from_publication_date:2026-11-01,to_publication_date:2026-11-01",
        "per_page": "100",
        "search": '"grey pebbles"',
        "cursor": "*",
    }
    assert start(has_key=False).param("page") == "1"


@pytest.mark.parametrize(
    ("category", "name"),
    [
        ("T10320", "topics.id:T10320"),
        ("topics/T10320", "topics.id:T10320"),
        ("subfields/1702", "primary_topic.subfield.id:1702"),
        ("fields/17", "primary_topic.field.id:17"),
        ("domains/3", "primary_topic.domain.id:3"),
    ],
)
def test_a_category_is_a_filter(category, name):
    assert start("", category).param("filter").endswith(f",{name}")


def test_with_a_key_the_cursor_leads_on():
    page = SERVICE.read(start(), body(3, "abc=", "W1", "W2"))
    assert (page.ids, page.total, page.next.param("cursor")) == (("W1", "W2"), 3, "abc=")
    assert SERVICE.read(page.next, body(3, None, "W3")).next is None


def test_without_a_key_pages_are_counted_by_what_came():
    page = SERVICE.read(start(has_key=False), body(3, None, "W1", "W2"))
    assert (page.next.param("page"), page.next.state) == ("2", ("2",))
    assert SERVICE.read(page.next, body(3, None, "W3")).next is None


def test_without_a_key_long_lists_are_refused():
    with pytest.raises(Refused, match=r"10,001 works .* set OPENALEX_API_KEY"):
        SERVICE.read(start(has_key=False), body(10_001, None, "W1"))
    assert SERVICE.read(start(), body(10_001, "a", "W1")).total == 10_001


@pytest.mark.parametrize(
    "answer", [b"{}", b'{"meta": {"count": 1}}', b'{"meta": {}, "results": []}', body(1, None, "")]
)
def test_what_is_no_page_is_a_bad_answer(answer):
    with pytest.raises(BadAnswer):
        SERVICE.read(start(), answer)


def test_the_key_is_a_header():
    assert SERVICE.key_headers("secret") == {"Authorization": "Bearer secret"}
    assert SERVICE.key_fields("secret") == {}
