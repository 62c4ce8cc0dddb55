"""Converts candidates from lists, one a text, in which the build file keeps them, to one row a candidate."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl


class CandidateColumns(NamedTuple):
    """Arrays with one entry a candidate; `row` is the row of its text."""

    row: np.ndarray
    phrase: np.ndarray
    mentions: np.ndarray
    free_mentions: np.ndarray
    in_title: np.ndarray


def flatten_candidates(candidates: pl.DataFrame, chosen: np.ndarray | None = None) -> CandidateColumns:
    """The columns of `list_candidates` as arrays, without a copy where the lists are contiguous in memory.

    Args:
        candidates: the list columns of `internal.candidates`, and title_words.
        chosen: Boolean, by the number of a phrase: whether to include its candidates; None for all.
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
    """One row a candidate.

    Args:
        candidates: rows of `internal.candidates`, or some of their columns.

    Returns:
        phrase, mentions, free_mentions, first_position, in_title, and the other columns of `candidates`; in their
        order.
    """
    return (
        candidates.explode("phrases", "mentions", "free_mentions", "first_positions")
        .rename({"phrases": "phrase", "first_positions": "first_position"})
        .with_columns((pl.col("first_position") < pl.col("title_words")).alias("in_title"))
        .drop("title_words")
    )


def spell_out(candidates: pl.DataFrame, phrases: pl.DataFrame) -> pl.DataFrame:
    """One row a candidate with the strings of its phrase.

    Args:
        candidates: rows of `internal.candidates`.
        phrases: rows of `internal.phrases`, all phrases of the candidates.

    Returns:
        text_hash, key, surface, words, mentions, free_mentions, first_position, in_title; in the order of `candidates`.
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
    """The inverse of `numbers`: for each number its index in `numbers`, -1 for numbers that are not there; int32."""
    values = numbers.to_numpy()
    places = np.full(int(values.max(initial=-1)) + 1, -1, np.int32)
    places[values] = np.arange(len(values), dtype=np.int32)
    return places


def map_items(lists: pl.Series, change: Callable[[np.ndarray], np.ndarray]) -> pl.Series:
    """`lists` of integers with `change` applied to all items at once; no list may be empty."""
    row = pl.Series("row", np.repeat(np.arange(len(lists), dtype=np.uint32), lists.list.len().to_numpy()))
    items = pl.Series("item", change(lists.explode().to_numpy()), pl.Int32)
    rows = pl.DataFrame([row.set_sorted(), items])
    return rows.group_by("row", maintain_order=True).agg("item")["item"].alias(lists.name)
