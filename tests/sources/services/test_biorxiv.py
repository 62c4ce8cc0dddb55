import json
from datetime import date

import pytest

from pipelines.sources.services.biorxiv import BioRxiv, MedRxiv
from pipelines.sources.services.errors import BadAnswer
from pipelines.sources.services.service import Page, Wanted

SERVICE = BioRxiv()
DAY = date(2026, 11, 1)
START = SERVICE.start(Wanted(), DAY, DAY, False)


def body(total, *dois, **message):
    found = [{"doi": one, "version": "2"} for one in dois]
    return json.dumps({"messages": [{"status": "ok", "total": total, **message}], "collection": found}).encode()


def test_days_are_part_of_the_path():
    assert (START.path, START.params) == ("/details/biorxiv/2026-11-01/2026-11-01/0", ())
    request = MedRxiv().start(Wanted(category="Cell Biology"), DAY, date(2026, 11, 2), False)
    assert request.path == "/details/medrxiv/2026-11-01/2026-11-02/0"
    assert request.params == (("category", "cell_biology"),)


def test_the_next_page_begins_after_what_came():
    request = SERVICE.start(Wanted(category="neuroscience"), DAY, DAY, False)
    page = SERVICE.read(request, body("3", "10.1101/a", "10.1101/b"))
    assert (page.ids, page.total) == (("10.1101/av2", "10.1101/bv2"), 3)
    assert page.next.path == "/details/biorxiv/2026-11-01/2026-11-01/2"
    assert page.next.params == request.params
    assert SERVICE.read(page.next, body(3, "10.1101/c")).next is None


def test_a_day_without_posts():
    answer = b'{"messages": [{"status": "no posts found"}], "collection": []}'
    assert SERVICE.read(START, answer) == Page(total=0)


@pytest.mark.parametrize(
    "answer",
    [
        b"{}",
        b'{"messages": [], "collection": []}',
        body(1, ""),
        body(None, "10.1101/a"),
        body(1, "10.1101/a", status="error: database"),
    ],
)
def test_what_is_no_page_is_a_bad_answer(answer):
    with pytest.raises(BadAnswer):
        SERVICE.read(START, answer)
