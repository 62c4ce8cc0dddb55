"""Splits chunks into tokens, and classifies the separator after each token.

A token is a word together with everything that is attached to it without a space: `GPT-4`, `Qwen2.5-VL`,
`diffusion-based`, `Alzheimer's`, `I/O`. Each distinct chunk is split once. Distinct tokens are called types.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.arrays.grouping import factorize, factorize_values, repeat_ranges
from pipelines.text.tokens.chunks import Chunks

TOKEN = r"(?:(?:[A-Z]{1,3}/[A-Z]{1,3}\b|\w+)(?:[-‐‑–'’&@]\w+|\.\d\w*)*)"
"""Regular expression of a token. A slash joins only capitals (`I/O`), a full stop only digits (`Qwen2.5`)."""

# What may follow a token.
SPACE, BREAK, OPEN, CLOSE, STOP, TIGHT = range(6)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a batch of texts, text after text.

    Attributes:
        text: index of the text of each token, int32, ascending.
        type: index into `types` of each token, int32.
        separator: what follows each token, int8: SPACE, OPEN (an opening bracket), CLOSE (a closing one), STOP (the end
            of a sentence, title or text), TIGHT (signs without a blank, as in addresses and formulas), BREAK (others).
        starts: the first token of each text, int32.
        title_tokens: number of tokens of each title, int32.
        types: the distinct tokens, spelt as in the texts.
    """

    text: np.ndarray
    type: np.ndarray
    separator: np.ndarray
    starts: np.ndarray
    title_tokens: np.ndarray
    types: pl.Series

    def __len__(self) -> int:
        return len(self.type)

    def positions(self, tokens: np.ndarray) -> np.ndarray:
        """The position of each of `tokens` in its text, from 0; the title has those below its `title_tokens`."""
        return tokens - self.starts[self.text[tokens]]

    def head(self, texts: int) -> "Tokens":
        """The tokens of the first `texts` texts."""
        end = int(np.searchsorted(self.text, texts))
        return Tokens(
            self.text[:end],
            self.type[:end],
            self.separator[:end],
            self.starts[:texts],
            self.title_tokens[:texts],
            self.types,
        )


def pack_tokens(tokens: Tokens) -> np.ndarray:
    """One int32 a token: eight times its type, plus its separator."""
    return tokens.type << 3 | tokens.separator


def unpack_tokens(packed: pl.Series, title_tokens: np.ndarray, place: np.ndarray, types: pl.Series) -> Tokens:
    """The tokens of texts from their packed form.

    Args:
        packed: for each text a list of numbers made by `pack_tokens`; null for a text without a token.
        title_tokens: number of tokens of each title.
        place: by the number of a type in `packed`, its index into `types`.
        types: the distinct tokens.
    """
    counts = packed.list.len().fill_null(0).to_numpy().astype(np.int32)
    numbers = packed.filter(packed.list.len() > 0).explode().to_numpy()
    return Tokens(
        text=np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        type=place[numbers >> 3],
        separator=(numbers & 7).astype(np.int8),
        starts=np.cumsum(counts, dtype=np.int32) - counts,
        title_tokens=title_tokens.astype(np.int32),
        types=types,
    )


@dataclass(frozen=True, slots=True)
class _SplitChunks:
    """The distinct chunks, each split into tokens and the signs around them.

    Attributes:
        counts: number of tokens of each chunk.
        type: index into `types`, of the tokens of all chunks.
        inner: separator after each token within its chunk; not used for the last token of a chunk.
        before, after: index into `signs` of what stands before a chunk's first token and after its last; both are the
            whole chunk if it has no token.
        types, signs: distinct.
    """

    counts: np.ndarray
    type: np.ndarray
    inner: np.ndarray
    before: np.ndarray
    after: np.ndarray
    types: pl.Series
    signs: pl.Series


def _split_distinct(chunks: pl.Series) -> _SplitChunks:
    found = chunks.str.extract_all(TOKEN + r"\W*")
    counts = found.list.len().to_numpy().astype(np.int32)
    # An empty list explodes to a null row.
    flat = found.filter(found.list.len() > 0).explode()
    number, types = factorize(flat.str.extract("^" + TOKEN, 0))
    signs = flat.str.replace("^" + TOKEN, "")
    some = np.flatnonzero(counts)
    after = chunks.clone().scatter(some, signs.gather(np.cumsum(counts)[some] - 1))
    code, distinct_signs = factorize(pl.concat([signs, chunks.str.extract(r"^\W*", 0), after]))
    inner, before, after = np.split(code, [len(flat), len(flat) + len(chunks)])
    separators = _classify_separators(distinct_signs)
    return _SplitChunks(counts, number, separators[inner], before, after, types, distinct_signs)


def _classify_separators(separators: pl.Series) -> np.ndarray:
    sign = pl.col("sign")
    kind = (
        pl.when(sign.str.contains(r"^[.:~=_#?@\\^]+$"))
        .then(TIGHT)
        .when(sign.str.contains(r"[.!?\x1e]") | (sign == ""))
        .then(STOP)
        .when(sign.str.contains(r"^\s+$"))
        .then(SPACE)
        .when(sign.str.contains(r"^\s*[(\[]$|^\s+\(\S?$"))
        .then(OPEN)
        .when(sign.str.contains(r"^[)\]]"))
        .then(CLOSE)
        .otherwise(BREAK)
    )
    return separators.to_frame("sign").select(kind.cast(pl.Int8)).to_series().to_numpy()


def tokenize(chunks: Chunks) -> Tokens:
    """Splits texts into tokens."""
    split = _split_distinct(chunks.distinct)
    counts = split.counts[chunks.chunk]
    ends = np.cumsum(counts, dtype=np.int32)
    source = repeat_ranges((np.cumsum(split.counts, dtype=np.int32) - split.counts)[chunks.chunk], counts)
    separator = split.inner[source]
    some = np.flatnonzero(counts)
    separator[ends[some[:-1]] - 1] = _separate_chunks(split, chunks, some)
    bounds = np.append(0, ends)[np.append(0, np.cumsum(chunks.counts))]
    sizes = np.diff(bounds)
    starts = bounds[:-1].astype(np.int32)
    separator[bounds[1:][sizes > 0] - 1] = STOP
    return Tokens(
        text=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
        type=split.type[source],
        separator=separator,
        starts=starts,
        title_tokens=ends[chunks.ends_title()[chunks.chunk]] - starts,
        types=split.types,
    )


def _separate_chunks(split: _SplitChunks, chunks: Chunks, some: np.ndarray) -> np.ndarray:
    """Separators between the last token of each chunk and the first token of the next.

    Args:
        split: the distinct chunks.
        chunks: of the texts.
        some: indices of the chunks that contain tokens; nothing is returned for the last of them.
    """
    left, right = split.after[chunks.chunk[some[:-1]]], split.before[chunks.chunk[some[1:]]]
    nothing = int((split.signs == "").arg_max() or 0)
    found = np.full(len(left), SPACE, np.int8)
    signs = np.flatnonzero((left != nothing) | (right != nothing))
    pair, first = factorize_values(left[signs].astype(np.uint64) << np.uint64(32) | right[signs].astype(np.uint64))
    strings = split.signs.gather(left[signs[first]]) + " " + split.signs.gather(right[signs[first]])
    found[signs] = _classify_separators(strings)[pair]
    # Chunks without a token stand between some of the others; their signs count too.
    gaps = np.flatnonzero(np.diff(some) > 1)
    if len(gaps):
        sizes = some[gaps + 1] - some[gaps] - 1
        between = chunks.distinct.gather(chunks.chunk[repeat_ranges(some[gaps] + 1, sizes)])
        joined = (
            pl.DataFrame({"gap": np.repeat(np.arange(len(gaps)), sizes), "signs": between})
            .group_by("gap", maintain_order=True)
            .agg(pl.col("signs").str.join(" "))["signs"]
        )
        strings = split.signs.gather(left[gaps]) + " " + joined + " " + split.signs.gather(right[gaps])
        kind, kinds = factorize(strings)
        found[gaps] = _classify_separators(kinds)[kind]
    return found
