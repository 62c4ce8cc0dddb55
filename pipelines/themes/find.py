"""`find_themes`: from papers and terms to the tables of the group `themes`."""

from dataclasses import replace

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from pipelines.plurals import counted
from pipelines.settings import ThemeSettings
from pipelines.themes.assignment import Assignment, add_own_themes, drop_empty, find_seed_assignments
from pipelines.themes.continuity.drift import measure_drift, record_fit
from pipelines.themes.continuity.identity import match_themes, trace_lineage
from pipelines.themes.continuity.paper_themes import assign_blank, keep_paper_themes, list_paper_themes, weigh_themes
from pipelines.themes.continuity.plan import Plan, plan_themes
from pipelines.themes.continuity.previous import Previous, index_previous
from pipelines.themes.description.appearance import choose_appearance
from pipelines.themes.description.labels import propose_names
from pipelines.themes.description.tables import describe_themes, repeat_description
from pipelines.themes.description.top_terms import pick_top_terms
from pipelines.themes.fresh_fit import assign_anew
from pipelines.themes.model.document_features import gather_features
from pipelines.themes.model.fit import measure_fit
from pipelines.themes.model.term_matrix import Corpus, build_corpus
from pipelines.themes.model.theme_model import DocumentFeatures, fit_theme_model
from pipelines.themes.model.weighting import weigh_terms
from pipelines.themes.pins import Pins
from pipelines.themes.result import PreviousThemes, ThemeResult
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame


@threadpool_limits.wrap(limits=1)
def find_themes(
    papers: pl.DataFrame,
    paper_terms: pl.DataFrame,
    terms: pl.DataFrame,
    tables: PreviousThemes | None,
    pins: Pins,
    settings: ThemeSettings,
    build_id: str,
) -> ThemeResult:
    """The themes of `papers`, each paper with exactly one primary theme.

    Where most of the papers had themes in the previous build, these are continued: known papers keep theirs, new ones
    are folded in, and drift is measured. With `settings.refit` they are found anew, beginning with the previous ones.
    In any other case they are found from nothing and matched with the previous ones where there are any. The result
    does not depend on the order of rows, nor on the number of processors: sums are taken in one thread.

    Args:
        papers: paper_id, title, published_on, and abstract, which helps; those to be given a theme.
        paper_terms: paper_id, term_id, mentions, in_title; rows of other papers are ignored.
        terms: term_id, term, words.
        tables: those of the previous build; None where there is none.
        pins: what the user wants of the themes.
        settings: number of themes, refit and seed.
        build_id: for theme_lineage and theme_fits.
    """
    columns = [name for name in ("paper_id", "title", "abstract", "published_on") if name in papers.columns]
    papers = papers.select(columns)
    if not (papers["paper_id"] > papers["paper_id"].shift(1)).all():
        papers = papers.unique("paper_id", keep="any").sort("paper_id")
    previous = index_previous(tables, papers)
    if papers.is_empty():
        return _find_nothing(previous, build_id)
    seed_assignments = find_seed_assignments(pins, papers, paper_terms, terms)
    plan = plan_themes(papers, terms, previous, seed_assignments, pins, settings)
    corpus = build_corpus(papers[plan.rows], paper_terms, terms)
    sample = np.searchsorted(plan.rows, plan.sample)
    features = gather_features(corpus, sample)
    assignment, unapplied_pins = plan.assignment, plan.unapplied_pins
    if assignment is None:
        assignment, unapplied_pins = assign_anew(
            corpus, features, sample, previous, plan.is_known, seed_assignments, pins, settings
        )
        add_own_themes(assignment, pins, seed_assignments, previous.labels)
        assignment = drop_empty(assignment)
    return replace(
        _finish(papers, corpus, features, plan, sample, assignment, previous, pins, build_id),
        unapplied_pins=tuple(unapplied_pins),
    )


def _finish(
    papers: pl.DataFrame,
    corpus: Corpus,
    features: DocumentFeatures,
    plan: Plan,
    sample: np.ndarray,
    assignment: Assignment,
    previous: Previous,
    pins: Pins,
    build_id: str,
) -> ThemeResult:
    """Folds in the papers whose theme is not known, and makes the tables.

    Args:
        features: of the papers of the corpus, which are those in `plan.rows`.
        sample: rows of the corpus on which themes are described.
    """
    rows = plan.rows
    labels = assignment.labels[rows]
    before = _labels_before(assignment, previous)
    model = fit_theme_model(features[sample], labels[sample], assignment.themes)
    themes, weights = weigh_themes(features, model, labels, before[rows], assignment.closed)
    is_new = labels < 0
    blank = np.flatnonzero(is_new & ~features.has_features)
    if len(blank):
        largest = int(np.bincount(assignment.labels[assignment.labels >= 0], minlength=assignment.themes).argmax())
        assign_blank(themes, weights, blank, largest)
    labels = themes[:, 0].astype(np.int64)
    found = assignment.labels.copy()
    found[rows] = labels
    sizes = np.bincount(found, minlength=assignment.themes)

    if plan.is_same:
        description = repeat_description(previous, assignment, sizes)
    else:
        weighed = weigh_terms(features.counts[sample])
        top_terms = pick_top_terms(corpus.presence(sample), labels[sample], assignment.themes, corpus.terms)
        shown = [one.shown for one in top_terms]
        proposed = propose_names(corpus.counts[sample], labels[sample], assignment.themes, corpus.terms, shown)
        proposed = [[name for name in names if not pins.is_barred(name)] for names in proposed]
        appearance = choose_appearance(assignment, previous, proposed, sizes)
        description = describe_themes(corpus, sample, weighed, labels[sample], top_terms, sizes, appearance)
    theme_ids = description.theme_ids
    next_theme_id = max(previous.next_theme_id, int(theme_ids.max()) + 1)
    if plan.assignment is not None:
        changed = found[rows] != before[rows]
        listed = list_paper_themes(
            corpus.papers["paper_id"].filter(pl.Series(changed)), themes[changed], weights[changed], theme_ids
        )
        kept = keep_paper_themes(previous, papers, listed, assignment.continued_from, theme_ids)
        paper_themes = pl.concat([listed, kept])
        quality = measure_fit(
            weigh_terms(features.counts), np.where(is_new, -1, labels), labels, assignment.themes, is_new
        )
        fits = measure_drift(previous.fit, build_id, int(is_new.sum()), quality, next_theme_id)
    else:
        paper_themes = list_paper_themes(corpus.papers["paper_id"], themes, weights, theme_ids)
        quality = measure_fit(
            weighed, labels[sample], labels[sample], assignment.themes, np.ones(len(sample), dtype=bool)
        )
        reason = f"{counted(assignment.themes, 'theme')} found in {counted(papers.height, 'paper')}"
        fits = record_fit(build_id, papers.height, quality, next_theme_id, reason)
    match = match_themes(previous.of_paper, found, previous.themes.height, assignment.themes)
    lineage = trace_lineage(match.shared, np.array(assignment.continued_from), theme_ids, previous.theme_ids, build_id)
    return ThemeResult(
        conform(description.themes, table("themes")),
        conform(
            paper_themes.sort("paper_id", "is_primary", "weight", "theme_id", descending=[False, True, True, False]),
            table("paper_themes"),
        ),
        conform(lineage, table("theme_lineage")),
        conform(description.theme_terms, table("theme_terms")),
        conform(description.theme_pairs, table("theme_pairs")),
        conform(fits, table("theme_fits")),
    )


def _labels_before(assignment: Assignment, previous: Previous) -> np.ndarray:
    """(N,) index among the themes of now of each paper's previous theme, -1 where it had none or that is no more."""
    now = np.full(previous.themes.height + 1, -1)
    for theme, before in enumerate(assignment.continued_from):
        if before >= 0:
            now[before] = theme
    return now[previous.of_paper]


def _find_nothing(previous: Previous, build_id: str) -> ThemeResult:
    """The tables without papers; every previous theme has died."""
    lineage = trace_lineage(
        np.zeros((previous.themes.height, 0)),
        np.empty(0, dtype=int),
        np.empty(0, dtype=int),
        previous.theme_ids,
        build_id,
    )
    fits = record_fit(build_id, 0, 0.0, previous.next_theme_id, "no papers, no themes")
    return ThemeResult(
        themes=empty_frame(table("themes")),
        paper_themes=empty_frame(table("paper_themes")),
        theme_lineage=conform(lineage, table("theme_lineage")),
        theme_terms=empty_frame(table("theme_terms")),
        theme_pairs=empty_frame(table("theme_pairs")),
        theme_fits=conform(fits, table("theme_fits")),
    )
