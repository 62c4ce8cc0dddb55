"""Fits the weights of the ranker and writes `ranker_weights.py`: `python -m benchmarks.keywords.fit`.

A network with one small hidden layer is fitted by Adam to the tuning half of each set. The loss is a softmax over the
candidates of each document (ListNet), so that neither the length of a document nor its number of gold keywords counts.
Within a set all documents weigh the same. A logistic that turns scores into probabilities is fitted afterwards; only
the cut-off needs it. Every document is seen in corpora of two sizes, so that the ranker cannot rely on the size of a
corpus.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.keywords.corpora import SETS, load_set, normalize_phrase
from pipelines.text import Analysis, analyse
from pipelines.text.keywords import ranker_weights as shipped
from pipelines.text.keywords.features import FEATURES, compute_features, compute_phrase_features, count_corpus
from pipelines.text.keywords.ranker import Weights, predict_probability
from pipelines.text.phrases.candidates import list_candidates, place_numbers

CORPUS_SIZES = (20, 0)
"""Papers in a corpus; 0, which comes last, makes one corpus of the whole set."""
HIDDEN = 8
EPOCHS = 8
WEIGHT_DECAY = 1e-4
LEARNING_RATE = 5e-3
BATCH = 48

STANDALONE_BONUS = 0.75
"""Added to the fitted score of phrases that occur outside longer ones. Indexers name such phrases seven times as often
as others, authors twice as often, and who labels a text is not known."""

SET_WEIGHTS = {"Inspec": 3.0}
"""The indexers of Inspec name every standalone phrase, authors name a few: the two want different rankings."""

GROUPS: dict[str, tuple[str, ...]] = {
    "mentions": ("log_mentions", "log_standalone_mentions", "never_standalone"),
    "position and title": ("log_position", "relative_position", "in_title", "title_position"),
    "corpus and background of phrases": (
        "rarity",
        "standalone_share",
        "title_share",
        "log_background",
        "in_background",
    ),
    "length": ("one_word", "two_words", "three_words", "four_words", "five_words", "short", "word_length"),
    "words that titles prefer": ("title_mean", "title_min", "title_head", "title_first"),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """Candidates of a set with their features in corpora of each size, and which of them are gold.

    Attributes:
        name: of the set.
        candidates: rows of `internal.candidates`, sorted by text.
        features: (candidates, features), one array a corpus size.
        is_gold: (candidates,) bool.
        tuned_on: (candidates,) bool, whether the document belongs to the tuning half.
    """

    name: str
    candidates: pl.DataFrame
    features: tuple[np.ndarray, ...]
    is_gold: np.ndarray
    tuned_on: np.ndarray


def _compute_in_corpora(analysis: Analysis, size: int) -> np.ndarray:
    """The features of all candidates, in the order of `analysis.candidates`.

    Args:
        analysis: of the texts.
        size: number of texts of the corpora into which the texts are split at random; 0 for one corpus of all.
    """
    texts = analysis.candidates.with_row_index("text")
    corpus = np.random.default_rng(5).permutation(texts.height) // (size or texts.height)
    of_row = np.repeat(corpus, texts["phrases"].list.len().to_numpy())
    features = np.empty((len(of_row), len(FEATURES)), np.float32)
    for one in range(int(corpus.max()) + 1):
        some = texts.filter(pl.Series(corpus == one))
        rows = list_candidates(some.drop("text_hash"))
        phrases = analysis.phrases.filter(pl.col("phrase").is_in(rows["phrase"].unique().implode()))
        places = pl.Series("phrase", place_numbers(phrases["phrase"])[rows["phrase"].to_numpy()])
        shared = compute_phrase_features(phrases, count_corpus(some.drop("text"), phrases))
        features[of_row == one] = compute_features(rows.with_columns(places), shared)
    return features


def label_candidates(name: str, documents: pl.DataFrame) -> Labelled:
    """Candidates and features of the set `name`; its documents are as `corpora.load_set` gives them."""
    analysis = analyse(documents)
    candidates = analysis.spell_out()
    gold = {text: set(phrases) for text, phrases in documents.select("text_hash", "gold").iter_rows()}
    is_gold = [
        normalize_phrase(form) in gold[text] for text, form in candidates.select("text_hash", "surface").iter_rows()
    ]
    reported = candidates.select("text_hash").join(documents, on="text_hash", how="left", maintain_order="left")[
        "reported"
    ]
    return Labelled(
        name,
        candidates,
        tuple(_compute_in_corpora(analysis, size) for size in CORPUS_SIZES),
        np.array(is_gold),
        ~reported.to_numpy(),
    )


@dataclass(frozen=True, slots=True)
class _Documents:
    """Candidates of several documents, one after the other.

    Attributes:
        x: (candidates, features), scaled.
        y: (candidates,) 1 for gold, else 0.
        size: (documents,) number of candidates.
        weight: (documents,) in the loss.
    """

    x: np.ndarray
    y: np.ndarray
    size: np.ndarray
    weight: np.ndarray


def _train(documents: _Documents, hidden: int, seed: int) -> list[np.ndarray]:
    """Minimises the softmax loss by Adam: hidden_weights, hidden_bias, output_weights and skip_weights of `Weights`."""
    random = np.random.default_rng(seed)
    features = documents.x.shape[1]
    parameters = [
        random.normal(0, features**-0.5, (features, hidden)),
        np.zeros(hidden),
        random.normal(0, 0.3, hidden),
        np.zeros(features),
    ]
    parameters = [one.astype(np.float32) for one in parameters]
    first = [np.zeros_like(one) for one in parameters]
    second = [np.zeros_like(one) for one in parameters]
    begin = np.cumsum(documents.size) - documents.size
    gold = np.add.reduceat(documents.y, begin)
    with_gold = np.flatnonzero(gold > 0)
    steps, step = EPOCHS * (len(with_gold) // BATCH + 1), 0
    for _ in range(EPOCHS):
        random.shuffle(with_gold)
        for at in range(0, len(with_gold), BATCH):
            chosen = with_gold[at : at + BATCH]
            size = documents.size[chosen]
            start = np.cumsum(size) - size
            rows = np.repeat(begin[chosen] - start, size) + np.arange(size.sum())
            x = documents.x[rows]
            inner = x @ parameters[0] + parameters[1]
            active = np.maximum(inner, 0)
            score = active @ parameters[2] + x @ parameters[3]
            probability = np.exp(score - np.repeat(np.maximum.reduceat(score, start), size))
            probability /= np.repeat(np.add.reduceat(probability, start), size)
            target = documents.y[rows] / np.repeat(gold[chosen], size)
            slope = ((probability - target) * np.repeat(documents.weight[chosen], size) / len(chosen)).astype(
                np.float32
            )
            hidden_slope = np.outer(slope, parameters[2]) * (inner > 0)
            gradients = [
                x.T @ hidden_slope + WEIGHT_DECAY * parameters[0],
                hidden_slope.sum(0),
                active.T @ slope + WEIGHT_DECAY * parameters[2],
                x.T @ slope + WEIGHT_DECAY * parameters[3],
            ]
            step += 1
            rate = LEARNING_RATE * (1 - step / steps) + 1e-5
            for i, gradient in enumerate(gradients):
                first[i] = 0.9 * first[i] + 0.1 * gradient
                second[i] = 0.999 * second[i] + 0.001 * gradient**2
                momentum = first[i] / (1 - 0.9**step)
                parameters[i] -= (rate * momentum / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)).astype(np.float32)
    return parameters


def _calibrate(score: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """(slope, bias) of the logistic regression of `y` on the score, by Newton's method (Platt scaling)."""
    coefficients = np.zeros(2)
    x = np.stack([score, np.ones_like(score)]).astype(np.float64)
    for _ in range(30):
        probability = 1 / (1 + np.exp(-np.clip(coefficients @ x, -30, 30)))
        gradient = x @ (weight * (y - probability))
        hessian = (x * (weight * probability * (1 - probability))) @ x.T + 1e-9 * np.eye(2)
        coefficients += np.linalg.solve(hessian, gradient)
    return float(coefficients[0]), float(coefficients[1])


def fit_weights(
    sets: Sequence[Labelled],
    hidden: int = HIDDEN,
    kept: np.ndarray | None = None,
    seed: int = 0,
    set_weights: dict[str, float] | None = None,
) -> "FittedRanker":
    """Weights for the tuning halves of `sets`.

    Args:
        sets: what to fit on.
        hidden: units of the hidden layer; 0 makes a linear ranker.
        kept: (features,) bool, the features to use; all by default.
        seed: of the starting weights and of the order of the documents.
        set_weights: weight of each set in the loss; 1 where it is not named.
    """
    set_weights = SET_WEIGHTS if set_weights is None else set_weights
    x = np.vstack([features[one.tuned_on] for one in sets for features in one.features])
    y = np.concatenate([one.is_gold[one.tuned_on] for one in sets for _ in one.features]).astype(np.float32)
    sizes, weights = [], []
    for one in sets:
        size = np.bincount(one.candidates["text_hash"].rle_id().to_numpy()[one.tuned_on])
        size = size[size > 0]
        sizes += [size] * len(one.features)
        weights += [np.full(len(size), set_weights.get(one.name, 1.0) / len(size))] * len(one.features)
    size, weight = np.concatenate(sizes), np.concatenate(weights)
    mean, scale = x.mean(0), x.std(0) + 1e-6
    x = ((x - mean) / scale).clip(-Weights.CLIP, Weights.CLIP).astype(np.float32)
    if kept is not None:
        x *= kept
    hidden_weights, hidden_bias, output_weights, skip_weights = _train(
        _Documents(x, y, size, weight / weight.mean()), hidden, seed
    )
    if kept is not None:
        hidden_weights, skip_weights = hidden_weights * kept[:, None], skip_weights * kept
    never_standalone = FEATURES.index("never_standalone")
    skip_weights[never_standalone] -= STANDALONE_BONUS * scale[never_standalone]
    score = np.maximum(x @ hidden_weights + hidden_bias, 0) @ output_weights + x @ skip_weights
    # Here all sets weigh the same, because the probability must hold for a text of any kind.
    even = np.concatenate([np.full(len(s), 1 / len(s)) for s in sizes])
    slope, bias = _calibrate(score, y, np.repeat(even / size, size))
    return FittedRanker(
        Weights(mean, scale, hidden_weights, hidden_bias, output_weights * slope, skip_weights * slope, bias)
    )


@dataclass(frozen=True, slots=True)
class FittedRanker:
    """Scores candidates by weights that were fitted here."""

    weights: Weights

    def __call__(self, features: np.ndarray) -> np.ndarray:
        return predict_probability(features, self.weights)


def _write(weights: Weights, path: Path) -> None:
    def wrap(values: np.ndarray, indent: str = "    ") -> str:
        text = ", ".join(f"{0.0 if abs(value) < 1e-6 else value:.4g}" for value in values)
        return textwrap.fill(text, 116, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False) + ","

    def assign(name: str, values: np.ndarray) -> str:
        return f"{name} = (\n{wrap(values)}\n)"

    lines = [
        '"""Weights of the ranker, written by `benchmarks.keywords.fit`; not for editing. Columns as in FEATURES."""',
        "",
        "# fmt: off",
        assign("MEAN", weights.mean),
        assign("SCALE", weights.scale),
        assign("SKIP_WEIGHTS", weights.skip_weights),
        "HIDDEN_WEIGHTS = (",
        *(f"    (\n{wrap(column, ' ' * 8)}\n    )," for column in weights.hidden_weights.T),
        ")",
        assign("HIDDEN_BIAS", weights.hidden_bias),
        assign("OUTPUT_WEIGHTS", weights.output_weights),
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
