from datetime import date

import numpy as np
import polars as pl

from pipelines.themes.model.sample import draw_evenly, draw_sample


def _papers(months: dict[date, int]) -> pl.DataFrame:
    rows = [(f"{month}:{number:05}", month) for month, many in months.items() for number in range(many)]
    return pl.DataFrame(rows, schema=["paper_id", "published_on"], orient="row").sort("paper_id")


def test_everybody_where_there_are_few():
    assert draw_sample(_papers({date(2025, 1, 1): 5}), 5).tolist() == [0, 1, 2, 3, 4]


def test_a_small_month_is_not_drowned():
    papers = _papers({date(2025, 1, 1): 10_000, date(2025, 2, 1): 100})
    drawn = papers[draw_sample(papers, 550)]
    small = drawn.filter(pl.col("published_on") == date(2025, 2, 1)).height
    # Expected about a tenth of what the large month gives: 50, not 5.
    assert 25 <= small <= 75


def test_a_sample_changes_little_when_papers_are_added():
    fewer = _papers({date(2025, 1, 1): 2_000})
    more = _papers({date(2025, 1, 1): 2_100})
    one = set(fewer[draw_sample(fewer, 500)]["paper_id"])
    other = set(more[draw_sample(more, 500)]["paper_id"])
    assert len(one & other) >= 450
    assert np.array_equal(draw_sample(fewer, 500), draw_sample(fewer, 500))


def test_papers_drawn_evenly_stay_when_others_are_added():
    few = pl.Series([f"title:{number:016x}" for number in range(0, 2_100, 2)])
    more = pl.Series([f"title:{number:016x}" for number in range(2_100)])
    drawn, redrawn = set(few.gather(draw_evenly(few, 500))), set(more.gather(draw_evenly(more, 1_000)))
    # Twice as many papers and twice as many drawn: the same line is drawn through the papers' luck, but for chance.
    assert len(drawn & redrawn) >= 450
    assert draw_evenly(few, 2_000).tolist() == list(range(1_050))
