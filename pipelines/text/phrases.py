"""Noun phrases of 1 to 5 units, by word class and context, over a whole batch at once.

A unit that can be several things (`models`, `learning`, `trained`) is read by its neighbours. Spans of a run of
modifiers and nouns are candidates where they begin and end as a phrase can. What they count for is not decided here.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.text import lexicon as lx
from pipelines.text.lexicon import has_bits
from pipelines.text.tokens import SPACE, TIGHT, Units

MAX_WORDS = 5

# What a unit is in its sentence.
OUT, MODIFIER, NOUN, GERUND = range(4)


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


def _shift(values: np.ndarray, by: int, fill: int) -> np.ndarray:
    """`values` moved so that index i holds values[i + by]."""
    out = np.full_like(values, fill)
    if by > 0:
        out[:-by] = values[by:]
    elif by < 0:
        out[-by:] = values[:by]
    else:
        out[:] = values
    return out


def read_roles(classes: np.ndarray, separator: np.ndarray) -> np.ndarray:
    """OUT, MODIFIER, NOUN or GERUND for every unit, from its classes and those beside it.

    Args:
        classes: class bits of every unit.
        separator: what follows every unit (see `tokens`).
    """
    joined = separator == SPACE
    follows = _shift(joined.astype(np.int8), -1, 0).astype(bool)  # joined to the one before
    before = np.where(follows, _shift(classes, -1, 0), 0)
    after = np.where(joined, _shift(classes, 1, 0), 0)

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
    perfect = have | (has_bits(before, lx.ADVERB) & _shift(have.astype(np.int8), -1, 0).astype(bool))
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


def find_spans(units: Units, classes: np.ndarray) -> Spans:
    """All candidate phrases of the batch, sorted by start, then length.

    Args:
        units: the batch.
        classes: class bits of every unit.
    """
    role = read_roles(classes, units.separator)
    inside = role != OUT
    # Pieces of addresses and formulas (github.io, x=y) are no words.
    tight = units.separator == TIGHT
    inside &= ~(tight | _shift(tight.astype(np.int8), -1, 0).astype(bool))
    # A possessive may stand inside a phrase (Alzheimer's disease), but only a name's.
    inside &= ~(has_bits(classes, lx.POSSESSIVE) & ~has_bits(classes, lx.PROPER))
    filler = has_bits(classes, lx.FILLER_MODIFIER)
    linked = inside & _shift(inside.astype(np.int8), 1, 0).astype(bool) & (units.separator == SPACE)
    can_start = inside & ~filler
    can_end = inside & ((role == NOUN) | (role == GERUND)) & ~has_bits(classes, lx.POSSESSIVE | lx.MODIFIER_ONLY)
    # `SemEval-2025 Task 7` is cut at the number, and no phrase without it.
    numbered = has_bits(classes, lx.NUMBERED) & (units.separator == SPACE)
    can_end &= ~(numbered & _shift(has_bits(classes, lx.NUMBER).astype(np.int8), 1, 0).astype(bool))
    lone = can_end & ~has_bits(classes, lx.FILLER_NOUN)

    starts, lengths = [], []
    unbroken = inside.copy()
    plain = ~filler
    for length in range(1, MAX_WORDS + 1):
        last = length - 1
        if length > 1:
            unbroken &= _shift(linked.astype(np.int8), last - 1, 0).astype(bool)
            unbroken &= _shift(plain.astype(np.int8), last, 0).astype(bool)
        ends = _shift((lone if length == 1 else can_end).astype(np.int8), last, 0).astype(bool)
        found = np.flatnonzero(can_start & unbroken & ends)
        starts.append(found)
        lengths.append(np.full(len(found), length, np.int64))
    start = np.concatenate(starts)
    length = np.concatenate(lengths)
    order = np.lexsort((length, start))
    start, length = start[order], length[order]
    return Spans(start, length, _mark_free(start, length))


def _mark_free(start: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Whether no longer span holds the span; spans are sorted by start, then length."""
    if not len(start):
        return np.empty(0, bool)
    end = start + length
    # The furthest end among spans that start earlier, and among those of the same start (the last is the longest).
    reach = np.maximum.accumulate(end)
    first_of_start = np.flatnonzero(np.diff(start, prepend=-1))
    group = np.cumsum(np.diff(start, prepend=-1) != 0) - 1
    earlier = np.where(first_of_start > 0, reach[np.maximum(first_of_start - 1, 0)], -1)[group]
    longest = np.zeros(len(first_of_start), np.int64)
    longest[group] = end  # ascending within the group, the last stays
    return (end == longest[group]) & (earlier < end)
