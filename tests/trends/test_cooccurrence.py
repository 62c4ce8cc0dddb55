"""Pairs of terms, against a count of all of them one by one."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.trends import cooccurrence
from pipelines.trends.cooccurrence import count_shared

FIRST = date(2024, 12, 30)
SCHEMA = {"paper": pl.Int32, "number": pl.Int32, "papers": pl.Int64, "published_on": pl.Date}


def hold(papers: list[tuple[int | None, set[int]]]) -> pl.DataFrame:
    """Rows of papers, each a day (None for none) and its terms."""
    held = defaultdict(int)
    for _, terms in papers:
        for term in terms:
            held[term] += 1
    rows = [
        (paper, term, held[term], None if day is None else FIRST + timedelta(days=day))
        for paper, (day, terms) in enumerate(papers)
        for term in terms
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def count_slowly(held: pl.DataFrame, most: int, recent: date | None) -> list[tuple]:
    together = defaultdict(list)
    for rows in held.partition_by("paper"):
        for one, other in combinations(rows.sort("number").iter_rows(named=True), 2):
            if one["papers"] <= most:
                together[one["number"], other["number"]].append(one["published_on"])
    found = []
    for (rarer, commoner), days in together.items():
        dated = [day for day in days if day]
        if len(days) >= 3:
            found.append(
                (rarer, commoner, len(days), len(dated), sum(day >= recent for day in dated), min(dated, default=None))
            )
    return sorted(found)


def test_values_worked_out_by_hand():
    held = hold([(0, {1, 2, 3}), (5, {1, 2}), (9, {1, 2}), (None, {2, 3}), (None, {2, 3, 4})])
    assert count_shared(held, 9, FIRST + timedelta(days=5)).sort("rarer", "commoner").rows() == [
        (1, 2, 3, 3, 2, FIRST),
        (2, 3, 3, 1, 0, FIRST),
    ]
    assert count_shared(held, 4, FIRST)["rarer"].to_list() == [1]
    assert count_shared(held.clear(), 9, None).is_empty()
    undated = held.with_columns(published_on=pl.lit(None, pl.Date))
    assert count_shared(undated, 9, None).sort("rarer").rows() == [(1, 2, 3, 0, 0, None), (2, 3, 3, 0, 0, None)]


@pytest.mark.parametrize("at_once", [1, 7, 2_000_000])
@settings(max_examples=25, deadline=None)
@given(
    papers=st.lists(st.tuples(st.none() | st.integers(0, 40), st.sets(st.integers(1, 6))), max_size=14),
    most=st.integers(1, 12),
    recent=st.integers(-3, 45),
)
def test_as_one_by_one(at_once, papers, most, recent):
    held, start = hold(papers), FIRST + timedelta(days=recent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cooccurrence, "PAIRS_AT_ONCE", at_once)
        assert sorted(count_shared(held, most, start).rows()) == count_slowly(held, most, start)
