"""Weighs the evidence for a candidate: a network with one small hidden layer and a linear path beside it.

Its numbers stand in `ranker_weights`, which `benchmarks.fit_keywords` writes.
"""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np

from pipelines.text import ranker_weights

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
    low, high = (weights.mean - reach)[:, None], (weights.mean + reach)[:, None]
    # Scaled weights instead of scaled evidence: the evidence is passed over once.
    layers = np.vstack([weights.into.T, weights.direct[None, :]]) / weights.spread
    offsets = np.append(weights.shift, weights.bias) - layers @ weights.mean
    layers, offsets = layers.astype(np.float32), offsets.astype(np.float32)[:, None]
    scores = np.empty(len(evidence), np.float32)
    for begin in range(0, len(evidence), CHUNK):
        # Features by candidates, as the evidence lies in memory.
        sums = layers @ np.clip(evidence[begin : begin + CHUNK].T, low, high)
        sums += offsets
        total = sums[-1] + weights.out @ np.maximum(sums[:-1], 0)
        scores[begin : begin + CHUNK] = 1 / (1 + np.exp(-total))
    return scores
