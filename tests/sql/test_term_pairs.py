"""term_pairs.sql on small hand-made papers, with the numbers worked out by hand."""

from datetime import date

import polars as pl
import pytest

from pipelines.incremental.term_pairs import fill_term_pairs
from pipelines.sql import read_query
from tests.sql.test_queries import DAY, make_papers
from warehouse.connection import open_build
from warehouse.writer import fill_table, prepare_build, read_table, replace_table


@pytest.fixture
def pair(tmp_path):
    """Fills term_pairs from the day of each paper, (paper, term_id) for each term it holds, and terms and acronyms by
    term_id."""

    def fill(
        dates: list[tuple[date, str]], held: list[tuple[int, int]], names: dict[int, tuple[str, str | None]]
    ) -> pl.DataFrame:
        paper_terms = pl.DataFrame(held, schema=["paper", "term_id"], orient="row").select(
            paper_id=pl.format("arxiv:{}", "paper"), term_id="term_id", mentions=1, in_title=False
        )
        label, acronym = ({term: both[place] for term, both in names.items()} for place in (0, 1))
        terms = (
            paper_terms.group_by("term_id")
            .agg(papers=pl.len(), mentions=pl.len())
            .with_columns(
                term=pl.col("term_id").replace_strict(label),
                acronym=pl.col("term_id").replace_strict(acronym, return_dtype=pl.String),
                words=1,
            )
        )
        with open_build(tmp_path / "build.duckdb") as connection:
            prepare_build(connection)
            replace_table(connection, "papers", make_papers(dates))
            replace_table(connection, "terms", terms)
            replace_table(connection, "paper_terms", paper_terms)
            fill_table(connection, "term_pairs", read_query("term_pairs"))
            said = read_table(connection, "term_pairs")
            # What a run fills is what the query says.
            fill_term_pairs(connection)
            key = ["term_id_a", "term_id_b"]
            assert read_table(connection, "term_pairs").sort(key).equals(said.sort(key))
            return said

    return fill


def test_pairs_that_come_together_more_than_by_chance(pair):
    """100 papers. a and b always come together; d holds c word for word, f holds e's acronym; g and h meet by
    chance."""
    names = {
        1: ("a", None),
        2: ("b", None),
        3: ("neural network", None),
        4: ("graph-neural networks", None),
        5: ("reinforcement learning", "RL"),
        6: ("RL agents", None),
        7: ("g", None),
        8: ("h", None),
    }
    held = [(paper, term) for paper in range(10) for term in (1, 2)]
    held += [(paper, term) for paper in range(20, 30) for term in (3, 4)]
    held += [(paper, term) for paper in range(30, 40) for term in (5, 6)]
    held += [(paper, 7) for paper in range(60, 80)] + [(paper, 8) for paper in range(76, 96)]
    # Nine tenths of the papers of a and b are of the latest quarter.
    dates = [(date(2026, 3, 1) if paper < 9 or paper >= 80 else date(2026, 1, 1), DAY) for paper in range(100)]
    pairs = pair(dates, held, names)
    assert pairs.select("term_id_a", "term_id_b", "papers", "first_seen", "recent_papers").rows() == [
        (1, 2, 10, date(2026, 1, 1), 9)
    ]
    assert pairs["npmi"][0] == pytest.approx(1)
    # Both terms have nine of ten papers in the latest quarter, as the pair does.
    assert pairs.select("recent_expected", "recent_chance", "newly_together").rows() == [(9.0, 1.0, False)]


def test_pairs_that_newly_come_together(pair):
    """1,000 papers, the last 260 of March. The latest quarter is March. a and b are there throughout, and meet late; c
    is new, and brings d along."""
    a, b, c, d = range(1, 5)
    held = [(paper, a) for paper in range(0, 1000, 25)] + [(paper, b) for paper in range(1, 750, 25)]
    held += [(paper, b) for paper in range(750, 1000, 25)] + [(paper, d) for paper in range(2, 750, 25)]
    held += [(paper, term) for paper in range(752, 1000, 25) for term in (c, d)]
    dates = [(date(2026, 3, 1) if paper >= 740 else date(2026, 1, 1), DAY) for paper in range(1000)]
    found = pair(dates, held, {term: (f"t{term}", None) for term in (a, b, c, d)})
    pairs = {row["term_id_a"]: row for row in found.to_dicts()}
    assert set(pairs) == {a, c}
    # All ten meetings of a and b are recent, a quarter of the papers of either: 0.25 to the power of 10.
    assert pairs[a]["recent_expected"] == pytest.approx(2.5)
    assert pairs[a]["recent_chance"] == pytest.approx(0.25**10)
    assert pairs[a]["newly_together"]
    # So are all of c and d, and all papers of c.
    assert (pairs[c]["recent_papers"], pairs[c]["recent_expected"], pairs[c]["recent_chance"]) == (10, 10, 1)
    assert not pairs[c]["newly_together"]


def test_a_chance_is_never_more_than_one_however_it_is_rounded(pair):
    """Two terms of the same 23 papers, 13 of them recent: 23 x (13 / 23) comes to a little less than 13, and the bound
    to more than 1."""
    assert (23 * (13 / 23) / 13) ** 13 * ((23 - 23 * (13 / 23)) / 10) ** 10 > 1
    dates = [(date(2026, 3, 1) if paper >= 140 else date(2026, 1, 1), DAY) for paper in range(200)]
    held = [(paper, term) for paper in range(130, 153) for term in (1, 2)]
    pairs = pair(dates, held, {1: ("one", None), 2: ("other", None)})
    assert pairs.select("recent_papers", "recent_chance", "newly_together").rows() == [(13, 1.0, False)]
