"""How many texts hold each term as a noun phrase, and a phrase that shows how it is written.

Phrases of unambiguous keys are counted already; the candidates of ambiguous keys are counted here, one by one.
"""

import numpy as np
import polars as pl

from pipelines.arrays.grouping import mark_changes
from pipelines.text.phrases.phrase_counts import NOWHERE
from pipelines.text.terms.acronym_disambiguation import Resolved


def count_terms(resolved: Resolved) -> pl.DataFrame:
    """Counts of the terms that occur: term (index into keys), papers, free_papers and titles (texts), mentions,
    free_mentions."""
    size = len(resolved.keys)
    unambiguous = np.flatnonzero(~resolved.is_ambiguous[resolved.key])
    ambiguous = resolved.ambiguous
    clear = np.flatnonzero(ambiguous.term >= 0)
    term = ambiguous.term[clear].astype(np.int64)
    # A text may hold a term under several keys, which are one text.
    bits = int(ambiguous.text.max(initial=0)).bit_length() + 2
    rows = term << bits | ambiguous.text[clear].astype(np.int64) << 2
    rows |= (ambiguous.free_mentions[clear] > 0).astype(np.int64) << 1 | ambiguous.in_title[clear]
    rows.sort()
    heads = np.flatnonzero(mark_changes(rows >> 2))
    term_of_row = rows[heads] >> bits

    def add(numbers: np.ndarray) -> np.ndarray:
        return np.bincount(resolved.key[unambiguous], weights=numbers[unambiguous], minlength=size).astype(np.int64)

    def count_texts(bit: int) -> np.ndarray:
        some = term_of_row[np.bitwise_or.reduceat(rows, heads) & bit > 0] if len(heads) else term_of_row
        return np.bincount(some, minlength=size)

    def count_mentions(mentions: np.ndarray) -> np.ndarray:
        return np.bincount(term, weights=mentions[clear], minlength=size).astype(np.int64)

    counts = resolved.counts
    frame = pl.DataFrame(
        {
            "term": np.arange(size),
            "papers": add(counts.texts) + np.bincount(term_of_row, minlength=size),
            "free_papers": add(counts.free_texts) + count_texts(2),
            "titles": add(counts.titles) + count_texts(1),
            "mentions": add(counts.mentions) + count_mentions(ambiguous.mentions),
            "free_mentions": add(counts.free_mentions) + count_mentions(ambiguous.free_mentions),
        }
    )
    return frame.filter(pl.col("papers") > 0)


def choose_phrases(resolved: Resolved) -> np.ndarray:
    """A phrase for each term, by key; -1 for none.

    Phrases of the term's own key come first, then those of texts that hold it outside their title, which shows its
    usual capitals, then those of the first text.
    """
    size = len(resolved.keys)
    best = np.full(size, np.iinfo(np.int64).max)
    first, titled = resolved.counts.first.astype(np.int64), resolved.counts.first_titled.astype(np.int64)
    phrases = np.flatnonzero(resolved.counts.texts)
    rank = np.where(first < NOWHERE, first, titled + NOWHERE)[phrases] << 31 | phrases
    unambiguous = ~resolved.is_ambiguous[resolved.key[phrases]]
    np.minimum.at(best, resolved.key[phrases[unambiguous]], rank[unambiguous])
    chosen = np.where(best < np.iinfo(np.int64).max, best & NOWHERE, -1)

    ambiguous = resolved.ambiguous
    rows = np.flatnonzero(ambiguous.term >= 0)
    order = np.where(
        resolved.key[ambiguous.phrase] != ambiguous.term, 2 * NOWHERE, np.where(ambiguous.in_title, NOWHERE, 0)
    ) + ambiguous.text.astype(np.int64)
    best = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(best, ambiguous.term[rows], order[rows] << 30 | rows)
    some = np.flatnonzero(best < np.iinfo(np.int64).max)
    chosen[some] = ambiguous.phrase[best[some] & ((1 << 30) - 1)]
    return chosen
