import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.app_pages.compare.distinctive import leave_out_explained, sure_bound


def frame(*rows: tuple[int, float, list[int]]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"term_id": term, "term": f"t{term}", "z": z, "explained_by": by} for term, z, by in rows],
        schema={"term_id": pl.Int64, "term": pl.String, "z": pl.Float64, "explained_by": pl.List(pl.Int64)},
    )


def test_where_nothing_is_sure_the_bound_is_that_of_the_surest():
    assert sure_bound([], 1, 0.05) == pytest.approx(1.95996, abs=1e-4)
    # 0.05 / 10,000, both ends: the quantile of 2.5e-6.
    assert sure_bound([1.0, -2.0], 10_000, 0.05) == pytest.approx(4.5648, abs=1e-3)


def test_a_bound_lets_one_in_twenty_be_chance():
    # p: 0.0027, 0.0124, 0.317, against 1, 2 and 3 thirds of 0.05: two pass, so the bound is the quantile of 0.0333 / 2.
    assert sure_bound([1.0, -3.0, 2.5], 3, 0.05) == pytest.approx(2.1280, abs=1e-3)


def test_a_stricter_rate_asks_for_more():
    # 0.0027 is above a third of 0.005, so that none passes: the quantile of 0.005 / 3 / 2.
    assert sure_bound([1.0, -3.0, 2.5], 3, 0.005) == pytest.approx(3.1440, abs=1e-3)


def test_the_stronger_of_two_that_explain_each_other_is_shown():
    shown = leave_out_explained(frame((1, 9.0, [2]), (2, 8.0, [1]), (3, -4.0, [])), 5)
    assert shown["term"].to_list() == ["t1", "t3"]
    assert shown["stands_for"].to_list() == [["t2"], []]
    assert shown.columns == ["term_id", "term", "z", "stands_for"]


def test_a_stronger_term_gives_way_to_the_one_that_explains_it():
    shown = leave_out_explained(frame((1, 9.0, [2]), (2, 8.0, []), (3, 7.0, [])), 5)
    assert shown["term"].to_list() == ["t2", "t3"]
    assert shown["stands_for"][0].to_list() == ["t1"]


def test_each_way_has_as_many_as_wanted_from_high_to_low():
    shown = leave_out_explained(frame(*[(at, float(z), []) for at, z in enumerate((-1, 5, -7, 3, -2, 4))]), 2)
    assert shown["z"].to_list() == [5.0, 4.0, -2.0, -7.0]


def test_no_terms_make_an_empty_frame():
    assert leave_out_explained(frame(), 3).is_empty()


@given(
    st.lists(
        st.tuples(st.integers(1, 9) | st.integers(-9, -1), st.lists(st.integers(0, 11), max_size=3, unique=True)),
        max_size=12,
    )
)
def test_no_shown_term_explains_another_and_none_is_lost(rows):
    terms = frame(*[(at, z, [other for other in by if other != at]) for at, (z, by) in enumerate(rows)])
    shown = leave_out_explained(terms, 99)
    way = {row["term_id"]: row["z"] > 0 for row in terms.iter_rows(named=True)}
    by = dict(terms.select("term_id", "explained_by").iter_rows())
    ids = shown["term_id"].to_list()
    assert not any(other in by[one] and way[one] == way[other] for one in ids for other in ids if other != one)
    told = [*shown["term"], *shown["stands_for"].explode(empty_as_null=False)] if shown.height else []
    assert sorted(told) == sorted(terms["term"])
