"""The small decisions of the steps, on frames and builds made by hand."""

import os
from datetime import date

import polars as pl
import pytest

from pipelines.assets.ingest import list_mended
from pipelines.assets.papers import leave_out_samples
from pipelines.assets.terms import find_keys
from pipelines.assets.trends import read_judged_periods
from pipelines.orchestration.metadata import preview_table
from pipelines.sources.inbox import SourceFile, hash_path
from warehouse.connection import open_build
from warehouse.writer import prepare_build, replace_table


@pytest.fixture
def connection(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


@pytest.mark.parametrize(
    ("real_records", "kept"),
    [(0, ["made-up", "real"]), (3, ["real"])],
    ids=["a real source without records does not count", "a real source makes the sample leave"],
)
def test_made_up_records_stay_only_where_there_is_nothing_else(real_records, kept):
    sources = pl.DataFrame({"source_id": ["made-up", "real"], "is_sample": [True, False], "parsed": [5, real_records]})
    assert leave_out_samples(sources)["source_id"].to_list() == kept


def test_what_was_set_aside_is_forgotten_once_it_is_gone_or_mended(tmp_path):
    for name in ("still", "elsewhere"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "mended").write_text("a file now")
    paths = [str(tmp_path / name) for name in ("still", "elsewhere", "mended", "gone")]
    refused = pl.DataFrame(
        {
            "source_id": ["still", "elsewhere", "mended", "gone", "unread"],
            "path": [*paths, paths[-1]],
            "sha256": [*map(hash_path, paths), "of a content that was not understood"],
        }
    )
    files = [SourceFile(tmp_path / "still", hash_path(paths[0]), "still")]
    assert list_mended(refused, files) == ["mended", "gone"]


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
        "| source_id | position | reason | excerpt |",
        "| --- | --- | --- | --- |",
        f"| s | 3 | odd \\| &lt;b> lines | {'x' * 69}… |",
    ]
