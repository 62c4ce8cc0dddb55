"""Weighs the evidence for a candidate: a network with one small hidden layer and a linear path beside it.

Its numbers stand in `ranker_weights`, which `benchmarks.fit_keywords` writes.
"""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np

from pipelines.text import ranker_weights

CHUNK = 20_000
"""Candidates weighed at a time, which bounds the memory."""


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
    scores = np.empty(len(evidence), np.float64)
    for begin in range(0, len(evidence), CHUNK):
        # Features by candidates, as the evidence lies in memory.
        scaled = evidence[begin : begin + CHUNK].T - weights.mean[:, None]
        scaled /= weights.spread[:, None]
        np.clip(scaled, -Weights.LIMIT, Weights.LIMIT, out=scaled)
        active = weights.into.T @ scaled
        active += weights.shift[:, None]
        np.maximum(active, 0, out=active)
        total = weights.out @ active + weights.direct @ scaled + np.float32(weights.bias)
        scores[begin : begin + CHUNK] = 1.0 / (1.0 + np.exp(-total.astype(np.float64)))
    return scores
