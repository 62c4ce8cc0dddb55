"""Splits texts at blanks into chunks, and numbers the distinct chunks: most chunks occur in many texts."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize, repeat_ranges

TITLE_END = "\x1e"
"""Stands between title and abstract; no phrase crosses it."""

ADDRESS = (
    r"(?:https?://|www\.)\S+|"
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|net|edu|ai|co|cn|gov)(?:/\S*|\b)"
)
"""Regular expression of a web address. The parts of an address are no words."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """The chunks of a batch of texts, text after text; a chunk TITLE_END follows each title.

    Attributes:
        counts: number of chunks of each text, int32.
        chunk: index into `distinct` of each chunk, int32.
        distinct: the distinct chunks.
    """

    counts: np.ndarray
    chunk: np.ndarray
    distinct: pl.Series

    def ends_title(self) -> np.ndarray:
        """For each distinct chunk: whether it is TITLE_END."""
        return (self.distinct == TITLE_END).to_numpy()


def split_chunks(title: pl.Series, abstract: pl.Series) -> Chunks:
    """Splits texts into chunks.

    Args:
        title: the titles, one a text; null counts as empty.
        abstract: the abstracts, of the same length.
    """
    title, abstract = (part.fill_null("").str.replace_all(TITLE_END, " ", literal=True) for part in (title, abstract))
    joined = title + f" {TITLE_END} " + abstract
    chunks = joined.str.split(" ")
    chunk, distinct = factorize(chunks.explode())
    counts = chunks.list.len().to_numpy().astype(np.int32)
    if not (empty := distinct == "").any():
        return Chunks(counts, chunk, distinct)
    # Several blanks in a row count as one.
    full = ~empty.to_numpy()[chunk]
    text = np.repeat(np.arange(len(counts)), counts)[full]
    return Chunks(np.bincount(text, minlength=len(counts)).astype(np.int32), chunk[full], distinct)


def copy_without_addresses(chunks: Chunks) -> tuple[Chunks, np.ndarray]:
    """Appends a copy of each text whose abstract contains a web address; a full stop replaces each of these addresses.

    Returns:
        The texts and then the copies; and, int32, for each text -1 if it has a copy, else its own number, for each copy
        the number of its text.
    """
    is_address = chunks.distinct.str.contains(ADDRESS).to_numpy()
    text = np.repeat(np.arange(len(chunks.counts), dtype=np.int32), chunks.counts)
    titles_ended = np.cumsum(chunks.ends_title()[chunks.chunk], dtype=np.int32)
    in_abstract = is_address[chunks.chunk] & (titles_ended > text)
    copied = np.unique(text[in_abstract])
    starts = np.cumsum(chunks.counts) - chunks.counts
    source = repeat_ranges(starts[copied], chunks.counts[copied])
    addresses = np.flatnonzero(is_address)
    replacement = np.zeros(len(is_address), np.int32)
    replacement[addresses] = len(is_address) + np.arange(len(addresses), dtype=np.int32)
    chunk = np.where(in_abstract[source], replacement[chunks.chunk[source]], chunks.chunk[source])
    replaced = chunks.distinct.gather(addresses).str.replace_all(ADDRESS, " . ")
    text_of = np.append(np.arange(len(chunks.counts), dtype=np.int32), copied)
    text_of[copied] = -1
    return Chunks(
        np.append(chunks.counts, chunks.counts[copied]),
        np.append(chunks.chunk, chunk),
        pl.concat([chunks.distinct, replaced]),
    ), text_of
