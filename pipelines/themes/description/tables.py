"""The tables about themes, from the papers that are in them: words, places, figures, neighbours."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.assignment import Draft
from pipelines.themes.continuity.previous import Past
from pipelines.themes.description.broad_themes import group_broadly
from pipelines.themes.description.centrality_density import measure_callon
from pipelines.themes.description.labels import name_themes, propose_names
from pipelines.themes.description.map_layout import place_themes
from pipelines.themes.description.top_terms import ThemeWords, count_together, npmi
from pipelines.themes.model.factorise import sum_by_group, unit_rows
from pipelines.themes.model.fit import measure_contrast, measure_likeness
from pipelines.themes.model.term_matrix import Corpus

RELATED = 0.1
"""Cosine from which two themes are said to be related."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader knows a theme by, and what therefore stays from build to build.

    Args:
        theme_ids: (K,).
        labels: K names.
        colors: (K,) slots.
        anchors: (K, 2) places to keep, NaN where a theme has none yet.
        pinned: (K,).
        broad: broad_id and broad_label of each of the K themes where they are to be kept, else None.
    """

    theme_ids: np.ndarray
    labels: list[str]
    colors: np.ndarray
    anchors: np.ndarray
    pinned: np.ndarray
    broad: tuple[list[int], list[str]] | None


@dataclass(frozen=True, slots=True)
class Description:
    """The tables about themes.

    Args:
        theme_ids: (K,), in the order in which the themes are numbered in the build.
        themes, theme_terms, theme_pairs: as `warehouse/schema/themes.py` declares them.
    """

    theme_ids: np.ndarray
    themes: pl.DataFrame
    theme_terms: pl.DataFrame
    theme_pairs: pl.DataFrame


def repeat_description(past: Past, draft: Draft, sizes: np.ndarray) -> Description:
    """The previous description, with the number of papers and the user's word of now.

    Args:
        draft: the previous themes, none of which has gone and none of which is new.
        sizes: (K,) papers.
    """
    themes = past.themes.with_columns(
        papers=pl.Series(sizes, dtype=pl.Int64),
        label=pl.Series(draft.names, dtype=pl.String),
        pinned=pl.Series(draft.pinned, dtype=pl.Boolean),
    )
    return Description(past.theme_ids, themes, past.theme_terms, past.theme_pairs)


def look_at(draft: Draft, past: Past, proposed: list[list[str]], sizes: np.ndarray) -> Look:
    """Numbers, names, colours and places: those of the previous theme where one is continued, else new ones.

    Args:
        proposed: K lists of names, the best first.
        sizes: (K,) papers; the largest of the new themes gets the lowest number.
    """
    before = np.array(draft.previous)
    old = np.flatnonzero(before >= 0)
    new = np.array([theme for theme in np.argsort(-sizes, kind="stable") if before[theme] < 0], dtype=int)
    theme_ids = np.zeros(draft.themes, dtype=np.int64)
    theme_ids[old] = past.theme_ids[before[old]]
    theme_ids[new] = past.next_theme_id + np.arange(len(new))
    colors = np.zeros(draft.themes, dtype=np.int64)
    colors[old] = past.themes["color"].to_numpy()[before[old]]
    colors[new] = np.setdiff1d(np.arange(draft.themes + len(old)), colors[old])[: len(new)]
    anchors = np.full((draft.themes, 2), np.nan)
    anchors[old] = past.themes.select("x", "y").to_numpy()[before[old]]
    broad = None
    if not len(new) and draft.themes == past.themes.height and past.themes["broad_id"].null_count() == 0:
        broad = tuple(past.themes[name].gather(before).to_list() for name in ("broad_id", "broad_label"))
    names = name_themes(draft.names, proposed, sizes)
    return Look(theme_ids, names, colors, anchors, np.array(draft.pinned), broad)


def measure_coherence(presence: sp.csc_matrix, words: ThemeWords) -> float:
    """Mean NPMI of the pairs of the terms shown, over papers; 0 for fewer than two terms."""
    shown = words.shown
    if len(shown) < 2:
        return 0.0
    ties = npmi(count_together(presence, shown), presence.shape[0])
    return float(ties[np.triu_indices(len(shown), 1)].mean())


def find_representatives(weighed: sp.csr_matrix, labels: np.ndarray, themes: int, many: int = 3) -> list[np.ndarray]:
    """Rows of up to `many` papers of each theme that are nearest to its mean.

    Args:
        weighed: (N, V) rows of unit length, by paper_id, so that ties are broken alike in every run.
        labels: (N,), -1 for none.
    """
    held = np.flatnonzero(labels >= 0)
    means = unit_rows(sum_by_group(weighed[held], labels[held], themes))
    near = np.full(len(labels), -1.0)
    near[held] = np.asarray(weighed[held] @ means.T)[np.arange(len(held)), labels[held]]
    order = np.argsort(-near, kind="stable")
    order = order[labels[order] >= 0]
    return [order[labels[order] == theme][:many] for theme in range(themes)]


def describe_themes(
    corpus: Corpus,
    sample: np.ndarray,
    weighed: sp.csr_matrix,
    labels: np.ndarray,
    words: list[ThemeWords],
    sizes: np.ndarray,
    look: Look,
) -> Description:
    """The description of K themes.

    Args:
        sample: N rows of the corpus by which the themes are described.
        weighed: (N, F) rows of unit length.
        labels: (N,) theme of each paper, -1 for none.
        words: K.
        sizes: (K,) papers of each theme in the whole corpus, of which the N may be a sample.
        look: of the K themes.
    """
    themes = len(words)
    papers, terms = corpus.papers["paper_id"].gather(sample), corpus.terms
    by_term = sp.csc_matrix(corpus.presence(sample))
    likeness = measure_likeness(weighed, labels, themes)
    places = place_themes(likeness, look.anchors)
    columns = np.concatenate([one.columns for one in words]).astype(int)
    theme_of = np.repeat(np.arange(themes), [len(one.columns) for one in words])
    centrality, density = measure_callon(count_together(by_term, columns), theme_of, themes)
    representatives = find_representatives(weighed, labels, themes)
    broad_ids, broad_labels = _name_broad(corpus.counts[sample], weighed, labels, terms, sizes, look)
    term = terms["term"].to_list()
    frame = pl.DataFrame(
        {
            "theme_id": look.theme_ids.astype(np.int32),
            "label": look.labels,
            "top_terms": pl.Series([[term[column] for column in one.shown] for one in words], dtype=pl.List(pl.String)),
            "representative_papers": pl.Series(
                [papers.gather(rows).to_list() for rows in representatives], dtype=pl.List(pl.String)
            ),
            "papers": sizes.astype(np.int64),
            "coherence": [round(measure_coherence(by_term, one), 6) for one in words],
            "x": places[:, 0].clip(-1, 1),
            "y": places[:, 1].clip(-1, 1),
            "centrality": centrality.round(6),
            "density": density.round(6),
            "color": look.colors.astype(np.int32),
            "broad_id": pl.Series(broad_ids, dtype=pl.Int32),
            "broad_label": pl.Series(broad_labels, dtype=pl.String),
            "pinned": look.pinned,
        }
    )
    telling = pl.DataFrame(
        {
            "theme_id": look.theme_ids[theme_of].astype(np.int32),
            "term_id": terms["term_id"].gather(columns),
            "rank": np.concatenate([np.arange(1, len(one.columns) + 1) for one in words]).astype(np.int64),
            "term": terms["term"].gather(columns),
            "weight": np.concatenate([one.weights for one in words]).astype(np.float64).round(6),
        }
    )
    pairs = _list_pairs(likeness, look.theme_ids)
    return Description(look.theme_ids, frame.sort("theme_id"), telling.sort("theme_id", "rank"), pairs)


def _name_broad(
    counts: sp.csr_matrix,
    weighed: sp.csr_matrix,
    labels: np.ndarray,
    terms: pl.DataFrame,
    sizes: np.ndarray,
    look: Look,
) -> tuple[list[int | None], list[str | None]]:
    """broad_id and broad_label of each theme: kept while the themes are the same, else found and named anew."""
    themes = len(sizes)
    if look.broad:
        return look.broad
    groups = group_broadly(measure_contrast(weighed, labels, themes))
    if groups is None:
        return [None] * themes, [None] * themes
    many = groups.max() + 1
    # Broad themes are few: what names one is in papers of most others.
    proposed = propose_names(counts, np.append(groups, -1)[labels], many, terms, most_spread=1.0)
    names = name_themes([None] * many, proposed, np.bincount(groups, weights=sizes))
    leaders = [max(np.flatnonzero(groups == group), key=lambda theme: sizes[theme]) for group in range(many)]
    return [int(look.theme_ids[leaders[group]]) for group in groups], [names[group] for group in groups]


def _list_pairs(likeness: np.ndarray, theme_ids: np.ndarray) -> pl.DataFrame:
    one, other = np.nonzero(np.triu(likeness >= RELATED, 1))
    first, second = theme_ids[one], theme_ids[other]
    return pl.DataFrame(
        {
            "theme_id_a": np.minimum(first, second).astype(np.int32),
            "theme_id_b": np.maximum(first, second).astype(np.int32),
            "similarity": likeness[one, other].round(6),
        }
    ).sort("theme_id_a", "theme_id_b")
