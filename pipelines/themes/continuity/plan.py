"""How a build finds its themes: anew, or from those of the previous build; and which papers it must read."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.settings import ThemeSettings
from pipelines.themes.assignment import Assignment, add_own_themes, apply_pins, drop_empty
from pipelines.themes.continuity.previous import Previous, index_previous
from pipelines.themes.model.sample import draw_sample
from pipelines.themes.pins import Pins
from pipelines.themes.result import PreviousThemes

MOST_FITTED = 30_000
"""Papers that themes are fitted on and described by; the rest are folded in."""

MOST_MODELLED = 10_000
"""Papers that the theme model is fitted on where new papers are folded in and nothing else has changed."""

KNOWN_SHARE = 0.5
"""Part of the papers that must have had a theme before, for themes to be continued rather than found from nothing."""

DESCRIBED_EVERY = 0.01
"""Growth since the last fit at every multiple of which themes are described anew."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done.

    Args:
        assignment: the previous themes with the user's pins applied; None where themes are found anew.
        is_known: whether enough papers had themes before for a fit to begin with these.
        rows: the papers that must be read, ascending.
        sample: those of `rows` by which the themes are described, ascending.
        is_same: whether the themes are described as before, since only new papers come in, and few.
        unapplied_pins: the pins that could not be applied, in words.
    """

    assignment: Assignment | None
    is_known: bool
    rows: np.ndarray
    sample: np.ndarray
    is_same: bool
    unapplied_pins: tuple[str, ...] = ()


def plan_themes(
    papers: pl.DataFrame,
    terms: pl.DataFrame,
    previous: Previous,
    seed_assignments: np.ndarray,
    pins: Pins,
    settings: ThemeSettings,
) -> Plan:
    """The plan for `papers`.

    Args:
        papers: paper_id, published_on; N rows, by paper_id.
        terms: term_id, term.
        previous: of `papers`.
        seed_assignments: (N,) index of the user's own theme that claims each paper, -1 for none.
    """
    is_known = previous.themes.height > 0 and bool((previous.of_paper >= 0).mean() >= KNOWN_SHARE)
    sample = draw_sample(papers, MOST_FITTED)
    if not is_known or not previous.fit.height or settings.refit:
        return Plan(None, is_known, np.arange(papers.height), sample, False)
    assignment = _keep_previous(previous)
    unapplied_pins = apply_pins(assignment, pins, previous.theme_ids.tolist(), previous.labels, previous.top_terms)
    add_own_themes(assignment, pins, seed_assignments, previous.labels)
    assignment = drop_empty(assignment)
    is_same = _are_same(assignment, previous, papers, terms)
    if is_same:
        sample = draw_sample(papers, MOST_MODELLED)
    moved = np.flatnonzero((assignment.labels < 0) | (assignment.labels != previous.of_paper))
    return Plan(assignment, is_known, np.union1d(sample, moved), sample, is_same, tuple(unapplied_pins))


def list_read_papers(
    papers: pl.DataFrame, terms: pl.DataFrame, tables: PreviousThemes | None, pins: Pins, settings: ThemeSettings
) -> pl.Series | None:
    """paper_id of the papers whose texts and terms `find_themes` will read; None for all of them.

    Args:
        papers: paper_id, published_on; by paper_id.
        terms: term_id, term.
    """
    if pins.own or papers.is_empty():
        return None
    plan = plan_themes(papers, terms, index_previous(tables, papers), np.full(papers.height, -1), pins, settings)
    return None if plan.assignment is None else papers["paper_id"].gather(plan.rows)


def _keep_previous(previous: Previous) -> Assignment:
    return Assignment(
        previous.of_paper.copy(),
        list(range(previous.themes.height)),
        list(previous.labels),
        previous.themes["pinned"].to_list(),
        [],
    )


def _are_same(assignment: Assignment, previous: Previous, papers: pl.DataFrame, terms: pl.DataFrame) -> bool:
    if (
        previous.theme_terms is None
        or previous.theme_pairs is None
        or assignment.continued_from != list(range(previous.themes.height))
    ):
        return False
    old = previous.of_paper >= 0
    last = previous.fit.row(0, named=True)
    step = max(DESCRIBED_EVERY * last["fitted_papers"], 1)
    grown = last["new_papers"] + int((~old).sum())
    if last["new_papers"] // step != grown // step or (assignment.labels[old] != previous.of_paper[old]).any():
        return False
    shown = previous.themes.select(pl.col("representative_papers").explode().drop_nulls().alias("paper_id"))
    return (
        shown.join(papers, on="paper_id", how="anti").is_empty()
        and previous.theme_terms.join(terms, on=["term_id", "term"], how="anti").is_empty()
    )
