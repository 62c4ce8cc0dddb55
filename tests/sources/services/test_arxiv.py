from datetime import date

import pytest

from pipelines.sources.services.arxiv import Arxiv, name_set
from pipelines.sources.services.errors import BadAnswer, Expired, Refused
from pipelines.sources.services.service import PUBLISHED, Page, Wanted

ARXIV = Arxiv()
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 2)
OAI = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{}</OAI-PMH>'
RECORD = "<record><header><identifier>oai:arXiv.org:{}</identifier></header></record>"


def start(**wanted):
    return ARXIV.start(ARXIV.settle(Wanted(**wanted)), FIRST, LAST, False)


@pytest.mark.parametrize(
    ("category", "name"),
    [
        ("cs", "cs"),
        ("cs.CL", "cs:cs:CL"),
        ("math.AG", "math:math:AG"),
        ("q-bio.NC", "q-bio:q-bio:NC"),
        ("astro-ph", "physics:astro-ph"),
        ("astro-ph.EP", "physics:astro-ph:EP"),
        ("hep-th", "physics:hep-th"),
        ("physics", "physics"),
        ("physics.optics", "physics:physics:optics"),
        ("stat.ML", "stat:stat:ML"),
    ],
)
def test_a_category_is_a_set(category, name):
    assert name_set(category) == name


def test_days_of_change_are_asked_by_oai():
    request = start(category="cs.CL")
    assert (request.place, request.path) == ("oai", "/oai")
    assert dict(request.params) == {
        "verb": "ListRecords",
        "metadataPrefix": "arXiv",
        "set": "cs:cs:CL",
        "from": "2026-11-01",
        "until": "2026-11-02",
    }
    assert not start().param("set")


def test_queries_and_days_of_submission_are_asked_of_the_search():
    request = start(query='ti:"grey pebbles"', category="cs.CL")
    assert (request.place, request.path) == ("search", "/api/query")
    assert request.param("search_query") == (
        '(ti:"grey pebbles") AND cat:cs.CL AND submittedDate:[202611010000 TO 202611022359]'
    )
    assert (request.param("start"), request.param("max_results")) == ("0", "1000")
    assert start(category="hep-th", by=PUBLISHED).param("search_query").startswith("cat:hep-th AND submittedDate:")


def test_a_list_goes_on_by_its_token():
    token = '<resumptionToken cursor="0" completeListSize="3">verb%3D|2</resumptionToken>'
    listed = f"<ListRecords>{RECORD.format('a')}{RECORD.format('b')}{token}</ListRecords>"
    page = ARXIV.read(start(), OAI.format(listed).encode())
    assert (page.ids, page.total) == (("oai:arXiv.org:a", "oai:arXiv.org:b"), 3)
    assert page.next.params == (("verb", "ListRecords"), ("resumptionToken", "verb%3D|2"))
    assert page.next.place == "oai"


@pytest.mark.parametrize("end", ["", "<resumptionToken/>", '<resumptionToken cursor="2">  </resumptionToken>'])
def test_a_list_ends_without_a_token(end):
    page = ARXIV.read(start(), OAI.format(f"<ListRecords>{RECORD.format('a')}{end}</ListRecords>").encode())
    assert page == Page(("oai:arXiv.org:a",))


def test_what_oai_says_in_errors():
    def read(code, text=""):
        return ARXIV.read(start(), OAI.format(f'<error code="{code}">{text}</error>').encode())

    assert read("noRecordsMatch") == Page(total=0)
    with pytest.raises(Expired):
        read("badResumptionToken")
    with pytest.raises(Refused, match=r"arXiv cannot answer: Set \[x\] is unknown"):
        read("badArgument", "Set [x] is unknown")


@pytest.mark.parametrize("listed", ["", "<ListRecords><record/></ListRecords>", "<ListIdentifiers/>"])
def test_a_list_of_another_form_is_a_bad_answer(listed):
    with pytest.raises(BadAnswer):
        ARXIV.read(start(), OAI.format(listed).encode())


def feed(*entries, total=5):
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:o="http://a9.com/-/spec/opensearch/1.1/">'
        f"<o:totalResults>{total}</o:totalResults>{''.join(entries)}</feed>"
    ).encode()


ENTRY = "<entry><id>http://arxiv.org/abs/{}</id><title>Pebbles</title></entry>"


def test_a_search_goes_on_after_what_came():
    request = start(query="pebbles")
    page = ARXIV.read(request, feed(ENTRY.format("1"), ENTRY.format("2")))
    assert (len(page.ids), page.total, page.next.param("start")) == (2, 5, "2")
    last = ARXIV.read(page.next, feed(*(ENTRY.format(one) for one in "345")))
    assert (last.ids[-1], last.next) == ("http://arxiv.org/abs/5", None)


def test_an_error_comes_as_an_entry():
    entry = (
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title>"
        "<summary>incorrect id format for 1</summary></entry>"
    )
    with pytest.raises(BadAnswer, match="sent an error: incorrect id format for 1"):
        ARXIV.read(start(query="pebbles"), feed(entry, total=1))
    paper = "<entry><id>http://arxiv.org/abs/1</id><title>Error</title></entry>"
    assert ARXIV.read(start(query="pebbles"), feed(paper, total=1)).ids == ("http://arxiv.org/abs/1",)


def test_more_than_can_be_shown_is_refused():
    with pytest.raises(Refused, match="30,001 papers of that, and shows 30,000"):
        ARXIV.read(start(query="pebbles"), feed(ENTRY.format("1"), total=30_001))
