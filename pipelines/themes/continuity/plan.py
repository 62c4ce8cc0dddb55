"""How a build goes about its themes: from nothing or continued, and which papers must be read for it."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.settings import ThemeSettings
from pipelines.themes.assignment import Draft, add_own_themes, apply_pins, drop_empty
from pipelines.themes.continuity.previous import Past, read_past
from pipelines.themes.model.sample import draw_sample
from pipelines.themes.pins import Pins
from pipelines.themes.result import PreviousThemes

MOST_FITTED = 30_000
"""Papers that themes are fitted on and described by; the rest are folded in."""

MOST_HEARD = 10_000
"""Papers that say how a theme speaks where new papers are folded in and nothing else has changed."""

KNOWN_SHARE = 0.5
"""Part of the papers that must have had a theme before, for themes to be continued rather than found from nothing."""

DESCRIBED_EVERY = 0.01
"""Growth since the last fit at every multiple of which themes are described anew."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    Args:
        draft: the previous themes with the user's word applied; None where themes are found anew.
        is_known: whether enough papers had themes before for a fit to begin with these.
        rows: the papers that must be read, ascending.
        sample: those of `rows` that say what the themes are like, ascending.
        is_same: whether the themes are described as before, since only new papers come in, and few.
        unheard: what of the user's word could not be followed.
    """

    draft: Draft | None
    is_known: bool
    rows: np.ndarray
    sample: np.ndarray
    is_same: bool
    unheard: tuple[str, ...] = ()


def plan_themes(
    papers: pl.DataFrame, terms: pl.DataFrame, past: Past, claims: np.ndarray, pins: Pins, settings: ThemeSettings
) -> Plan:
    """The plan for `papers`.

    Args:
        papers: paper_id, published_on; N rows, by paper_id.
        terms: term_id, term.
        past: of `papers`.
        claims: (N,) index of the user's own theme that claims each paper, -1 for none.
    """
    is_known = past.themes.height > 0 and bool((past.of_paper >= 0).mean() >= KNOWN_SHARE)
    sample = draw_sample(papers, MOST_FITTED)
    if not is_known or not past.fit.height or settings.refit:
        return Plan(None, is_known, np.arange(papers.height), sample, False)
    draft = _draft_past(past)
    unheard = apply_pins(draft, pins, past.theme_ids.tolist(), past.labels, past.top_terms)
    add_own_themes(draft, pins, claims, past.labels)
    draft = drop_empty(draft)
    is_same = _are_same(draft, past, papers, terms)
    if is_same:
        sample = draw_sample(papers, MOST_HEARD)
    moved = np.flatnonzero((draft.labels < 0) | (draft.labels != past.of_paper))
    return Plan(draft, is_known, np.union1d(sample, moved), sample, is_same, tuple(unheard))


def list_read_papers(
    papers: pl.DataFrame, terms: pl.DataFrame, previous: PreviousThemes | None, pins: Pins, settings: ThemeSettings
) -> pl.Series | None:
    """paper_id of the papers whose texts and terms `find_themes` will read; None for all of them.

    Args:
        papers: paper_id, published_on; by paper_id.
        terms: term_id, term.
    """
    if pins.own or papers.is_empty():
        return None
    plan = plan_themes(papers, terms, read_past(previous, papers), np.full(papers.height, -1), pins, settings)
    return None if plan.draft is None else papers["paper_id"].gather(plan.rows)


def _draft_past(past: Past) -> Draft:
    return Draft(
        past.of_paper.copy(), list(range(past.themes.height)), list(past.labels), past.themes["pinned"].to_list(), []
    )


def _are_same(draft: Draft, past: Past, papers: pl.DataFrame, terms: pl.DataFrame) -> bool:
    if past.theme_terms is None or past.theme_pairs is None or draft.previous != list(range(past.themes.height)):
        return False
    old = past.of_paper >= 0
    last = past.fit.row(0, named=True)
    step = max(DESCRIBED_EVERY * last["fitted_papers"], 1)
    grown = last["new_papers"] + int((~old).sum())
    if last["new_papers"] // step != grown // step or (draft.labels[old] != past.of_paper[old]).any():
        return False
    shown = past.themes.select(pl.col("representative_papers").explode().drop_nulls().alias("paper_id"))
    return (
        shown.join(papers, on="paper_id", how="anti").is_empty()
        and past.theme_terms.join(terms, on=["term_id", "term"], how="anti").is_empty()
    )
