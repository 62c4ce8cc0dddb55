"""Fits the ranker's weights and writes them into `pipelines/text/ranker_weights.py`: `python -m benchmarks.fit_keywords`.

A network with one small hidden layer is fitted by Adam to whether a candidate is among the gold of its document, on the tuning
halves only. Documents weigh the same within a set, and sets weigh the same. Every document is seen in corpora of three
sizes, so that the ranker cannot lean on how large a corpus is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.keyphrases import SETS, load_set, normalize_phrase
from pipelines.text import analyse
from pipelines.text import ranker_weights as shipped
from pipelines.text.evidence import FEATURES, gather_evidence
from pipelines.text.ranker import Weights, score_evidence

CORPUS_SIZES = (20, 200, 0)
"""Papers to a corpus; 0 takes the whole set as one and comes last."""
HIDDEN = 16
EPOCHS = 15
DECAY = 1e-3
BATCH = 512

SET_WEIGHTS = {"Inspec": 1.3}
"""Inspec's indexers name every phrase that stands alone, authors the few best known: two wishes for one ranking."""

GROUPS: dict[str, tuple[str, ...]] = {
    "mentions": ("log_mentions", "log_free_mentions", "never_free"),
    "position and title": ("log_position", "relative_position", "in_title", "title_position"),
    "corpus and background of phrases": ("rarity", "free_share", "title_share", "log_background", "in_background"),
    "length": ("one_word", "two_words", "three_words", "four_words", "five_words", "short", "word_length"),
    "rarity of the words": ("rarity_mean", "rarity_min", "rarity_max", "rarity_head", "rarity_first", "unknown_word"),
    "words that titles prefer": ("title_mean", "title_min", "title_head", "title_first"),
    "length of the text": ("log_candidates",),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """Candidates of a set: their evidence in corpora of each size, and which are gold.

    Attributes:
        candidates: rows of `internal.candidates`, sorted by text.
        evidence: (candidates, features), one array a corpus size.
        is_gold: (candidates,) bool.
        tuned_on: (candidates,) bool, whether the document belongs to the tuning half.
        weight: what the set weighs beside others.
    """

    candidates: pl.DataFrame
    evidence: tuple[np.ndarray, ...]
    is_gold: np.ndarray
    tuned_on: np.ndarray
    weight: float


def _gather_in_corpora(candidates: pl.DataFrame, size: int) -> np.ndarray:
    if not size:
        return gather_evidence(candidates)
    text = candidates["text_hash"].rle_id().to_numpy()
    corpus = (np.random.default_rng(5).permutation(int(text.max()) + 1) // size)[text]
    evidence = np.empty((candidates.height, len(FEATURES)), np.float32)
    for one in range(int(corpus.max()) + 1):
        rows = np.flatnonzero(corpus == one)
        evidence[rows] = gather_evidence(candidates[rows])
    return evidence


def label_candidates(name: str, documents: pl.DataFrame) -> Labelled:
    """Candidates and evidence of the set `name`, whose documents are as `keyphrases.load_set` gives them."""
    candidates = analyse(documents).spell_out().sort("text_hash", "first_position", "words", "key")
    gold = {text: set(phrases) for text, phrases in documents.select("text_hash", "gold").iter_rows()}
    is_gold = [
        normalize_phrase(form) in gold[text] for text, form in candidates.select("text_hash", "surface").iter_rows()
    ]
    reported = candidates.select("text_hash").join(documents, on="text_hash", how="left", maintain_order="left")[
        "reported"
    ]
    return Labelled(
        candidates,
        tuple(_gather_in_corpora(candidates, size) for size in CORPUS_SIZES),
        np.array(is_gold),
        ~reported.to_numpy(),
        SET_WEIGHTS.get(name, 1.0),
    )


def _descend(x: np.ndarray, y: np.ndarray, weight: np.ndarray, hidden: int, seed: int) -> list[np.ndarray]:
    """Adam on the weighted log loss of a one-layer ReLU network with a linear path beside it."""
    random = np.random.default_rng(seed)
    features = x.shape[1]
    parameters = [
        random.normal(0, features**-0.5, (features, hidden)),
        np.zeros(hidden),
        random.normal(0, max(hidden, 1) ** -0.5, hidden),
        np.zeros(features),
        np.array([-2.0]),
    ]
    parameters = [one.astype(np.float32) for one in parameters]
    first = [np.zeros_like(one) for one in parameters]
    second = [np.zeros_like(one) for one in parameters]
    steps, step = EPOCHS * (len(x) // BATCH + 1), 0
    for _ in range(EPOCHS):
        order = random.permutation(len(x))
        for begin in range(0, len(x), BATCH):
            rows = order[begin : begin + BATCH]
            inner = x[rows] @ parameters[0] + parameters[1]
            active = np.maximum(inner, 0)
            chance = 1 / (1 + np.exp(-(active @ parameters[2] + x[rows] @ parameters[3] + parameters[4])))
            slope = (chance - y[rows]) * weight[rows] / len(rows)
            back = np.outer(slope, parameters[2]) * (inner > 0)
            gradients = [
                x[rows].T @ back + DECAY * parameters[0],
                back.sum(0),
                active.T @ slope + DECAY * parameters[2],
                x[rows].T @ slope,
                np.array([slope.sum()]),
            ]
            step += 1
            rate = 3e-3 * (1 - step / steps) + 1e-5
            for i, gradient in enumerate(gradients):
                first[i] = 0.9 * first[i] + 0.1 * gradient
                second[i] = 0.999 * second[i] + 0.001 * gradient**2
                momentum = first[i] / (1 - 0.9**step)
                parameters[i] -= (rate * momentum / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)).astype(np.float32)
    return parameters


def fit_weights(
    sets: Sequence[Labelled], hidden: int = HIDDEN, kept: np.ndarray | None = None, seed: int = 0
) -> "FittedRanker":
    """Weights for the tuning halves of `sets`.

    Args:
        sets: what to fit on.
        hidden: units of the hidden layer; 0 makes a logistic regression.
        kept: (features,) bool, the features to use; all by default.
        seed: of the starting weights and of the order of the rows.
    """
    x = np.vstack([evidence[one.tuned_on] for one in sets for evidence in one.evidence])
    y = np.concatenate([one.is_gold[one.tuned_on] for one in sets for _ in one.evidence]).astype(np.float32)
    weights = []
    for one in sets:
        text = one.candidates["text_hash"].rle_id().to_numpy()
        share = (1.0 / np.bincount(text)[text])[one.tuned_on]
        weights += [one.weight * share / share.sum()] * len(one.evidence)
    weight = np.concatenate(weights)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    x = ((x - mean) / spread).clip(-Weights.LIMIT, Weights.LIMIT).astype(np.float32)
    if kept is not None:
        x *= kept
    into, shift, out, direct, bias = _descend(x, y, (weight / weight.mean()).astype(np.float32), hidden, seed)
    if kept is not None:
        into, direct = into * kept[:, None], direct * kept
    return FittedRanker(Weights(mean, spread, into, shift, out, direct, float(bias[0])))


@dataclass(frozen=True, slots=True)
class FittedRanker:
    """Scores evidence by weights that were fitted here."""

    weights: Weights

    def __call__(self, evidence: np.ndarray) -> np.ndarray:
        return score_evidence(evidence, self.weights)


def _write(weights: Weights, path: Path) -> None:
    def row(values: np.ndarray) -> str:
        return "(" + ", ".join(f"{value:.4g}" for value in np.atleast_1d(values)) + ")"

    lines = [
        '"""Numbers of the ranker, fitted by `python -m benchmarks.fit_keywords`; not for editing. Columns as in FEATURES."""',
        "",
        "# fmt: off",
        f"MEAN = {row(weights.mean)}",
        f"SPREAD = {row(weights.spread)}",
        f"DIRECT = {row(weights.direct)}",
        "HIDDEN = (",
        *(f"    {row(unit)}," for unit in weights.into.T),
        ")",
        f"SHIFT = {row(weights.shift)}",
        f"OUT = {row(weights.out)}",
        f"BIAS = {weights.bias:.4g}",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    ranker = fit_weights([label_candidates(name, load_set(name)) for name in SETS])
    path = Path(shipped.__file__)
    _write(ranker.weights, path)
    print(f"wrote {path}")


if __name__ == "__main__":
    main()
