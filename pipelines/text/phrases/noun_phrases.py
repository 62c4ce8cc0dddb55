"""Noun phrases of 1 to 5 units, by word class and context, over a whole batch at once.

A unit that can be several things (`models`, `learning`, `trained`) is read by its neighbours. Spans of a run of
modifiers and nouns are candidates where they begin and end as a phrase can. What they count for is not decided here.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.arrays.grouping import repeat_ranges
from pipelines.text.tokens import lexicon as lx
from pipelines.text.tokens.lexicon import has_bits
from pipelines.text.tokens.tokens import SPACE, TIGHT, Units

MAX_WORDS = 5

# What a unit is in its sentence.
OUT, MODIFIER, NOUN, GERUND = range(4)

# What a unit may do in a phrase: stand in it, stand in it after other words, end it, be all of it.
INSIDE, PLAIN, LAST, LONE = 1, 2, 4, 8

EARLIER = lx.HAVE
"""Bits that count two units further on."""

MOST_CONTEXTS = 2**26
"""Contexts up to which a table of all of them pays."""


# By the lengths of the spans that begin at a unit, one bit each: how many, the longest, and where they stand in `_LENGTHS`.
_BITS = [
    [length for length in range(1, MAX_WORDS + 1) if lengths >> length - 1 & 1] for lengths in range(1 << MAX_WORDS)
]
_SIZES = np.array([len(lengths) for lengths in _BITS], np.int32)
_LONGEST = np.array([max(lengths, default=0) for lengths in _BITS], np.int32)
_OFFSETS = np.cumsum(_SIZES, dtype=np.int32) - _SIZES
_LENGTHS = np.concatenate([np.array(lengths, np.int32) for lengths in _BITS])


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidate phrases as spans of units; every array has one entry a span.

    Attributes:
        start: first unit, index into the batch's units.
        length: units, 1 to 5.
        free: whether no longer candidate holds this span.
    """

    start: np.ndarray
    length: np.ndarray
    free: np.ndarray

    def take(self, spans: np.ndarray) -> "Spans":
        """Some of the spans."""
        return Spans(self.start[spans], self.length[spans], self.free[spans])


def _shift(values: np.ndarray, by: int) -> np.ndarray:
    """`values` moved so that index i holds values[i + by]; zeros where there is none."""
    out = np.zeros_like(values)
    if by > 0:
        out[:-by] = values[by:]
    elif by < 0:
        out[-by:] = values[:by]
    else:
        out[:] = values
    return out


def read_roles(earlier: np.ndarray, before: np.ndarray, classes: np.ndarray, after: np.ndarray) -> np.ndarray:
    """OUT, MODIFIER, NOUN or GERUND for every unit, from its classes and those beside it.

    Args:
        earlier: class bits of the unit before `before`, those of them that are in EARLIER.
        before: class bits of the unit to which a blank joins it on the left, 0 where there is none.
        classes: class bits of the unit itself.
        after: class bits of the unit that follows after a blank, 0 where there is none.
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
    # -ing: an activity where the word names one or stands where a noun must; else a verb.
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
    """What a unit may do in a phrase: bits INSIDE, PLAIN, LAST, LONE; arguments as those of `read_roles`."""
    role = read_roles(earlier, before, classes, after)
    # A possessive may stand inside a phrase (Alzheimer's disease), but only a name's.
    inside = (role != OUT) & ~(has_bits(classes, lx.POSSESSIVE) & ~has_bits(classes, lx.PROPER))
    last = inside & ((role == NOUN) | (role == GERUND)) & ~has_bits(classes, lx.POSSESSIVE | lx.MODIFIER_ONLY)
    # `SemEval-2025 Task 7` is cut at the number, and no phrase without it.
    last &= ~(has_bits(classes, lx.NUMBERED) & has_bits(after, lx.NUMBER))
    lone = last & ~has_bits(classes, lx.FILLER_NOUN)
    plain = ~has_bits(classes, lx.FILLER_MODIFIER)
    return (inside * INSIDE | plain * PLAIN | last * LAST | lone * LONE).astype(np.uint8)


def _look_up_flags(units: Units, classes: np.ndarray) -> np.ndarray:
    """`_read_flags` of every unit; words of the same classes between words of the same classes are judged once."""
    # The first kind is nothing.
    kinds, kind = np.unique(np.append(classes, 0), return_inverse=True)
    own = kind.astype(np.int32)[units.form]
    joined = units.separator == SPACE
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


def find_spans(units: Units, classes: np.ndarray) -> Spans:
    """All candidate phrases of the batch, sorted by start, then length.

    Args:
        units: the batch.
        classes: class bits of every form.
    """
    flags = _look_up_flags(units, classes)
    # Pieces of addresses and formulas (github.io, x=y) are no words.
    tight = units.separator == TIGHT
    inside = has_bits(flags, INSIDE) & ~(tight | _shift(tight, -1))
    plain = has_bits(flags, PLAIN)
    goes_on = inside & _shift(inside & plain, 1) & (units.separator == SPACE)
    unbroken = inside & plain
    found = np.zeros(len(units), np.uint8)
    for length in range(1, MAX_WORDS + 1):
        if length > 1:
            unbroken &= _shift(goes_on, length - 2)
        ends = inside & has_bits(flags, LONE if length == 1 else LAST)
        found |= (unbroken & _shift(ends, length - 1)) * np.uint8(1 << length - 1)
    begin = np.flatnonzero(found).astype(np.int32)
    found = found[begin]
    sizes = _SIZES[found]
    free_length = np.repeat(_drop_held(begin, _LONGEST[found]), sizes)
    length = _LENGTHS[repeat_ranges(_OFFSETS[found], sizes)]
    return Spans(np.repeat(begin, sizes), length, length == free_length)


def _drop_held(begin: np.ndarray, longest: np.ndarray) -> np.ndarray:
    """`longest` (lengths of the longest spans that begin at units `begin`, ascending); 0 for those that another one holds."""
    ends = begin + longest
    # The furthest end among spans that begin earlier.
    reach = np.maximum.accumulate(ends)
    free = longest.copy()
    free[1:][ends[1:] <= reach[:-1]] = 0
    return free
