"""The network, worked out by hand, and that the numbers that ship fit the features."""

import math

import numpy as np
import pytest

from pipelines.text.keywords.features import FEATURES
from pipelines.text.keywords.ranker import BATCH, Weights, load_weights, predict_probability

TINY = Weights(
    mean=np.array([1.0, 0.0], np.float32),
    scale=np.array([2.0, 1.0], np.float32),
    hidden_weights=np.array([[1.0], [-1.0]], np.float32),
    hidden_bias=np.array([0.5], np.float32),
    output_weights=np.array([2.0], np.float32),
    skip_weights=np.array([0.0, 1.0], np.float32),
    bias=-1.0,
)


@pytest.mark.parametrize(
    ("features", "total"),
    [
        ([3.0, 1.0], 2 * 0.5 + 1 - 1),  # scaled (1, 1): the unit gives 1 - 1 + 0.5
        ([1.0, 2.0], 0 + 2 - 1),  # scaled (0, 2): the unit gives max(0, -1.5)
        ([1.0, 99.0], 0 + 6 - 1),  # cut to the limit of 6
    ],
)
def test_one_hidden_layer_and_a_linear_path(features: list[float], total: float):
    assert predict_probability(np.array([features], np.float32), TINY) == pytest.approx([1 / (1 + math.exp(-total))])


def test_what_else_is_weighed_does_not_matter():
    weights = load_weights()
    noise = np.random.default_rng(1).normal(size=(BATCH + 500, len(FEATURES)))
    features = (weights.mean + weights.scale * noise).astype(np.float32)
    scores = predict_probability(features)
    for begin, step in ((0, 3), (1, 1), (13, 7)):
        assert (predict_probability(features[begin::step]) == scores[begin::step]).all()


def test_rounding_is_far_below_what_is_told_apart():
    weights = load_weights()
    noise = np.random.default_rng(2).uniform(-5, 5, size=(200, len(FEATURES)))
    features = (weights.mean + weights.scale * noise).astype(np.float32)
    scaled = (features - weights.mean.astype(float)) / weights.scale
    total = (
        np.maximum(scaled @ weights.hidden_weights + weights.hidden_bias, 0) @ weights.output_weights
        + scaled @ weights.skip_weights
        + weights.bias
    )
    assert predict_probability(features) == pytest.approx(1 / (1 + np.exp(-total)), abs=1e-5)


def test_the_weights_that_ship_fit_the_features():
    weights = load_weights()
    hidden = len(weights.output_weights)
    assert weights.hidden_weights.shape == (len(FEATURES), hidden) and weights.hidden_bias.shape == (hidden,)
    assert weights.mean.shape == weights.scale.shape == weights.skip_weights.shape == (len(FEATURES),)
    assert (weights.scale > 0).all()
