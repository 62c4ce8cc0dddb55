"""Candidates row by row, from the lists by text in which they are kept, and the numbers of their phrases."""

import numpy as np
import polars as pl


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
    places = place_phrases(phrases)[rows["phrase"].to_numpy()]
    return rows.select(
        "text_hash",
        phrases["key"].gather(places),
        phrases["surface"].gather(places),
        phrases["words"].cast(pl.Int64).gather(places),
        pl.col("mentions", "free_mentions", "first_position").cast(pl.Int64),
        "in_title",
    )


def place_phrases(phrases: pl.DataFrame) -> np.ndarray:
    """Row of each phrase in `phrases` by its number; -1 for numbers that are not there."""
    numbers = phrases["phrase"].to_numpy()
    places = np.full(int(numbers.max(initial=-1)) + 1, -1, np.int64)
    places[numbers] = np.arange(len(numbers))
    return places


def renumber(candidates: pl.DataFrame, number: np.ndarray) -> pl.DataFrame:
    """`candidates` with `number[phrase]` in place of each phrase."""
    rows = candidates.select(pl.int_range(pl.len()).alias("row"), "phrases").explode("phrases")
    lists = (
        rows.with_columns(pl.Series("phrases", number[rows["phrases"].to_numpy()], pl.Int32))
        .group_by("row", maintain_order=True)
        .agg("phrases")
    )
    return candidates.with_columns(lists["phrases"])
