"""Drift: how much worse new papers fit their themes than papers did at the last fit, and when a refit is due."""

import polars as pl

from pipelines.plurals import counted

MOST_DRIFT = 0.15
MOST_GROWTH = 0.5


def record_fit(build_id: str, papers: int, quality: float, next_theme_id: int, reason: str) -> pl.DataFrame:
    """theme_fits of a build that found its themes anew."""
    return _row(build_id, "fitted", build_id, papers, quality, 0, 0.0, False, reason, next_theme_id)


def measure_drift(
    before: pl.DataFrame, build_id: str, new_papers: int, new_quality: float, next_theme_id: int
) -> pl.DataFrame:
    """theme_fits of a build that folded papers into the themes of the one before.

    Drift is the part by which the papers folded in since the last fit are less like their themes than papers were then,
    the mean over those papers. A refit is due from a drift of 15 %, or when half as many papers were folded in as were
    fitted.

    Args:
        before: theme_fits of the previous build.
        new_papers: papers folded in by this build.
        new_quality: their mean likeness.
    """
    last = before.row(0, named=True)
    fall = max(0.0, 1 - new_quality / last["fitted_quality"]) if new_papers and last["fitted_quality"] > 0 else 0.0
    folded = last["new_papers"] + new_papers
    drift = (last["drift"] * last["new_papers"] + fall * new_papers) / folded if folded else last["drift"]
    many = folded > MOST_GROWTH * max(last["fitted_papers"], 1)
    far = drift > MOST_DRIFT and folded >= 30
    reason = (
        f"{counted(folded, 'paper')} folded into the themes of {last['fitted_papers']:,}; they fit {drift:.0%} worse"
    )
    if many or far:
        reason += ": find the themes anew with the option refit"
    return _row(
        build_id,
        "continued",
        last["fitted_build_id"],
        last["fitted_papers"],
        last["fitted_quality"],
        folded,
        drift,
        many or far,
        reason,
        next_theme_id,
    )


def _row(build_id, mode, fitted_build_id, fitted_papers, fitted_quality, new_papers, drift, due, reason, next_theme_id):
    return pl.DataFrame(
        {
            "build_id": [build_id],
            "mode": [mode],
            "fitted_build_id": [fitted_build_id],
            "fitted_papers": [int(fitted_papers)],
            "fitted_quality": [round(float(fitted_quality), 6)],
            "new_papers": [int(new_papers)],
            "drift": [round(float(drift), 6)],
            "refit_due": [bool(due)],
            "reason": [reason],
            "next_theme_id": pl.Series([int(next_theme_id)], dtype=pl.Int32),
        }
    )
