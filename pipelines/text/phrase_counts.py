"""How often the texts of a corpus hold each phrase. What a phrase stands for is not asked here."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.text.candidates import list_candidates

TEXTS_AT_ONCE = 50_000
"""Texts whose candidates are listed row by row at once: bounds the memory."""


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """Counts by phrase, int64, and the first text (a number; NOWHERE where there is none) that holds it, int32.

    Attributes:
        texts: that hold it.
        mentions: in them.
        free_mentions: outside longer candidates.
        free_texts: with such a mention.
        titles: that hold it.
        uses: texts that hold it elsewhere than once in the title.
        first: text that holds it outside its title only.
        first_titled: text whose title holds it.
    """

    texts: np.ndarray
    mentions: np.ndarray
    free_mentions: np.ndarray
    free_texts: np.ndarray
    titles: np.ndarray
    uses: np.ndarray
    first: np.ndarray
    first_titled: np.ndarray


NOWHERE = np.iinfo(np.int32).max


def list_in_slices(candidates: pl.DataFrame, places: np.ndarray) -> Iterator[pl.DataFrame]:
    """Rows of `candidates` as `list_candidates` gives them, some texts at a time, phrases by their place.

    Args:
        candidates: columns of `internal.candidates` without text_hash, and whatever else tells the texts apart.
        places: by number of a phrase.
    """
    for some in candidates.iter_slices(TEXTS_AT_ONCE):
        rows = list_candidates(some)
        yield rows.with_columns(pl.Series("phrase", places[rows["phrase"].to_numpy()]))


def count_phrases(candidates: pl.DataFrame, places: np.ndarray, phrases: int) -> PhraseCounts:
    """The counts.

    Args:
        candidates: text (a number), and the columns of `internal.candidates` without text_hash.
        places: place of a phrase by its number.
        phrases: places there are.
    """
    names = ("texts", "mentions", "free_mentions", "free_texts", "titles", "uses")
    counts = {name: np.zeros(phrases, np.int64) for name in names}
    first, first_titled = (np.full(phrases, NOWHERE, np.int32) for _ in range(2))
    for rows in list_in_slices(candidates, places):
        phrase, text, mentions, free = (
            rows[name].to_numpy() for name in ("phrase", "text", "mentions", "free_mentions")
        )
        in_title = rows["in_title"].to_numpy()
        titled = np.flatnonzero(in_title)
        lone = titled[mentions[titled] == 1]
        texts = np.bincount(phrase, minlength=phrases)
        counts["texts"] += texts
        counts["uses"] += texts - np.bincount(phrase[lone], minlength=phrases)
        counts["titles"] += np.bincount(phrase[titled], minlength=phrases)
        counts["mentions"] += texts + _add(phrase, mentions - 1, phrases)
        counts["free_mentions"] += _add(phrase, free, phrases)
        counts["free_texts"] += np.bincount(phrase[free > 0], minlength=phrases)
        np.minimum.at(first_titled, phrase[titled], text[titled])
        other = np.flatnonzero(~in_title)
        np.minimum.at(first, phrase[other], text[other])
    return PhraseCounts(**counts, first=first, first_titled=first_titled)


def _add(phrase: np.ndarray, numbers: np.ndarray, phrases: int) -> np.ndarray:
    some = np.flatnonzero(numbers)
    return np.bincount(phrase[some], weights=numbers[some], minlength=phrases).astype(np.int64)
