"""Texts as the pieces between their blanks, which texts share most of: a text is a row of numbers of distinct pieces."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import encode, repeat_ranges

TITLE_END = "\x1e"
"""Stands between title and abstract; no phrase crosses it."""

ADDRESS = r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|net|edu|ai|co|cn|gov)(?:/\S*|\b)"
"""A web address; its pieces are no words."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces between blanks of a batch of texts, text after text; one of TITLE_END stands behind each title.

    Attributes:
        counts: pieces of each text.
        piece: index into `distinct` of each piece, int32.
        distinct: the distinct pieces.
    """

    counts: np.ndarray
    piece: np.ndarray
    distinct: pl.Series

    def ends_title(self) -> np.ndarray:
        """Whether a piece is the one behind a title, by the number of the piece."""
        return (self.distinct == TITLE_END).to_numpy()


def split_pieces(title: pl.Series, abstract: pl.Series) -> Pieces:
    """The pieces of each text.

    Args:
        title: titles, one a text; null counts as empty.
        abstract: abstracts, of the same length.
    """
    title, abstract = (part.fill_null("").str.replace_all(TITLE_END, " ", literal=True) for part in (title, abstract))
    joined = title + f" {TITLE_END} " + abstract
    pieces = joined.str.split(" ")
    piece, distinct = encode(pieces.explode())
    counts = pieces.list.len().to_numpy().astype(np.int32)
    if not (empty := distinct == "").any():
        return Pieces(counts, piece, distinct)
    # Several blanks are one.
    full = ~empty.to_numpy()[piece]
    text = np.repeat(np.arange(len(counts)), counts)[full]
    return Pieces(np.bincount(text, minlength=len(counts)).astype(np.int32), piece[full], distinct)


def drop_addresses(pieces: Pieces) -> tuple[np.ndarray, Pieces]:
    """Texts whose abstracts hold a web address, and their pieces with a full stop in the place of each."""
    found = pieces.distinct.str.contains(ADDRESS).to_numpy()
    text = np.repeat(np.arange(len(pieces.counts), dtype=np.int32), pieces.counts)
    titles = np.cumsum(pieces.ends_title()[pieces.piece], dtype=np.int32)
    held = found[pieces.piece] & (titles > text)
    rows = np.unique(text[held])
    starts = np.cumsum(pieces.counts) - pieces.counts
    at = repeat_ranges(starts[rows], pieces.counts[rows])
    without = np.flatnonzero(found)
    number = np.zeros(len(found), np.int32)
    number[without] = len(found) + np.arange(len(without), dtype=np.int32)
    piece = np.where(held[at], number[pieces.piece[at]], pieces.piece[at])
    distinct = pl.concat([pieces.distinct, pieces.distinct.gather(without).str.replace_all(ADDRESS, " . ")])
    return rows, Pieces(pieces.counts[rows], piece, distinct)


def join_pieces(one: Pieces, other: Pieces) -> Pieces:
    """The texts of both, one after the other; `other` knows all pieces of `one` by the same numbers."""
    return Pieces(np.concatenate([one.counts, other.counts]), np.concatenate([one.piece, other.piece]), other.distinct)
