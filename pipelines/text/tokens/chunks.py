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


def drop_addresses(chunks: Chunks) -> tuple[np.ndarray, Chunks]:
    """Copies the texts whose abstracts contain a web address, and replaces each of these addresses by a full stop.

    Returns:
        The numbers of these texts, and their chunks. The distinct chunks begin with those of `chunks`, in their order.
    """
    is_address = chunks.distinct.str.contains(ADDRESS).to_numpy()
    text = np.repeat(np.arange(len(chunks.counts), dtype=np.int32), chunks.counts)
    titles_ended = np.cumsum(chunks.ends_title()[chunks.chunk], dtype=np.int32)
    in_abstract = is_address[chunks.chunk] & (titles_ended > text)
    rows = np.unique(text[in_abstract])
    starts = np.cumsum(chunks.counts) - chunks.counts
    source = repeat_ranges(starts[rows], chunks.counts[rows])
    addresses = np.flatnonzero(is_address)
    replacement = np.zeros(len(is_address), np.int32)
    replacement[addresses] = len(is_address) + np.arange(len(addresses), dtype=np.int32)
    chunk = np.where(in_abstract[source], replacement[chunks.chunk[source]], chunks.chunk[source])
    replaced = chunks.distinct.gather(addresses).str.replace_all(ADDRESS, " . ")
    return rows, Chunks(chunks.counts[rows], chunk, pl.concat([chunks.distinct, replaced]))


def concat_chunks(one: Chunks, other: Chunks) -> Chunks:
    """The texts of `one`, then those of `other`, whose distinct chunks must begin with those of `one`."""
    return Chunks(np.concatenate([one.counts, other.counts]), np.concatenate([one.chunk, other.chunk]), other.distinct)
