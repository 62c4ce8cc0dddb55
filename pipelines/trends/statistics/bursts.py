"""Bursts: spans of months in which a series is far above its own level."""

from typing import NamedTuple

import numpy as np

from pipelines.arrays.parallel import do_all

RATE = 2.0
"""Share in a burst over the share of the whole series, or of its months outside bursts."""

FIRST_RATE = 1.5
"""The same for a look at which months are raised at all."""

_LEAST_OUTSIDE = 0.25
"""Part of all papers that months outside bursts must hold to tell the series' level."""

TRANSITION = 1.0
"""Weight of the cost of entering a burst: TRANSITION × ln(months)."""

LEAST_STRENGTH = 12.0
"""A burst is reported from this strength on: weaker ones are found in most series by chance. So chosen, about 0.3 % of
series without any burst are said to have one (`benchmarks/trends/__main__.py`).
"""

_CHUNK = 16_384
"""Series at a time, so that the working arrays stay small."""


class Bursts(NamedTuple):
    """The strongest burst of each series: index of its first and last month (-1 where none) and its strength (NaN)."""

    first: np.ndarray
    last: np.ndarray
    strength: np.ndarray


def _savings(counts: np.ndarray, exposures: np.ndarray, base: np.ndarray, rate: float, rho: np.ndarray) -> np.ndarray:
    """What the burst state saves in each month over the base state, in nats, with overdispersed months weighing
    less."""
    base = np.clip(base, 1e-12, 1 - 1e-9)[:, None]
    burst = np.minimum(rate * base, (1 + base) / 2)
    others = np.maximum(exposures - counts, 0)
    saving = counts * np.log(burst / base) + others * np.log((1 - burst) / (1 - base))
    return saving / (1 + rho[:, None] * np.maximum(exposures - 1, 0))


def _level_outside(counts: np.ndarray, exposures: np.ndarray, in_burst: np.ndarray) -> np.ndarray:
    """Share of each series in the months outside bursts, where those hold enough of all papers to tell it."""
    outside = ~in_burst
    papers, total, every = (counts * outside).sum(axis=1), (exposures * outside).sum(axis=1), exposures.sum(axis=1)
    # As if half a paper more had been found: a series of which all papers are in the burst has a level too.
    level = (papers + 0.5) / (total + 0.5 * every / np.maximum(counts.sum(axis=1), 1))
    return np.where(total >= _LEAST_OUTSIDE * every, level, counts.sum(axis=1) / every)


def _decode(savings: np.ndarray) -> np.ndarray:
    """Whether each month is in the burst state on the cheapest path (Viterbi), all series at once; bool, (series,
    months)."""
    series, months = savings.shape
    # Month by month all series are passed through, so that they should lie side by side.
    by_month = np.ascontiguousarray(savings.T)
    entering = TRANSITION * np.log(max(months, 2))
    base, burst = np.zeros(series), np.full(series, entering)
    stayed_in_base = np.empty((months, series), dtype=bool)
    stayed_in_burst = np.empty((months, series), dtype=bool)
    burst -= by_month[0]
    for month in range(1, months):
        stayed_in_base[month] = base <= burst
        stayed_in_burst[month] = burst <= base + entering
        base, burst = np.minimum(base, burst), np.minimum(burst, base + entering) - by_month[month]
    in_burst = np.empty((months, series), dtype=bool)
    state = burst < base
    in_burst[-1] = state
    for month in range(months - 1, 0, -1):
        state = np.where(state, stayed_in_burst[month], ~stayed_in_base[month])
        in_burst[month - 1] = state
    return in_burst.T


def _strongest(in_burst: np.ndarray, savings: np.ndarray) -> Bursts:
    series, months = savings.shape
    by_month, is_in = np.ascontiguousarray(savings.T), np.ascontiguousarray(in_burst.T)
    best = np.zeros(series)
    best_first = np.full(series, -1)
    best_last = np.full(series, -1)
    running = np.zeros(series)
    first = np.zeros(series, dtype=int)
    for month in range(months):
        inside = is_in[month]
        starts = inside & ~is_in[month - 1] if month else inside
        first = np.where(starts, month, first)
        running = np.where(starts, by_month[month], running + by_month[month]) * inside
        ends = inside & ~is_in[month + 1] if month + 1 < months else inside
        better = ends & (running > best)
        best = np.where(better, running, best)
        best_first = np.where(better, first, best_first)
        best_last = np.where(better, month, best_last)
    return Bursts(best_first, best_last, best)


def _find_strongest(counts: np.ndarray, exposures: np.ndarray, level: np.ndarray, rho: np.ndarray) -> Bursts:
    savings = _savings(counts, exposures, level, RATE, rho)
    return _strongest(_decode(savings), savings)


def find_bursts(counts: np.ndarray, exposures: np.ndarray, rho: np.ndarray) -> Bursts:
    """The strongest burst of each series, by the two-state automaton for batches of Kleinberg (2002).

    In the base state a month's papers are binomial at the series' overall share, in the burst state at twice that.
    Leaving a burst is free, entering costs ln(months). The strength is Kleinberg's weight: what the burst state saves
    over the span. Most of the weak ones are noise: see `keep_strong`.

    A burst that takes up much of a short series raises the overall share, and so hides itself. Series that have no
    strong burst are therefore looked at once more, against their share in the months that are not raised.

    Args:
        counts: papers by series and month, shape (series, months).
        exposures: papers among which they were found, of the same shape, above 0; at a steady mix of the collection,
            bursts are those of the series and not of what was collected.
        rho: intra-class correlation of each series, shape (series,); overdispersed months weigh less.
    """
    series = len(counts)
    found = Bursts(np.full(series, -1), np.full(series, -1), np.full(series, np.nan))
    if exposures.shape[1] < 2:
        return found

    def find_in_chunk(chunk: slice) -> None:
        overall = counts[chunk].sum(axis=1) / exposures[chunk].sum(axis=1)
        bursts = _find_strongest(counts[chunk], exposures[chunk], overall, rho[chunk])
        again = bursts.strength < LEAST_STRENGTH
        series, among, own = counts[chunk][again], exposures[chunk][again], rho[chunk][again]
        raised = _decode(_savings(series, among, overall[again], FIRST_RATE, own))
        for one, other in zip(
            bursts, _find_strongest(series, among, _level_outside(series, among, raised), own), strict=True
        ):
            one[again] = other
        first, last, strength = bursts
        found.first[chunk], found.last[chunk] = first, last
        found.strength[chunk] = np.where(first >= 0, strength, np.nan)

    do_all(find_in_chunk, (slice(start, start + _CHUNK) for start in range(0, series, _CHUNK)))
    return found


def keep_strong(found: Bursts) -> Bursts:
    """The bursts that are reported: without those below `LEAST_STRENGTH`."""
    strong = found.strength >= LEAST_STRENGTH
    return Bursts(
        np.where(strong, found.first, -1), np.where(strong, found.last, -1), np.where(strong, found.strength, np.nan)
    )
