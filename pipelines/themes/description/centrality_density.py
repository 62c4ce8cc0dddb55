"""Centrality and density of themes: the two axes of the strategic diagram."""

import numpy as np


def measure_centrality_density(
    together: np.ndarray, theme_of: np.ndarray, themes: int
) -> tuple[np.ndarray, np.ndarray]:
    """Callon's centrality and density of each theme (Callon, Courtial & Laville 1991; scaled as Cobo et al. 2011 do).

    The tie of two terms is their equivalence: papers with both, squared, over the product of the papers of each.
    Centrality is 10 times the sum of the ties between the theme's terms and those of other themes; density is 100 times
    the sum of the ties within the theme over the number of its terms.

    Args:
        together: (T, T) papers that hold both of two terms; the diagonal says how many hold each.
        theme_of: (T,) theme of each term.

    Returns:
        centrality, density: (themes,) each; 0 for a theme without terms.
    """
    alone = np.maximum(np.diag(together), 1)
    tie = together**2 / np.outer(alone, alone)
    np.fill_diagonal(tie, 0)
    member = np.zeros((themes, len(theme_of)))
    member[theme_of, np.arange(len(theme_of))] = 1
    between = member @ tie @ member.T
    within = np.diag(between) / 2
    centrality = 10 * (between.sum(axis=1) - np.diag(between))
    density = 100 * within / np.maximum(member.sum(axis=1), 1)
    return centrality, density
