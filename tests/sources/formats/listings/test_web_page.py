"""Saved pages: what they carry as JSON, what they say to search engines, what they show."""

import html
import json
from datetime import date

import pytest

PAPERS = {
    "2503.01111": (
        "Drying Kelp by Slow Wind",
        "We followed nine crews for six seasons and weighed every coil by hand. ",
    ),
    "2503.01112": ("Lantern Acoustics", "We hung lanterns in harbours without bells and listened to them for a year. "),
}
ABSTRACTS = {ident: text * 3 for ident, (_, text) in PAPERS.items()}
AUTHORS = ", ".join(["Ada Marsh", "Bela Quill", "C. Moor"] * 6)
COOKIES = "We use cookies. " * 20


def make_entry(ident: str) -> dict:
    title, _ = PAPERS[ident]
    paper = {
        "id": ident,
        "authors": [{"name": "Ada Marsh", "hidden": False}],
        "title": title,
        "summary": ABSTRACTS[ident],
        "publishedAt": "2025-03-03T12:00:00.000Z",
        "submittedOnDailyAt": "2025-03-05T03:55:12.777Z",
        "upvotes": 12,
    }
    return {"paper": paper, "title": title, "summary": ABSTRACTS[ident], "numComments": 1}


def make_page(body: str) -> str:
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><title>Papers</title><script>var a = '<p>x</p>';</script></head>"
        f"<body><nav><a href='/papers'>Daily Papers</a></nav>{body}<footer>{COOKIES}</footer>"
        f"<p>{COOKIES}</p></body></html>"
    )


def test_a_page_of_daily_papers_is_read_from_what_it_carries_for_its_scripts(parse):
    carried = {"periodType": "day", "dateString": "2025-03-05", "dailyPapers": [make_entry(one) for one in PAPERS]}
    body = f'<div data-target="DailyPapers" data-props="{html.escape(json.dumps(carried))}"><h3>Nothing here</h3></div>'
    parsed = parse(make_page(body), "Daily Papers.html")
    assert (parsed.format, parsed.found) == ("web_page", 2)
    records = parsed.records
    assert records["arxiv_id"].to_list() == list(PAPERS)
    assert records["abstract"].to_list() == [text.strip() for text in ABSTRACTS.values()]
    assert records["authors"].to_list() == [["Ada Marsh"]] * 2
    assert records["upvotes"].to_list() == [12, 12]
    assert records["stated_on"].to_list() == [date(2025, 3, 3)] * 2
    assert records["listed_on"].to_list() == [date(2025, 3, 5)] * 2


def show(ident: str, abstract: str) -> str:
    title, _ = PAPERS[ident]
    return (
        f"<article><a href='/papers/{ident}'><img src='x.png'></a><h3><a href='https://huggingface.co/papers/{ident}'>{title}"
        f"</a></h3><ul><li>{AUTHORS}</li></ul><p>{abstract}</p><a href='/papers/{ident}'>View</a></article>"
    )


def test_titles_that_lead_to_papers_take_the_longest_text_after_them(parse):
    body = "".join(show(ident, f"<b>Abstract:</b> {ABSTRACTS[ident]}") for ident in PAPERS)
    parsed = parse(make_page(f"<main>{body}</main>"), "saved 2025-03-06.html")
    assert (parsed.format, parsed.found) == ("web_page", 2)
    assert parsed.records["title"].to_list() == [title for title, _ in PAPERS.values()]
    assert parsed.records["abstract"][0] == ABSTRACTS["2503.01111"].strip()
    assert parsed.records["arxiv_id"].to_list() == list(PAPERS)
    assert parsed.records["listed_on"].to_list() == [date(2025, 3, 6)] * 2


def test_a_title_around_which_the_link_stands_is_the_same(parse):
    body = "".join(
        f"<a href='https://arxiv.org/abs/{ident}v2'><h2>{title}</h2></a><!-- x --><p>{ABSTRACTS[ident]}</p>"
        for ident, (title, _) in PAPERS.items()
    )
    parsed = parse(make_page(body), "a.html")
    assert parsed.records["title"].to_list() == [title for title, _ in PAPERS.values()]
    assert parsed.records["abstract"].to_list() == [text.strip() for text in ABSTRACTS.values()]


def test_a_page_of_new_papers_of_arxiv_labels_its_titles(parse):
    body = "".join(
        f"<dt>[{at}] <a href='/abs/{ident}'>arXiv:{ident}</a> [<a href='/pdf/{ident}'>pdf</a>]</dt><dd>"
        f"<div><span>Title:</span> {title}</div><div>{AUTHORS}</div><p class='mathjax'>{ABSTRACTS[ident]}</p></dd>"
        for at, (ident, (title, _)) in enumerate(PAPERS.items(), 1)
    )
    parsed = parse(make_page(f"<dl>{body}</dl>"), "new.html")
    assert parsed.records["title"].to_list() == [title for title, _ in PAPERS.values()]
    assert parsed.records["abstract"].to_list() == [text.strip() for text in ABSTRACTS.values()]


def test_a_paper_without_an_abstract_is_refused_beside_others(parse):
    parsed = parse(make_page(show("2503.01111", "") + show("2503.01112", ABSTRACTS["2503.01112"])), "a.html")
    assert parsed.records["arxiv_id"].to_list() == ["2503.01112"]
    assert parsed.rejects["reason"].str.contains("no abstract").to_list() == [True]


def test_a_page_of_one_paper_says_what_it_is_about_in_its_head(parse):
    page = f"""<html><head>
      <meta name="citation_title" content="Drying Kelp by Slow Wind">
      <meta name="citation_author" content="Marsh, Ada"><meta name="citation_author" content="Bela Quill">
      <meta name="citation_date" content="2025/03/03"><meta name="citation_arxiv_id" content="2503.01111">
      <meta name="citation_doi" content="10.5555/kelp"><meta name="citation_journal_title" content="Made Up Notes">
      <meta name="citation_abstract" content="{ABSTRACTS["2503.01111"]}"></head><body>text</body></html>"""
    record = parse(page, "abs.html").records.row(0, named=True)
    assert (record["title"], record["authors"]) == ("Drying Kelp by Slow Wind", ["Ada Marsh", "Bela Quill"])
    assert (record["arxiv_id"], record["doi"], record["venue"]) == ("2503.01111", "10.5555/kelp", "Made Up Notes")
    assert (record["stated_on"], record["stated_precision"]) == (date(2025, 3, 3), "day")


@pytest.mark.parametrize(
    "page",
    [
        make_page("<p>About us.</p>"),
        make_page('<div data-props="{&quot;a&quot;: 1}"></div><p>As <a href="/papers/2503.01111">they</a> say.</p>'),
        "<html>",
        "<!doctype html><body><p>cut in the mid",
        "<html><body>" + "<div>" * 3000,
    ],
)
def test_a_page_without_papers_says_what_to_do(parse, page):
    parsed = parse(page, "page.html")
    assert (parsed.format, parsed.found) == ("unknown", 0)
    assert "web page" in parsed.rejects["reason"][0]
