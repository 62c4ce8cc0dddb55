"""How often the texts of a corpus hold each phrase. What a phrase stands for is not asked here."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.parallel import map_ahead
from pipelines.text.phrases.candidates import CandidateColumns, flatten_candidates

TEXTS_AT_ONCE = 20_000
"""Texts whose candidates are listed row by row at once: with more, the arrays do not fit the cache."""


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


def flatten_in_slices(
    candidates: pl.DataFrame, places: np.ndarray, chosen: np.ndarray | None = None
) -> Iterator[tuple[np.ndarray, CandidateColumns]]:
    """Number of the text of each candidate, and the candidates with their phrases by place, some texts at a time.

    Args:
        candidates: text (a number), and the columns of `internal.candidates` without text_hash.
        places: by number of a phrase.
        chosen: by number of a phrase, whether its candidates are wanted; None for all.
    """

    def flatten(some: pl.DataFrame) -> tuple[np.ndarray, CandidateColumns]:
        columns = flatten_candidates(some, chosen)
        return some["text"].to_numpy()[columns.row], columns._replace(phrase=places[columns.phrase])

    # While they are listed, those before are counted.
    yield from map_ahead(flatten, candidates.iter_slices(TEXTS_AT_ONCE))


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
    for text, (_, phrase, mentions, free, in_title) in flatten_in_slices(candidates, places):
        counts["texts"] += np.bincount(phrase, minlength=phrases)
        # What few candidates have is added one by one: to go through all phrases takes longer.
        titled = np.flatnonzero(in_title)
        np.add.at(counts["titles"], phrase[titled], 1)
        lone = titled[mentions[titled] == 1]
        np.add.at(counts["uses"], phrase[lone], -1)
        several = np.flatnonzero(mentions > 1)
        np.add.at(counts["mentions"], phrase[several], mentions[several].astype(np.int64) - 1)
        held = np.flatnonzero(free > 0)
        counts["free_texts"] += np.bincount(phrase[held], minlength=phrases)
        more = held[free[held] > 1]
        np.add.at(counts["free_mentions"], phrase[more], free[more].astype(np.int64) - 1)
        np.minimum.at(first_titled, phrase[titled], text[titled])
        other = np.flatnonzero(~in_title)
        np.minimum.at(first, phrase[other], text[other])
    for name, base in (("uses", "texts"), ("mentions", "texts"), ("free_mentions", "free_texts")):
        counts[name] += counts[base]
    return PhraseCounts(**counts, first=first, first_titled=first_titled)
