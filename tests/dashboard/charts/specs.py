"""Counts to draw, and what a specification of Vega-Lite holds."""

from datetime import date

import polars as pl

MONTHS = [date(2025, month, 1) for month in (1, 2, 3, 4)]


def counts(name: str, papers: list[int], totals: list[int]) -> pl.DataFrame:
    """Four months; March is a gap, April is incomplete."""
    return pl.DataFrame(
        {
            "name": [name] * 4,
            "period_start": MONTHS,
            "is_complete": [True, True, True, False],
            "is_gap": [False, False, True, False],
            "pooled": [1, 1, 1, 1],
            "papers": papers,
            "mentions": [2 * one for one in papers],
            "total": totals,
            "share": [one / all_ if all_ else None for one, all_ in zip(papers, totals, strict=True)],
            "share_low": [0.0] * 4,
            "share_high": [0.5] * 4,
        }
    )


def marks(spec: dict) -> list[dict]:
    """All layers of a chart, flat."""
    return [one for layer in spec["layer"] for one in (marks(layer) if "layer" in layer else [layer])]


def layer_of(spec: dict, mark: str) -> dict:
    return next(one for one in marks(spec) if one["mark"]["type"] == mark)


def rows_in(spec: dict, mark: str) -> list[dict]:
    return spec["datasets"][layer_of(spec, mark)["data"]["name"]]
