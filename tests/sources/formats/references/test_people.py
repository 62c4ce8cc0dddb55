"""Names of people to ``First Last``."""

import pytest

from pipelines.sources.formats.references.people import all_first_last, first_last


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Marsh, Ada", "Ada Marsh"),
        ("van de Moor, Béla T.", "Béla T. van de Moor"),
        ("Marsh A.", "Marsh A."),
        ("Ada Marsh", "Ada Marsh"),
        ("Marsh, Ada, Jr.", "Ada Marsh Jr."),
        ("Marsh, III, Ada", "Ada Marsh III"),
        ("The Kelp Crew,", "The Kelp Crew"),
        ("Marsh,  Ada ;", "Ada Marsh"),
        (" , ", None),
    ],
)
def test_a_name_is_turned_round_at_its_comma(name, expected):
    assert first_last(name) == expected


def test_blank_and_repeated_names_are_left_out():
    assert all_first_last(["Marsh, Ada", "", "Marsh, Ada", "Quill, B"]) == ["Ada Marsh", "B Quill"]
