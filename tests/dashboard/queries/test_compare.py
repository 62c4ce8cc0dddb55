from datetime import date

import duckdb
import polars as pl
import pytest

from dashboard.queries import compare
from dashboard.queries.fragments.slices import Slice
from dashboard.query import run_query
from pipelines.trends.comparison import compare as compare_in_numpy

EARLY = Slice(first=date(2025, 1, 1), last=date(2025, 2, 28))
LATE = Slice(first=date(2025, 3, 1), last=date(2025, 4, 30))


def test_sizes_count_what_is_in_either_and_in_both(ask_full):
    sizes = ask_full(compare.slice_sizes(EARLY, LATE)).row(0, named=True)
    assert sizes == {"papers_a": 30, "papers_b": 14, "papers_both": 0, "papers_all": 46}
    overlapping = Slice(first=date(2025, 2, 1), last=date(2025, 3, 31))
    sizes = ask_full(compare.slice_sizes(EARLY, overlapping)).row(0, named=True)
    assert (sizes["papers_a"], sizes["papers_b"], sizes["papers_both"]) == (30, 24, 20)


@pytest.mark.parametrize(
    ("wanted", "papers"),
    [
        (Slice(), 46),
        (Slice(theme=1), 17),
        (Slice(theme=1, first=date(2025, 4, 1)), 8),
        (Slice(term_id=1), 13),
        (Slice(term_id=1, last=date(2025, 1, 31)), 1),
        (Slice(category="cs.CL"), 0),
        (Slice(source="digest"), 0),
    ],
)
def test_a_slice_meets_all_its_conditions_and_the_rest_is_all_others(ask_full, wanted, papers):
    sizes = ask_full(compare.slice_sizes(wanted, Slice(rest=True))).row(0, named=True)
    assert (sizes["papers_a"], sizes["papers_b"], sizes["papers_both"]) == (papers, 46 - papers, 0)


def test_terms_are_judged_as_the_pipelines_judge_them(ask_full):
    found = ask_full(compare.distinctive_terms(EARLY, LATE))
    # Papers of January and February against those of March and April, and all papers with the term.
    counts = pl.DataFrame(
        {"id": [1, 2, 3, 4], "count_a": [5, 7, 0, 4], "count_b": [7, 0, 4, 2], "count_background": [13, 7, 4, 6]}
    )
    # The prior weighs as much as the smaller slice, 7 + 0 + 4 + 2.
    wanted = compare_in_numpy(counts, prior_strength=13)
    # The fourth is in 4 of 30 papers and in 2 of 14, but 4 of 16 terms and 2 of 13: odds and share disagree.
    assert set(found["term_id"]) == {1, 2, 3}
    assert found["z"].is_sorted(descending=True)
    assert_same(found, wanted)
    gan = found.row(0, named=True)
    assert (gan["papers_a"], gan["papers_b"], gan["tested"]) == (7, 0, 4)
    assert gan["share_a"] == pytest.approx(7 / 30)


def test_the_prior_is_as_strong_as_the_pipelines_take_it_where_slices_are_large(small):
    connection, hold = small
    counts = [(term, 20 + term, 80 - term) for term in range(1, 13)]
    for term, before, after in counts:
        hold(term, f"t{term}x", before, after)
    found = run_query(connection, compare.distinctive_terms(NEW, OLD))
    # 318 papers with a term before and 882 after: less than 500, so the prior weighs 318; then twice as many terms.
    frame = pl.DataFrame(counts, schema=["id", "count_b", "count_a"], orient="row")
    wanted = compare_in_numpy(frame, prior_strength=318)
    assert_same(found, wanted)
    for term, before, after in counts:
        hold(term + 20, f"t{term}y", before, after)
    twice = pl.concat([frame, frame.with_columns(pl.col("id") + 20)])
    assert_same(run_query(connection, compare.distinctive_terms(NEW, OLD)), compare_in_numpy(twice))


def assert_same(found: pl.DataFrame, wanted: pl.DataFrame) -> None:
    both = found.join(wanted, left_on="term_id", right_on="id", suffix="_wanted")
    assert both.height == found.height > 0
    assert both["z"].to_list() == pytest.approx(both["z_wanted"].to_list(), abs=1e-9)
    assert both["log_odds"].to_list() == pytest.approx(both["log_odds_wanted"].to_list(), abs=1e-9)


def test_the_term_that_makes_a_slice_does_not_tell_it_apart(ask_full):
    found = ask_full(compare.distinctive_terms(Slice(term_id=1), Slice(rest=True)))
    assert "reasoning" not in found["term"].to_list()
    assert found.height > 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (EARLY, LATE),
        (LATE, EARLY),
        (Slice(first=date(2025, 2, 1)), Slice(last=date(2025, 3, 31))),
        (Slice(theme=1, first=date(2025, 4, 1)), Slice(theme=2, last=date(2025, 1, 31))),
        (Slice(theme=2), Slice(rest=True)),
        (Slice(), Slice(theme=1)),
    ],
)
def test_counts_are_the_slices_own_whichever_kind_of_paper_is_the_commonest(ask_full, a, b):
    # Where most papers are in a alone, in b alone, in both, or in neither.
    found = ask_full(compare.distinctive_terms(a, b))
    assert found.height > 0
    for row in found.to_dicts():
        held = [ask_full(compare.papers_in_slice(a, b, side, row["term_id"])) for side in ("a", "b")]
        assert [row["papers_a"], row["papers_b"]] == [rows["found"].max() or 0 for rows in held]


def test_an_empty_slice_has_no_terms(ask_full):
    assert ask_full(compare.distinctive_terms(Slice(category="none"), LATE)).is_empty()


def test_papers_behind_a_comparison_are_those_of_either_slice(ask_full):
    overlapping = Slice(first=date(2025, 2, 1), last=date(2025, 3, 31))
    papers = ask_full(compare.papers_of_slices(EARLY, overlapping))
    kinds = papers.group_by("in_a", "in_b").len().sort("len").rows()
    assert kinds == [(False, True, 4), (True, False, 10), (True, True, 20)]
    assert papers["published_on"].is_sorted(descending=True)


def test_papers_of_a_term_in_each_slice(ask_full):
    late = ask_full(compare.papers_in_slice(EARLY, LATE, "b", 1, limit=3))
    assert late.height == 3
    assert late["found"].to_list() == [7, 7, 7]
    assert late["published_on"].min() >= date(2025, 3, 1)
    assert ask_full(compare.papers_in_slice(EARLY, LATE, "a", 3)).is_empty()


@pytest.fixture
def small():
    """100 papers of 2024 and 100 of 2025, in which terms lie as each test says; papers are numbered from 1."""
    with duckdb.connect() as connection:
        connection.execute("""
            CREATE TABLE papers AS
                SELECT range + 1 AS paper_id, 'en' AS language, ['cs.CL'] AS categories, 'day' AS date_precision,
                       (CASE WHEN range < 100 THEN DATE '2024-05-01' ELSE DATE '2025-05-01' END) AS published_on
                FROM range(200);
            CREATE TABLE terms (term_id BIGINT, term VARCHAR, papers BIGINT, acronym VARCHAR);
            CREATE TABLE paper_terms (paper_id BIGINT, term_id BIGINT);
        """)

        def hold(term_id: int, term: str, before: int, after: int, acronym: str | None = None) -> None:
            connection.execute("INSERT INTO terms VALUES (?, ?, ?, ?)", [term_id, term, before + after, acronym])
            connection.execute("INSERT INTO paper_terms SELECT range + 1, ? FROM range(?)", [term_id, before])
            connection.execute("INSERT INTO paper_terms SELECT range + 101, ? FROM range(?)", [term_id, after])

        yield connection, hold


OLD, NEW = Slice(last=date(2024, 12, 31)), Slice(first=date(2025, 1, 1))


def explained(connection) -> dict[str, list[int]]:
    found = run_query(connection, compare.distinctive_terms(NEW, OLD))
    return dict(found.filter(pl.col("term") != "graph").select("term", "explained_by").iter_rows())


def test_of_two_nested_terms_that_say_the_same_each_explains_the_other(small):
    connection, hold = small
    hold(1, "language models", 20, 60)
    hold(2, "large language model", 18, 58)
    hold(3, "graph", 90, 90)
    assert explained(connection) == {"language models": [2], "large language model": [1]}


def test_a_longer_term_explains_a_shorter_one_that_rose_only_with_it(small):
    connection, hold = small
    # Without the longer one 38 and 40 are left: nothing; within the shorter, its part grew from 2 in 40 to 50 in 90.
    hold(1, "models", 40, 90)
    hold(2, "world models", 2, 50)
    hold(3, "graph", 90, 90)
    assert explained(connection) == {"models": [2], "world models": []}


def test_a_shorter_term_explains_a_longer_one_that_rose_as_it_did(small):
    connection, hold = small
    # The longer is a fifth of the shorter before and after; without it 16 and 72 are left.
    hold(1, "agents", 20, 90)
    hold(2, "web agent", 4, 18)
    hold(3, "graph", 90, 50)
    assert explained(connection) == {"agents": [], "web agent": [1]}


def test_a_term_that_holds_the_acronym_of_another_is_nested_too(small):
    connection, hold = small
    hold(1, "reinforcement learning", 20, 60, "RL")
    hold(2, "RL agents", 18, 58)
    hold(3, "graph", 90, 90)
    assert explained(connection)["RL agents"] == [1]


def test_words_that_only_begin_alike_are_not_nested(small):
    connection, hold = small
    hold(1, "art", 20, 60)
    hold(2, "artificial", 18, 58)
    hold(3, "graph", 90, 90)
    assert explained(connection)["art"] == []


def test_a_paper_dated_to_the_year_lies_within_whole_years_only(small):
    connection, hold = small
    hold(1, "graph", 1, 1)
    connection.execute(
        "UPDATE papers SET date_precision = 'year', published_on = DATE '2025-01-01' WHERE paper_id = 200"
    )
    year = Slice(first=date(2025, 1, 1), last=date(2025, 12, 31))
    half = Slice(first=date(2025, 1, 1), last=date(2025, 6, 30))
    sizes = run_query(connection, compare.slice_sizes(year, half)).row(0, named=True)
    assert (sizes["papers_a"], sizes["papers_b"]) == (100, 99)


def test_the_sql_can_be_run_elsewhere():
    text = compare.distinctive_terms(Slice(category="it's"), EARLY).text
    assert "list_contains(categories, 'it''s')" in text
    assert "published_on >= DATE '2025-01-01'" in text
    assert "$" not in text.replace("'s( |$)'", "").replace("s$", "")
