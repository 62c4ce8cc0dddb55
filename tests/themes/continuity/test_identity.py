import numpy as np

from pipelines.themes.continuity.identity import match_themes, trace_lineage


def test_matching_keeps_the_most_papers():
    # Previous theme 0 is spread over 0 and 1; taking the greedy best for 0 would cost theme 1 its only match.
    before = np.array([0] * 10 + [1] * 6)
    now = np.array([0] * 6 + [1] * 4 + [0] * 6)
    match = match_themes(before, now, 2, 2)
    assert match.shared.tolist() == [[6, 4], [6, 0]]
    assert match.continued_from.tolist() == [1, 0]


def test_themes_that_share_little_are_not_the_same():
    before = np.array([0] * 10 + [-1] * 10)
    now = np.array([1] * 9 + [0] * 11)
    match = match_themes(before, now, 1, 2)
    assert match.continued_from.tolist() == [-1, 0]


def test_no_previous_themes():
    assert match_themes(np.array([-1, -1]), np.array([0, 1]), 0, 2).continued_from.tolist() == [-1, -1]


def test_lineage_names_every_event():
    # Previous 11 goes on as 11, giving half of its papers to the new 15; 12 goes into 11; 13 is scattered; 16 is new.
    shared = np.array([[6, 4, 0], [5, 0, 0], [1, 1, 1]])
    lineage = trace_lineage(shared, np.array([0, -1, -1]), np.array([11, 15, 16]), np.array([11, 12, 13]), "b2")
    rows = {(row["theme_id"], row["previous_theme_id"]): (row["event"], row["overlap"]) for row in lineage.to_dicts()}
    assert rows == {
        (11, 11): ("same", 0.6),
        (15, 11): ("split", 0.4),
        (16, 13): ("split", 1 / 3),
        (11, 12): ("merged", 1.0),
        (13, 13): ("died", 0.0),
    }


def test_a_theme_of_strangers_is_born():
    lineage = trace_lineage(np.zeros((0, 1)), np.array([-1]), np.array([1]), np.array([], dtype=int), "b1")
    assert lineage.row(0) == ("b1", 1, 0, "born", 0.0)
