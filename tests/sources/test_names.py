"""Which column means which field."""

from pathlib import Path

import pytest

from pipelines.sources.names import FIELD_NAMES, explain_missing, match_columns, normalize_name


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
        "stated_year": ["year"],
    }


def test_date_is_the_listing_day_beside_a_publication_day():
    assert match_columns(["date", "published"]) == {"stated_date": ["published"], "listed_on": ["date"]}
    assert match_columns(["date", "year"]) == {"stated_date": ["date"], "stated_year": ["year"]}


def test_missing_columns_are_explained():
    assert explain_missing(["Title", "Summary"]) is None
    assert "no column for the abstract: the columns are title, body" in explain_missing(["title", "body"])
    assert "the columns are none" in explain_missing([])


def test_the_documentation_names_every_column():
    text = (Path(__file__).parents[2] / "docs" / "inputs.md").read_text(encoding="utf-8")
    for field, names in FIELD_NAMES.items():
        assert f"| {field} | {', '.join(f'`{name}`' for name in names)} |" in text
