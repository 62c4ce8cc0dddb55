"""The network, worked out by hand, and that the numbers that ship fit the features."""

import math

import numpy as np
import pytest

from pipelines.text.evidence import FEATURES
from pipelines.text.ranker import CHUNK, Weights, load_weights, score_evidence

TINY = Weights(
    mean=np.array([1.0, 0.0], np.float32),
    spread=np.array([2.0, 1.0], np.float32),
    into=np.array([[1.0], [-1.0]], np.float32),
    shift=np.array([0.5], np.float32),
    out=np.array([2.0], np.float32),
    direct=np.array([0.0, 1.0], np.float32),
    bias=-1.0,
)


@pytest.mark.parametrize(
    ("evidence", "total"),
    [
        ([3.0, 1.0], 2 * 0.5 + 1 - 1),  # scaled (1, 1): the unit gives 1 - 1 + 0.5
        ([1.0, 2.0], 0 + 2 - 1),  # scaled (0, 2): the unit gives max(0, -1.5)
        ([1.0, 99.0], 0 + 6 - 1),  # cut to the limit of 6
    ],
)
def test_one_hidden_layer_and_a_linear_path(evidence: list[float], total: float):
    assert score_evidence(np.array([evidence], np.float32), TINY) == pytest.approx([1 / (1 + math.exp(-total))])


def test_chunks_do_not_matter():
    evidence = np.tile(np.array([[3.0, 1.0]], np.float32), (CHUNK + 3, 1))
    assert np.ptp(score_evidence(evidence, TINY)) < 1e-6


def test_the_weights_that_ship_fit_the_features():
    weights = load_weights()
    hidden = len(weights.out)
    assert weights.into.shape == (len(FEATURES), hidden) and weights.shift.shape == (hidden,)
    assert weights.mean.shape == weights.spread.shape == weights.direct.shape == (len(FEATURES),)
    assert (weights.spread > 0).all()
