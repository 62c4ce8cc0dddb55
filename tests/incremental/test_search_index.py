"""The step that indexes words: what it adds and takes out, and when it begins anew."""

import polars as pl
import pytest

from pipelines.incremental import search_index
from pipelines.incremental.search_index import index_papers
from tests.sql.test_queries import make_papers
from warehouse.connection import open_build
from warehouse.writer import prepare_build, read_table, replace_table

ROWS = "SELECT word, paper_number, mentions, in_title FROM paper_words JOIN words USING (word_id) ORDER BY ALL"


def papers_of(*texts: tuple[int, str, str]) -> pl.DataFrame:
    return make_papers([(None, "none")] * len(texts)).with_columns(
        paper_number=pl.Series([number for number, *_ in texts]),
        title=pl.Series([title for _, title, _ in texts]),
        abstract=pl.Series([abstract for *_, abstract in texts]),
        text_hash=pl.Series([f"{title}|{abstract}" for _, title, abstract in texts]),
        date_source=pl.lit("none"),
    )


FILLING = [(number, "Filling", f"text {number}") for number in range(10, 60)]


@pytest.fixture
def build(tmp_path):
    with open_build(tmp_path / "build.duckdb") as connection:
        prepare_build(connection)
        yield connection


def check_whole(build, papers) -> None:
    """The tables are those of an index made at once, but for the numbers and the order."""
    rows = build.sql(ROWS).fetchall()
    held = build.sql("SELECT word, papers FROM words ORDER BY word").fetchall()
    build.execute("DELETE FROM internal.indexed_papers")
    assert index_papers(build) == "Indexed all papers"
    assert build.sql(ROWS).fetchall() == rows
    assert build.sql("SELECT word, papers FROM words ORDER BY word").fetchall() == held
    assert build.sql("SELECT paper_number FROM internal.indexed_papers ORDER BY 1").pl()["paper_number"].to_list() == (
        papers["paper_number"].to_list()
    )


def test_a_few_papers_more_are_added_and_those_that_changed_taken_out(build, monkeypatch):
    replace_table(build, "papers", papers_of((0, "A graph", "of words"), (1, "Gone", "graph"), *FILLING))
    assert index_papers(build) == "Indexed all papers"
    ids = dict(build.sql("SELECT word, word_id FROM words").fetchall())
    monkeypatch.setattr(search_index, "_rebuild", None)
    changed = papers_of((0, "A graph", "of words"), *FILLING, (60, "New", "graph beyond"), (61, "Gone", "away"))
    replace_table(build, "papers", changed)
    assert index_papers(build) == "Indexed 2 papers and took out 1"
    monkeypatch.undo()
    assert build.sql(f"SELECT * FROM ({ROWS}) WHERE word IN ('graph', 'gone', 'beyond')").fetchall() == [
        ("beyond", 60, 1, False),
        ("gone", 61, 1, True),
        ("graph", 0, 1, True),
        ("graph", 60, 1, False),
    ]
    kept = dict(build.sql("SELECT word, word_id FROM words").fetchall())
    assert all(kept[word] == number for word, number in ids.items() if word in kept)
    by_number = build.sql("SELECT word FROM words ORDER BY word_id").pl()["word"]
    assert by_number.is_sorted(), "new words stand where the alphabet puts them"
    check_whole(build, changed)


def test_a_number_given_to_another_text_is_another_paper(build):
    replace_table(build, "papers", papers_of((0, "Old", "text"), *FILLING))
    index_papers(build)
    papers = papers_of((0, "Young", "text"), *FILLING)
    replace_table(build, "papers", papers)
    assert index_papers(build) == "Indexed 1 paper and took out 1"
    assert build.sql("SELECT count(*) FROM words WHERE word = 'old'").fetchall() == [(0,)], "no paper holds it any more"
    check_whole(build, papers)


def test_nothing_new_is_nothing_done(build):
    replace_table(build, "papers", papers_of(*FILLING))
    index_papers(build)
    before = [read_table(build, name) for name in search_index.SEARCHED]
    assert index_papers(build) == "Indexed 0 papers and took out 0"
    assert all(one.equals(read_table(build, name)) for one, name in zip(before, search_index.SEARCHED, strict=True))


@pytest.mark.parametrize(
    "harm",
    ["DELETE FROM words WHERE word = 'text'", "DELETE FROM paper_words WHERE paper_number = 11"],
)
def test_an_index_that_is_not_whole_is_made_again(build, harm):
    papers = papers_of(*FILLING)
    replace_table(build, "papers", papers)
    index_papers(build)
    build.execute(harm)
    assert index_papers(build) == "Indexed all papers"
    check_whole(build, papers)


def test_where_numbers_run_out_words_are_numbered_anew(build):
    replace_table(build, "papers", papers_of(*FILLING))
    index_papers(build)
    build.execute(
        "UPDATE words SET word_id = (SELECT word_id + 1 FROM words WHERE word = 'filling') WHERE word = 'text'"
    )
    build.execute(
        "UPDATE paper_words SET word_id = (SELECT word_id FROM words WHERE word = 'text') "
        "WHERE word_id NOT IN (FROM words SELECT word_id)"
    )
    papers = papers_of(*FILLING, (60, "Graph", "text"))
    replace_table(build, "papers", papers)
    assert index_papers(build) == "Indexed all papers"
    check_whole(build, papers)
