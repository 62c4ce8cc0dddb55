"""The tables about themes, put together from their terms, positions, measures, papers and related themes."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

from pipelines.themes.assignment import Assignment
from pipelines.themes.continuity.previous import Previous
from pipelines.themes.description.appearance import Appearance
from pipelines.themes.description.broad_themes import name_broad_themes
from pipelines.themes.description.centrality_density import measure_centrality_density
from pipelines.themes.description.map_layout import lay_out_themes
from pipelines.themes.description.representatives import find_representatives
from pipelines.themes.description.top_terms import ThemeTerms, count_together, measure_coherence
from pipelines.themes.model.fit import measure_likeness
from pipelines.themes.model.term_matrix import Corpus

RELATED = 0.1
"""Cosine from which two themes are said to be related."""


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


def repeat_description(previous: Previous, assignment: Assignment, sizes: np.ndarray) -> Description:
    """The previous description, with the present number of papers and the user's pins.

    Args:
        assignment: the previous themes, none of which has gone and none of which is new.
        sizes: (K,) papers.
    """
    if previous.theme_terms is None or previous.theme_pairs is None:
        raise ValueError("there is no previous description to repeat")
    themes = previous.themes.with_columns(
        papers=pl.Series(sizes, dtype=pl.Int64),
        label=pl.Series(assignment.names, dtype=pl.String),
        pinned=pl.Series(assignment.pinned, dtype=pl.Boolean),
    )
    return Description(previous.theme_ids, themes, previous.theme_terms, previous.theme_pairs)


def describe_themes(
    corpus: Corpus,
    sample: np.ndarray,
    weighed: sp.csr_matrix,
    labels: np.ndarray,
    top_terms: list[ThemeTerms],
    sizes: np.ndarray,
    appearance: Appearance,
) -> Description:
    """The description of K themes.

    Args:
        sample: N rows of the corpus by which the themes are described.
        weighed: (N, F) rows of unit length.
        labels: (N,) theme of each paper, -1 for none.
        top_terms: of the K themes.
        sizes: (K,) papers of each theme in the whole corpus, of which the N may be a sample.
        appearance: of the K themes.
    """
    themes = len(top_terms)
    papers, terms = corpus.papers["paper_id"].gather(sample), corpus.terms
    by_term = sp.csc_matrix(corpus.presence(sample))
    likeness = measure_likeness(weighed, labels, themes)
    positions = lay_out_themes(likeness, appearance.anchors)
    columns = np.concatenate([one.columns for one in top_terms]).astype(int)
    theme_of = np.repeat(np.arange(themes), [len(one.columns) for one in top_terms])
    centrality, density = measure_centrality_density(count_together(by_term, columns), theme_of, themes)
    representatives = find_representatives(weighed, labels, themes)
    broad_ids, broad_labels = name_broad_themes(corpus.counts[sample], weighed, labels, terms, sizes, appearance)
    term = terms["term"].to_list()
    frame = pl.DataFrame(
        {
            "theme_id": appearance.theme_ids.astype(np.int32),
            "label": appearance.labels,
            "top_terms": pl.Series(
                [[term[column] for column in one.shown] for one in top_terms], dtype=pl.List(pl.String)
            ),
            "representative_papers": pl.Series(
                [papers.gather(rows).to_list() for rows in representatives], dtype=pl.List(pl.String)
            ),
            "papers": sizes.astype(np.int64),
            "coherence": [round(measure_coherence(by_term, one), 6) for one in top_terms],
            "x": positions[:, 0].clip(-1, 1),
            "y": positions[:, 1].clip(-1, 1),
            "centrality": centrality.round(6),
            "density": density.round(6),
            "color": appearance.colors.astype(np.int32),
            "broad_id": pl.Series(broad_ids, dtype=pl.Int32),
            "broad_label": pl.Series(broad_labels, dtype=pl.String),
            "pinned": appearance.pinned,
        }
    )
    theme_terms = pl.DataFrame(
        {
            "theme_id": appearance.theme_ids[theme_of].astype(np.int32),
            "term_id": terms["term_id"].gather(columns),
            "rank": np.concatenate([np.arange(1, len(one.columns) + 1) for one in top_terms]).astype(np.int64),
            "term": terms["term"].gather(columns),
            "weight": np.concatenate([one.weights for one in top_terms]).astype(np.float64).round(6),
        }
    )
    pairs = _list_pairs(likeness, appearance.theme_ids)
    return Description(appearance.theme_ids, frame.sort("theme_id"), theme_terms.sort("theme_id", "rank"), pairs)


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
