import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse import writer
from warehouse.connection import open_build
from warehouse.schema import TABLES
from warehouse.schema.frames import FrameMismatch
from warehouse.writer import (
    IncompatibleBuild,
    append_rows,
    count_rows,
    exchange_rows,
    fill_table,
    prepare_build,
    read_table,
    replace_by_parts,
    replace_table,
)

PAIRS = pl.DataFrame({"term_id_a": [1, 2], "term_id_b": [2, 3], "papers": [5, 6], "npmi": [0.5, -0.25]})


@pytest.fixture
def build(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


def test_prepare_makes_every_table_once(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        assert prepare_build(connection) == [declared.name for declared in TABLES]
        assert prepare_build(connection) == []


def test_prepare_keeps_rows_when_a_nullable_column_is_new(build):
    append_rows(build, "theme_lineage", LINEAGE)
    build.execute("ALTER TABLE theme_lineage DROP COLUMN overlap")
    build.execute("CREATE OR REPLACE TABLE papers (paper_id VARCHAR)")
    build.execute("INSERT INTO papers VALUES ('p')")
    with pytest.raises(IncompatibleBuild, match="theme_lineage"):
        prepare_build(build)
    assert count_rows(build, "theme_lineage") == 1
    build.execute("DELETE FROM theme_lineage")
    # papers are made anew by every run, so they may start empty
    assert set(prepare_build(build)) <= {"papers", "theme_lineage"}
    assert count_rows(build, "papers") == 0


LINEAGE = pl.DataFrame(
    {"build_id": ["b"], "theme_id": [1], "previous_theme_id": [0], "event": ["born"], "overlap": [0.0]}
)


def test_prepare_keeps_the_columns_that_both_forms_have(build):
    build.execute(
        "CREATE OR REPLACE TABLE paper_links (paper_id VARCHAR, url VARCHAR, kind VARCHAR, host VARCHAR, old INTEGER)"
    )
    build.execute("INSERT INTO paper_links VALUES ('p', 'u', 'code', 'h', 7)")
    assert prepare_build(build) == ["paper_links"]
    assert read_table(build, "paper_links").row(0) == ("p", "u", "code", "h", None)


def test_replace_writes_by_column_name(build):
    assert replace_table(build, "term_pairs", PAIRS.select("npmi", "papers", "term_id_b", "term_id_a")) == 2
    assert read_table(build, "term_pairs").select(PAIRS.columns).sort("term_id_a").equals(PAIRS)
    assert replace_table(build, "term_pairs", PAIRS.head(1)) == 1
    assert count_rows(build, "term_pairs") == 1


def test_parts_replace_together_or_not_at_all(build):
    replace_table(build, "term_pairs", PAIRS)
    parts = (PAIRS.slice(start, 1) for start in range(PAIRS.height))
    assert replace_by_parts(build, "term_pairs", parts) == PAIRS.height
    with pytest.raises(FrameMismatch):
        replace_by_parts(build, "term_pairs", iter([PAIRS.head(1), PAIRS.drop("papers")]))
    assert read_table(build, "term_pairs").select(PAIRS.columns).sort("term_id_a").equals(PAIRS)
    assert replace_by_parts(build, "term_pairs", []) == count_rows(build, "term_pairs") == 0


def test_append_adds(build):
    append_rows(build, "term_pairs", PAIRS)
    append_rows(build, "term_pairs", PAIRS.with_columns(term_id_a=pl.col("term_id_a") + 10))
    assert count_rows(build, "term_pairs") == 4


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (PAIRS.with_columns(npmi=pl.lit(1.5)), duckdb.ConstraintException),
        (PAIRS.with_columns(papers=pl.lit(None)), duckdb.ConstraintException),
        (PAIRS.drop("papers"), FrameMismatch),
        (PAIRS.with_columns(extra=pl.lit(1)), FrameMismatch),
    ],
)
def test_a_rejected_write_leaves_the_old_rows(build, bad, error):
    replace_table(build, "term_pairs", PAIRS)
    for write in (replace_table, append_rows):
        with pytest.raises(error):
            write(build, "term_pairs", bad)
        assert read_table(build, "term_pairs").select(PAIRS.columns).sort("term_id_a").equals(PAIRS)


def test_a_repeated_key_is_rejected(build):
    period = pl.DataFrame(
        {
            "grain": ["month"] * 2,
            "period_start": ["2025-01-01"] * 2,
            "papers": [1, 2],
            "is_complete": [True] * 2,
            "is_gap": [False] * 2,
        }
    ).with_columns(pl.col("period_start").str.to_date())
    with pytest.raises(duckdb.ConstraintException):
        replace_table(build, "periods", period)
    assert count_rows(build, "periods") == 0


def test_fill_reads_the_old_rows_and_binds_parameters(build):
    replace_table(build, "term_pairs", PAIRS)
    query = "SELECT npmi, papers * $factor AS papers, * EXCLUDE (npmi, papers) FROM term_pairs"
    assert fill_table(build, "term_pairs", query, {"factor": 10}) == 2
    assert sorted(read_table(build, "term_pairs")["papers"].to_list()) == [50, 60]


def test_a_rejected_fill_leaves_the_old_rows(build):
    replace_table(build, "term_pairs", PAIRS)
    with pytest.raises(duckdb.ConstraintException):
        fill_table(build, "term_pairs", "SELECT * REPLACE (2.0 AS npmi) FROM term_pairs")
    assert read_table(build, "term_pairs").select(PAIRS.columns).sort("term_id_a").equals(PAIRS)
    # and the temporary table is gone, so the next fill works
    assert fill_table(build, "term_pairs", "FROM term_pairs LIMIT 1") == 1


def test_comments_survive_a_replacement(build):
    replace_table(build, "term_pairs", PAIRS)
    comment = build.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'term_pairs'").fetchall()
    assert comment == [("One row is two terms that share papers, the smaller term_id first.",)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
            st.sampled_from(["code", "project", "data", "other"]),
            st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        ),
        max_size=8,
    )
)
def test_frames_come_back_as_they_went_in(rows):
    frame = pl.DataFrame(
        [(f"p{number}", url, kind, "host", repository) for number, (url, kind, repository) in enumerate(rows)],
        schema=["paper_id", "url", "kind", "host", "repository"],
        schema_overrides={
            "repository": pl.String,
            "url": pl.String,
            "paper_id": pl.String,
            "kind": pl.String,
            "host": pl.String,
        },
        orient="row",
    )
    with duckdb.connect() as connection:
        prepare_build(connection)
        writer.replace_table(connection, "paper_links", frame)
        assert read_table(connection, "paper_links").sort("paper_id").equals(frame.sort("paper_id"))


def test_an_exchange_takes_out_what_is_named_or_all_and_is_one_transaction(build):
    rejects = pl.DataFrame({"source_id": "s", "position": [1, 2, 3], "reason": "too short", "excerpt": "?"})
    replace_table(build, "rejects", rejects)
    new = rejects.head(1).with_columns(position=7)
    exchange_rows(build, {"rejects": (pl.DataFrame({"position": [1, 3]}), new)})
    assert sorted(read_table(build, "rejects")["position"]) == [2, 7]
    with pytest.raises(duckdb.ConstraintException):
        exchange_rows(build, {"rejects": (None, pl.concat([new, new]))})
    assert sorted(read_table(build, "rejects")["position"]) == [2, 7]
    exchange_rows(build, {"rejects": (None, new)})
    assert read_table(build, "rejects")["position"].to_list() == [7]
