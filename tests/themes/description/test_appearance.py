"""Numbers, names, colours and positions of themes, from build to build."""

import numpy as np
import polars as pl

from pipelines.themes.assignment import Assignment
from pipelines.themes.continuity.previous import index_previous
from pipelines.themes.description.appearance import choose_appearance
from pipelines.themes.result import PreviousThemes
from warehouse.schema import table
from warehouse.schema.frames import empty_frame

PREVIOUS = pl.DataFrame(
    {
        "theme_id": pl.Series([3, 7], dtype=pl.Int32),
        "label": ["Speech", "Vision"],
        "color": pl.Series([0, 2], dtype=pl.Int32),
        "x": [0.1, -0.5],
        "y": [0.2, 0.5],
        "broad_id": pl.Series([3, 3], dtype=pl.Int32),
        "broad_label": ["Media", "Media"],
        "pinned": [False, True],
    }
)


def previous_of(themes: pl.DataFrame):
    papers = pl.DataFrame({"paper_id": ["a"]})
    return index_previous(PreviousThemes(themes, empty_frame(table("paper_themes"))), papers)


def test_continued_themes_keep_what_they_had_and_new_ones_get_the_next():
    # The second theme of now continues theme 7; the two others are new, the third the larger of them.
    assignment = Assignment(np.array([0]), [-1, 1, -1], [None, "Vision", None], [False, True, False], [])
    found = choose_appearance(assignment, previous_of(PREVIOUS), [["Audio"], ["X"], ["Robots"]], np.array([2, 9, 5]))
    assert found.theme_ids.tolist() == [9, 7, 8]
    assert found.labels == ["Audio", "Vision", "Robots"]
    # Colour 2 is taken; the larger of the new themes gets the lower one.
    assert found.colors.tolist() == [1, 2, 0]
    assert found.anchors[1].tolist() == [-0.5, 0.5]
    assert np.isnan(found.anchors[[0, 2]]).all()
    assert found.pinned.tolist() == [False, True, False]
    assert found.broad is None, "with new themes, broad themes are found anew"


def test_broad_themes_stay_while_the_themes_do():
    assignment = Assignment(np.array([0]), [1, 0], ["Vision", "Speech"], [True, False], [])
    found = choose_appearance(assignment, previous_of(PREVIOUS), [[], []], np.array([1, 1]))
    assert found.theme_ids.tolist() == [7, 3]
    assert found.broad == ([3, 3], ["Media", "Media"])
