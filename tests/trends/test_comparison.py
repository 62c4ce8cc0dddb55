"""Log-odds with an informative Dirichlet prior."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.trends import compare


def test_as_worked_out_by_hand():
    # Prior 10 × (40, 60) / 100 = 4, 6. Odds (30+4)/(20+6) and (10+4)/(40+6).
    counts = pl.DataFrame({"id": [1, 2], "count_a": [30, 20], "count_b": [10, 40]})
    found = compare(counts, prior_strength=10)
    log_odds = np.log(34 / 26) - np.log(14 / 46)
    assert found["id"].to_list() == [1, 2]
    assert found["log_odds"].to_list() == pytest.approx([log_odds, -log_odds])
    assert found["z"][0] == pytest.approx(log_odds / np.sqrt(1 / 34 + 1 / 14))


def test_a_background_holds_frequent_terms_back():
    counts = pl.DataFrame(
        {"id": [1, 2, 3], "count_a": [8, 8, 84], "count_b": [0, 0, 100], "count_background": [9, 900, 9000]}
    )
    z = {row["id"]: row["z"] for row in compare(counts).to_dicts()}
    assert z[1] > z[2]


def test_terms_that_nowhere_occur_are_left_out_and_nothing_is_no_error():
    counts = pl.DataFrame({"id": [1, 2], "count_a": [0, 3], "count_b": [0, 1]})
    assert compare(counts)["id"].to_list() == [2]
    assert compare(counts.clear()).height == 0


def test_refuses_what_is_no_count():
    with pytest.raises(ValueError, match="negative"):
        compare(pl.DataFrame({"id": [1], "count_a": [-1], "count_b": [0]}))
    with pytest.raises(ValueError, match="above 0"):
        compare(pl.DataFrame({"id": [1], "count_a": [1], "count_b": [0]}), prior_strength=0)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=2, max_size=20))
def test_swapping_the_slices_turns_the_signs(pairs):
    a, b = zip(*pairs, strict=True)
    ids = list(range(len(pairs)))
    one = compare(pl.DataFrame({"id": ids, "count_a": a, "count_b": b})).sort("id")
    other = compare(pl.DataFrame({"id": ids, "count_a": b, "count_b": a})).sort("id")
    np.testing.assert_allclose(one["z"], -other["z"], atol=1e-9)
