"""The ranker: a network with one small hidden layer and a linear path beside it scores candidates by their features.

Its weights stand in `ranker_weights`, which `benchmarks.keywords.fit` writes.
"""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np

from pipelines.text.keywords import ranker_weights

_INPUT_BITS, _WEIGHT_BITS = 16, 22
"""Binary places of inputs and weights. With so few, sums of products are whole numbers that a float64 holds exactly. So
a candidate has the same score whichever others it is scored with, though linear algebra adds in varying order."""

BATCH = 2_000
"""Candidates scored at once: so few that the linear algebra starts no threads, which would cost more than they save."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The network; features as in `features.FEATURES`.

    Attributes:
        mean: (features,), subtracted from the features first.
        scale: (features,), divided by next; what then lies beyond CLIP is cut to it.
        hidden_weights: (features, hidden), of the hidden ReLU layer.
        hidden_bias: (hidden,), of the hidden layer.
        output_weights: (hidden,), from the hidden layer to the output.
        skip_weights: (features,), from the features to the output, past the hidden layer.
        bias: of the output.
    """

    CLIP: ClassVar[float] = 6.0

    mean: np.ndarray
    scale: np.ndarray
    hidden_weights: np.ndarray
    hidden_bias: np.ndarray
    output_weights: np.ndarray
    skip_weights: np.ndarray
    bias: float


@cache
def load_weights() -> Weights:
    """The weights that Papertrends brings along."""

    def read(values: object) -> np.ndarray:
        return np.array(values, np.float32)

    return Weights(
        mean=read(ranker_weights.MEAN),
        scale=read(ranker_weights.SCALE),
        hidden_weights=read(ranker_weights.HIDDEN_WEIGHTS).T,
        hidden_bias=read(ranker_weights.HIDDEN_BIAS),
        output_weights=read(ranker_weights.OUTPUT_WEIGHTS),
        skip_weights=read(ranker_weights.SKIP_WEIGHTS),
        bias=ranker_weights.BIAS,
    )


def predict_probability(features: np.ndarray, weights: Weights | None = None) -> np.ndarray:
    """The probability that the author or an indexer of the text would name each candidate.

    Args:
        features: (candidates, features).
        weights: other ones than those of `load_weights`.

    Returns:
        float32 (candidates,), from 0 to 1.
    """
    weights = weights or load_weights()
    reach = Weights.CLIP * weights.scale
    low, high = ((weights.mean + end).astype(np.float32)[:, None] for end in (-reach, reach))
    mean, scale = weights.mean[:, None], (2**_INPUT_BITS / weights.scale).astype(np.float32)[:, None]
    layers = np.vstack([weights.hidden_weights.T, weights.skip_weights[None, :]]).astype(np.float64)
    layers = np.rint(layers * 2**_WEIGHT_BITS)
    biases = np.append(weights.hidden_bias, weights.bias).astype(np.float64)
    biases = np.rint(biases * 2 ** (_INPUT_BITS + _WEIGHT_BITS))
    output_weights = np.rint(weights.output_weights.astype(np.float64) * 2**_WEIGHT_BITS)
    scores = np.empty(len(features), np.float32)
    for begin in range(0, len(features), BATCH):
        # Features by candidates, which is how they lie in memory.
        inputs = np.clip(features[begin : begin + BATCH].T, low, high)
        inputs -= mean
        inputs *= scale
        sums = layers @ np.rint(inputs, out=inputs).astype(np.float64)
        sums += biases[:, None]
        hidden = np.rint(np.maximum(sums[:-1], 0) * 2.0**-_WEIGHT_BITS)
        total = (sums[-1] + output_weights @ hidden) * 2.0 ** -(_INPUT_BITS + _WEIGHT_BITS)
        scores[begin : begin + BATCH] = 1 / (1 + np.exp(-total))
    return scores
