"""Generic columns: names, and values that hold several."""

import json

import polars as pl
import pytest

from pipelines.sources.columns import (
    Stated,
    build_records,
    encode_payload,
    explain_missing,
    match_columns,
    normalize_name,
    read_table,
)


@pytest.mark.parametrize(
    "name",
    [
        "Document Title",
        "document_title",
        "DOCUMENT-TITLE",
        "documentTitle",
        " Document  Title ",
        "\ufeffdocument title",
    ],
)
def test_names_match_whatever_their_case_and_punctuation(name):
    assert normalize_name(name) == "document_title"


def test_the_best_column_comes_first():
    assert match_columns(["year", "summary", "Abstract", "Title", "colour"]) == {
        "title": ["Title"],
        "abstract": ["Abstract", "summary"],
        "stated_date": ["year"],
    }


def test_date_is_the_listing_day_beside_a_publication_day():
    assert match_columns(["date", "published"]) == {"stated_date": ["published"], "listed_on": ["date"]}
    assert match_columns(["date", "year"]) == {"stated_date": ["date", "year"]}


def test_missing_columns_are_explained():
    assert explain_missing(["Title", "Summary"]) is None
    assert "no column for the abstract: the columns are title, body" in explain_missing(["title", "body"])
    assert "the columns are none" in explain_missing([])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A. Brown", ["A. Brown"]),
        ("Ann Brown, Cleo Green", ["Ann Brown", "Cleo Green"]),
        ("Ann Brown, Cleo Green, and Dan Grey", ["Ann Brown", "Cleo Green", "Dan Grey"]),
        ("Ann Brown and Cleo Green", ["Ann Brown", "Cleo Green"]),
        ("Ann Brown; Cleo Green;", ["Ann Brown", "Cleo Green"]),
        ("Ann Brown | Cleo Green", ["Ann Brown", "Cleo Green"]),
        ("Brown, Ann; Green, Cleo", ["Brown, Ann", "Green, Cleo"]),
        ("Brown, Ann and Green, Cleo", ["Brown, Ann", "Green, Cleo"]),
        ("Brown, Ann", ["Brown, Ann"]),
        ("Brown, A., Green, C. D., & Grey, E.", ["Brown A.", "Green C. D.", "Grey E."]),
        ("Alexandra Sanders, Andy Anderson", ["Alexandra Sanders", "Andy Anderson"]),
        (" , ;", None),
        ("", None),
    ],
)
def test_authors_in_one_string_are_told_apart(text, names):
    columns = [
        Stated("title", pl.Series(["T"])),
        Stated("abstract", pl.Series(["A."])),
        Stated("authors", pl.Series([text])),
    ]
    records, _ = build_records(columns, None, pl.Series([1]))
    assert records["authors"][0].to_list() == (names or [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("cs.CL cs.LG", ["cs.CL", "cs.LG"]),
        ("astro-ph.GA hep-th", ["astro-ph.GA", "hep-th"]),
        ("cs.CL", ["cs.CL"]),
        ("hep-ph", ["hep-ph"]),
        ("cs.CL, stat.ML", ["cs.CL", "stat.ML"]),
        ("Computer Vision; Robotics", ["Computer Vision", "Robotics"]),
        ("machine learning", ["machine learning"]),
        ("retrieval and ranking, search", ["retrieval and ranking", "search"]),
    ],
)
def test_categories_in_one_string_are_told_apart(text, names):
    columns = [
        Stated("title", pl.Series(["T"])),
        Stated("abstract", pl.Series(["A."])),
        Stated("categories", pl.Series([text])),
    ]
    records, _ = build_records(columns, None, pl.Series([1]))
    assert records["categories"][0].to_list() == names


def test_of_several_columns_the_first_value_that_is_not_blank_counts():
    frame = pl.DataFrame(
        {"title": ["", "B"], "document title": ["A", "X"], "abstract": ["c.", "d."], "doi": [" ", "10.1/x"]}
    )
    records, _ = read_table(frame, pl.Series([1, 2]))
    assert records["title"].to_list() == ["A", "B"]
    assert records["doi"].to_list() == [None, "10.1/x"]
    assert [json.loads(payload) for payload in records["payload"]] == [{"document title": "A"}, {"document title": "X"}]


def test_a_payload_is_json_whatever_the_values():
    frame = pl.DataFrame(
        {'a "quoted" name': ['x "y" \\ z\n', None], "list": [["é"], None], "n": [1.5, None], "blank": [" ", ""]}
    )
    first, second = encode_payload(frame)
    assert json.loads(first) == {'a "quoted" name': 'x "y" \\ z\n', "list": ["é"], "n": 1.5}
    assert second is None
