"""Candidates row by row, from the lists by text in which they are kept, and the numbers in such lists."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl


class CandidateColumns(NamedTuple):
    """Candidates one after the other, in arrays of one entry each; row is that of the text."""

    row: np.ndarray
    phrase: np.ndarray
    mentions: np.ndarray
    free_mentions: np.ndarray
    in_title: np.ndarray


def flatten_candidates(candidates: pl.DataFrame, chosen: np.ndarray | None = None) -> CandidateColumns:
    """What `list_candidates` lists, as arrays: without a copy where the lists lie in memory one after the other.

    Args:
        candidates: the columns of `internal.candidates` with lists, and title_words.
        chosen: by number of a phrase, whether its candidates are listed; None for all.
    """
    sizes = candidates["phrases"].list.len().to_numpy()
    phrase, mentions, free, first = (
        candidates[name].explode().to_numpy() for name in ("phrases", "mentions", "free_mentions", "first_positions")
    )
    if chosen is None:
        row = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    else:
        which = np.flatnonzero(chosen[phrase])
        row = np.searchsorted(np.cumsum(sizes, dtype=np.int64), which, side="right").astype(np.int32)
        phrase, mentions, free, first = (column[which] for column in (phrase, mentions, free, first))
    return CandidateColumns(row, phrase, mentions, free, first < candidates["title_words"].to_numpy()[row])


def list_candidates(candidates: pl.DataFrame) -> pl.DataFrame:
    """One row a candidate: phrase, mentions, free_mentions, first_position, in_title, and whatever else `candidates` says.

    Args:
        candidates: rows of `internal.candidates`, or some of their columns; their order is kept.
    """
    return (
        candidates.explode("phrases", "mentions", "free_mentions", "first_positions")
        .rename({"phrases": "phrase", "first_positions": "first_position"})
        .with_columns((pl.col("first_position") < pl.col("title_words")).alias("in_title"))
        .drop("title_words")
    )


def spell_out(candidates: pl.DataFrame, phrases: pl.DataFrame) -> pl.DataFrame:
    """One row a candidate with the strings of its phrase: text_hash, key, surface, words, mentions, free_mentions,
    first_position, in_title.

    Args:
        candidates: rows of `internal.candidates`; their order is kept.
        phrases: rows of `internal.phrases`, all that the candidates name.
    """
    rows = list_candidates(candidates)
    places = place_numbers(phrases["phrase"])[rows["phrase"].to_numpy()]
    return rows.select(
        "text_hash",
        phrases["key"].gather(places),
        phrases["surface"].gather(places),
        phrases["words"].cast(pl.Int64).gather(places),
        pl.col("mentions", "free_mentions", "first_position").cast(pl.Int64),
        "in_title",
    )


def place_numbers(numbers: pl.Series) -> np.ndarray:
    """Where each number stands in `numbers`, by number; -1 for numbers that are not there."""
    numbers = numbers.to_numpy()
    places = np.full(int(numbers.max(initial=-1)) + 1, -1, np.int32)
    places[numbers] = np.arange(len(numbers), dtype=np.int32)
    return places


def change_items(lists: pl.Series, change: Callable[[np.ndarray], np.ndarray]) -> pl.Series:
    """`lists` of integers with `change` applied to all their items at once; no list may be empty."""
    row = pl.Series("row", np.repeat(np.arange(len(lists), dtype=np.uint32), lists.list.len().to_numpy()))
    items = pl.Series("item", change(lists.explode().to_numpy()), pl.Int32)
    rows = pl.DataFrame([row.set_sorted(), items])
    return rows.group_by("row", maintain_order=True).agg("item")["item"].alias(lists.name)
