"""Weighs the evidence for a candidate: a network with one small hidden layer and a linear path beside it.

Its numbers stand in `ranker_weights`, which `benchmarks.keywords.fit` writes.
"""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np

from pipelines.text.keywords import ranker_weights

_INPUT_BITS, _WEIGHT_BITS = 16, 22
"""Binary places of what comes in and of the weights. With so few, sums of products are whole numbers that a float64 holds exactly, so
that a candidate has the same chance whichever others are weighed with it: linear algebra adds in another order at the end of a block."""

CHUNK = 2_000
"""Candidates weighed at a time: so few that the linear algebra does not start threads of its own, which cost more than they bring."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The network; features as in `evidence.FEATURES`.

    Attributes:
        mean: (features,), subtracted first.
        spread: (features,), divided by next; what then lies beyond LIMIT is cut to it.
        into: (features, hidden), of the ReLU layer.
        shift: (hidden,), of the ReLU layer.
        out: (hidden,), of the ReLU layer's output.
        direct: (features,), past the ReLU layer.
        bias: of the sum.
    """

    LIMIT: ClassVar[float] = 6.0

    mean: np.ndarray
    spread: np.ndarray
    into: np.ndarray
    shift: np.ndarray
    out: np.ndarray
    direct: np.ndarray
    bias: float


@cache
def load_weights() -> Weights:
    """The weights that ship."""
    numbers = {
        name: np.array(getattr(ranker_weights, name), np.float32)
        for name in ("MEAN", "SPREAD", "HIDDEN", "SHIFT", "OUT", "DIRECT")
    }
    return Weights(
        mean=numbers["MEAN"],
        spread=numbers["SPREAD"],
        into=numbers["HIDDEN"].T,
        shift=numbers["SHIFT"],
        out=numbers["OUT"],
        direct=numbers["DIRECT"],
        bias=ranker_weights.BIAS,
    )


def score_evidence(evidence: np.ndarray, weights: Weights | None = None) -> np.ndarray:
    """The chance, 0 to 1, that the author or an indexer of the text would name each candidate.

    Args:
        evidence: (candidates, features).
        weights: other ones than those that ship.
    """
    weights = weights or load_weights()
    reach = Weights.LIMIT * weights.spread
    low, high = ((weights.mean + end).astype(np.float32)[:, None] for end in (-reach, reach))
    mean, scale = weights.mean[:, None], (2**_INPUT_BITS / weights.spread).astype(np.float32)[:, None]
    layers = np.rint(np.vstack([weights.into.T, weights.direct[None, :]]).astype(np.float64) * 2**_WEIGHT_BITS)
    offsets = np.rint(np.append(weights.shift, weights.bias).astype(np.float64) * 2 ** (_INPUT_BITS + _WEIGHT_BITS))
    out = np.rint(weights.out.astype(np.float64) * 2**_WEIGHT_BITS)
    scores = np.empty(len(evidence), np.float32)
    for begin in range(0, len(evidence), CHUNK):
        # Features by candidates, as the evidence lies in memory.
        inputs = np.clip(evidence[begin : begin + CHUNK].T, low, high)
        inputs -= mean
        inputs *= scale
        sums = layers @ np.rint(inputs, out=inputs).astype(np.float64)
        sums += offsets[:, None]
        hidden = np.rint(np.maximum(sums[:-1], 0) * 2.0**-_WEIGHT_BITS)
        total = (sums[-1] + out @ hidden) * 2.0 ** -(_INPUT_BITS + _WEIGHT_BITS)
        scores[begin : begin + CHUNK] = 1 / (1 + np.exp(-total))
    return scores
