from datetime import date

import pytest

from pipelines.sources.services.errors import BadAnswer
from pipelines.sources.services.huggingface import HuggingFace
from pipelines.sources.services.service import Page, Wanted

SERVICE = HuggingFace()
DAY = date(2026, 11, 1)
START = SERVICE.start(Wanted(), DAY, DAY, False)


def test_a_day_is_asked_for_by_pages_of_a_hundred():
    assert START.path == "/api/daily_papers"
    assert START.params == (("date", "2026-11-01"), ("p", "0"), ("limit", "100"))
    with pytest.raises(ValueError, match="one day"):
        SERVICE.start(Wanted(), DAY, date(2026, 11, 2), False)
    assert SERVICE.count(Wanted(), DAY, DAY, False) is None


def test_a_page_with_papers_is_followed_by_another():
    page = SERVICE.read(START, b'[{"paper": {"id": "2611.00001"}}, {"id": "2611.00002"}]')
    assert (page.ids, page.total) == (("2611.00001", "2611.00002"), None)
    assert page.next.params == (("date", "2026-11-01"), ("p", "1"), ("limit", "100"))
    assert SERVICE.read(page.next, b"[]") == Page()


@pytest.mark.parametrize("body", [b"{}", b"[1]", b'[{"paper": {}}]', b'[{"paper": {"id": 3}}]', b'{"error": "x"}'])
def test_what_is_no_list_of_papers_is_a_bad_answer(body):
    with pytest.raises(BadAnswer):
        SERVICE.read(START, body)
