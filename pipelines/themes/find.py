"""`find_themes`: the whole way from papers and terms to the tables of the group `themes`. The methods live beside it."""

from dataclasses import replace

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from pipelines.plurals import counted
from pipelines.settings import ThemeSettings
from pipelines.themes.assignment import Draft, add_own_themes, apply_pins, drop_empty, find_claims, find_pinned
from pipelines.themes.continuity.drift import measure_drift, record_fit
from pipelines.themes.continuity.identity import match_themes, trace_lineage
from pipelines.themes.continuity.paper_themes import keep_paper_themes, list_paper_themes, place_blank, weigh_themes
from pipelines.themes.continuity.plan import Plan, plan_themes
from pipelines.themes.continuity.previous import Past, read_past
from pipelines.themes.description.labels import name_themes, propose_names
from pipelines.themes.description.tables import describe_themes, look_at, repeat_description
from pipelines.themes.description.top_terms import pick_words
from pipelines.themes.model.document_features import gather_features
from pipelines.themes.model.fit import SLACK, embed_sample, fit_themes, measure_fit, refit_themes
from pipelines.themes.model.term_matrix import Corpus, build_corpus
from pipelines.themes.model.theme_count import choose_count, expect_count
from pipelines.themes.model.theme_model import Evidence, hear_themes
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
    previous: PreviousThemes | None,
    pins: Pins,
    settings: ThemeSettings,
    build_id: str,
) -> ThemeResult:
    """The themes of `papers`, each paper with exactly one primary theme.

    Where most of the papers had themes in the previous build, these are continued: known papers keep theirs, new ones are
    folded in, and drift is measured. With `settings.refit` they are found anew, beginning with the previous ones. In
    any other case they are found from nothing and matched with the previous ones where there are any. The result does
    not depend on the order of rows, nor on the number of processors: sums are taken in one thread.

    Args:
        papers: paper_id, title, published_on, and abstract, which helps; those to be given a theme.
        paper_terms: paper_id, term_id, mentions, in_title; rows of other papers are ignored.
        terms: term_id, term, words.
        previous: tables of the previous build; None where there is none.
        pins: what the user wants of the themes.
        settings: number of themes, refit and seed.
        build_id: for theme_lineage and theme_fits.
    """
    columns = [name for name in ("paper_id", "title", "abstract", "published_on") if name in papers.columns]
    papers = papers.select(columns)
    if not (papers["paper_id"] > papers["paper_id"].shift(1)).all():
        papers = papers.unique("paper_id", keep="any").sort("paper_id")
    past = read_past(previous, papers)
    if papers.is_empty():
        return _find_nothing(past, build_id)
    claims = find_claims(pins, papers, paper_terms, terms)
    plan = plan_themes(papers, terms, past, claims, pins, settings)
    corpus = build_corpus(papers[plan.rows], paper_terms, terms)
    sample = np.searchsorted(plan.rows, plan.sample)
    evidence = gather_features(corpus, sample)
    draft, unheard = plan.draft, plan.unheard
    if draft is None:
        draft, unheard = _draft_anew(corpus, evidence, sample, past, plan.is_known, claims, pins, settings)
        add_own_themes(draft, pins, claims, past.labels)
        draft = drop_empty(draft)
    return replace(_finish(papers, corpus, evidence, plan, sample, draft, past, pins, build_id), unheard=tuple(unheard))


def _draft_anew(
    corpus: Corpus,
    evidence: Evidence,
    sample: np.ndarray,
    past: Past,
    is_known: bool,
    claims: np.ndarray,
    pins: Pins,
    settings: ThemeSettings,
) -> tuple[Draft, list[str]]:
    """Themes found on the sample, matched with the previous ones, with the user's word applied, and what of it could not be.

    Args:
        evidence: of the papers of the corpus.
    """
    kept = find_pinned(pins, past.theme_ids.tolist(), past.labels, past.top_terms)
    before = np.where(claims < 0, past.of_paper, -1)
    held = np.isin(before, kept) if kept else np.zeros(corpus.size, dtype=bool)
    fitted = sample[evidence.speaks[sample] & ~held[sample] & (claims[sample] < 0)]
    heard = evidence[fitted]
    labels = np.full(corpus.size, -1)
    speaking = int((np.diff(corpus.counts.indptr) > 0).sum())
    wanted = min(settings.count, corpus.size)
    embedded = None
    if not is_known and min(heard.counts.shape) > 1:
        embedded = embed_sample(heard, corpus.papers["paper_id"].gather(fitted), settings.seed)
    if not wanted:
        # Themes that are continued keep their number while their size calls for it.
        wanted = choose_count(embedded[1], speaking) if embedded else expect_count(speaking)
    wanted = max(1, wanted - len(kept) - len(pins.own))
    themes = 0
    if len(fitted):
        begun = before[fitted]
        if is_known and (begun >= 0).any():
            slack = 0 if settings.count else SLACK
            labels[fitted] = refit_themes(heard, begun, past.themes.height, wanted, settings.seed, slack)
        else:
            labels[fitted] = fit_themes(heard, wanted, settings.seed, embedded)
        themes = int(labels.max()) + 1
    match = match_themes(np.where(held, -1, before), labels, past.themes.height, themes)
    draft = Draft(labels, match.previous.tolist(), [], [], [])
    for theme in kept:
        draft.labels[before == theme] = len(draft.previous)
        draft.previous.append(theme)
    if not draft.previous:
        draft.previous.append(-1)
    if (draft.labels < 0).all():
        draft.labels[:] = 0
    draft.names = [past.labels[one] if one >= 0 else None for one in draft.previous]
    draft.pinned = [one >= 0 and bool(past.themes["pinned"][one]) for one in draft.previous]
    if pins == Pins(own=pins.own):
        return draft, []
    words = pick_words(corpus.presence(sample), draft.labels[sample], draft.themes, corpus.terms)
    top_terms = [corpus.terms["term"].gather(one.shown).to_list() for one in words]
    ids = [int(past.theme_ids[one]) if one >= 0 else 0 for one in draft.previous]
    shown = [one.shown for one in words]
    proposed = propose_names(corpus.counts[sample], draft.labels[sample], draft.themes, corpus.terms, shown)
    names = name_themes(draft.names, proposed, np.bincount(draft.labels[draft.labels >= 0], minlength=draft.themes))
    return draft, apply_pins(draft, pins, ids, names, top_terms)


def _finish(
    papers: pl.DataFrame,
    corpus: Corpus,
    evidence: Evidence,
    plan: Plan,
    sample: np.ndarray,
    draft: Draft,
    past: Past,
    pins: Pins,
    build_id: str,
) -> ThemeResult:
    """Folds in the papers whose theme is not known, and makes the tables.

    Args:
        evidence: of the papers of the corpus, which are those in `plan.rows`.
        sample: rows of the corpus on which themes are described.
    """
    rows = plan.rows
    labels = draft.labels[rows]
    before = _labels_before(draft, past)
    voices = hear_themes(evidence[sample], labels[sample], draft.themes)
    themes, weights = weigh_themes(evidence, voices, labels, before[rows], draft.closed)
    is_new = labels < 0
    blank = np.flatnonzero(is_new & ~evidence.speaks)
    if len(blank):
        largest = int(np.bincount(draft.labels[draft.labels >= 0], minlength=draft.themes).argmax())
        place_blank(themes, weights, blank, largest)
    labels = themes[:, 0].astype(np.int64)
    found = draft.labels.copy()
    found[rows] = labels
    sizes = np.bincount(found, minlength=draft.themes)

    if plan.is_same:
        description = repeat_description(past, draft, sizes)
    else:
        weighed = weigh_terms(evidence.counts[sample])
        words = pick_words(corpus.presence(sample), labels[sample], draft.themes, corpus.terms)
        shown = [one.shown for one in words]
        proposed = propose_names(corpus.counts[sample], labels[sample], draft.themes, corpus.terms, shown)
        proposed = [[name for name in names if not pins.is_barred(name)] for names in proposed]
        look = look_at(draft, past, proposed, sizes)
        description = describe_themes(corpus, sample, weighed, labels[sample], words, sizes, look)
    theme_ids = description.theme_ids
    next_theme_id = max(past.next_theme_id, int(theme_ids.max()) + 1)
    if plan.draft is not None:
        changed = found[rows] != before[rows]
        listed = list_paper_themes(
            corpus.papers["paper_id"].filter(pl.Series(changed)), themes[changed], weights[changed], theme_ids
        )
        kept = keep_paper_themes(past, papers, listed, draft.previous, theme_ids)
        paper_themes = pl.concat([listed, kept])
        quality = measure_fit(weigh_terms(evidence.counts), np.where(is_new, -1, labels), labels, draft.themes, is_new)
        fits = measure_drift(past.fit, build_id, int(is_new.sum()), quality, next_theme_id)
    else:
        paper_themes = list_paper_themes(corpus.papers["paper_id"], themes, weights, theme_ids)
        quality = measure_fit(weighed, labels[sample], labels[sample], draft.themes, np.ones(len(sample), dtype=bool))
        reason = f"{counted(draft.themes, 'theme')} found in {counted(papers.height, 'paper')}"
        fits = record_fit(build_id, papers.height, quality, next_theme_id, reason)
    match = match_themes(past.of_paper, found, past.themes.height, draft.themes)
    lineage = trace_lineage(match.shared, np.array(draft.previous), theme_ids, past.theme_ids, build_id)
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


def _labels_before(draft: Draft, past: Past) -> np.ndarray:
    """(N,) index among the themes of now of each paper's previous theme, -1 where it had none or that is no more."""
    now = np.full(past.themes.height + 1, -1)
    for theme, before in enumerate(draft.previous):
        if before >= 0:
            now[before] = theme
    return now[past.of_paper]


def _find_nothing(past: Past, build_id: str) -> ThemeResult:
    """The tables without papers; every previous theme has died."""
    nothing = {name: empty_frame(table(name)) for name in ("themes", "paper_themes", "theme_terms", "theme_pairs")}
    lineage = trace_lineage(
        np.zeros((past.themes.height, 0)), np.empty(0, dtype=int), np.empty(0, dtype=int), past.theme_ids, build_id
    )
    fits = record_fit(build_id, 0, 0.0, past.next_theme_id, "no papers, no themes")
    return ThemeResult(
        theme_lineage=conform(lineage, table("theme_lineage")), theme_fits=conform(fits, table("theme_fits")), **nothing
    )
