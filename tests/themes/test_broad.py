import numpy as np

from pipelines.themes.broad import group_broadly


def test_one_level_up_to_forty():
    assert group_broadly(np.eye(40), np.ones(40)) is None


def test_blocks_become_broad_themes_named_after_the_largest():
    blocks = np.repeat(np.arange(9), 5)
    likeness = np.where(blocks[:, None] == blocks[None], 0.8, 0.1)
    papers = np.tile([1, 2, 9, 3, 4], 9)
    leader = group_broadly(likeness, papers)
    assert leader.tolist() == np.repeat(np.arange(9) * 5 + 2, 5).tolist()
