"""Counts of terms by period after papers came, went and changed: what they would be had all been so from the first."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.incremental import term_counts
from pipelines.incremental.term_counts import COUNTED, fill_term_counts
from pipelines.sql import read_query
from warehouse.connection import open_build
from warehouse.schema import table
from warehouse.writer import fill_table, prepare_build, read_table, replace_table

PRECISIONS = ("day", "day", "day", "month", "year", "none")
PAPERS = pl.DataFrame(
    [
        (
            f"arxiv:{n}",
            None if PRECISIONS[n % 6] == "none" else date(2025, 1, 1) + timedelta(days=6 * n),
            PRECISIONS[n % 6],
            n,
        )
        for n in range(30)
    ],
    schema=["paper_id", "published_on", "date_precision", "paper_number"],
    orient="row",
).with_columns(
    title=pl.lit("t"),
    abstract=pl.lit("a"),
    date_source=pl.lit("given"),
    language=pl.lit("en"),
    categories=pl.lit([], pl.List(pl.String)),
    authors=pl.lit([], pl.List(pl.String)),
    sightings=1,
    is_snippet=False,
    text_hash=pl.lit("0"),
)


def set_build(connection, papers: pl.DataFrame, names: dict[int, str], mentions: int = 1) -> None:
    """Paper n holds the terms that divide n, so that 1 is in all."""
    numbers = {name: int(name.removeprefix("arxiv:")) for name in papers["paper_id"]}
    held = [(paper, term, mentions) for paper, n in numbers.items() for term in names if n % term == 0]
    rows = pl.DataFrame(held, schema=["paper_id", "term_id", "mentions"], orient="row").with_columns(in_title=False)
    replace_table(connection, "papers", papers)
    replace_table(connection, "paper_terms", rows)
    counts = rows.group_by("term_id").agg(papers=pl.len(), mentions=pl.col("mentions").sum())
    replace_table(connection, "terms", counts.with_columns(term=pl.col("term_id").replace_strict(names), words=1))
    fill_table(connection, "periods", read_query("periods"))


def read_counts(connection) -> pl.DataFrame:
    return read_table(connection, "term_counts").sort(table("term_counts").key)


def assert_as_from_nothing(connection) -> None:
    found = read_counts(connection)
    fill_table(connection, "term_counts", read_query("term_counts"))
    assert found.equals(read_counts(connection))


NAMES = {1: "frogs", 2: "toads", 3: "newts", 7: "axolotls"}


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    with open_build(tmp_path_factory.mktemp("build") / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


@pytest.fixture
def connection(build, monkeypatch):
    for name in COUNTED:
        replace_table(build, name, read_table(build, name).clear())
    monkeypatch.setattr(term_counts, "_LARGEST_PART", 1.0)
    set_build(build, PAPERS, NAMES)
    assert fill_term_counts(build) == (4, 4)
    return build


def test_nothing_is_counted_again_where_nothing_changed(connection):
    assert fill_term_counts(connection) == (0, 4)
    assert_as_from_nothing(connection)


@pytest.mark.parametrize(
    ("papers", "names", "mentions", "counted"),
    [
        # Paper 29 holds the first term only; the shares of all terms change in its periods.
        (PAPERS.filter(pl.col("paper_id") != "arxiv:29"), NAMES, 1, 1),
        (PAPERS, NAMES | {7: "salamanders"}, 1, 1),
        (PAPERS, {1: "frogs", 2: "toads", 5: "newts"}, 1, 1),
        (PAPERS, NAMES, 2, 4),
        (PAPERS.with_columns(published_on=pl.col("published_on").dt.offset_by("400d")), NAMES, 1, 4),
        (
            PAPERS.with_columns(
                language=pl.when(pl.col("paper_id") == "arxiv:25").then(pl.lit("fr")).otherwise("language")
            ),
            NAMES,
            1,
            1,
        ),
    ],
    ids=["a paper less", "renamed", "one gone, one come", "mentions", "later", "another language"],
)
def test_what_changed_is_counted_again(connection, papers, names, mentions, counted):
    set_build(connection, papers, names, mentions)
    assert fill_term_counts(connection)[0] == counted
    assert_as_from_nothing(connection)


def test_tables_that_do_not_fit_each_other_are_made_anew(connection):
    connection.execute("DELETE FROM term_counts WHERE term_id = 7 AND grain = 'week'")
    assert fill_term_counts(connection) == (4, 4)
    assert_as_from_nothing(connection)


def test_where_much_changed_all_is_counted(connection, monkeypatch):
    monkeypatch.setattr(term_counts, "_LARGEST_PART", 0.3)
    set_build(connection, PAPERS, NAMES, 3)
    assert fill_term_counts(connection) == (4, 4)
    assert_as_from_nothing(connection)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.sets(st.integers(0, 29), min_size=1), st.sets(st.sampled_from([1, 2, 3, 7]))),
        min_size=2,
        max_size=4,
    )
)
def test_whatever_comes_and_goes(build, steps):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(term_counts, "_LARGEST_PART", 1.0)
        for papers, terms in steps:
            set_build(build, PAPERS[sorted(papers)], {term: NAMES[term] for term in sorted(terms | {1})})
            fill_term_counts(build)
    assert_as_from_nothing(build)
