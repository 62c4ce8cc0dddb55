import numpy as np

from pipelines.themes.description.broad_themes import group_broadly


def test_one_level_up_to_forty():
    assert group_broadly(np.eye(40)) is None


def test_blocks_become_broad_themes():
    blocks = np.repeat(np.arange(9), 5)
    groups = group_broadly(np.where(blocks[:, None] == blocks[None], 0.8, -0.1))
    assert len({*zip(blocks.tolist(), groups.tolist(), strict=True)}) == 9
    assert sorted(set(groups)) == list(range(9))
