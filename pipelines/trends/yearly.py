"""Series that come once a year, as a workshop or a yearly challenge does: seen again they are no news."""

from datetime import date

import numpy as np

from pipelines.trends.windows import Windows

_AS_A_YEAR_BEFORE = 0.5
"""Part of its recent share that a yearly series had in the same months of the year before, at least."""

_BETWEEN = 0.4
"""Part of the share of those months that it has in the months between, at most."""


def find_yearly(counts: np.ndarray, exposures: np.ndarray, starts: list[date], windows: Windows) -> np.ndarray:
    """Which series were about as frequent in the same months of the year before, and are rare in between; bool, shape
    (series,).

    False for all where the months of the year before, or those between, are not all known, and for recent windows of
    more than half a year, which hold every month's neighbours.

    Args:
        counts: papers by series and month, shape (series, months).
        exposures: papers among which they were found, of the same shape.
        starts: first days of the months.
        windows: over these months.
    """
    recent = [start for start, is_recent in zip(starts, windows.recent, strict=True) if is_recent]
    before = {start.replace(year=start.year - 1) for start in recent}
    same = np.array([start in before for start in starts])
    between = np.array([max(before) < start < recent[0] for start in starts])
    if len(recent) > 6 or same.sum() < len(recent) or not between.any():
        return np.zeros(len(counts), dtype=bool)
    now, then, rest = (
        counts[:, months].sum(axis=1) / exposures[:, months].sum(axis=1) for months in (windows.recent, same, between)
    )
    return (now > 0) & (then >= _AS_A_YEAR_BEFORE * now) & (rest <= _BETWEEN * then)
