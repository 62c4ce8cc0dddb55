"""What a change of the collection's mix does to a share: how much, and which stratum does most of it."""

from typing import TypedDict

import numpy as np
import polars as pl

from pipelines.trends.collection.strata import StratifiedCounts
from pipelines.trends.windows import Windows


class Mix(TypedDict):
    """Of each series the stratum that moved its share most by its own size, and that size in both windows.

    Args:
        mix_stratum: its name.
        mix_effect: what the sizes of all strata did to the share of the series, as a share of papers.
        mix_part: how much of that this stratum did, 0 to 1 and more where others worked against it.
        mix_before, mix_now: its share of the papers of the baseline and of the recent window.
    """

    mix_stratum: pl.Series
    mix_effect: np.ndarray
    mix_part: np.ndarray
    mix_before: np.ndarray
    mix_now: np.ndarray


def explain_mix(counts: StratifiedCounts, names: pl.Series, windows: Windows) -> Mix:
    """The stratum by which the share as counted differs most from that at a steady mix (Kitagawa 1955).

    A window's share is Σ s r, with s the size of a stratum and r the rate of the series in it. The difference of two
    windows is that of rates at the mean sizes plus that of sizes at the mean rates; the latter is what the mix does.

    Args:
        counts: papers by series, stratum and period.
        names: of the strata, in their order.
        windows: over these periods.
    """
    sizes, rates = [], []
    for window in (windows.baseline, windows.recent):
        papers = counts.totals[:, window].sum(axis=1)
        sizes.append(papers / papers.sum())
        rates.append(counts.by_stratum(window) / np.maximum(papers, 1))
    before, now = sizes
    effects = (rates[0] + rates[1]) / 2 * (now - before)
    whole = effects.sum(axis=1, keepdims=True)
    # Only what goes the way of the whole effect can be its cause.
    chosen = np.argmax(effects * np.sign(whole), axis=1)
    largest = np.take_along_axis(effects, chosen[:, None], axis=1)[:, 0]
    return Mix(
        mix_stratum=names.gather(chosen),
        mix_effect=whole[:, 0],
        mix_part=np.divide(largest, whole[:, 0], out=np.zeros(len(whole)), where=whole[:, 0] != 0),
        mix_before=before[chosen],
        mix_now=now[chosen],
    )
