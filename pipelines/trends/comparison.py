"""Which terms tell two slices of the corpus apart: log-odds with a Dirichlet prior."""

import numpy as np
import polars as pl


def compare(counts: pl.DataFrame, prior_strength: float = 500.0) -> pl.DataFrame:
    """Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words", eq. 15, 16, 22).

    The prior of a term is its share of the background, times `prior_strength`: rare terms need more evidence than
    frequent ones, and what is frequent everywhere does not stand out.

    Args:
        counts: id, count_a, count_b and, where there is a background other than both slices together, count_background;
            counts of papers or of mentions, 0 or more, one row an id.
        prior_strength: the prior's total count; 0 < prior_strength. Below the slices' own totals the data prevail.

    Returns:
        id, log_odds (natural logarithm; above 0 tells slice a, below 0 slice b) and z (its standard score; beyond ±1.96
        is unlikely to be chance), by z from high to low, then by id. Ids that nowhere occur have no row.

    Raises:
        ValueError: a count is negative or the strength is not above 0.
    """
    if prior_strength <= 0:
        raise ValueError(f"prior_strength is {prior_strength}; it must be above 0")
    a = counts["count_a"].to_numpy().astype(float)
    b = counts["count_b"].to_numpy().astype(float)
    background = counts["count_background"].to_numpy().astype(float) if "count_background" in counts.columns else a + b
    if min(a.min(initial=0), b.min(initial=0), background.min(initial=0)) < 0:
        raise ValueError("counts must not be negative")
    # A term outside the background would have no prior, and an infinite variance where a slice lacks it.
    background = np.maximum(background, a + b)
    occurs = background > 0
    a, b, background = a[occurs], b[occurs], background[occurs]
    prior = prior_strength * background / background.sum() if background.size else background
    with_a, with_b = a + prior, b + prior
    rest_a, rest_b = with_a.sum() - with_a, with_b.sum() - with_b
    with np.errstate(divide="ignore", invalid="ignore"):
        log_odds = np.log(with_a / rest_a) - np.log(with_b / rest_b)
        z = log_odds / np.sqrt(1 / with_a + 1 / with_b)
    # A single term is all of both slices: nothing to tell apart.
    return pl.DataFrame(
        {"id": counts["id"].filter(pl.Series(occurs)), "log_odds": np.nan_to_num(log_odds), "z": np.nan_to_num(z)}
    ).sort(["z", "id"], descending=[True, False])
