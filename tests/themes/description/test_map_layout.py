import numpy as np
import pytest

from pipelines.themes.description.map_layout import ROOM, lay_out_themes


def _line(positions):
    gaps = np.abs(np.subtract.outer(positions, positions))
    return 1 - (gaps / gaps.max()) ** 2


def test_distances_follow_likeness():
    positions = lay_out_themes(_line(np.array([0.0, 1.0, 2.0, 4.0])))
    gaps = np.linalg.norm(positions[:, None] - positions[None], axis=2)
    assert gaps[0, 1] / gaps[0, 3] == pytest.approx(0.25, abs=0.02)
    assert gaps[0, 2] / gaps[0, 3] == pytest.approx(0.5, abs=0.02)
    assert np.abs(positions).max() <= 1


def test_anchors_stay_and_a_new_theme_lands_by_the_likest():
    likeness = np.array([[1, 0.1, 0.9], [0.1, 1, 0.1], [0.9, 0.1, 1]])
    anchors = np.array([[-0.8, 0.2], [0.9, -0.4], [np.nan, np.nan]])
    positions = lay_out_themes(likeness, anchors)
    assert np.array_equal(positions[:2], anchors[:2])
    gaps = np.linalg.norm(positions[2] - anchors[:2], axis=1)
    assert gaps[0] < gaps[1]
    assert gaps[0] >= ROOM * 0.9


@pytest.mark.parametrize("themes", [0, 1, 2, 3])
def test_few_themes(themes):
    positions = lay_out_themes(np.eye(themes))
    assert positions.shape == (themes, 2)
    assert np.isfinite(positions).all()
