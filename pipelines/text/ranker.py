"""Weighs the evidence for a candidate: a logistic model, fitted by `benchmarks.fit_keywords`; its numbers stand here."""

import numpy as np

from pipelines.text.evidence import FEATURES

INTERCEPT = 0.2421
WEIGHTS = {
    "log_mentions": 0.2850,
    "log_free_mentions": 0.7707,
    "never_free": -0.8382,
    "log_position": -0.3530,
    "relative_position": 0.5384,
    "in_title": -0.3814,
    "title_position": 0.0656,
    "log_candidates": -0.5511,
    "rarity": -0.1505,
    "free_share": 0.4931,
    "title_share": 0.4456,
    "log_background": -0.0336,
    "in_background": 0.0956,
    "one_word": -1.1137,
    "two_words": 0.5108,
    "three_words": 0.7637,
    "four_words": 0.6852,
    "five_words": 0.4637,
    "short": 0.2762,
    "rarity_mean": 0.1080,
    "rarity_min": 0.0205,
    "rarity_max": 0.0545,
    "rarity_head": -0.0134,
    "rarity_first": 0.0130,
    "unknown_word": -0.4273,
    "word_length": 0.1132,
    "title_mean": -0.2147,
    "title_min": 0.1832,
    "title_head": 0.1356,
    "title_first": 0.1419,
}


def score_evidence(evidence: np.ndarray) -> np.ndarray:
    """Chance that an author or indexer would name the candidate, 0 to 1; evidence: (candidates, len(FEATURES))."""
    weights = np.array([WEIGHTS[name] for name in FEATURES], np.float32)
    return 1.0 / (1.0 + np.exp(-(evidence @ weights + np.float32(INTERCEPT)), dtype=np.float64))
