"""Lines of the query bar on the full warehouse, whose first papers of a month are on reasoning, the last on flow
matching.

Papers of a month are numbered from 0: reasoning holds the first [1, 4, 2, 5], the adversarial network the first [5, 2,
0, 0], benchmark the first [2, 2, 1, 1], flow matching the last [0, 0, 1, 3] of [10, 20, 4, 10]. What a line must count
follows.
"""

from datetime import date

import duckdb
import polars as pl
import pytest

from dashboard.periods import GRAINS
from dashboard.queries import terms, themes
from dashboard.queries.expressions import line_papers, line_series, papers_of_lines
from dashboard.queries.terms import completions
from dashboard.query import run_query
from dashboard.query_language.tree import Both, Leaf, Share
from tests.sql.test_queries import count_periods, every_day, make_papers
from warehouse.paths import data_paths
from warehouse.writer import prepare_build, replace_table

REASONING, GAN, FLOW, BENCHMARK = (
    Leaf("term", name, ident)
    for ident, name in enumerate(("reasoning", "generative adversarial network", "flow matching", "benchmark"), 1)
)
TITLED = Leaf("term", "reasoning", 1, in_title=True)
TEXT = Leaf("text", "Generative Adversarial Network")
TOY = Leaf("text", "toy example")
IMAGES = Leaf("theme", "Images", 2)
TOTALS = [10, 20, 4, 10]
FEB = date(2025, 2, 1)


def papers(ask, line, grain="month"):
    return ask(line_series(line, "a line", grain))["papers"].to_list()


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("leaf", [REASONING, GAN, FLOW, BENCHMARK])
def test_a_line_of_one_term_has_the_very_numbers_of_the_term(ask_full, leaf, grain):
    columns = ["period_start", "papers", "mentions", "total", "share", "share_low", "share_high", "pooled"]
    for reach in (0, 1):
        ready = ask_full(terms.term_series([leaf.ident], grain, reach)).select(columns)
        assert ask_full(line_series(leaf, leaf.name, grain, reach)).select(columns).equals(ready)


def test_a_line_of_one_theme_has_the_very_numbers_of_the_theme(ask_full):
    columns = ["period_start", "papers", "total", "share"]
    ready = ask_full(themes.theme_series(2, "month")).select(columns)
    assert ask_full(line_series(IMAGES, "@Images", "month")).select(columns).equals(ready)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # The larger of two that begin at the first paper; the undated paper on reasoning has no period.
        (Both("+", REASONING, GAN), [5, 4, 2, 5]),
        (Both("+", GAN, REASONING), [5, 4, 2, 5]),
        (Both("+", Both("+", REASONING, GAN), FLOW), [5, 4, 3, 8]),
        (Both("+", REASONING, REASONING), [1, 4, 2, 5]),
        (Both("-", GAN, REASONING), [4, 0, 0, 0]),
        (Both("-", REASONING, GAN), [0, 2, 2, 5]),
        (Both("-", REASONING, REASONING), [0, 0, 0, 0]),
        (Both("-", REASONING, Both("-", REASONING, GAN)), [1, 2, 0, 0]),
        (Both("-", IMAGES, GAN), [5, 16, 1, 2]),
        (TITLED, [1, 4, 2, 5]),
        (Leaf("term", "benchmark", 4, in_title=True), [0, 0, 0, 0]),
        (TEXT, [5, 2, 0, 0]),
        (Leaf("text", "flow matching", in_title=True), [0, 0, 1, 3]),
        (Leaf("text", "toy example", in_title=True), [0, 0, 0, 0]),
        (Both("-", TOY, REASONING), [9, 16, 2, 5]),
    ],
)
def test_sets_by_hand(ask_full, wilson, line, expected):
    rows = ask_full(line_series(line, "a line", "month")).to_dicts()
    assert [row["papers"] for row in rows] == expected
    assert [row["total"] for row in rows] == TOTALS
    assert {row["name"] for row in rows} == {"a line"}
    for row in rows:
        assert (row["share_low"], row["share_high"]) == pytest.approx(wilson(row["papers"], row["total"]), abs=1e-4)


def test_mentions_of_a_union_are_added(ask_full):
    rows = ask_full(line_series(Both("+", REASONING, GAN), "a line", "month")).to_dicts()
    assert [row["mentions"] for row in rows] == [12, 12, 4, 10]
    less = ask_full(line_series(Both("-", GAN, REASONING), "a line", "month")).to_dicts()
    assert [row["mentions"] for row in less] == [8, 0, 0, 0]


def test_a_share_is_of_the_papers_of_its_whole(ask_full, wilson):
    rows = ask_full(line_series(Share(BENCHMARK, REASONING), "a line", "month")).to_dicts()
    assert [row["papers"] for row in rows] == [1, 2, 1, 1]
    assert [row["total"] for row in rows] == [1, 4, 2, 5]
    assert rows[1]["share"] == 0.5
    assert (rows[1]["share_low"], rows[1]["share_high"]) == pytest.approx(wilson(2, 4), abs=1e-4)
    # Thirteen papers are on reasoning, one of them undated, which holds no benchmark.
    assert (rows[0]["found"], rows[0]["among"]) == (5, 13)


def test_a_share_of_nothing_is_no_number(ask_full):
    rows = ask_full(line_series(Share(REASONING, GAN), "a line", "month")).to_dicts()
    assert [(row["papers"], row["total"]) for row in rows] == [(1, 5), (2, 2), (0, 0), (0, 0)]
    assert [row["share"] for row in rows] == [0.2, 1.0, None, None]


def test_what_is_undated_is_found_but_in_no_period(ask_full):
    rows = ask_full(line_series(Both("+", REASONING, GAN), "a line", "year")).to_dicts()
    assert [(row["papers"], row["found"], row["among"]) for row in rows] == [(16, 17, None)]


def test_pooling_adds_parts_and_wholes(ask_full):
    rows = ask_full(line_series(Share(BENCHMARK, REASONING), "a line", "month", 1)).to_dicts()
    assert [(row["papers"], row["total"], row["pooled"]) for row in rows] == [
        (3, 5, 2),
        (4, 7, 3),
        (4, 11, 3),
        (2, 7, 2),
    ]


LINES = [
    REASONING,
    TITLED,
    TOY,
    IMAGES,
    Both("+", REASONING, GAN),
    Both("-", IMAGES, Both("+", GAN, TOY)),
    Share(Both("+", BENCHMARK, FLOW), REASONING),
]


@pytest.mark.parametrize("line", LINES)
def test_points_and_their_papers_agree_at_every_grain(ask_full, line):
    for grain in GRAINS:
        for row in ask_full(line_series(line, "a line", grain)).to_dicts():
            listed = ask_full(line_papers(line, grain, row["period_start"]))
            assert listed.height == row["papers"]
            assert listed.height == 0 or listed["found"][0] == row["papers"]


def test_papers_of_a_point_begin_with_those_that_name_it_in_the_title(ask_full):
    rows = ask_full(line_papers(Both("+", BENCHMARK, REASONING), "month", FEB, 3)).to_dicts()
    assert [row["in_title"] for row in rows] == [True] * 3
    assert [row["mentions"] for row in rows] == [4, 4, 2], "two papers hold both"
    assert rows[0]["found"] == 4 and {row["published_on"].month for row in rows} == {2}


@pytest.mark.parametrize("line", LINES)
def test_the_sql_that_is_shown_runs_as_it_stands_and_gives_the_same(ask_full, warehouses, line):
    queries = [
        line_series(line, 'it\'s $name "x"; --', "month", 1),
        line_papers(line, "month", FEB),
        papers_of_lines([("it's", line), ("b", Share(line if not isinstance(line, Share) else GAN, REASONING))]),
    ]
    with duckdb.connect(str(data_paths(warehouses["full"]).served), read_only=True) as client:
        for query in queries:
            assert "$" not in query.text.replace("it''s $name", "")
            assert client.sql(query.text).pl().equals(ask_full(query))


def test_all_papers_of_lines(ask_full):
    rows = ask_full(papers_of_lines([("a", REASONING), ("b", Share(BENCHMARK, REASONING)), ("c", IMAGES)]))
    assert dict(rows["line"].value_counts().iter_rows()) == {"a": 13, "b": 5, "c": 29}
    assert rows["published_on"].null_count() == 2, "the undated come last"


@pytest.mark.parametrize("text", ["c++ (x)", "a|b", "$$5", "100 %", "[", "é", "'", "reason", "');--"])
def test_a_text_is_no_pattern_and_whole_words(ask_full, text):
    rows = ask_full(line_series(Leaf("text", text), text, "month")).to_dicts()
    assert rows[0]["found"] == (1 if text == "$$5" else 0)


def test_completions(ask_full):
    def names(pattern, limit=10):
        return ask_full(completions(pattern, limit))["term"].to_list()

    assert names("flow *") == ["flow matching"]
    assert names("* adversarial *") == ["generative adversarial network"]
    assert names("* network") == ["generative adversarial network"]
    assert names("flow-*") == ["flow matching"], "by any form"
    assert names("*", 2) == ["reasoning", "generative adversarial network"]
    assert names("% *") == names("reasoning *") == []


@pytest.mark.parametrize("grain", GRAINS)
def test_papers_fall_into_the_periods_that_the_pipeline_cuts(grain):
    made = make_papers(every_day(date(2024, 12, 25), date(2025, 1, 14)))
    held = made.select("paper_id", term_id=pl.lit(1), mentions=1, in_title=False)
    with duckdb.connect() as connection:
        prepare_build(connection)
        for name, frame in (("papers", made), ("periods", count_periods(made)), ("paper_terms", held)):
            replace_table(connection, name, frame)
        rows = run_query(connection, line_series(REASONING, "a line", grain)).to_dicts()
        assert sum(row["papers"] for row in rows) == made.height
        for row in rows:
            listed = run_query(connection, line_papers(REASONING, grain, row["period_start"]))
            assert listed.height == row["papers"] == row["total"]
