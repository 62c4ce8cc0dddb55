"""Texts with pieces of markup at any place, for the cleaner."""

import random
import time

import polars as pl

from benchmarks.fuzz.papers import SENTENCES
from benchmarks.fuzz.result import Result
from pipelines.text.cleaning.pipeline import clean_text

TEXT = "clean_text"
BATCH_TEXTS = 5_000

TEXT_TOKENS = [
    *(
        "$",
        "$$",
        "\\",
        "{",
        "}",
        "\\frac{a}{b}",
        "\\begin{x}",
        "^",
        "_",
        "~",
        "--",
        "---",
        "`",
        "''",
        "&amp;",
        "&#x1F600;",
        "<b>",
    ),
    *(
        "</p>",
        "<",
        "\u00ad",
        "\u200b",
        "\u202e",
        "e\u0301",
        "ﬁ",
        "．",
        "−",
        "\n",
        "-\n",
        "10^{-4}",
        "sim14B",
        "©",
        "(c) 2020 ",
    ),
    *(
        "All rights reserved.",
        "[ABSTRACT FROM AUTHOR]",
        "BACKGROUND:",
        "\U0001f600",
        "\ufffd",
        "∼",
        "\\alpha",
        "w.r.t.~the",
    ),
]


def make_text(rng: random.Random) -> str:
    """A text of sentences, with pieces of markup at any place."""
    text = " ".join(rng.choice(SENTENCES) for _ in range(rng.randint(0, 4)))
    for _ in range(rng.randint(0, 12)):
        at = rng.randrange(len(text) + 1)
        if rng.random() < 0.2:
            text = text[:at] + text[at + rng.randint(1, 20) :]
        else:
            text = text[:at] + rng.choice(TEXT_TOKENS) * rng.choice([1, 1, 1, 2, 30]) + text[at:]
    return text


def fuzz_cleaner(inputs: int, seed: int, result: Result) -> None:
    """Cleans `inputs` texts, and what comes of them once more."""
    for start in range(seed, seed + inputs, BATCH_TEXTS):
        numbers = range(start, min(start + BATCH_TEXTS, seed + inputs))
        texts = [make_text(random.Random(f"text {number}")) for number in numbers]
        started = time.process_time()
        once = clean_text(pl.Series(texts, dtype=pl.String))
        twice = clean_text(once)
        seconds = (time.process_time() - started) / len(texts)
        result.slowest = max(result.slowest, seconds)
        result.inputs += len(texts)
        for number, text, first, second in zip(numbers, texts, once, twice, strict=True):
            if first != second:
                result.failures.append(f"{TEXT} --seed {number}: cleaning {first!r} again gives {second!r}")
            elif len(first) > 4 * len(text) + 100:
                result.failures.append(f"{TEXT} --seed {number}: {len(text)} characters became {len(first)}")
