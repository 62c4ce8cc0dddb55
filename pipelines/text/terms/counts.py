"""How many texts hold each term as a noun phrase, and a phrase that shows it: counts by phrase, and loose candidates one by one."""

import numpy as np
import polars as pl

from pipelines.arrays.grouping import mark_changes
from pipelines.text.phrases.phrase_counts import NOWHERE
from pipelines.text.terms.acronym_disambiguation import Resolved


def count_terms(resolved: Resolved) -> pl.DataFrame:
    """term (index into keys), papers, free_papers, titles (texts), mentions, free_mentions; terms that occur only."""
    size = len(resolved.keys)
    settled = np.flatnonzero(~resolved.is_loose[resolved.key])
    loose = resolved.loose
    clear = np.flatnonzero(loose.term >= 0)
    term = loose.term[clear].astype(np.int64)
    # A text may hold a term under several keys, which are one text.
    bits = int(loose.text.max(initial=0)).bit_length() + 2
    rows = term << bits | loose.text[clear].astype(np.int64) << 2
    rows |= (loose.free_mentions[clear] > 0).astype(np.int64) << 1 | loose.in_title[clear]
    rows.sort()
    heads = np.flatnonzero(mark_changes(rows >> 2))
    held = rows[heads] >> bits

    def add(numbers: np.ndarray) -> np.ndarray:
        return np.bincount(resolved.key[settled], weights=numbers[settled], minlength=size).astype(np.int64)

    def count_texts(bit: int) -> np.ndarray:
        some = held[np.bitwise_or.reduceat(rows, heads) & bit > 0] if len(heads) else held
        return np.bincount(some, minlength=size)

    def count_mentions(mentions: np.ndarray) -> np.ndarray:
        return np.bincount(term, weights=mentions[clear], minlength=size).astype(np.int64)

    counts = resolved.counts
    frame = pl.DataFrame(
        {
            "term": np.arange(size),
            "papers": add(counts.texts) + np.bincount(held, minlength=size),
            "free_papers": add(counts.free_texts) + count_texts(2),
            "titles": add(counts.titles) + count_texts(1),
            "mentions": add(counts.mentions) + count_mentions(loose.mentions),
            "free_mentions": add(counts.free_mentions) + count_mentions(loose.free_mentions),
        }
    )
    return frame.filter(pl.col("papers") > 0)


def choose_phrases(resolved: Resolved) -> np.ndarray:
    """A phrase that stands for each term, by key (-1 for none): of its own key where there is one, as the first text has it that
    holds it outside its title only, and so shows its usual capitals."""
    size = len(resolved.keys)
    best = np.full(size, np.iinfo(np.int64).max)
    first, titled = resolved.counts.first.astype(np.int64), resolved.counts.first_titled.astype(np.int64)
    phrases = np.flatnonzero(resolved.counts.texts)
    rank = np.where(first < NOWHERE, first, titled + NOWHERE)[phrases] << 31 | phrases
    settled = ~resolved.is_loose[resolved.key[phrases]]
    np.minimum.at(best, resolved.key[phrases[settled]], rank[settled])
    chosen = np.where(best < np.iinfo(np.int64).max, best & NOWHERE, -1)

    loose = resolved.loose
    rows = np.flatnonzero(loose.term >= 0)
    order = np.where(
        resolved.key[loose.phrase] != loose.term, 2 * NOWHERE, np.where(loose.in_title, NOWHERE, 0)
    ) + loose.text.astype(np.int64)
    best = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(best, loose.term[rows], order[rows] << 30 | rows)
    some = np.flatnonzero(best < np.iinfo(np.int64).max)
    chosen[some] = loose.phrase[best[some] & ((1 << 30) - 1)]
    return chosen
