"""Counts how often each phrase occurs in the texts of a corpus, whatever it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.parallel import map_ahead
from pipelines.text.phrases.candidates import CandidateColumns, flatten_candidates

TEXTS_AT_ONCE = 20_000
"""Texts whose candidates are counted at once: with more, the arrays do not fit the cache."""


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """Counts by phrase, int64, and the first texts that contain it, int32 (NOWHERE where there is none).

    Attributes:
        texts: texts that contain it.
        mentions: occurrences in them.
        free_mentions: occurrences outside longer candidates.
        free_texts: texts with such an occurrence.
        titles: texts whose title contains it.
        uses: texts that contain it more than once or outside their title.
        first: lowest number of a text whose title does not contain it.
        first_titled: lowest number of a text whose title contains it.
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


def flatten_in_slices(
    candidates: pl.DataFrame, places: np.ndarray, chosen: np.ndarray | None = None
) -> Iterator[tuple[np.ndarray, CandidateColumns]]:
    """Candidates with the numbers of their texts, some texts at a time.

    Args:
        candidates: text (a number), and the columns of `internal.candidates` without text_hash.
        places: by the number of a phrase, its place.
        chosen: Boolean, by the number of a phrase: whether its candidates are wanted; None for all.

    Yields:
        (number of the text of each candidate; the candidates, with places instead of numbers of phrases).
    """

    def flatten(some: pl.DataFrame) -> tuple[np.ndarray, CandidateColumns]:
        columns = flatten_candidates(some, chosen)
        return some["text"].to_numpy()[columns.row], columns._replace(phrase=places[columns.phrase])

    # The next candidates are flattened while the caller counts these.
    yield from map_ahead(flatten, candidates.iter_slices(TEXTS_AT_ONCE))


def count_phrases(candidates: pl.DataFrame, places: np.ndarray, phrases: int) -> PhraseCounts:
    """Counts the phrases of a corpus.

    Args:
        candidates: text (a number), and the columns of `internal.candidates` without text_hash.
        places: by the number of a phrase, its place in the counts.
        phrases: number of places.
    """
    names = ("texts", "mentions", "free_mentions", "free_texts", "titles", "uses")
    counts = {name: np.zeros(phrases, np.int64) for name in names}
    first, first_titled = (np.full(phrases, NOWHERE, np.int32) for _ in range(2))
    for text, (_, phrase, mentions, free, in_title) in flatten_in_slices(candidates, places):
        counts["texts"] += np.bincount(phrase, minlength=phrases)
        # Where only few candidates count, adding them one by one is faster than a pass over all phrases.
        titled = np.flatnonzero(in_title)
        np.add.at(counts["titles"], phrase[titled], 1)
        once = titled[mentions[titled] == 1]
        np.add.at(counts["uses"], phrase[once], -1)
        several = np.flatnonzero(mentions > 1)
        np.add.at(counts["mentions"], phrase[several], mentions[several].astype(np.int64) - 1)
        standalone = np.flatnonzero(free > 0)
        counts["free_texts"] += np.bincount(phrase[standalone], minlength=phrases)
        more = standalone[free[standalone] > 1]
        np.add.at(counts["free_mentions"], phrase[more], free[more].astype(np.int64) - 1)
        np.minimum.at(first_titled, phrase[titled], text[titled])
        other = np.flatnonzero(~in_title)
        np.minimum.at(first, phrase[other], text[other])
    for name, base in (("uses", "texts"), ("mentions", "texts"), ("free_mentions", "free_texts")):
        counts[name] += counts[base]
    return PhraseCounts(**counts, first=first, first_titled=first_titled)
