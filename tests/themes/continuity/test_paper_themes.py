import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.continuity.paper_themes import list_paper_themes, place_blank, weigh_themes
from pipelines.themes.model.theme_model import Evidence, Voices

ODDS = np.array([[40.0, 0, 0], [0, 40, 0], [0, 0, 40]], dtype=np.float32)
COUNTS = sp.csr_matrix(np.array([[2, 1, 0], [0, 2, 1], [0, 0, 0]], dtype=np.float32))
EVIDENCE = Evidence(COUNTS, np.zeros((3, 1), dtype=np.float32))


def _speak(odds: np.ndarray) -> Voices:
    return Voices(odds, np.zeros((1, odds.shape[1]), dtype=np.float32))


STRANGERS = np.full(3, -1)


def test_loyal_papers_stay_unless_another_theme_is_far_ahead():
    near = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    before = np.array([1, 0, 2])
    assert weigh_themes(EVIDENCE, _speak(near), STRANGERS, before)[0][:, 0].tolist() == [1, 0, 2]
    assert weigh_themes(EVIDENCE, _speak(ODDS), STRANGERS, before)[0][:, 0].tolist() == [0, 1, 2]


def test_known_theme_comes_first_and_is_the_heaviest():
    themes, weights = weigh_themes(EVIDENCE, _speak(ODDS), np.array([1, -1, -1]), STRANGERS)
    assert themes[0].tolist() == [1, 0, 2]
    assert themes[1].tolist() == [1, 2, 0]
    assert (np.diff(weights, axis=1) <= 0).all()


def test_nobody_gets_a_closed_theme_by_the_odds():
    themes, weights = weigh_themes(EVIDENCE, _speak(ODDS), np.array([0, -1, 1]), STRANGERS, closed=[1])
    assert themes[:, 0].tolist() == [0, 2, 1]
    assert weights[1][themes[1] == 1].tolist() == [0]


def test_blank_papers_weigh_nothing_in_the_largest_theme():
    themes, weights = np.array([[0, 2], [1, 2]]), np.array([[0.6, 0.4], [0.5, 0.5]])
    place_blank(themes, weights, np.array([1]), 2)
    assert themes.tolist() == [[0, 2], [2, 1]]
    assert weights.tolist() == [[0.6, 0.4], [0, 0]]


def test_light_themes_are_not_listed_unless_primary():
    frame = list_paper_themes(
        pl.Series(["a", "b"]), np.array([[0, 1], [1, 0]]), np.array([[0.95, 0.05], [0.0, 0.0]]), np.array([7, 9])
    )
    assert frame.rows() == [("a", 7, 0.95, True), ("b", 9, 0.0, True)]
