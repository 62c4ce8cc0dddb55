"""The network, worked out by hand, and that the numbers that ship fit the features."""

import math

import numpy as np
import pytest

from pipelines.text.keywords.features import FEATURES
from pipelines.text.keywords.ranker import CHUNK, Weights, load_weights, score_evidence

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


def test_what_else_is_weighed_does_not_matter():
    weights = load_weights()
    noise = np.random.default_rng(1).normal(size=(CHUNK + 500, len(FEATURES)))
    evidence = (weights.mean + weights.spread * noise).astype(np.float32)
    scores = score_evidence(evidence)
    for begin, step in ((0, 3), (1, 1), (13, 7)):
        assert (score_evidence(evidence[begin::step]) == scores[begin::step]).all()


def test_rounding_is_far_below_what_is_told_apart():
    weights = load_weights()
    noise = np.random.default_rng(2).uniform(-5, 5, size=(200, len(FEATURES)))
    evidence = (weights.mean + weights.spread * noise).astype(np.float32)
    scaled = (evidence - weights.mean.astype(float)) / weights.spread
    total = np.maximum(scaled @ weights.into + weights.shift, 0) @ weights.out + scaled @ weights.direct + weights.bias
    assert score_evidence(evidence) == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-5)


def test_the_weights_that_ship_fit_the_features():
    weights = load_weights()
    hidden = len(weights.out)
    assert weights.into.shape == (len(FEATURES), hidden) and weights.shift.shape == (hidden,)
    assert weights.mean.shape == weights.spread.shape == weights.direct.shape == (len(FEATURES),)
    assert (weights.spread > 0).all()
