"""How often each paper holds each term: matches of the terms' forms, acronyms resolved, overlaps counted once."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from pipelines.text.candidates import place_numbers
from pipelines.text.matching import Matches, build_trie, find_forms, split_forms
from pipelines.text.nesting import count_held
from pipelines.text.order import mark_changes, sort_rows
from pipelines.text.resolution import Resolved, settle
from pipelines.text.tokens import unpack_units

BATCH = 3_000
"""Papers read at once: few enough that the arrays of their words fit the cache."""
THREADS = 2


def count_occurrences(
    papers: pl.DataFrame, units: pl.DataFrame, forms: pl.DataFrame, resolved: Resolved, number: np.ndarray
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Where the terms are.

    Args:
        papers: paper (row number), text (index into the distinct texts), title_units and units as in `internal.text_units`.
        units: rows of `internal.units`, all that the papers name.
        forms: variant, term, acronym (index of the acronym's key; null where the form is none); one row a variant.
        resolved: what acronyms stand for.
        number: term (as in `forms`) by key index, -1 where the key is no term.

    Returns:
        (paper, term, mentions, in_title), (variant, term, papers) and (term, holder, held), as of `count_held`.
    """
    forms = forms.sort("variant")
    trie = build_trie(forms["variant"])
    tokens = split_forms(trie, units["form"])
    place = place_numbers(units["unit"])
    plain = forms["term"].to_numpy()
    acronym = forms["acronym"].cast(pl.Int64).fill_null(-1).to_numpy()

    def count_batch(batch: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        read = unpack_units(batch["units"], batch["title_units"].to_numpy(), place, units["form"])
        found = find_forms(trie, tokens, read)
        term = plain[found.form]
        loose = np.flatnonzero(acronym[found.form] >= 0)
        text = batch["text"].to_numpy()[found.text[loose]]
        key = acronym[found.form[loose]]
        meant = settle(key, text, resolved.is_acronym, resolved.general, resolved.own)
        term[loose] = np.where(meant >= 0, number[meant], -1)
        return _count_matches(found, term, batch["paper"].to_numpy())

    with ThreadPoolExecutor(THREADS) as pool:
        counted = list(pool.map(count_batch, papers.iter_slices(BATCH)))
    occurrences, by_form, held = (pl.concat(some) for some in zip(*counted, strict=True))
    by_form = by_form.group_by("form", "term").agg(pl.col("papers").sum())
    by_form = by_form.with_columns(forms["variant"].gather(by_form["form"]).alias("variant"))
    held = held.group_by("term", "holder").agg(pl.col("held").sum())
    return occurrences, by_form.select("variant", "term", "papers"), held


def _count_matches(
    found: Matches, term: np.ndarray, paper: np.ndarray
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(paper, term, mentions, in_title), (form, term, papers) and (term, holder, held) of one batch; matches of term -1 count
    as nothing."""
    kept = np.flatnonzero(term >= 0)
    text, term, form, in_title = found.text[kept], term[kept], found.form[kept], found.in_title[kept]
    held = count_held(found.start[kept], found.end[kept], term)
    # Matches are sorted by start, and equal ones stay in their order: within a text and term they stay so.
    order = sort_rows(text, term)
    start, end = found.start[kept[order]], found.end[kept[order]]
    text_of, term_of = text[order], term[order]
    begins = mark_changes(text_of) | mark_changes(term_of)
    heads = np.flatnonzero(begins)
    # Overlapping forms of one term are one mention: the furthest end so far, per text and term.
    shift = np.cumsum(begins) * (int(end.max(initial=0)) + 1)
    fresh = begins.copy()
    fresh[1:] |= (start + shift)[1:] >= np.maximum.accumulate(end + shift)[:-1]
    counted = pl.DataFrame(
        {
            "paper": paper[text_of[heads]],
            "term": term_of[heads],
            "mentions": np.add.reduceat(fresh.astype(np.int64), heads) if len(heads) else np.empty(0, np.int64),
            "in_title": np.logical_or.reduceat(in_title[order], heads) if len(heads) else np.empty(0, bool),
        }
    )
    # Within a text a form stands for one term.
    order = sort_rows(form, term, text)
    form, term, text = form[order], term[order], text[order]
    group = mark_changes(form) | mark_changes(term)
    uses = np.bincount(np.cumsum(group)[group | mark_changes(text)] - 1)
    return counted, pl.DataFrame({"form": form[group], "term": term[group], "papers": uses}), held
