"""Affiliations and ORCIDs as Embase, Ovid and PsycInfo write them."""

import pytest

from pipelines.sources.formats.tagged.record_lines import Fields
from pipelines.sources.formats.tagged.ris_authors import read_authors

TWO = [["AU", "Marsh, A."], ["AU", "Quill, B."]]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            [["M1", "(Marsh A., a@example.org; Quill B.) Univ A"], ["M1", "(Quill B.) Univ B"]],
            ["Univ A", "Univ A; Univ B"],
        ),
        ([["AD", "(Marsh, Quill) Univ A"]], ["Univ A", "Univ A"]),
        ([["AD", "Quill, B.: Univ B"], ["AD", "Quill, B.: b@example.org"]], [None, "Univ B"]),
        ([["AD", "Univ A"], ["AD", "Univ B"]], [None, None]),
        ([["M1", "Moor, J. (2020). Moss. Univ Press"]], [None, None]),
    ],
)
def test_an_address_is_said_of_the_authors_that_it_names(said, expected):
    assert [person.get("affiliation") for person in read_authors(Fields([*TWO, *said]))] == expected


def test_an_address_without_a_name_is_that_of_the_only_author():
    assert read_authors(Fields([["A1", "Marsh, Ada"], ["AD", "Univ A"], ["AD", "Univ B"]])) == [
        {"name": "Ada Marsh", "affiliation": "Univ A; Univ B"}
    ]


def test_an_orcid_stands_behind_a_name_and_one_of_two_of_a_name_is_not_guessed():
    fields = Fields([*TWO, ["AI", "Quill, B.; ORCID: https://orcid.org/0000-0001-2345-678X"]])
    assert [person.get("id") for person in read_authors(fields)] == [None, "0000-0001-2345-678X"]
    same = Fields([["AU", "Marsh, A."], ["AU", "Marsh, B."], ["AD", "(Marsh) Univ A"]])
    assert not any("affiliation" in person for person in read_authors(same))
