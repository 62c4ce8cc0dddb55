"""Units and the separators between them.

A unit is a word with everything that hangs on it without a space (`GPT-4`, `Qwen2.5-VL`, `diffusion-based`,
`Alzheimer's`, `I/O`). Each distinct piece between blanks (see `pieces`) is split once. Word classes are none of this
module's business (see `lexicon`), nor is the search for known forms (see `matching`, which splits units at every word
boundary).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import encode, number_values, repeat_ranges
from pipelines.text.tokens.chunks import Pieces

UNIT = r"(?:(?:[A-Z]{1,3}/[A-Z]{1,3}\b|\w+)(?:[-‐‑–'’&@]\w+|\.\d\w*)*)"
"""A slash joins only capitals (`I/O`), a full stop only what goes on with a digit (`Qwen2.5`)."""

# What may follow a unit.
SPACE, BREAK, OPEN, CLOSE, STOP, TIGHT = range(6)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a batch of texts, text after text.

    Attributes:
        text: index of the text of each unit, int32, ascending.
        form: index into `forms` of each unit, int32.
        separator: what follows each unit, int8: SPACE, BREAK, OPEN (a bracket opens), CLOSE (one closes), STOP (sentence,
            title or text ends), TIGHT (signs without a blank, as in addresses and formulas).
        starts: the first unit of each text, int32.
        title_units: units of each text's title, int32.
        forms: the distinct units as they stand.
    """

    text: np.ndarray
    form: np.ndarray
    separator: np.ndarray
    starts: np.ndarray
    title_units: np.ndarray
    forms: pl.Series

    def __len__(self) -> int:
        return len(self.form)

    def place(self, units: np.ndarray) -> np.ndarray:
        """The number within its text, from 0, of each of `units`; those below `title_units` stand in the title."""
        return units - self.starts[self.text[units]]

    def head(self, texts: int) -> "Units":
        """The units of the first texts."""
        end = int(np.searchsorted(self.text, texts))
        return Units(
            self.text[:end],
            self.form[:end],
            self.separator[:end],
            self.starts[:texts],
            self.title_units[:texts],
            self.forms,
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
    counts = packed.list.len().fill_null(0).to_numpy().astype(np.int32)
    numbers = packed.filter(packed.list.len() > 0).explode().to_numpy()
    return Units(
        text=np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        form=place[numbers >> 3],
        separator=(numbers & 7).astype(np.int8),
        starts=np.cumsum(counts, dtype=np.int32) - counts,
        title_units=title_units.astype(np.int32),
        forms=forms,
    )


@dataclass(frozen=True, slots=True)
class _Split:
    """Distinct pieces as units and signs.

    Attributes:
        counts: units of each piece.
        form: index into `forms`, of the units of all pieces.
        inner: what follows each unit within its piece (of the last: unused).
        before, after: the signs before its first unit and after its last, or all of it where it has none; index into `signs`.
        forms, signs: distinct.
    """

    counts: np.ndarray
    form: np.ndarray
    inner: np.ndarray
    before: np.ndarray
    after: np.ndarray
    forms: pl.Series
    signs: pl.Series


def _split_distinct(distinct: pl.Series) -> _Split:
    found = distinct.str.extract_all(UNIT + r"\W*")
    counts = found.list.len().to_numpy().astype(np.int32)
    # An empty list explodes to a null row.
    flat = found.filter(found.list.len() > 0).explode()
    form, forms = encode(flat.str.extract("^" + UNIT, 0))
    signs = flat.str.replace("^" + UNIT, "")
    some = np.flatnonzero(counts)
    after = distinct.clone().scatter(some, signs.gather(np.cumsum(counts)[some] - 1))
    code, kinds = encode(pl.concat([signs, distinct.str.extract(r"^\W*", 0), after]))
    inner, before, after = np.split(code, [len(flat), len(flat) + len(distinct)])
    return _Split(counts, form, _classify_separators(kinds)[inner], before, after, forms, kinds)


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


def split_units(pieces: Pieces) -> Units:
    """The units of texts."""
    split = _split_distinct(pieces.distinct)
    counts = split.counts[pieces.piece]
    ends = np.cumsum(counts, dtype=np.int32)
    source = repeat_ranges((np.cumsum(split.counts, dtype=np.int32) - split.counts)[pieces.piece], counts)
    separator = split.inner[source]
    some = np.flatnonzero(counts)
    separator[ends[some[:-1]] - 1] = _look_between(split, pieces, some)
    bounds = np.append(0, ends)[np.append(0, np.cumsum(pieces.counts))]
    units = np.diff(bounds)
    starts = bounds[:-1].astype(np.int32)
    separator[bounds[1:][units > 0] - 1] = STOP
    return Units(
        text=np.repeat(np.arange(len(units), dtype=np.int32), units),
        form=split.form[source],
        separator=separator,
        starts=starts,
        title_units=ends[pieces.ends_title()[pieces.piece]] - starts,
        forms=split.forms,
    )


def _look_between(split: _Split, pieces: Pieces, some: np.ndarray) -> np.ndarray:
    """Separators between the last unit of each piece and the first of the next.

    Args:
        split: the distinct pieces.
        pieces: of the texts.
        some: the pieces that hold units; the separator behind the last is left out.
    """
    left, right = split.after[pieces.piece[some[:-1]]], split.before[pieces.piece[some[1:]]]
    nothing = int((split.signs == "").arg_max() or 0)
    found = np.full(len(left), SPACE, np.int8)
    signs = np.flatnonzero((left != nothing) | (right != nothing))
    pair, first = number_values(left[signs].astype(np.uint64) << np.uint64(32) | right[signs].astype(np.uint64))
    strings = split.signs.gather(left[signs[first]]) + " " + split.signs.gather(right[signs[first]])
    found[signs] = _classify_separators(strings)[pair]
    # Pieces of signs alone stand between some.
    apart = np.flatnonzero(np.diff(some) > 1)
    if len(apart):
        between = repeat_ranges(some[apart] + 1, some[apart + 1] - some[apart] - 1)
        joined = (
            pl.DataFrame(
                {
                    "gap": np.repeat(np.arange(len(apart)), some[apart + 1] - some[apart] - 1),
                    "signs": pieces.distinct.gather(pieces.piece[between]),
                }
            )
            .group_by("gap", maintain_order=True)
            .agg(pl.col("signs").str.join(" "))["signs"]
        )
        strings = split.signs.gather(left[apart]) + " " + joined + " " + split.signs.gather(right[apart])
        kind, kinds = encode(strings)
        found[apart] = _classify_separators(kinds)[kind]
    return found
