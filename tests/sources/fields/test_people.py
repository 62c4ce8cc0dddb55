"""Authors as objects: names, and what is said of each."""

import polars as pl
import pytest

from pipelines.sources.fields.people import describe_person, name_person, read_columns


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"name": "Ada Marsh"}, "Ada Marsh"),
        ({"given": "Ada", "family": "Marsh"}, "Ada Marsh"),
        ({"firstName": "Ada", "lastName": "Marsh"}, "Ada Marsh"),
        ({"display_name": "Ada Marsh", "id": "A1"}, "Ada Marsh"),
        ({"literal": "The Kelp Crew"}, "The Kelp Crew"),
        ({"family": "Marsh"}, "Marsh"),
        ({"name": " ", "id": "A1"}, None),
    ],
)
def test_a_person_or_a_group_has_a_name(person, name):
    assert name_person(person) == name


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (
            {"name": "A", "orcid": "0000-0001", "affiliation": "Kelp Lab", "country": "NO"},
            ("0000-0001", "Kelp Lab", "NO"),
        ),
        ({"name": "A", "id": 7, "affiliations": [{"name": "Kelp Lab"}, "Moor"]}, ("7", "Kelp Lab; Moor", None)),
        ({"name": "A", "countries": ["NO", "SE", "NO"]}, (None, None, "NO; SE")),
        ({"name": "A", "affiliation": [" ", None]}, (None, None, None)),
    ],
)
def test_of_a_person_id_affiliation_and_country_are_read(person, said):
    assert describe_person(person) == said


def test_columns_of_objects_give_a_list_for_each_field():
    people = pl.Series(
        "authors",
        [
            [{"name": "A", "orcid": "1", "affiliations": ["K", "M"]}, {"name": None, "orcid": "2", "affiliations": []}],
            None,
        ],
    )
    found = read_columns(people)
    assert found["author_ids"].to_list() == [["1"], None]
    assert found["author_affiliations"].to_list() == [["K; M"], None]
    assert "author_countries" not in found
    assert read_columns(pl.Series([["A"]])) == {}
