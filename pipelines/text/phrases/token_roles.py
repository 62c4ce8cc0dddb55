"""Decides what a token can be in a noun phrase, by its word classes and those of its neighbours.

A token that can belong to several classes (`models`, `learning`, `trained`) is classified by its neighbours.
"""

import numpy as np

from pipelines.text.tokens import lexicon as lx
from pipelines.text.tokens.tokens import SPACE, Tokens

# The role of a token in its sentence.
OUT, MODIFIER, NOUN, GERUND = range(4)

# What a token may do in a phrase, as bits: be part of it, be part of a longer one, end it, be all of it.
INSIDE, PLAIN, LAST, LONE = 1, 2, 4, 8

EARLIER = lx.HAVE
"""Class bits that matter to a token two places further on."""

MOST_CONTEXTS = 2**26
"""Number of contexts up to which a table of all contexts is worth its memory."""


def has_bits(flags: np.ndarray, bits: int) -> np.ndarray:
    """Whether any of `bits` is set, elementwise."""
    return (flags & bits) != 0


def assign_roles(earlier: np.ndarray, before: np.ndarray, classes: np.ndarray, after: np.ndarray) -> np.ndarray:
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
    # A word in -ing is an activity if the lexicon says so, or where only a noun can stand; otherwise it is a verb.
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


def _judge_contexts(earlier: np.ndarray, before: np.ndarray, classes: np.ndarray, after: np.ndarray) -> np.ndarray:
    """What each token may do in a phrase: bits INSIDE, PLAIN, LAST, LONE, uint8; arguments as in `assign_roles`."""
    role = assign_roles(earlier, before, classes, after)
    # A possessive may be part of a phrase only if it is a name (Alzheimer's disease).
    inside = (role != OUT) & ~(has_bits(classes, lx.POSSESSIVE) & ~has_bits(classes, lx.PROPER))
    last = inside & ((role == NOUN) | (role == GERUND)) & ~has_bits(classes, lx.POSSESSIVE | lx.MODIFIER_ONLY)
    # `SemEval-2025 Task 7` would be cut before the number, and is no phrase without it.
    last &= ~(has_bits(classes, lx.NUMBERED) & has_bits(after, lx.NUMBER))
    lone = last & ~has_bits(classes, lx.FILLER_NOUN)
    plain = ~has_bits(classes, lx.FILLER_MODIFIER)
    return (inside * INSIDE | plain * PLAIN | last * LAST | lone * LONE).astype(np.uint8)


def flag_tokens(tokens: Tokens, classes: np.ndarray) -> np.ndarray:
    """What each token may do in a phrase, as `_judge_contexts` says; each distinct context is judged once."""
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
        return _judge_contexts(reaching[earlier], kinds[before], kinds[own], kinds[after])
    context = earlier
    for values in (before, own, after):
        context *= np.int32(len(kinds))
        context += values
    occurs = np.zeros(np.prod(shape), bool)
    occurs[context] = True
    contexts = np.flatnonzero(occurs)
    earlier, before, own, after = np.unravel_index(contexts, shape)
    flags = np.zeros(len(occurs), np.uint8)
    flags[contexts] = _judge_contexts(reaching[earlier], kinds[before], kinds[own], kinds[after])
    return flags[context]
