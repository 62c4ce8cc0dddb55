"""Finds noun phrases of 1 to 5 tokens by word classes and context, in a whole batch of texts at once.

In a run of modifiers and nouns, every span is a candidate that begins and ends as a noun phrase can. `token_roles`
decides what a token can be in a phrase.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.arrays.grouping import repeat_ranges
from pipelines.text.phrases.token_roles import INSIDE, LAST, LONE, PLAIN, flag_tokens, has_bits
from pipelines.text.tokens.tokens import SPACE, TIGHT, Tokens

MAX_WORDS = 5

# The spans that begin at a token are five bits, one for each length. By these bits: the number of spans, the longest
# one, and the first of their lengths in `_LENGTHS`.
_BITS = [
    [length for length in range(1, MAX_WORDS + 1) if lengths >> length - 1 & 1] for lengths in range(1 << MAX_WORDS)
]
_SIZES = np.array([len(lengths) for lengths in _BITS], np.int32)
_LONGEST = np.array([max(lengths, default=0) for lengths in _BITS], np.int32)
_OFFSETS = np.cumsum(_SIZES, dtype=np.int32) - _SIZES
_LENGTHS = np.concatenate([np.array(lengths, np.int32) for lengths in _BITS])


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidate phrases as spans of tokens; every array has one entry a span.

    Attributes:
        start: index of the first token.
        length: number of tokens, 1 to 5.
        standalone: whether the span is not nested in a longer candidate.
    """

    start: np.ndarray
    length: np.ndarray
    standalone: np.ndarray

    def take(self, spans: np.ndarray) -> "Spans":
        """The spans of these indices."""
        return Spans(self.start[spans], self.length[spans], self.standalone[spans])


def _shift(values: np.ndarray, by: int) -> np.ndarray:
    """`values` moved so that values[i + by] stands at index i; 0 where there is none."""
    out = np.zeros_like(values)
    if by > 0:
        out[:-by] = values[by:]
    elif by < 0:
        out[-by:] = values[:by]
    else:
        out[:] = values
    return out


def find_spans(tokens: Tokens, classes: np.ndarray) -> Spans:
    """All candidate phrases of the batch, sorted by start, then by length.

    Args:
        tokens: of the batch.
        classes: class bits of every type.
    """
    flags = flag_tokens(tokens, classes)
    # Parts of addresses and formulas (github.io, x=y) are no words.
    tight = tokens.separator == TIGHT
    inside = has_bits(flags, INSIDE) & ~(tight | _shift(tight, -1))
    plain = has_bits(flags, PLAIN)
    continues = inside & _shift(inside & plain, 1) & (tokens.separator == SPACE)
    unbroken = inside & plain
    found = np.zeros(len(tokens), np.uint8)
    for length in range(1, MAX_WORDS + 1):
        if length > 1:
            unbroken &= _shift(continues, length - 2)
        ends = inside & has_bits(flags, LONE if length == 1 else LAST)
        found |= (unbroken & _shift(ends, length - 1)) * np.uint8(1 << length - 1)
    begin = np.flatnonzero(found).astype(np.int32)
    found = found[begin]
    sizes = _SIZES[found]
    standalone_length = np.repeat(_drop_nested(begin, _LONGEST[found]), sizes)
    length = _LENGTHS[repeat_ranges(_OFFSETS[found], sizes)]
    return Spans(np.repeat(begin, sizes), length, length == standalone_length)


def _drop_nested(begin: np.ndarray, longest: np.ndarray) -> np.ndarray:
    """Lengths of the longest spans, with 0 for each span that is nested in another one.

    Args:
        begin: first tokens of the spans, ascending.
        longest: lengths of the longest spans that begin there.
    """
    ends = begin + longest
    # The furthest end of all spans that begin earlier.
    reach = np.maximum.accumulate(ends)
    standalone = longest.copy()
    standalone[1:][ends[1:] <= reach[:-1]] = 0
    return standalone
