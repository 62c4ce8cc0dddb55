"""Daily papers of Hugging Face: the list, a paper alone, a scrape."""

import json
from datetime import date

PAPER = {
    "id": "2503.01111",
    "authors": [
        {"_id": "x", "name": "Ada Marsh", "hidden": False},
        {"_id": "y", "name": "Bela Quill", "hidden": False},
        {"_id": "z", "name": "Not Anymore", "hidden": True},
    ],
    "publishedAt": "2025-03-03T23:30:00.000Z",
    "submittedOnDailyAt": "2025-03-05T03:55:12.777Z",
    "title": "Drying kelp by slow wind",
    "upvotes": 0,
    "discussionId": "d",
    "githubRepo": "https://github.com/example/kelp",
    "projectPage": "https://kelp.example.org",
    "ai_keywords": ["kelp", "slow wind"],
}
SCRAPED = {
    "id": "2503.01111",
    "arxivId": "2503.01111",
    "title": "Drying kelp by slow wind",
    "authors": ["Ada Marsh,", "Bela Quill"],
    "summary": "A part of it.",
    "url": "https://huggingface.co/papers/2503.01111",
    "pdfUrl": "https://arxiv.org/pdf/2503.01111",
    "upvotes": 7,
    "publishedAt": "2025-03-06T08:28:25.601343+00:00",
    "fetchedAt": "2025-03-06T08:28:25.601343+00:00",
    "tags": [],
}


def check(record: dict, abstract: str) -> None:
    assert (record["title"], record["abstract"]) == ("Drying kelp by slow wind", abstract)
    assert record["arxiv_id"] == "2503.01111"
    assert record["authors"] == ["Ada Marsh", "Bela Quill"]
    assert (record["stated_on"], record["stated_precision"]) == (date(2025, 3, 3), "day")
    assert (record["listed_on"], record["upvotes"]) == (date(2025, 3, 5), 0)
    assert record["keywords"] == ["kelp", "slow wind"]
    assert record["url"] == "https://huggingface.co/papers/2503.01111"
    assert record["links"] == ["https://github.com/example/kelp", "https://kelp.example.org"]


def test_an_entry_of_the_list_and_a_paper_alone_state_the_same(read_one, abstract):
    entry = {
        "paper": PAPER | {"summary": abstract},
        "publishedAt": "2025-03-04T18:30:00.000Z",
        "title": "Drying kelp by slow wind",
        "summary": abstract,
        "numComments": 2,
        "submittedBy": {"name": "nobody"},
    }
    check(read_one(entry), abstract)
    check(read_one(PAPER | {"summary": abstract}), abstract)


def test_an_entry_that_does_not_say_when_it_was_listed_has_the_day_of_the_file(parse, abstract):
    paper = {key: value for key, value in PAPER.items() if key != "submittedOnDailyAt"} | {"summary": abstract}
    text = json.dumps([{"paper": paper, "title": paper["title"], "summary": abstract}])
    assert parse(text, "2025-03-07.json").records["listed_on"].to_list() == [date(2025, 3, 7)]
    assert parse(text, "list.json").records["listed_on"].to_list() == [None]
    full = json.dumps([{"paper": PAPER | {"summary": abstract}}])
    assert parse(full, "2025-03-07.json").records["listed_on"].to_list() == [date(2025, 3, 5)]


def test_a_paper_that_is_not_from_arxiv_keeps_its_id(read_one, abstract):
    record = read_one(PAPER | {"id": "kelp-report", "summary": abstract})
    assert ("arxiv_id" in record, record["stated_id"]) == (False, "kelp-report")


def test_a_scrape_says_when_the_paper_was_listed_not_when_it_was_published(parse, abstract):
    document = {"date": "2025-03-05", "papers": [SCRAPED | {"abstract": abstract}]}
    (record,) = parse(json.dumps(document), "page.json").records.iter_rows(named=True)
    assert (record["title"], record["abstract"]) == ("Drying kelp by slow wind", abstract)
    assert (record["arxiv_id"], record["authors"]) == ("2503.01111", ["Ada Marsh", "Bela Quill"])
    assert (record["stated_on"], record["listed_on"], record["upvotes"]) == (None, date(2025, 3, 5), 7)
    assert record["links"] == ["https://arxiv.org/pdf/2503.01111"]
