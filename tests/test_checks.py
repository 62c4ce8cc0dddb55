"""Truths about a table, as they are found to hold or not."""

import polars as pl
import pytest

from pipelines.checks import evaluate_rule, rules_of
from warehouse.connection import open_build
from warehouse.writer import prepare_build, replace_table


@pytest.fixture
def build(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


@pytest.mark.parametrize(("ranks", "failing"), [([], 0), ([1], 0), ([1, 2, 3], 0), ([1, 2, 2, 3, 3, 3], 2)])
def test_rows_that_share_a_key(build, ranks, failing):
    keywords = pl.DataFrame({"rank": ranks}, schema={"rank": pl.Int64})
    keywords = keywords.select(paper_id=pl.lit("doi:1"), rank="rank", term_id=1, keyword=pl.lit("frogs"), score=0.5)
    replace_table(build, "keywords", keywords)
    rule = next(rule for rule in rules_of(["keywords"]) if rule.name == "keywords_key_is_unique")
    outcome = evaluate_rule(build, rule)
    assert (outcome.failing_rows, outcome.passed) == (failing, not failing)
    assert outcome.sample.height == failing
    assert build.execute(f"SELECT count(*) FROM ({rule.query})").fetchall() == [(failing,)]
