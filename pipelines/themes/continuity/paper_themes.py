"""paper_themes: the themes of every paper, with weights."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipelines.themes.continuity.previous import Previous
from pipelines.themes.model.theme_model import (
    ROWS_AT_ONCE,
    DocumentFeatures,
    ThemeModel,
    add_stickiness,
    as_weights,
    score_papers,
)

MOST_PER_PAPER = 3
LEAST_WEIGHT = 0.1


def weigh_themes(
    features: DocumentFeatures, model: ThemeModel, labels: np.ndarray, before: np.ndarray, closed: Sequence[int] = ()
) -> tuple[np.ndarray, np.ndarray]:
    """The primary theme of every paper and its heaviest themes.

    Args:
        features: of N papers.
        model: of K themes.
        labels: (N,) theme that a paper is known to have, -1 for papers that get the theme of the highest score.
        before: (N,) theme that a paper had in the previous build, which it tends to keep, -1 for none.
        closed: themes that no paper gets by its score.

    Returns:
        themes: (N, M) indices, the primary first, M at most three.
        weights: (N, M), descending.
    """
    kept = min(MOST_PER_PAPER, model.themes)
    themes = np.empty((features.papers, kept), dtype=np.int32)
    weights = np.empty((features.papers, kept))
    for start in range(0, features.papers, ROWS_AT_ONCE):
        rows = slice(start, min(start + ROWS_AT_ONCE, features.papers))
        scores = score_papers(features[rows], model)
        add_stickiness(scores, before[rows])
        for theme in closed if len(closed) < model.themes else ():
            scores[labels[rows] != theme, theme] = -np.inf
        part = as_weights(scores)
        known = np.flatnonzero(labels[rows] >= 0)
        # A known theme that does not have the highest score swaps its weight with the one that has.
        best, own = part[known].argmax(axis=1), labels[rows][known]
        part[known, best], part[known, own] = part[known, own].copy(), part[known, best].copy()
        order = np.argsort(-part, axis=1, kind="stable")[:, :kept]
        # Equal weights would sort by number, not by what is known.
        first = order[known, 0]
        order[known, 0] = own
        order[known, 1:] = np.where(order[known, 1:] == own[:, None], first[:, None], order[known, 1:])
        themes[rows] = order
        weights[rows] = np.take_along_axis(part, order, axis=1)
    return themes, weights


def assign_blank(themes: np.ndarray, weights: np.ndarray, blank: np.ndarray, largest: int) -> None:
    """Assigns papers without any feature to the largest theme, with weight 0.

    So they are counted, as every paper is, and whoever weighs papers by theme leaves them out.

    Args:
        themes: (N, M) indices, the primary first; rows `blank` are overwritten.
        weights: (N, M); rows `blank` are overwritten.
        largest: index of the theme with the most papers.
    """
    themes[blank, 1:] = np.where(themes[blank, 1:] == largest, themes[blank, :1], themes[blank, 1:])
    themes[blank, 0] = largest
    weights[blank] = 0


def list_paper_themes(
    papers: pl.Series, themes: np.ndarray, weights: np.ndarray, theme_ids: np.ndarray
) -> pl.DataFrame:
    """paper_themes of `papers`: the primary theme, and others of a tenth or more.

    Args:
        papers: N paper_ids.
        themes: (N, M) indices, the primary first.
        weights: (N, M).
        theme_ids: (K,).
    """
    kept = weights >= LEAST_WEIGHT
    kept[:, 0] = True
    rows, places = np.nonzero(kept)
    return pl.DataFrame(
        {
            "paper_id": papers.gather(rows),
            "theme_id": theme_ids[themes[rows, places]].astype(np.int32),
            "weight": np.clip(weights[rows, places].astype(np.float64), 0, 1).round(4),
            "is_primary": places == 0,
        }
    )


def keep_paper_themes(
    previous: Previous, papers: pl.DataFrame, changed: pl.DataFrame, continued_from: list[int], theme_ids: np.ndarray
) -> pl.DataFrame:
    """paper_themes of the papers that keep the theme they had: the rows of the previous build, themes that are no more
    left out.

    Args:
        papers: paper_id of all papers.
        changed: paper_themes of the papers whose theme is new.
        continued_from: K indices of the previous theme that each theme continues, -1 for none.
        theme_ids: (K,).
    """
    number = pl.DataFrame(
        {"previous_id": [int(previous.theme_ids[one]) for one in continued_from if one >= 0]},
        schema={"previous_id": pl.Int32},
    ).with_columns(
        theme_id=pl.Series(
            [int(now) for now, one in zip(theme_ids, continued_from, strict=True) if one >= 0], dtype=pl.Int32
        )
    )
    return (
        previous.paper_themes.select("paper_id", pl.col("theme_id").alias("previous_id"), "weight", "is_primary")
        .join(papers.select("paper_id"), on="paper_id", how="semi")
        .join(changed.select("paper_id"), on="paper_id", how="anti")
        .join(number, on="previous_id")
        .select("paper_id", "theme_id", "weight", "is_primary")
    )
