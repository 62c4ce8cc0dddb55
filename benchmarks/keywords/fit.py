"""Fits the ranker's weights and writes them into `pipelines/text/keywords/ranker_weights.py`: `python -m benchmarks.keywords.fit`.

Within each document of the tuning halves, a network with one small hidden layer is fitted by Adam to rank gold above the rest
(softmax over the document's candidates, as ListNet does), so that neither a document's length nor how many keywords its
annotators liked to give counts. Documents weigh the same within a set. What each score is worth as a chance is fitted
afterwards, for the cut-off alone. Every document is seen in corpora of two sizes, so that the ranker cannot lean on how large
a corpus is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.keywords.corpora import SETS, load_set, normalize_phrase
from pipelines.text import Analysis, analyse
from pipelines.text.keywords import ranker_weights as shipped
from pipelines.text.keywords.features import FEATURES, count_corpus, gather_evidence, weigh_phrases
from pipelines.text.keywords.ranker import Weights, score_evidence
from pipelines.text.phrases.candidates import list_candidates, place_numbers

CORPUS_SIZES = (20, 0)
"""Papers to a corpus; 0 takes the whole set as one and comes last."""
HIDDEN = 8
EPOCHS = 8
DECAY = 1e-4
RATE = 5e-3
BATCH = 48

STANDS_ALONE = 0.75
"""Added to the score of what stands outside a longer phrase, whatever the sets say: indexers name such phrases seven times as
often as others, authors twice as often, and which of them labels a text is not known."""

SET_WEIGHTS = {"Inspec": 3.0}
"""Inspec's indexers name every phrase that stands alone, authors the few best known: two wishes for one ranking."""

GROUPS: dict[str, tuple[str, ...]] = {
    "mentions": ("log_mentions", "log_free_mentions", "never_free"),
    "position and title": ("log_position", "relative_position", "in_title", "title_position"),
    "corpus and background of phrases": ("rarity", "free_share", "title_share", "log_background", "in_background"),
    "length": ("one_word", "two_words", "three_words", "four_words", "five_words", "short", "word_length"),
    "words that titles prefer": ("title_mean", "title_min", "title_head", "title_first"),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """Candidates of a set: their evidence in corpora of each size, and which are gold.

    Attributes:
        name: of the set.
        candidates: rows of `internal.candidates`, sorted by text.
        evidence: (candidates, features), one array a corpus size.
        is_gold: (candidates,) bool.
        tuned_on: (candidates,) bool, whether the document belongs to the tuning half.
    """

    name: str
    candidates: pl.DataFrame
    evidence: tuple[np.ndarray, ...]
    is_gold: np.ndarray
    tuned_on: np.ndarray


def _gather_in_corpora(analysis: Analysis, size: int) -> np.ndarray:
    """The evidence of all candidates, in the order of `analysis.candidates`, whose texts are dealt out to corpora of `size`."""
    texts = analysis.candidates.with_row_index("text")
    corpus = np.random.default_rng(5).permutation(texts.height) // (size or texts.height)
    of_row = np.repeat(corpus, texts["phrases"].list.len().to_numpy())
    evidence = np.empty((len(of_row), len(FEATURES)), np.float32)
    for one in range(int(corpus.max()) + 1):
        some = texts.filter(pl.Series(corpus == one))
        rows = list_candidates(some.drop("text_hash"))
        phrases = analysis.phrases.filter(pl.col("phrase").is_in(rows["phrase"].unique().implode()))
        places = pl.Series("phrase", place_numbers(phrases["phrase"])[rows["phrase"].to_numpy()])
        shared = weigh_phrases(phrases, count_corpus(some.drop("text"), phrases))
        evidence[of_row == one] = gather_evidence(rows.with_columns(places), shared)
    return evidence


def label_candidates(name: str, documents: pl.DataFrame) -> Labelled:
    """Candidates and evidence of the set `name`, whose documents are as `keyphrases.load_set` gives them."""
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
        tuple(_gather_in_corpora(analysis, size) for size in CORPUS_SIZES),
        np.array(is_gold),
        ~reported.to_numpy(),
    )


@dataclass(frozen=True, slots=True)
class _Documents:
    """Candidates of several documents, one after the other.

    Attributes:
        x: (candidates, features), scaled.
        y: (candidates,) 1 for gold, else 0.
        size: (documents,) candidates.
        weight: (documents,)
    """

    x: np.ndarray
    y: np.ndarray
    size: np.ndarray
    weight: np.ndarray


def _descend(documents: _Documents, hidden: int, seed: int) -> list[np.ndarray]:
    """Adam on the softmax loss within documents: into, shift, out and direct of a ReLU network with a linear path beside it."""
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
    told = np.flatnonzero(gold > 0)
    steps, step = EPOCHS * (len(told) // BATCH + 1), 0
    for _ in range(EPOCHS):
        random.shuffle(told)
        for at in range(0, len(told), BATCH):
            chosen = told[at : at + BATCH]
            size = documents.size[chosen]
            start = np.cumsum(size) - size
            rows = np.repeat(begin[chosen] - start, size) + np.arange(size.sum())
            x = documents.x[rows]
            inner = x @ parameters[0] + parameters[1]
            active = np.maximum(inner, 0)
            score = active @ parameters[2] + x @ parameters[3]
            chance = np.exp(score - np.repeat(np.maximum.reduceat(score, start), size))
            chance /= np.repeat(np.add.reduceat(chance, start), size)
            wished = documents.y[rows] / np.repeat(gold[chosen], size)
            slope = ((chance - wished) * np.repeat(documents.weight[chosen], size) / len(chosen)).astype(np.float32)
            back = np.outer(slope, parameters[2]) * (inner > 0)
            gradients = [
                x.T @ back + DECAY * parameters[0],
                back.sum(0),
                active.T @ slope + DECAY * parameters[2],
                x.T @ slope + DECAY * parameters[3],
            ]
            step += 1
            rate = RATE * (1 - step / steps) + 1e-5
            for i, gradient in enumerate(gradients):
                first[i] = 0.9 * first[i] + 0.1 * gradient
                second[i] = 0.999 * second[i] + 0.001 * gradient**2
                momentum = first[i] / (1 - 0.9**step)
                parameters[i] -= (rate * momentum / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)).astype(np.float32)
    return parameters


def _calibrate(score: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """(slope, bias) of the logistic that tells the chance from the score, by Newton's method."""
    line = np.zeros(2)
    x = np.stack([score, np.ones_like(score)]).astype(np.float64)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(line @ x, -30, 30)))
        gradient = x @ (weight * (y - chance))
        curve = (x * (weight * chance * (1 - chance))) @ x.T + 1e-9 * np.eye(2)
        line += np.linalg.solve(curve, gradient)
    return float(line[0]), float(line[1])


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
        set_weights: what each set weighs beside the others, 1 where it is not named.
    """
    set_weights = SET_WEIGHTS if set_weights is None else set_weights
    x = np.vstack([evidence[one.tuned_on] for one in sets for evidence in one.evidence])
    y = np.concatenate([one.is_gold[one.tuned_on] for one in sets for _ in one.evidence]).astype(np.float32)
    sizes, weights = [], []
    for one in sets:
        size = np.bincount(one.candidates["text_hash"].rle_id().to_numpy()[one.tuned_on])
        size = size[size > 0]
        sizes += [size] * len(one.evidence)
        weights += [np.full(len(size), set_weights.get(one.name, 1.0) / len(size))] * len(one.evidence)
    size, weight = np.concatenate(sizes), np.concatenate(weights)
    mean, spread = x.mean(0), x.std(0) + 1e-6
    x = ((x - mean) / spread).clip(-Weights.LIMIT, Weights.LIMIT).astype(np.float32)
    if kept is not None:
        x *= kept
    into, shift, out, direct = _descend(_Documents(x, y, size, weight / weight.mean()), hidden, seed)
    if kept is not None:
        into, direct = into * kept[:, None], direct * kept
    never_free = FEATURES.index("never_free")
    direct[never_free] -= STANDS_ALONE * spread[never_free]
    score = np.maximum(x @ into + shift, 0) @ out + x @ direct
    # Sets count the same here: a chance is one for a text of any kind.
    even = np.concatenate([np.full(len(s), 1 / len(s)) for s in sizes])
    slope, bias = _calibrate(score, y, np.repeat(even / size, size))
    return FittedRanker(Weights(mean, spread, into, shift, out * slope, direct * slope, bias))


@dataclass(frozen=True, slots=True)
class FittedRanker:
    """Scores evidence by weights that were fitted here."""

    weights: Weights

    def __call__(self, evidence: np.ndarray) -> np.ndarray:
        return score_evidence(evidence, self.weights)


def _write(weights: Weights, path: Path) -> None:
    def row(values: np.ndarray) -> str:
        return "(" + ", ".join(f"{0.0 if abs(value) < 1e-6 else value:.4g}" for value in np.atleast_1d(values)) + ")"

    lines = [
        '"""Numbers of the ranker, fitted by `python -m benchmarks.keywords.fit`; not for editing. Columns as in FEATURES."""',
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
