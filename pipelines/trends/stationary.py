"""Series without a clear change, by a first test: the noise of the corpus is estimated from these."""

import numpy as np

from pipelines.trends.statistics.bursts import find_bursts, keep_strong
from pipelines.trends.statistics.dispersion import estimate_dispersion
from pipelines.trends.statistics.growth import measure_growth, window_of
from pipelines.trends.verdicts import STEADY_WITHIN

_MOST_CHANCE = 0.003
"""p-value below which a series that changed by half or more is taken to have changed."""


def find_stationary(counts: np.ndarray, exposures: np.ndarray, recent: np.ndarray) -> np.ndarray:
    """Series without a clear change from the baseline to the recent window and without a burst; bool, shape (series,).

    A clear change must also be large: where variation persists, this first test finds many small changes.

    Args:
        counts: papers by series and month, shape (series, months); each series has at least one paper.
        exposures: papers among which they were found, of the same shape, above 0.
        recent: which months are the recent window, shape (months,), bool; the others are the baseline.
    """
    dispersion = estimate_dispersion(counts, exposures, int((~recent).sum()))
    alone = dispersion._replace(correlation=(np.arange(exposures.shape[1]) == 0).astype(float))
    growth = measure_growth(
        window_of(counts, exposures, recent, alone), window_of(counts, exposures, ~recent, alone), alone.degrees
    )
    changed = (growth.p_value < _MOST_CHANCE) & (np.abs(growth.estimate) > STEADY_WITHIN)
    return ~changed & (keep_strong(find_bursts(counts, exposures, alone.rho)).first < 0)
