import json
from datetime import date

import pytest

from pipelines.sources.services.errors import BadAnswer, Refused
from pipelines.sources.services.europepmc import EuropePmc
from pipelines.sources.services.service import PUBLISHED, Wanted

SERVICE = EuropePmc()
DAY = date(2026, 11, 1)
START = SERVICE.start(SERVICE.settle(Wanted("gut OR soil")), DAY, DAY, False)


def body(count, cursor, *ids):
    found = [{"source": "MED", "id": one} for one in ids]
    return json.dumps({"hitCount": count, "nextCursorMark": cursor, "resultList": {"result": found}}).encode()


def test_whole_records_of_a_day_are_asked_for():
    assert dict(START.params) == {
        "query": "(gut OR soil) AND (FIRST_IDATE:[2026-11-01 TO 2026-11-01])",
        "resultType": "core",
        "format": "json",
        "pageSize": "500",
        "cursorMark": "*",
    }
    published = SERVICE.start(SERVICE.settle(Wanted("gut", by=PUBLISHED)), DAY, DAY, False)
    assert published.param("query") == "(gut) AND (FIRST_PDATE:[2026-11-01 TO 2026-11-01])"


def test_the_cursor_leads_on_until_all_came():
    page = SERVICE.read(START, body(3, "A+/=", "1", "2"))
    assert (page.ids, page.total, page.next.param("cursorMark")) == (("MED:1", "MED:2"), 3, "A+/=")
    assert SERVICE.read(page.next, body(3, "B", "3")).next is None


@pytest.mark.parametrize("cursor", [None, "", "*"])
def test_without_another_cursor_it_is_the_end(cursor):
    assert SERVICE.read(START, body(3, cursor, "1", "2")).next is None


def test_an_error_is_told():
    with pytest.raises(Refused, match="cannot answer: Invalid cursor"):
        SERVICE.read(START, b'{"errCode": 404, "errMsg": "Invalid cursor"}')


@pytest.mark.parametrize("answer", [b"{}", b'{"hitCount": 1}', b'{"hitCount": 1, "resultList": []}', body(1, "A", "")])
def test_what_is_no_page_is_a_bad_answer(answer):
    with pytest.raises(BadAnswer):
        SERVICE.read(START, answer)
