"""What readers recognise a theme by: number, label, colour and position. These stay from build to build."""

from dataclasses import dataclass

import numpy as np

from pipelines.themes.assignment import Assignment
from pipelines.themes.continuity.previous import Previous
from pipelines.themes.description.unique_labels import name_themes


@dataclass(frozen=True, slots=True)
class Appearance:
    """What readers recognise K themes by.

    Args:
        theme_ids: (K,).
        labels: K names.
        colors: (K,) slots.
        anchors: (K, 2) positions to keep, NaN where a theme has none yet.
        pinned: (K,).
        broad: broad_ids and broad_labels of the K themes where they are to be kept, else None.
    """

    theme_ids: np.ndarray
    labels: list[str]
    colors: np.ndarray
    anchors: np.ndarray
    pinned: np.ndarray
    broad: tuple[list[int | None], list[str | None]] | None


def choose_appearance(
    assignment: Assignment, previous: Previous, proposed: list[list[str]], sizes: np.ndarray
) -> Appearance:
    """Numbers, names, colours and positions: those of the previous theme where one is continued, else new ones.

    Args:
        proposed: K lists of names, the best first.
        sizes: (K,) papers; the largest of the new themes gets the lowest number.
    """
    before = np.array(assignment.continued_from)
    old = np.flatnonzero(before >= 0)
    new = np.array([theme for theme in np.argsort(-sizes, kind="stable") if before[theme] < 0], dtype=int)
    theme_ids = np.zeros(assignment.themes, dtype=np.int64)
    theme_ids[old] = previous.theme_ids[before[old]]
    theme_ids[new] = previous.next_theme_id + np.arange(len(new))
    colors = np.zeros(assignment.themes, dtype=np.int64)
    colors[old] = previous.themes["color"].to_numpy()[before[old]]
    colors[new] = np.setdiff1d(np.arange(assignment.themes + len(old)), colors[old])[: len(new)]
    anchors = np.full((assignment.themes, 2), np.nan)
    anchors[old] = previous.themes.select("x", "y").to_numpy()[before[old]]
    broad = None
    if not len(new) and assignment.themes == previous.themes.height and previous.themes["broad_id"].null_count() == 0:
        kept = previous.themes[before]
        broad = kept["broad_id"].to_list(), kept["broad_label"].to_list()
    names = name_themes(assignment.names, proposed, sizes)
    return Appearance(theme_ids, names, colors, anchors, np.array(assignment.pinned), broad)
