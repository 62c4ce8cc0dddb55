"""Which texts hold any of a few forms. A cheap look at pairs of words rules out most texts; the others are searched."""

import numpy as np
import polars as pl

from pipelines.arrays.parallel import do_all
from pipelines.text.matching.trie import STEP_BITS, TOKEN_BITS, Subtokens, Trie, build_trie, find_forms, split_forms
from pipelines.text.phrases.candidates import place_numbers
from pipelines.text.tokens.tokens import unpack_tokens

BATCH = 10_000
"""Texts that one thread looks at."""


def mark_texts_with(texts: pl.DataFrame, units: pl.DataFrame, variants: pl.Series) -> np.ndarray:
    """Whether each text holds one of the forms, whatever its capitals.

    A form of several words can only occur where its first word is followed by its second, in the same token or the next
    one. Words are compared by one of 64 bits, so that a few texts are searched in vain and none is missed.

    Args:
        texts: title_units and units as in `internal.text_units` (null for a text without a unit).
        units: rows of `internal.units`, all that the texts name.
        variants: the forms.
    """
    holding = np.zeros(texts.height, bool)
    if variants.is_empty() or texts.is_empty():
        return holding
    trie = build_trie(variants.str.to_lowercase().unique().sort())
    tokens = split_forms(trie, units["form"])
    place = place_numbers(units["unit"])
    # Marks are kept by the number of a unit: texts hold these numbers and need not be unpacked.
    alone, first, second = (mark[place] for mark in _mark_units(trie, tokens))
    begins = first != 0

    def look(begin: int) -> None:
        batch = texts.slice(begin, BATCH)
        sizes = batch["units"].list.len().fill_null(0)
        ends = np.cumsum(sizes.to_numpy(), dtype=np.int64)
        unit = batch["units"].filter(sizes > 0).explode().to_numpy() >> 3
        holding[begin + np.searchsorted(ends, np.flatnonzero(alone[unit]), side="right")] = True
        leads = np.flatnonzero(begins[unit])
        follows = np.minimum(leads + 1, len(unit) - 1)
        # The next unit may belong to the next text: such a pair only costs a search below.
        longer = (first[unit[leads]] & (second[unit[leads]] | second[unit[follows]])) != 0
        likely = np.zeros(batch.height, bool)
        likely[np.searchsorted(ends, leads[longer], side="right")] = True
        some = np.flatnonzero(likely & ~holding[begin : begin + batch.height])
        if len(some):
            rest = batch[some]
            read = unpack_tokens(rest["units"], rest["title_units"].to_numpy(), place, units["form"])
            holding[begin + some[find_forms(trie, tokens, read).text]] = True

    do_all(look, range(0, texts.height, BATCH))
    return holding


def _mark_units(trie: Trie, tokens: Subtokens) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """By unit: whether it holds a form of one word; bits of the first words of longer forms in it; bits of second
    words."""
    units = len(tokens.counts)
    unit = np.repeat(np.arange(units), tokens.counts)
    alone = np.zeros(units, bool)
    alone[unit[tokens.alone >= 0]] = True
    first, second = np.zeros(units, np.uint64), np.zeros(units, np.uint64)
    begins = np.flatnonzero(tokens.branch >= 0)
    np.bitwise_or.at(first, unit[begins], _bit(tokens.branch[begins]))
    by_token = np.zeros(trie.tokens.height, np.uint64)
    for edges in trie.edges[:1]:
        np.bitwise_or.at(by_token, edges & (1 << TOKEN_BITS) - 1, _bit(edges >> STEP_BITS))
    known = np.flatnonzero(tokens.step >= 0)
    np.bitwise_or.at(second, unit[known], by_token[tokens.step[known] & (1 << TOKEN_BITS) - 1])
    return alone, first, second


def _bit(node: np.ndarray) -> np.ndarray:
    return np.uint64(1) << (node.astype(np.uint64) & np.uint64(63))
