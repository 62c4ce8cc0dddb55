"""Label spreading over the nearest neighbours, so that groups in sparse data separate more clearly."""

import numpy as np
import scipy.sparse as sp

from pipelines.themes.model.factorise import unit_rows

NEIGHBOURS = 25
FEWEST_NEIGHBOURS = 3
NEIGHBOUR_WEIGHT = 0.7
"""Weight of a paper's neighbours in each round; the rest is its own point."""

ROUNDS = 3


def smooth_papers(points: np.ndarray, groups: int) -> np.ndarray:
    """(N, d) rows of unit length: each paper moved towards the papers most like it, and through these towards theirs.

    A paper's neighbours are the 25 of greatest cosine and those whose neighbour it is, or half a group where groups are
    smaller; where that is fewer than three, papers stay. Each round is a step of label spreading with the paper's own
    point as the source (Zhou et al. 2004), on the graph whose rows add up to 1.

    Args:
        points: (N, d) rows of unit length; memory goes with N squared.
        groups: that the papers will be divided into.
    """
    papers = len(points)
    many = min(NEIGHBOURS, papers // (2 * groups))
    if many < FEWEST_NEIGHBOURS:
        return points
    near = points @ points.T
    np.fill_diagonal(near, 0)
    nearest = np.argpartition(-near, many, axis=1)[:, :many].ravel()
    row = np.repeat(np.arange(papers), many)
    graph = sp.csr_matrix((np.maximum(near[row, nearest], 0), (row, nearest)), shape=near.shape)
    graph = graph.maximum(graph.T)
    total = np.asarray(graph.sum(axis=1)).ravel()
    scale = np.divide(1, total, out=np.zeros_like(total), where=total > 0)
    step = sp.csr_matrix(sp.diags(scale) @ graph, dtype=points.dtype)
    smooth = points
    for _ in range(ROUNDS):
        smooth = (1 - NEIGHBOUR_WEIGHT) * points + NEIGHBOUR_WEIGHT * (step @ smooth)
    return unit_rows(smooth)
