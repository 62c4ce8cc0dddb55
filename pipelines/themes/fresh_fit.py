"""Themes found anew on the sample, matched with those of the previous build."""

import numpy as np

from pipelines.settings import ThemeSettings
from pipelines.themes.assignment import Assignment, apply_pins, find_pinned
from pipelines.themes.continuity.identity import match_themes
from pipelines.themes.continuity.previous import Previous
from pipelines.themes.description.labels import propose_names
from pipelines.themes.description.top_terms import pick_top_terms
from pipelines.themes.description.unique_labels import name_themes
from pipelines.themes.model.fit import SLACK, embed_sample, fit_themes, refit_themes
from pipelines.themes.model.term_matrix import Corpus
from pipelines.themes.model.theme_count import choose_count, expect_count
from pipelines.themes.model.theme_model import DocumentFeatures
from pipelines.themes.pins import Pins


def assign_anew(
    corpus: Corpus,
    features: DocumentFeatures,
    sample: np.ndarray,
    previous: Previous,
    is_known: bool,
    seed_assignments: np.ndarray,
    pins: Pins,
    settings: ThemeSettings,
) -> tuple[Assignment, list[str]]:
    """The assignment of papers to themes that are found anew, with the user's pins applied, and the pins that could
    not be applied.

    Args:
        features: of the papers of the corpus.
    """
    kept = find_pinned(pins, previous.theme_ids.tolist(), previous.labels, previous.top_terms)
    before = np.where(seed_assignments < 0, previous.of_paper, -1)
    held = np.isin(before, kept) if kept else np.zeros(corpus.size, dtype=bool)
    fitted = sample[features.has_features[sample] & ~held[sample] & (seed_assignments[sample] < 0)]
    fitted_features = features[fitted]
    labels = np.full(corpus.size, -1)
    with_terms = int((np.diff(corpus.counts.indptr) > 0).sum())
    wanted = min(settings.count, corpus.size)
    embedded = None
    if not is_known and min(fitted_features.counts.shape) > 1:
        embedded = embed_sample(fitted_features, corpus.papers["paper_id"].gather(fitted), settings.seed)
    if not wanted:
        # Themes that are continued keep their number while their size calls for it.
        wanted = choose_count(embedded[1], with_terms) if embedded else expect_count(with_terms)
    wanted = max(1, wanted - len(kept) - len(pins.own))
    themes = 0
    if len(fitted):
        begun = before[fitted]
        if is_known and (begun >= 0).any():
            slack = 0 if settings.count else SLACK
            labels[fitted] = refit_themes(fitted_features, begun, previous.themes.height, wanted, settings.seed, slack)
        else:
            labels[fitted] = fit_themes(fitted_features, wanted, settings.seed, embedded)
        themes = int(labels.max()) + 1
    match = match_themes(np.where(held, -1, before), labels, previous.themes.height, themes)
    assignment = Assignment(labels, match.continued_from.tolist(), [], [], [])
    for theme in kept:
        assignment.labels[before == theme] = len(assignment.continued_from)
        assignment.continued_from.append(theme)
    if not assignment.continued_from:
        assignment.continued_from.append(-1)
    if (assignment.labels < 0).all():
        assignment.labels[:] = 0
    assignment.names = [previous.labels[one] if one >= 0 else None for one in assignment.continued_from]
    assignment.pinned = [one >= 0 and bool(previous.themes["pinned"][one]) for one in assignment.continued_from]
    if pins == Pins(own=pins.own):
        return assignment, []
    picked = pick_top_terms(corpus.presence(sample), assignment.labels[sample], assignment.themes, corpus.terms)
    top_terms = [corpus.terms["term"].gather(one.shown).to_list() for one in picked]
    ids = [int(previous.theme_ids[one]) if one >= 0 else 0 for one in assignment.continued_from]
    shown = [one.shown for one in picked]
    proposed = propose_names(corpus.counts[sample], assignment.labels[sample], assignment.themes, corpus.terms, shown)
    names = name_themes(
        assignment.names, proposed, np.bincount(assignment.labels[assignment.labels >= 0], minlength=assignment.themes)
    )
    return assignment, apply_pins(assignment, pins, ids, names, top_terms)
