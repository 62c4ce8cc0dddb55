"""Chooses the terms to show of those that tell two slices apart, and finds the z from which a difference is
significant."""

from collections.abc import Iterable
from statistics import NormalDist
from typing import Any

import polars as pl


def sure_bound(scores: Iterable[float], tested: int, false_discovery_rate: float) -> float:
    """The smallest |z| of a difference that is significant at the false discovery rate (Benjamini and Hochberg 1995).

    Args:
        scores: the largest z either way; those that are left out are taken to be smaller.
        tested: how many terms were looked at, these among them.
        false_discovery_rate: expected share of chance among the differences that are called significant, 0 to 1.
    """
    tested = max(1, tested)
    normal = NormalDist()
    ranked = enumerate(sorted(map(abs, scores), reverse=True), start=1)
    passed = [rank for rank, z in ranked if 2 * normal.cdf(-z) <= false_discovery_rate * rank / tested]
    return -normal.inv_cdf(false_discovery_rate / 2 * max(passed, default=1) / tested)


def leave_out_explained(terms: pl.DataFrame, most: int) -> pl.DataFrame:
    """The first `most` terms either way that no other shown term explains, by z from high to low.

    The strongest come first. A term is left out where one that is shown explains it, and gives way to a weaker one
    that explains it: "large language models" then stand for "language models".

    Args:
        terms: term_id, term, z, explained_by (term_ids), and whatever else.

    Returns:
        The same columns but `explained_by`, and stands_for (names of terms left out in its favour).
    """
    rows = sorted(terms.to_dicts(), key=lambda row: (-abs(row["z"]), row["term_id"]))
    shown = [
        *_one_way((row for row in rows if row["z"] > 0), most),
        *_one_way((row for row in rows if row["z"] < 0), most),
    ]
    schema = {name: dtype for name, dtype in terms.schema.items() if name != "explained_by"}
    frame = pl.DataFrame(shown, schema=schema | {"stands_for": pl.List(pl.String)})
    return frame.sort(["z", "term_id"], descending=[True, False])


def _one_way(rows: Iterable[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    for row in rows:
        row = {**row, "stands_for": []}
        by = next((other for other in shown if other["term_id"] in row["explained_by"]), None)
        if by is not None:
            by["stands_for"].append(row["term"])
            continue
        for other in [other for other in shown if row["term_id"] in other["explained_by"]]:
            row["stands_for"] += [other["term"], *other["stands_for"]]
            shown.remove(other)
        shown.append(row)
    shown.sort(key=lambda row: -abs(row["z"]))
    return [{name: value for name, value in row.items() if name != "explained_by"} for row in shown[:most]]
