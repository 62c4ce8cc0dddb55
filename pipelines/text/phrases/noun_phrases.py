"""Finds noun phrases of 1 to 5 tokens by word classes and context, in a whole batch of texts at once.

A token that can belong to several classes (`models`, `learning`, `trained`) is classified by its neighbours. In a run of
modifiers and nouns, every span is a candidate that begins and ends as a noun phrase can.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.arrays.grouping import repeat_ranges
from pipelines.text.tokens import lexicon as lx
from pipelines.text.tokens.lexicon import has_bits
from pipelines.text.tokens.tokens import SPACE, TIGHT, Tokens

MAX_WORDS = 5

# The role of a token in its sentence.
OUT, MODIFIER, NOUN, GERUND = range(4)

# What a token may do in a phrase, as bits: be part of it, be part of a longer one, end it, be all of it.
INSIDE, PLAIN, LAST, LONE = 1, 2, 4, 8

EARLIER = lx.HAVE
"""Class bits that matter to a token two places further on."""

MOST_CONTEXTS = 2**26
"""Number of contexts up to which a table of all contexts is worth its memory."""


# The spans that begin at a token are five bits, one for each length. By these bits: the number of spans, the longest one,
# and the first of their lengths in `_LENGTHS`.
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


def read_roles(earlier: np.ndarray, before: np.ndarray, classes: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The role of every token, OUT, MODIFIER, NOUN or GERUND, by its classes and those of its neighbours.

    Neighbours are tokens with nothing but a blank between them.

    Args:
        earlier: class bits of the token before `before`, limited to the bits in EARLIER.
        before: class bits of the left neighbour, 0 where there is none.
        classes: class bits of the token itself.
        after: class bits of the right neighbour, 0 where there is none.

    Returns:
        int8, one a token.
    """
    noun = has_bits(classes, lx.NOUN)
    closed = has_bits(classes, lx.CLOSED | lx.NUMBER | lx.JUNK)
    verb = has_bits(classes, lx.VERB)
    verbal = has_bits(classes, lx.VERBAL)
    adjective = has_bits(classes, lx.ADJECTIVE)
    participle = has_bits(classes, lx.PARTICIPLE) & ~noun
    ing = has_bits(classes, lx.ING)
    gerund = has_bits(classes, lx.GERUND)
    plural = has_bits(classes, lx.PLURAL)

    before_is_noun = has_bits(before, lx.NOUN) & ~has_bits(before, lx.CLOSED)
    before_calls_noun = has_bits(before, lx.DETERMINER | lx.ADJECTIVE | lx.PREPOSITION | lx.FILLER_MODIFIER)
    before_calls_verb = has_bits(before, lx.BEFORE_VERB)
    after_is_determiner = has_bits(after, lx.DETERMINER)
    after_continues = has_bits(after, lx.NOUN | lx.ADJECTIVE | lx.ING | lx.PARTICIPLE) & ~has_bits(after, lx.CLOSED)

    reads_as_verb = verb & (
        before_calls_verb
        | (verbal & ~(before_calls_noun & ~after_is_determiner))
        | (after_is_determiner & ~has_bits(before, lx.DETERMINER | lx.PREPOSITION))
    )
    role = np.full(len(classes), OUT, np.int8)
    role[adjective & ~closed] = MODIFIER
    # `have (recently) advanced` is a verb, whatever follows.
    have = has_bits(before, lx.HAVE)
    perfect = have | (has_bits(before, lx.ADVERB) & has_bits(earlier, lx.HAVE))
    attributive = participle & after_continues & ~perfect & ~has_bits(before, lx.BEFORE_VERB) & ~before_is_noun
    role[attributive] = MODIFIER
    role[participle & adjective & before_is_noun & ~after_continues] = OUT
    role[noun & ~closed & ~reads_as_verb] = NOUN
    role[noun & adjective & ~closed & after_continues] = MODIFIER
    role[verb & ~noun & ~adjective] = OUT
    # A word in -ing is an activity if the lexicon says so or if it stands where only a noun can stand; otherwise a verb.
    names_activity = ing & (gerund | (noun & has_bits(classes, lx.KNOWN)))
    as_verb = ing & after_is_determiner
    role[ing & ~names_activity] = OUT
    stands_as_noun = ing & ~gerund & before_is_noun & ~after_continues & ~after_is_determiner
    role[stands_as_noun & ~plural & has_bits(after, lx.CLOSED) & has_bits(classes, lx.NOUN)] = GERUND
    role[names_activity & ~as_verb] = GERUND
    role[names_activity & (has_bits(before, lx.PREPOSITION) & after_continues & ~gerund)] = OUT
    role[perfect & has_bits(classes, lx.PARTICIPLE)] = OUT
    role[closed] = OUT
    role[has_bits(classes, lx.MODIFIER_ONLY) & (role == NOUN)] = MODIFIER
    return role


def _read_flags(earlier: np.ndarray, before: np.ndarray, classes: np.ndarray, after: np.ndarray) -> np.ndarray:
    """What each token may do in a phrase: bits INSIDE, PLAIN, LAST, LONE, uint8; arguments as in `read_roles`."""
    role = read_roles(earlier, before, classes, after)
    # A possessive may be part of a phrase only if it is a name (Alzheimer's disease).
    inside = (role != OUT) & ~(has_bits(classes, lx.POSSESSIVE) & ~has_bits(classes, lx.PROPER))
    last = inside & ((role == NOUN) | (role == GERUND)) & ~has_bits(classes, lx.POSSESSIVE | lx.MODIFIER_ONLY)
    # `SemEval-2025 Task 7` would be cut before the number, and is no phrase without it.
    last &= ~(has_bits(classes, lx.NUMBERED) & has_bits(after, lx.NUMBER))
    lone = last & ~has_bits(classes, lx.FILLER_NOUN)
    plain = ~has_bits(classes, lx.FILLER_MODIFIER)
    return (inside * INSIDE | plain * PLAIN | last * LAST | lone * LONE).astype(np.uint8)


def _look_up_flags(tokens: Tokens, classes: np.ndarray) -> np.ndarray:
    """`_read_flags` of every token; each distinct context (classes of a token and its neighbours) is judged once."""
    # The first kind stands for no token.
    kinds, kind = np.unique(np.append(classes, 0), return_inverse=True)
    own = kind.astype(np.int32)[tokens.type]
    joined = tokens.separator == SPACE
    before, after, earlier = np.zeros((3, len(own)), np.int32)
    np.multiply(own[:-1], joined[:-1], out=before[1:])
    np.multiply(own[1:], joined[:-1], out=after[:-1])
    reaching, reach = np.unique(kinds & EARLIER, return_inverse=True)
    np.multiply(reach.astype(np.int32)[before[:-1]], joined[:-1], out=earlier[1:])
    shape = (len(reaching), len(kinds), len(kinds), len(kinds))
    if np.prod(shape) > MOST_CONTEXTS:
        return _read_flags(reaching[earlier], kinds[before], kinds[own], kinds[after])
    context = earlier
    for values in (before, own, after):
        context *= np.int32(len(kinds))
        context += values
    occurs = np.zeros(np.prod(shape), bool)
    occurs[context] = True
    contexts = np.flatnonzero(occurs)
    earlier, before, own, after = np.unravel_index(contexts, shape)
    flags = np.zeros(len(occurs), np.uint8)
    flags[contexts] = _read_flags(reaching[earlier], kinds[before], kinds[own], kinds[after])
    return flags[context]


def find_spans(tokens: Tokens, classes: np.ndarray) -> Spans:
    """All candidate phrases of the batch, sorted by start, then by length.

    Args:
        tokens: of the batch.
        classes: class bits of every type.
    """
    flags = _look_up_flags(tokens, classes)
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
