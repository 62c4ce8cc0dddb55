"""Subjects to lists, and kinds of references."""

import pytest

from pipelines.sources.formats.references.kinds import name_kind
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects


def test_subjects_stand_once_and_without_their_star():
    assert split_subjects(["*kelp; slow\twind ;", None, "kelp\ncrew (keeper, planner)"]) == [
        "kelp",
        "slow wind",
        "crew (keeper, planner)",
    ]
    assert split_subjects(["kelp, wind; x"], ",") == ["kelp", "wind; x"]


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        ("ELEC", {}, "web page"),
        ("Web Page", {"doi": None}, "Web Page"),
        ("ELEC", {"venue": "Notes"}, None),
        ("ELEC", {"arxiv_id": "2401.00001"}, None),
        (None, {}, None),
    ],
)
def test_what_has_a_venue_or_an_id_is_a_paper(kind, row, expected):
    assert name_kind(kind, row) == expected


def test_a_row_always_has_a_title_and_an_abstract():
    assert make_row({"doi": "", "links": []}, {"VL": ""}) == {"title": None, "abstract": None}
    assert make_row({"title": "Kelp"}, {"VL": "8"}, "ris") == {"title": "Kelp", "abstract": None, "ris": {"VL": "8"}}
