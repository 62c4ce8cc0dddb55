import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.continuity.paper_themes import assign_blank, list_paper_themes, weigh_themes
from pipelines.themes.model.theme_model import DocumentFeatures, ThemeModel

ODDS = np.array([[40.0, 0, 0], [0, 40, 0], [0, 0, 40]], dtype=np.float32)
COUNTS = sp.csr_matrix(np.array([[2, 1, 0], [0, 2, 1], [0, 0, 0]], dtype=np.float32))
FEATURES = DocumentFeatures(COUNTS, np.zeros((3, 1), dtype=np.float32))


def _model_of(odds: np.ndarray) -> ThemeModel:
    return ThemeModel(odds, np.zeros((1, odds.shape[1]), dtype=np.float32))


NO_THEME = np.full(3, -1)


def test_papers_keep_their_theme_unless_another_theme_is_far_ahead():
    near = np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    before = np.array([1, 0, 2])
    assert weigh_themes(FEATURES, _model_of(near), NO_THEME, before)[0][:, 0].tolist() == [1, 0, 2]
    assert weigh_themes(FEATURES, _model_of(ODDS), NO_THEME, before)[0][:, 0].tolist() == [0, 1, 2]


def test_known_theme_comes_first_and_is_the_heaviest():
    themes, weights = weigh_themes(FEATURES, _model_of(ODDS), np.array([1, -1, -1]), NO_THEME)
    assert themes[0].tolist() == [1, 0, 2]
    assert themes[1].tolist() == [1, 2, 0]
    assert (np.diff(weights, axis=1) <= 0).all()


def test_nobody_gets_a_closed_theme_by_the_odds():
    themes, weights = weigh_themes(FEATURES, _model_of(ODDS), np.array([0, -1, 1]), NO_THEME, closed=[1])
    assert themes[:, 0].tolist() == [0, 2, 1]
    assert weights[1][themes[1] == 1].tolist() == [0]


def test_blank_papers_weigh_nothing_in_the_largest_theme():
    themes, weights = np.array([[0, 2], [1, 2]]), np.array([[0.6, 0.4], [0.5, 0.5]])
    assign_blank(themes, weights, np.array([1]), 2)
    assert themes.tolist() == [[0, 2], [2, 1]]
    assert weights.tolist() == [[0.6, 0.4], [0, 0]]


def test_light_themes_are_not_listed_unless_primary():
    frame = list_paper_themes(
        pl.Series(["a", "b"]), np.array([[0, 1], [1, 0]]), np.array([[0.95, 0.05], [0.0, 0.0]]), np.array([7, 9])
    )
    assert frame.rows() == [("a", 7, 0.95, True), ("b", 9, 0.0, True)]
