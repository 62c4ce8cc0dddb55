"""Verdicts where a category was collected only part of the time: from papers to `term_trends`, step by step."""

from datetime import date

import dagster as dg
import polars as pl
import pytest

from pipelines.assets.trends import COUNTS, VERDICTS, divide_papers
from pipelines.orchestration.resources import Warehouse
from warehouse.connection import open_build
from warehouse.writer import prepare_build, read_table, replace_table

MONTHS = pl.date_range(date(2025, 1, 1), date(2025, 12, 1), "1mo", eager=True).to_list()
NAMES = {1: "everywhere", 2: "antenna", 3: "mixed"}


def make_papers() -> pl.DataFrame:
    """40 papers of cs.CL a month, each fourth on term 1 and each eighth on term 3; from October 40 of cs.IT too, each
    on term 2 and each second on term 3. Whoever compares all papers sees 1 halve, and 2 and 3 rise."""
    rows = []
    for month in MONTHS:
        for number in range(40):
            rows.append((month, "cs.CL", [1] * (number % 4 == 0) + [3] * (number % 8 == 0)))
        for number in range(40 if month >= date(2025, 10, 1) else 0):
            rows.append((month, "cs.IT", [2] + [3] * (number % 2 == 0)))
    return pl.DataFrame(
        {
            "paper_id": [f"arxiv:{number}" for number in range(len(rows))],
            "title": "t",
            "abstract": "a",
            "published_on": [month for month, *_ in rows],
            "date_precision": "day",
            "date_source": "given",
            "month": [month for month, *_ in rows],
            "language": "en",
            "categories": [[category] for _, category, _ in rows],
            "authors": pl.Series([[]] * len(rows), dtype=pl.List(pl.String)),
            "sightings": 1,
            "is_snippet": False,
            "text_hash": "0",
            "paper_number": range(len(rows)),
            "held": pl.Series([held for *_, held in rows], dtype=pl.List(pl.Int64)),
        }
    )


@pytest.fixture
def judged(tmp_path, monkeypatch):
    """The build file after the steps of trends."""
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    warehouse = Warehouse()
    papers = make_papers()
    paper_terms = papers.select("paper_id", term_id="held").explode("term_id").drop_nulls()
    terms = paper_terms.group_by("term_id").agg(papers=pl.len()).sort("term_id")
    terms = terms.with_columns(
        mentions="papers", term=pl.col("term_id").replace_strict(NAMES), words=1, first_seen=None, last_seen=None
    )
    with open_build(warehouse.paths.build) as connection:
        prepare_build(connection)
        replace_table(connection, "papers", papers.drop("held"))
        replace_table(connection, "terms", terms)
        replace_table(connection, "paper_terms", paper_terms.with_columns(mentions=1, in_title=False))
    steps = [step for step in (*COUNTS, divide_papers, *VERDICTS) if "theme" not in step.node_def.name]
    assert dg.materialize(steps, resources={"warehouse": warehouse}).success
    with open_build(warehouse.paths.build) as connection:
        yield connection


def test_what_a_collector_took_up_is_no_trend(judged):
    coverage = read_table(judged, "category_coverage").select("category", "is_throughout", "reason").rows()
    assert coverage == [("cs.CL", True, "collected throughout"), ("cs.IT", False, "hardly any before Oct 2025")]
    said = {row["term"]: row for row in read_table(judged, "term_trends").to_dicts()}
    assert said["everywhere"]["recent_share"] == said["everywhere"]["baseline_share"] == 0.25
    assert said["everywhere"]["direction"] == "steady"
    assert said["antenna"]["reason"] == (
        "not compared: 80 of its 80 papers are of categories that were collected only part of the time"
    )
    # December is incomplete, as its last paper is of the 1st: two months of 20 papers of cs.IT, and of 5 of cs.CL in
    # each.
    assert said["mixed"]["recent_share"] == said["mixed"]["baseline_share"] == 0.125
    assert said["mixed"]["recent_papers"] == 15
