"""The small decisions of the steps, on frames and builds made by hand."""

from datetime import date

import polars as pl
import pytest

from pipelines.assets.terms import find_keys
from pipelines.assets.trends import read_judged_periods
from pipelines.orchestration.metadata import preview_table
from warehouse.connection import open_build
from warehouse.writer import prepare_build, replace_table


@pytest.fixture
def connection(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


def periods(*rows):
    return pl.DataFrame(
        [(grain, date(year, month, 1), papers, True, False) for grain, year, month, papers in rows],
        schema=["grain", "period_start", "papers", "is_complete", "is_gap"],
        orient="row",
    )


def test_verdicts_rest_on_months_or_on_years_where_no_more_is_known(connection):
    replace_table(connection, "periods", periods(("month", 2024, 5, 8), ("year", 2024, 1, 10)))
    found, grain = read_judged_periods(connection)
    assert (grain, found["papers"].to_list()) == ("month", [8])
    replace_table(connection, "periods", periods(("month", 2024, 5, 1), ("year", 2024, 1, 10), ("year", 2023, 1, 9)))
    found, grain = read_judged_periods(connection)
    assert (grain, found["papers"].to_list()) == ("year", [9, 10])


def test_a_form_is_looked_up_by_what_it_counts_for_too(connection):
    connection.execute(
        """
        INSERT INTO internal.phrases BY NAME SELECT * FROM (VALUES
            (1, '7', 'LLM agents', 'llmagent', 2), (2, '7', 'large language model agents', 'largelanguagemodelagent', 4)
        ) AS phrase(phrase, analyser_version, surface, key, words);
        INSERT INTO term_variants BY NAME SELECT * FROM (VALUES
            (1, 'llm agents', 'case', 9), (1, 'large language model agents', 'acronym', 2)
        ) AS variant(term_id, variant, rule, papers);
        INSERT INTO internal.abbreviations BY NAME
            SELECT 'a' AS text_hash, 'RL' AS acronym, 'reinforcementlearning' AS expansion_key,
            'reinforcement learning' AS expansion;
        """
    )
    assert find_keys(connection, ["llm agents", "rl"]) == {
        "llm agents": ["largelanguagemodelagent", "llmagent"],
        "rl": ["reinforcementlearning"],
    }


def test_a_preview_is_a_table_that_no_cell_can_break(connection):
    assert preview_table(connection, "rejects") == "No rows."
    rejects = pl.DataFrame(
        {"source_id": ["s"], "position": [3], "reason": ["odd | <b>\nlines"], "excerpt": ["x" * 200]}
    )
    replace_table(connection, "rejects", rejects)
    assert preview_table(connection, "rejects").splitlines() == [
        "| source_id | position | reason | excerpt | venue | month |",
        "| --- | --- | --- | --- | --- | --- |",
        f"| s | 3 | odd \\| &lt;b> lines | {'x' * 69}… |  |  |",
    ]
