import json
from datetime import date

import pytest

from pipelines.sources.services.errors import BadAnswer, Refused
from pipelines.sources.services.pubmed import PubMed
from pipelines.sources.services.service import PUBLISHED, Page, Wanted

SERVICE = PubMed()
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 2)
WANTED = SERVICE.settle(Wanted("asthma[mesh]"))
START = SERVICE.start(WANTED, FIRST, LAST, False)


def found(count, ids=(), **more):
    return json.dumps({"esearchresult": {"count": str(count), "idlist": [str(one) for one in ids], **more}}).encode()


def test_ids_are_searched_by_the_day_they_were_added():
    assert (START.path, START.is_form) == ("/entrez/eutils/esearch.fcgi", True)
    assert dict(START.params) == {
        "db": "pubmed",
        "term": "asthma[mesh]",
        "datetype": "edat",
        "mindate": "2026/11/01",
        "maxdate": "2026/11/02",
        "retmax": "10000",
        "retmode": "json",
    }
    published = SERVICE.settle(Wanted("asthma", by=PUBLISHED))
    assert SERVICE.start(published, FIRST, LAST, False).param("datetype") == "pdat"


def test_records_are_fetched_two_hundred_at_a_time():
    page = SERVICE.read(START, found(450, range(1, 451)))
    assert (page.ids, page.total, page.is_list) == ((), 450, True)
    sizes, request = [], page.next
    while request:
        assert (request.path, request.is_form, request.param("retmode")) == ("/entrez/eutils/efetch.fcgi", True, "xml")
        sizes.append(len(request.param("id").split(",")))
        request = SERVICE.read(request, b"<PubmedArticleSet/>").next
    assert sizes == [200, 200, 50]


def test_articles_and_books_are_counted():
    request = SERVICE.read(START, found(2, [1, 2])).next
    answer = (
        b'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.nlm.nih.gov/x.dtd">'
        b'<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">1</PMID><CommentsCorrectionsList>'
        b"<CommentsCorrections><PMID>9</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation>"
        b"</PubmedArticle><PubmedBookArticle><BookDocument><PMID>2</PMID></BookDocument></PubmedBookArticle>"
        b"</PubmedArticleSet>"
    )
    assert SERVICE.read(request, answer) == Page(("1", "2"))


def test_a_day_without_records_has_no_fetch():
    assert SERVICE.read(START, found(0)) == Page(total=0, is_list=True)


def test_counting_asks_for_no_ids():
    request = SERVICE.count(WANTED, FIRST, LAST, False)
    assert request.param("retmax") == "0"
    assert SERVICE.read(request, found(45_000)).total == 45_000


def test_more_than_pubmed_tells_is_refused():
    with pytest.raises(Refused, match="10,001 papers of that on one day, and tells 10,000"):
        SERVICE.read(START, found(10_001, [1]))


@pytest.mark.parametrize(
    "answer",
    [
        b"{}",
        b"[]",
        b'{"error": "API rate limit exceeded"}',
        b'{"esearchresult": {}}',
        found(1, ["../1"]),
        found(1, ERROR="Search Backend failed"),
    ],
)
def test_what_is_no_list_of_ids_is_a_bad_answer(answer):
    with pytest.raises(BadAnswer):
        SERVICE.read(START, answer)


def test_control_characters_are_no_damage():
    assert SERVICE.read(START, b'{"esearchresult": {"count": "0", "idlist": [], "t": "a\tb"}}').total == 0


def test_the_key_and_who_asks_are_fields():
    assert SERVICE.key_fields("secret") == {"api_key": "secret"}
    assert SERVICE.contact_fields("") == {"tool": "papertrends"}
    assert SERVICE.contact_fields("a@b.org") == {"tool": "papertrends", "email": "a@b.org"}
