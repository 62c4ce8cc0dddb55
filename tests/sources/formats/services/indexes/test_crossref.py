"""Crossref: titles in lists, JATS, dates in parts of which some are null."""

import json
from datetime import date

import pytest

WORK = {
    "DOI": "10.5555/cr.0",
    "title": ["Drying <i>kelp</i>\n by slow wind", "Another title"],
    "subtitle": ["a year of notes"],
    "container-title": ["Made Up Notes &amp; Letters", "MUN"],
    "issued": {"date-parts": [[2024, 3]]},
    "created": {"date-parts": [[2024, 2, 1]], "date-time": "2024-02-01T00:00:00Z"},
    "author": [
        {
            "given": "Ada",
            "family": "Marsh",
            "sequence": "first",
            "ORCID": "http://orcid.org/0000-0001-2345-6789",
            "affiliation": [{"name": "Lark University"}, {"name": "Kelp Board"}],
        },
        {"name": "The Kelp Crew", "affiliation": []},
    ],
    "type": "journal-article",
    "subject": ["Ecology"],
    "language": "en",
    "is-referenced-by-count": 3,
    "reference-count": 9,
    "URL": "https://doi.org/10.5555/cr.0",
    "link": [{"URL": "https://example.org/kelp.pdf", "content-type": "application/pdf"}],
}


def answer(works: list) -> dict:
    items = {"total-results": len(works), "facets": {}, "items": works}
    return {"status": "ok", "message-type": "work-list", "message": items}


def test_all_that_a_work_states_has_its_place(read_one, abstract):
    markup = (
        "<jats:title>Abstract</jats:title><jats:sec><jats:title>Aim</jats:title>"
        f"<jats:p>{abstract}</jats:p></jats:sec><jats:sec><jats:title>Results:</jats:title><jats:p>H<jats:sub>2"
        "</jats:sub>O at p &lt; 0.05.</jats:p></jats:sec>"
    )
    record = read_one(WORK | {"abstract": markup}, answer)
    assert record["title"] == "Drying kelp by slow wind"
    assert record["abstract"] == f"Aim: {abstract}\nResults: H<sub>2</sub>O at p < 0.05."
    assert record["doi"] == "10.5555/cr.0"
    assert (record["stated_on"], record["stated_precision"]) == (date(2024, 3, 1), "month")
    assert record["authors"] == ["Ada Marsh", "The Kelp Crew"]
    assert record["author_ids"] == ["http://orcid.org/0000-0001-2345-6789", None]
    assert record["author_affiliations"] == ["Lark University; Kelp Board", None]
    assert (record["venue"], record["categories"]) == ("Made Up Notes & Letters", ["Ecology"])
    assert (record["language"], record["cited_by"]) == ("en", 3)
    assert (record["url"], record["links"]) == ("https://doi.org/10.5555/cr.0", ["https://example.org/kelp.pdf"])
    assert record["payload"]["created"]["date-time"] == "2024-02-01T00:00:00Z"


@pytest.mark.parametrize(
    ("stated", "day", "precision"),
    [
        ({"issued": {"date-parts": [[None]]}}, None, None),
        ({"issued": {"date-parts": [[2024, 3]]}, "published-online": {"date-parts": [[2024, 3, 5]]}}, 5, "day"),
        ({"issued": {"date-parts": [[2024]]}, "published-print": {"date-parts": [[2025, 3, 5]]}}, None, "year"),
        ({"issued": {"date-parts": [[None]]}, "posted": {"date-parts": [[2024, 3, 7]]}}, 7, "day"),
    ],
)
def test_a_date_is_as_exact_as_any_that_agrees_with_it(read_one, abstract, stated, day, precision):
    record = read_one(WORK | {"abstract": abstract} | stated)
    assert record.get("stated_precision") == precision
    assert record.get("stated_on") == (date(2024, 3, day) if day else date(2024, 1, 1) if precision else None)


def test_a_work_alone_is_read(parse, abstract):
    document = {"status": "ok", "message-type": "work", "message": WORK | {"abstract": abstract}}
    assert parse(json.dumps(document), "work.json").records["doi"].to_list() == ["10.5555/cr.0"]
