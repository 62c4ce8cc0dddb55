"""Keywords after papers came and went: what they would be had all been there from the first."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.incremental import keywords
from pipelines.incremental.analysis import AnalysisWriter
from pipelines.incremental.keywords import RANKED, fill_keywords
from pipelines.text import analyse
from warehouse.connection import open_build
from warehouse.schema import table
from warehouse.writer import prepare_build, read_table, replace_table

NOUNS = (
    "spin waves",
    "graph neural networks",
    "protein folding",
    "cell membranes",
    "diffusion models",
    "token pruning",
)
TEXTS = pl.DataFrame(
    [
        (
            f"{a} {b}",
            f"{a.capitalize()} for {b}",
            f"We study {b} with {a}. New {a} find the {NOUNS[(i * j) % 6]} of mice.",
        )
        for i, a in enumerate(NOUNS)
        for j, b in enumerate(NOUNS)
        if i != j
    ],
    schema=["text_hash", "title", "abstract"],
    orient="row",
)
PAPERS = TEXTS.select(pl.concat_str(pl.lit("title:"), "text_hash").alias("paper_id"), "text_hash")
TERMS = pl.DataFrame({"term_id": [1, 2, 3], "term": ["spin waves", "GNN", "proteins"], "words": [2, 1, 1]})
VARIANTS = pl.DataFrame(
    {
        "term_id": [1, 2, 3],
        "variant": ["spin waves", "graph neural networks", "protein folding"],
        "rule": ["case", "acronym", "case"],
        "papers": [9, 9, 9],
    }
)


def set_terms(connection, terms: pl.DataFrame, variants: pl.DataFrame, held: pl.DataFrame) -> None:
    replace_table(
        connection, "terms", terms.with_columns(papers=1, mentions=1, first_seen=None, last_seen=None, acronym=None)
    )
    replace_table(connection, "term_variants", variants)
    replace_table(connection, "paper_terms", held.with_columns(mentions=1, in_title=False))


def hold(papers: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    return papers.select("paper_id").join(terms.select("term_id"), how="cross")


def read_keywords(connection) -> pl.DataFrame:
    return read_table(connection, "keywords").sort(table("keywords").key)


def read_from_nothing(connection, papers: pl.DataFrame, most: int = 15) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The keywords as they were, and as they are when ranked without any before."""
    found = read_keywords(connection)
    connection.execute("DELETE FROM internal.ranked_papers")
    fill_keywords(connection, papers, most)
    return found, read_keywords(connection)


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    with open_build(tmp_path_factory.mktemp("build") / "build.duckdb") as connection:
        prepare_build(connection)
        AnalysisWriter(connection).append(TEXTS, analyse(TEXTS))
        yield connection


@pytest.fixture
def connection(analysed, monkeypatch):
    for name in RANKED:
        replace_table(analysed, name, read_table(analysed, name).clear())
    set_terms(analysed, TERMS, VARIANTS, hold(PAPERS, TERMS))
    monkeypatch.setattr(keywords, "_LARGEST_PART", 1.0)
    return analysed


def test_nothing_is_ranked_again_where_nothing_changed(connection):
    assert fill_keywords(connection, PAPERS, 15) == (PAPERS.height, PAPERS.height)
    before = read_keywords(connection)
    assert fill_keywords(connection, PAPERS, 15) == (0, PAPERS.height)
    assert read_keywords(connection).equals(before)


def test_papers_that_came_and_went(connection):
    fill_keywords(connection, PAPERS.head(20), 15)
    fill_keywords(connection, PAPERS.slice(2), 15)
    found, expected = read_from_nothing(connection, PAPERS.slice(2))
    assert set(found["paper_id"]) == set(PAPERS.slice(2)["paper_id"])
    assert found.equals(expected)


@pytest.mark.parametrize(
    ("terms", "variants", "ranked"),
    [
        (TERMS.with_columns(pl.col("term").replace({"spin waves": "magnons"})), VARIANTS, {"spin waves"}),
        (TERMS, VARIANTS.with_columns(pl.col("variant").replace({"spin waves": "cell membranes"})), {"spin", "cell"}),
    ],
    ids=["a term is shown by another form", "a form stands for a term no more, another does"],
)
def test_what_terms_are_called_and_which_forms_they_have(connection, terms, variants, ranked):
    fill_keywords(connection, PAPERS, 15)
    set_terms(connection, terms, variants, hold(PAPERS, terms))
    holding = TEXTS.filter(
        pl.any_horizontal(pl.concat_str("title", "abstract").str.contains(f"(?i){one}") for one in ranked)
    )
    assert fill_keywords(connection, PAPERS, 15) == (holding.height, PAPERS.height)
    found, expected = read_from_nothing(connection, PAPERS)
    assert found.equals(expected)


def test_a_paper_that_holds_another_term_is_ranked_again(connection):
    fill_keywords(connection, PAPERS, 15)
    set_terms(connection, TERMS, VARIANTS, hold(PAPERS, TERMS).filter(pl.col("paper_id") != PAPERS["paper_id"][0]))
    assert fill_keywords(connection, PAPERS, 15) == (1, PAPERS.height)
    found, expected = read_from_nothing(connection, PAPERS)
    assert found.equals(expected)


def test_another_number_of_keywords_ranks_all_again(connection):
    fill_keywords(connection, PAPERS, 15)
    assert fill_keywords(connection, PAPERS, 2) == (PAPERS.height, PAPERS.height)
    assert read_keywords(connection)["rank"].max() == 2


def test_tables_that_do_not_fit_each_other_are_made_anew(connection):
    fill_keywords(connection, PAPERS, 15)
    expected = read_keywords(connection)
    connection.execute("DELETE FROM keywords WHERE rank > 1")
    assert fill_keywords(connection, PAPERS, 15) == (PAPERS.height, PAPERS.height)
    assert read_keywords(connection).equals(expected)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sets(st.integers(0, PAPERS.height - 1)), min_size=2, max_size=4))
def test_however_papers_come_and_go(analysed, steps):
    for name in RANKED:
        replace_table(analysed, name, read_table(analysed, name).clear())
    set_terms(analysed, TERMS, VARIANTS, hold(PAPERS, TERMS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keywords, "_LARGEST_PART", 1.0)
        for step in steps:
            papers = PAPERS[sorted(step)]
            fill_keywords(analysed, papers, 15)
        found, expected = read_from_nothing(analysed, papers)
    assert found.equals(expected)
