"""OpenAlex: abstracts put in order from their index, and days that are only years."""

from datetime import date

import pytest

from pipelines.sources.formats.services.indexes.openalex import read_inverted_index

WORK = {
    "id": "https://openalex.org/W4300000001",
    "doi": "https://doi.org/10.5555/oa.1",
    "title": "Drying kelp &amp; moss",
    "display_name": "Drying kelp &amp; moss",
    "publication_year": 2024,
    "publication_date": "2024-03-10",
    "ids": {
        "openalex": "https://openalex.org/W4300000001",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/39400000",
        "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332",
    },
    "language": "en",
    "type": "article",
    "primary_location": {
        "landing_page_url": "https://example.org/kelp",
        "pdf_url": "https://example.org/kelp.pdf",
        "source": {"display_name": "Made Up Notes"},
    },
    "locations": [{"landing_page_url": "http://arxiv.org/abs/2403.01111", "pdf_url": None}],
    "open_access": {"oa_url": "https://example.org/kelp.pdf"},
    "authorships": [
        {
            "author": {
                "id": "https://openalex.org/A1",
                "display_name": "Ada Marsh",
                "orcid": "https://orcid.org/0000-0001-2345-6789",
            },
            "institutions": [
                {"display_name": "Lark University", "country_code": "NZ"},
                {"display_name": "Kelp Board", "country_code": "NO"},
            ],
            "countries": ["NZ", "NO"],
        },
        {
            "author": {"id": "https://openalex.org/A2", "display_name": "Bela Quill", "orcid": None},
            "institutions": [],
            "raw_affiliation_strings": ["A shed in Lark"],
        },
    ],
    "primary_topic": {"display_name": "Kelp drying"},
    "topics": [{"display_name": "Kelp drying"}, {"display_name": "Mosses"}],
    "keywords": [{"display_name": "Slow wind", "score": 0.5}],
    "cited_by_count": 0,
    "abstract_inverted_index": {"Kelp": [0, 4], "&lt;5%": [2], "dries": [1, 5], "here.": [3], "there.": [6]},
    "is_retracted": False,
}


def answer(works: list) -> dict:
    return {"meta": {"count": len(works), "page": 1}, "results": works, "group_by": []}


def test_all_that_a_work_states_has_its_place(read_one):
    record = read_one(WORK, answer)
    assert record["title"] == "Drying kelp & moss"
    assert record["abstract"] == "Kelp dries <5% here. Kelp dries there."
    assert record["openalex_id"].endswith("W4300000001")
    assert record["doi"].endswith("10.5555/oa.1")
    assert record["pmid"].endswith("39400000")
    assert (record["pmcid"], record["arxiv_id"]) == ("PMC5815332", "2403.01111")
    assert (record["stated_on"], record["stated_precision"]) == (date(2024, 3, 10), "day")
    assert record["authors"] == ["Ada Marsh", "Bela Quill"]
    assert record["author_ids"] == ["https://orcid.org/0000-0001-2345-6789", "https://openalex.org/A2"]
    assert record["author_affiliations"] == ["Lark University; Kelp Board", "A shed in Lark"]
    assert record["author_countries"] == ["NZ; NO", None]
    assert (record["venue"], record["language"], record["cited_by"]) == ("Made Up Notes", "en", 0)
    assert (record["categories"], record["keywords"]) == (["Kelp drying", "Mosses"], ["Slow wind"])
    assert (record["url"], record["links"]) == ("https://example.org/kelp", ["https://example.org/kelp.pdf"])
    assert (record["payload"]["type"], record["payload"]["is_retracted"]) == ("article", False)


@pytest.mark.parametrize(
    ("stated", "day", "precision"),
    [
        ({"publication_date": "2024-01-01"}, date(2024, 1, 1), "year"),
        ({"publication_date": None}, date(2024, 1, 1), "year"),
        ({"publication_date": "2024-01-02"}, date(2024, 1, 2), "day"),
    ],
)
def test_the_first_of_january_is_a_year(read_one, stated, day, precision):
    record = read_one(WORK | stated)
    assert (record["stated_on"], record["stated_precision"]) == (day, precision)


def test_an_older_work_has_its_concepts_for_categories_the_likeliest_first(read_one):
    concepts = [
        {"display_name": "Moss", "score": 0.31},
        {"display_name": "Kelp", "score": 0.9},
        {"display_name": "Law", "score": 0.0},
    ]
    old = {key: value for key, value in WORK.items() if key not in ("topics", "primary_topic")}
    assert read_one(old | {"concepts": concepts})["categories"] == ["Kelp", "Moss"]


@pytest.mark.parametrize(
    ("index", "text"),
    [
        ({"a": [0, 2], "b": [1]}, "a b a"),
        ({"b": [7], "a": [3]}, "a b"),
        ('{"IndexLength": 3, "InvertedIndex": {"a": [0, 2], "b": [1]}}', "a b a"),
        ('{"IndexLength"', None),
        ({}, None),
        (None, None),
        ("Kelp", None),
        ({"a": "x", "b": [None, 1]}, "b"),
        ({"a": list(range(60_000))}, None),
    ],
)
def test_an_index_is_put_in_order(index, text):
    assert read_inverted_index(index) == text


def test_works_without_abstracts_are_refused_and_the_way_to_them_said(refuse):
    rejects = refuse(answer([WORK | {"abstract_inverted_index": None}] * 2))
    assert rejects["position"].to_list() == [0, 1, 2]
    assert rejects["reason"][0].startswith("None of the 2 works of OpenAlex here has an abstract.")
    assert rejects["reason"][1].startswith("It has a title but no abstract")
