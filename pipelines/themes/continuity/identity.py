"""Which theme continues which of the previous build, and the events of theme_lineage."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.optimize import linear_sum_assignment

SAME_SHARE = 0.25
"""Shared papers over all papers of both (Jaccard) from which two themes can be the same."""

MOVED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """Themes of now and before.

    Args:
        continued_from: (K,) index of the previous theme that each theme continues, -1 for none.
        shared: (P, K) papers that each previous theme shares with each theme.
    """

    continued_from: np.ndarray
    shared: np.ndarray


def match_themes(before: np.ndarray, now: np.ndarray, previous_themes: int, themes: int) -> Match:
    """The one-to-one matching that keeps the most papers in their themes (Kuhn 1955, the Hungarian method).

    Args:
        before: (N,) index of each paper's previous theme, -1 where it had none.
        now: (N,) index of its theme, -1 for none.
    """
    both = (before >= 0) & (now >= 0)
    shared = np.zeros((previous_themes, themes))
    np.add.at(shared, (before[both], now[both]), 1)
    continued_from = np.full(themes, -1)
    if shared.size:
        rows, columns = linear_sum_assignment(-shared)
        union = shared.sum(axis=1)[rows] + shared.sum(axis=0)[columns] - shared[rows, columns]
        near = shared[rows, columns] >= np.maximum(SAME_SHARE * union, 1)
        continued_from[columns[near]] = rows[near]
    return Match(continued_from, shared)


def trace_lineage(
    shared: np.ndarray, continued_from: np.ndarray, theme_ids: np.ndarray, previous_ids: np.ndarray, build_id: str
) -> pl.DataFrame:
    """theme_lineage of this build.

    A theme that continues another is the `same`. One that does not is `split` from the previous theme that gave it
    half of its papers or more, else `born`. A previous theme that none continues is `merged` into the theme that took
    half of its papers or more, else it `died`.

    Args:
        shared: (P, K) papers that each previous theme shares with each theme.
        continued_from: (K,) index of the previous theme that each continues, -1 for none.
        theme_ids: (K,).
        previous_ids: (P,).
    """
    size = np.maximum(shared.sum(axis=1), 1)
    rows: list[tuple[int, int, str, float]] = []
    for theme, before in enumerate(continued_from):
        column = shared[:, theme]
        if before >= 0:
            rows.append((theme_ids[theme], previous_ids[before], "same", column[before] / size[before]))
        elif column.size and column.max() > 0 and column.max() >= MOVED_SHARE * column.sum():
            parent = int(column.argmax())
            rows.append((theme_ids[theme], previous_ids[parent], "split", column[parent] / size[parent]))
        else:
            rows.append((theme_ids[theme], 0, "born", 0.0))
    for before in np.setdiff1d(np.arange(len(previous_ids)), continued_from):
        row = shared[before]
        if row.size and row.max() > 0 and row.max() >= MOVED_SHARE * size[before]:
            rows.append((theme_ids[row.argmax()], previous_ids[before], "merged", row.max() / size[before]))
        else:
            rows.append((previous_ids[before], previous_ids[before], "died", 0.0))
    frame = pl.DataFrame(
        [(build_id, int(one), int(other), event, float(overlap)) for one, other, event, overlap in rows],
        schema={
            "build_id": pl.String,
            "theme_id": pl.Int32,
            "previous_theme_id": pl.Int32,
            "event": pl.String,
            "overlap": pl.Float64,
        },
        orient="row",
    )
    return frame.sort("theme_id", "previous_theme_id", "event")
