"""Units and the separators between them: one Polars pass over title and abstract.

A unit is a word with everything that hangs on it without a space (`GPT-4`, `Qwen2.5-VL`, `diffusion-based`,
`Alzheimer's`, `I/O`). Word classes are none of this module's business (see `lexicon`), nor is the search for known
forms (see `matching`, which splits units at every word boundary).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

TITLE_END = "\x1e"
"""Stands between title and abstract; no phrase crosses it."""

UNIT = r"(?:(?:[A-Z]{1,3}/[A-Z]{1,3}\b|\w+)(?:[-‐‑–'’&@]\w+|\.\d\w*)*)"
"""A slash joins only capitals (`I/O`), a full stop only what goes on with a digit (`Qwen2.5`)."""

# What may follow a unit.
SPACE, BREAK, OPEN, CLOSE, STOP, TIGHT = range(6)


ADDRESS = r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|net|edu|ai|co|cn|gov)(?:/\S*|\b)"
"""A web address; its pieces are no words."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a batch of texts, text after text.

    Attributes:
        text: index of the text of each unit, int64, ascending.
        form: index into `forms` of each unit.
        separator: what follows each unit: SPACE, BREAK, OPEN (a bracket opens), CLOSE (one closes), STOP (sentence,
            title or text ends), TIGHT (signs without a blank, as in addresses and formulas).
        position: number of the unit within its text, from 0.
        in_title: whether it stands in the title.
        forms: the distinct units as they stand.
    """

    text: np.ndarray
    form: np.ndarray
    separator: np.ndarray
    position: np.ndarray
    in_title: np.ndarray
    forms: pl.Series

    def __len__(self) -> int:
        return len(self.form)


def take_texts(units: Units, rows: np.ndarray) -> Units:
    """The units of some texts: text i of the result is text `rows[i]` of `units`."""
    counts = np.bincount(units.text, minlength=int(rows.max(initial=-1)) + 1)
    starts = np.cumsum(counts) - counts
    size = counts[rows]
    at = np.repeat(starts[rows] - (np.cumsum(size) - size), size) + np.arange(size.sum())
    return Units(
        text=np.repeat(np.arange(len(rows)), size),
        form=units.form[at],
        separator=units.separator[at],
        position=units.position[at],
        in_title=units.in_title[at],
        forms=units.forms,
    )


def pack_units(units: Units) -> np.ndarray:
    """A number a unit: eight times its form, plus its separator."""
    return units.form << 3 | units.separator


def unpack_units(packed: pl.Series, title_units: np.ndarray, place: np.ndarray, forms: pl.Series) -> Units:
    """The units of texts.

    Args:
        packed: a list of numbers a text, as `pack_units` makes them; null for a text without a unit.
        title_units: how many of them are in the title.
        place: index into `forms` by the number of a form.
        forms: the distinct units.
    """
    counts = packed.list.len().fill_null(0).to_numpy().astype(np.int64)
    numbers = packed.filter(packed.list.len() > 0).explode().to_numpy()
    position = np.arange(len(numbers)) - np.repeat(np.cumsum(counts) - counts, counts)
    return Units(
        text=np.repeat(np.arange(len(counts)), counts),
        form=place[numbers >> 3],
        separator=numbers & 7,
        position=position,
        in_title=position < np.repeat(title_units, counts),
        forms=forms,
    )


def encode(strings: pl.Series) -> tuple[np.ndarray, pl.Series]:
    """Number `strings`: (number of each, the distinct ones by number). Numbers follow the first occurrence.

    Strings are told apart by 64-bit hashes: among ten million different ones, two share theirs once in 400,000 corpora.
    """
    if strings.is_empty():
        return np.empty(0, np.int64), pl.Series(strings.name, [], dtype=pl.String)
    code, first = number_values(strings.hash())
    return code, strings.gather(first)


def number_values(values: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """(number of each value, where each number occurs first); numbers follow the first occurrence."""
    rank = values.rank("dense").to_numpy().astype(np.int64) - 1
    first = np.empty(int(rank.max(initial=-1)) + 1, np.int64)
    first[rank[::-1]] = np.arange(len(rank) - 1, -1, -1)
    order = np.argsort(first)
    number = np.empty(len(first), np.int64)
    number[order] = np.arange(len(first))
    return number[rank], first[order]


def _classify_separators(separators: pl.Series) -> np.ndarray:
    frame = separators.to_frame("s").select(
        pl.when(pl.col("s").str.contains(r"^[.:~=_#?@\\^]+$"))
        .then(TIGHT)
        .when(pl.col("s").str.contains(r"[.!?\x1e]") | (pl.col("s") == ""))
        .then(STOP)
        .when(pl.col("s").str.contains(r"^\s+$"))
        .then(SPACE)
        .when(pl.col("s").str.contains(r"^\s*[(\[]$|^\s+\(\S?$"))
        .then(OPEN)
        .when(pl.col("s").str.contains(r"^[)\]]"))
        .then(CLOSE)
        .otherwise(BREAK)
        .cast(pl.Int8)
        .alias("kind")
    )
    return frame["kind"].to_numpy()


def split_units(title: pl.Series, abstract: pl.Series) -> Units:
    """The units of each text.

    Args:
        title: titles, one a text; null counts as empty.
        abstract: abstracts, of the same length.
    """
    joined = title.fill_null("").str.replace_all(TITLE_END, " ") + (TITLE_END + " ") + abstract.fill_null("")
    pieces = joined.str.extract_all(UNIT + r"\W*")
    counts = pieces.list.len().to_numpy().astype(np.int64)
    # An empty list explodes to a null row; such texts are left out first.
    exploded = pieces.filter(pieces.list.len() > 0).explode()
    piece, distinct = encode(exploded)
    split = distinct.to_frame("p").select(
        pl.col("p").str.extract("^(" + UNIT + ")", 1).alias("unit"),
        pl.col("p").str.replace("^" + UNIT, "").alias("separator"),
    )
    form_of_piece, forms = encode(split["unit"])
    separator_of_piece = _classify_separators(split["separator"])
    ends_title = split["separator"].str.contains(TITLE_END, literal=True).to_numpy()

    text = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    position = np.arange(len(piece)) - np.repeat(starts, counts)
    title_units = np.zeros(len(counts), np.int64)
    last_of_title = np.flatnonzero(ends_title[piece]) if len(piece) else np.empty(0, np.int64)
    title_units[text[last_of_title]] = position[last_of_title] + 1
    separator = separator_of_piece[piece] if len(piece) else np.empty(0, np.int8)
    if len(piece):
        separator = separator.copy()
        separator[(starts + counts - 1)[counts > 0]] = STOP
    return Units(
        text=text,
        form=form_of_piece[piece] if len(piece) else np.empty(0, np.int64),
        separator=separator,
        position=position,
        in_title=position < np.repeat(title_units, counts),
        forms=forms,
    )
