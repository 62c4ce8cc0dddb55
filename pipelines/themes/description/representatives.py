"""The papers that stand for a theme: those nearest to its mean."""

import numpy as np
import scipy.sparse as sp

from pipelines.themes.model.factorise import sum_by_group, unit_rows


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
