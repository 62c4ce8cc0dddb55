"""How many texts hold each term as a noun phrase, and a phrase that shows it: counts by phrase, and loose candidates one by one."""

import numpy as np
import polars as pl

from pipelines.text.order import mark_changes, sort_rows
from pipelines.text.phrase_counts import NOWHERE
from pipelines.text.resolution import Resolved


def count_terms(resolved: Resolved) -> pl.DataFrame:
    """term (index into keys), papers, free_papers, titles (texts), mentions, free_mentions; terms that occur only."""
    size = len(resolved.keys)
    settled = np.flatnonzero(~resolved.is_loose[resolved.key])
    loose = resolved.loose
    clear = np.flatnonzero(loose.term >= 0)
    # A text may hold a term under several keys, which are one text.
    order = clear[sort_rows(loose.term[clear], loose.text[clear])]
    term, free, in_title = loose.term[order], loose.free_mentions[order], loose.in_title[order]
    heads = np.flatnonzero(mark_changes(term) | mark_changes(loose.text[order]))

    def add(numbers: np.ndarray) -> np.ndarray:
        return np.bincount(resolved.key[settled], weights=numbers[settled], minlength=size).astype(np.int64)

    def count_texts(which: np.ndarray) -> np.ndarray:
        held = heads[np.logical_or.reduceat(which, heads)] if len(heads) else heads
        return np.bincount(term[held], minlength=size)

    def count_mentions(mentions: np.ndarray) -> np.ndarray:
        return np.bincount(term, weights=mentions, minlength=size).astype(np.int64)

    counts = resolved.counts
    frame = pl.DataFrame(
        {
            "term": np.arange(size),
            "papers": add(counts.texts) + count_texts(np.ones(len(order), bool)),
            "free_papers": add(counts.free_texts) + count_texts(free > 0),
            "titles": add(counts.titles) + count_texts(in_title),
            "mentions": add(counts.mentions) + count_mentions(loose.mentions[order]),
            "free_mentions": add(counts.free_mentions) + count_mentions(free),
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
