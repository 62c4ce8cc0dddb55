"""Truths about a table, as they are found to hold or not."""

import dagster as dg
import polars as pl
import pytest

from pipelines.quality.asset_checks import (
    CHECK,
    Outcome,
    check_results,
    check_specs,
    evaluate_rule,
    evaluate_rules,
    rules_of,
)
from warehouse.connection import open_build
from warehouse.schema import table
from warehouse.schema.frames import empty_frame
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


def failing_rows(connection, table, name):
    rule = next(rule for rule in rules_of([table]) if rule.name == name)
    return sorted(row[0] for row in connection.execute(rule.query).fetchall())


def test_papers_without_a_title_or_an_abstract(build):
    # Temporary tables stand before those of the build.
    texts = [
        ("whole", "Frogs", "They croak."),
        ("no title", "", "They croak."),
        ("no abstract", "Frogs", ""),
        ("blank title", "  ", "They croak."),
        ("blank abstract", "Frogs", " "),
        ("blank before", " Frogs", " They croak."),
        ("sign before", '"Frogs"', "!"),
        ("other letters", "É", "蛙"),
    ]
    build.execute("CREATE TEMP TABLE papers (paper_id VARCHAR, title VARCHAR, abstract VARCHAR)")
    build.executemany("INSERT INTO temp.papers VALUES (?, ?, ?)", texts)
    assert failing_rows(build, "papers", "every_paper_has_a_title_and_an_abstract") == [
        "blank abstract",
        "blank title",
        "no abstract",
        "no title",
    ]


def test_months_that_do_not_add_up(build):
    # Term 1 is in two dated papers and an undated one, term 2 in a dated one, term 3 in the undated one only.
    build.execute(
        "CREATE TEMP TABLE papers AS SELECT * FROM (VALUES ('a', 1), ('b', 2), ('c', NULL)) AS one (paper_id, month)"
    )
    build.execute(
        "CREATE TEMP TABLE paper_terms AS SELECT * FROM (VALUES ('a', 1), ('b', 1), ('c', 1), ('a', 2), ('c', 3)) AS "
        "one (paper_id, term_id)"
    )
    build.execute(
        "CREATE TEMP TABLE term_counts AS SELECT * FROM (VALUES ('month', 1, 1), ('month', 1, 1), ('year', 1, 9), "
        "('month', 2, 1)) "
        "AS one (grain, term_id, papers)"
    )
    assert failing_rows(build, "term_counts", "months_of_terms_add_up") == []
    build.execute("UPDATE temp.term_counts SET papers = 2 WHERE term_id = 2 AND grain = 'month'")
    assert failing_rows(build, "term_counts", "months_of_terms_add_up") == [2]
    build.execute("INSERT INTO temp.term_counts VALUES ('month', 3, 1)")
    assert failing_rows(build, "term_counts", "months_of_terms_add_up") == [2, 3]


def test_a_table_has_one_check_in_dagster_that_names_its_rules():
    (spec,) = check_specs(["papers", "paper_words"])
    assert (spec.name, spec.asset_key.to_user_string(), spec.blocking) == (CHECK, "papers", True)
    names = [rule.name for rule in rules_of(["papers"])]
    assert [line.partition(":")[0] for line in spec.description.splitlines()] == [f"- {name}" for name in names]
    assert list(spec.metadata) == names
    (spec,) = check_specs(["terms"])
    assert not spec.blocking


def test_checks_that_hold_are_one_event_that_says_how_many(build):
    replace_table(build, "papers", empty_frame(table("papers")))
    rules = [rule for rule in rules_of(["papers"]) if rule.name != "papers_is_not_empty"]
    (result,) = check_results("papers", evaluate_rules(build, rules))
    assert (result.passed, result.description) == (True, "5 checks hold")
    assert set(result.metadata) == {"checks"}
    assert check_results("paper_words", []) == []


def test_those_that_stop_the_run_are_told_before_those_that_do_not():
    few, dated, whole = (
        next(rule for rule in rules_of(["papers"]) if rule.name == name)
        for name in ("papers_have_numbers_of_their_own", "most_papers_are_dated", "papers_is_not_empty")
    )
    sample = pl.DataFrame({"paper_id": ["a"]})
    outcomes = [Outcome(few, 1, sample), Outcome(dated, 2, sample), Outcome(whole, 0, sample.clear())]
    (result,) = check_results("papers", outcomes)
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.ERROR)
    assert result.description == f"{few.name} (1 row breaks it): {few.explanation}"
    assert result.metadata["failed_checks"].value == few.name
    assert result.metadata["failing_rows"].value == 3
    assert "paper_id = 'a'" in result.metadata[dated.name].value
    (result,) = check_results("papers", outcomes[1:])
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert result.description == f"{dated.name} (2 rows break it): {dated.explanation}"
