"""The index of terms after papers, texts and decisions came and went: what it would be had all been there from the
first."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.incremental.analysis import AnalysisWriter, read_analysis
from pipelines.incremental.terms import INDEXED, fill_terms
from pipelines.text import Thesaurus, analyse
from pipelines.text.matching import index, match_cache
from pipelines.text.terms.thesaurus import make_key
from warehouse.connection import open_build
from warehouse.schema import table
from warehouse.writer import prepare_build, read_table, replace_table

SENTENCES = (
    "Reinforcement learning (RL) trains robots.",
    "RL agents learn slowly.",
    "Relevance labels (RL) are rare.",
    "We use reinforcement learning with relevance labels.",
    "Graph neural networks (GNNs) read molecules.",
    "A GNN reads protein graphs; graph neural networks do so, too.",
    "Gaussian noise nets (GNNs) are old.",
    "Multi-agent reinforcement learning meets graph neural networks.",
    "Protein graphs hold residues. A protein graph is small.",
    "Contrastive Language-Image Pretraining (CLIP) sees frogs.",
    "CLIP sees frogs; we clip the wings.",
    "Whole slide images (WSI) show frogs.",
    "Language models write; a large language model (LLM) writes more.",
    "LLM agents and large language model agents use robots.",
)
TEXTS = pl.DataFrame(
    [
        (f"{i:02}-{j:02}", f"On {SENTENCES[i].split('.')[0]}", f"{SENTENCES[i]} {SENTENCES[j]} Frogs and robots.")
        for i in range(len(SENTENCES))
        for j in range(len(SENTENCES))
    ],
    schema=["text_hash", "title", "abstract"],
    orient="row",
)
PUBLIC = ("terms", "term_variants", "paper_terms", "listed_papers")
THESAURI = (
    Thesaurus(),
    Thesaurus(merge={make_key("protein graph"): make_key("graph neural network")}),
    Thesaurus(block=frozenset({make_key("robot")}), rename={make_key("frog"): "Anura"}),
    Thesaurus(keep_apart=(frozenset({make_key("RL"), make_key("reinforcement learning")}),)),
)


def make_papers(numbers, days: int = 0) -> pl.DataFrame:
    """Papers whose text is that of the number; every third has the text of the one before it, and every fifth no
    date."""
    numbers = sorted(numbers)
    return pl.DataFrame(
        {
            "paper_id": [f"title:{number:03}" for number in numbers],
            "text_hash": [TEXTS["text_hash"][number - (number % 3 == 2)] for number in numbers],
            "published_on": [None if n % 5 == 4 else date(2025, 1, 1 + (n + days) % 28) for n in numbers],
        },
        schema_overrides={"published_on": pl.Date},
    )


def fill(connection, papers, thesaurus=THESAURI[0], least=2) -> int:
    return fill_terms(connection, papers, read_analysis(connection), thesaurus, least)[0]


def read_public(connection) -> list[pl.DataFrame]:
    return [read_table(connection, name).sort(table(name).key) for name in PUBLIC]


def forget(connection) -> None:
    for name in INDEXED:
        replace_table(connection, name, read_table(connection, name).clear())


def differs(connection, papers, *how) -> list[str]:
    """Tables that are other than those made from nothing."""
    found = read_public(connection)
    forget(connection)
    fill(connection, papers, *how)
    return [
        name for name, one, other in zip(PUBLIC, found, read_public(connection), strict=True) if not one.equals(other)
    ]


@pytest.fixture(scope="module")
def analysed(tmp_path_factory):
    with open_build(tmp_path_factory.mktemp("build") / "build.duckdb") as connection:
        prepare_build(connection)
        AnalysisWriter(connection).append(TEXTS, analyse(TEXTS))
        # `read_analysis` reads what belongs to papers in English.
        connection.execute(
            "CREATE OR REPLACE TABLE papers AS SELECT text_hash, 'en' AS language FROM internal.analysed_texts"
        )
        yield connection


@pytest.fixture
def connection(analysed, monkeypatch):
    forget(analysed)
    monkeypatch.setattr(index, "LARGEST_PART", 1.0)
    return analysed


def test_nothing_is_searched_again_where_nothing_changed(connection):
    papers = make_papers(range(60))
    assert fill(connection, papers) == papers["text_hash"].n_unique()
    before = read_public(connection)
    assert not before[2].is_empty()
    assert fill(connection, papers) == 0
    assert all(one.equals(other) for one, other in zip(before, read_public(connection), strict=True))


def test_papers_that_came_and_went(connection):
    fill(connection, make_papers(range(60)))
    papers = make_papers(range(7, 75))
    assert 0 < fill(connection, papers) < papers["text_hash"].n_unique()
    assert differs(connection, papers) == []


def test_other_dates_only(connection):
    fill(connection, make_papers(range(60)))
    papers = make_papers(range(60), days=9)
    assert fill(connection, papers) == 0
    assert differs(connection, papers) == []


def test_a_paper_that_has_another_text(connection):
    papers = make_papers(range(60))
    fill(connection, papers)
    papers = papers.with_columns(text_hash=pl.col("text_hash").replace(TEXTS["text_hash"][0], TEXTS["text_hash"][40]))
    assert fill(connection, papers) == 0
    assert differs(connection, papers) == []


def test_a_term_that_enough_papers_hold_at_last(connection):
    fill(connection, make_papers(range(100)), Thesaurus(), 12)
    papers = make_papers(range(103))
    assert 0 < fill(connection, papers, Thesaurus(), 12) < 100
    assert differs(connection, papers, Thesaurus(), 12) == []
    terms = read_table(connection, "terms").height
    assert fill(connection, papers, Thesaurus(), 40) > 0
    assert 0 < read_table(connection, "terms").height < terms
    assert differs(connection, papers, Thesaurus(), 40) == []


@pytest.mark.parametrize("thesaurus", THESAURI[1:], ids=["merged", "blocked and renamed", "kept apart"])
def test_what_the_user_decides_and_takes_back(connection, thesaurus):
    papers = make_papers(range(196))
    fill(connection, papers)
    before = read_public(connection)
    fill(connection, papers, thesaurus)
    assert not read_public(connection)[2].equals(before[2]) or not read_public(connection)[0].equals(before[0])
    assert differs(connection, papers, thesaurus) == []
    fill(connection, papers)
    assert all(one.equals(other) for one, other in zip(before, read_public(connection), strict=True))


def test_an_acronym_whose_vote_changes(connection):
    """Of RL most say reinforcement learning first, and then none is clear."""
    rows = {text: row for row, text in enumerate(TEXTS["text_hash"])}
    first = [rows[f"00-{j:02}"] for j in (3, 6, 9)] + [rows["01-01"], rows["03-01"]]
    more = [rows[f"02-{j:02}"] for j in (3, 6, 9, 12)]
    papers = TEXTS.select(paper_id="text_hash", text_hash="text_hash", published_on=pl.lit(date(2025, 1, 1)))
    fill(connection, papers[sorted(first)])
    before = connection.execute("SELECT term_id FROM paper_terms WHERE paper_id = '01-01'").fetchall()
    fill(connection, papers[sorted(first + more)])
    assert set(connection.execute("SELECT term_id FROM paper_terms WHERE paper_id = '01-01'").fetchall()) != set(before)
    assert differs(connection, papers[sorted(first + more)]) == []


@pytest.mark.parametrize("version", ["SEARCH_VERSION", "ANALYSER_VERSION"])
def test_another_version_searches_all_again(connection, monkeypatch, version):
    papers = make_papers(range(30))
    fill(connection, papers)
    monkeypatch.setattr(match_cache, version, "other")
    assert fill(connection, papers) == papers["text_hash"].n_unique()


@pytest.mark.parametrize("lost", INDEXED[2:])
def test_tables_that_do_not_fit_each_other_are_made_anew(connection, lost):
    papers = make_papers(range(60))
    fill(connection, papers)
    before = read_public(connection)
    name = table(lost).qualified_name
    connection.execute(f"DELETE FROM {name} WHERE rowid = (SELECT min(rowid) FROM {name})")
    fill(connection, papers)
    assert all(one.equals(other) for one, other in zip(before, read_public(connection), strict=True))


def test_where_much_is_new_all_is_searched(connection, monkeypatch):
    monkeypatch.setattr(index, "LARGEST_PART", 0.3)
    fill(connection, make_papers(range(20)))
    papers = make_papers(range(60))
    assert fill(connection, papers) == papers["text_hash"].n_unique()
    assert differs(connection, papers) == []


def test_no_paper_at_all(connection):
    fill(connection, make_papers(range(20)))
    assert fill(connection, make_papers([])) == 0
    assert [frame.height for frame in read_public(connection)] == [0] * 4


STEP = st.tuples(st.sets(st.integers(0, 195), max_size=50), st.sampled_from(THESAURI), st.integers(1, 5))


@settings(max_examples=6, deadline=None)
@given(st.lists(STEP, min_size=2, max_size=4))
def test_whatever_comes_and_goes(analysed, steps):
    forget(analysed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "LARGEST_PART", 1.0)
        for numbers, thesaurus, least in steps:
            fill(analysed, make_papers(numbers), thesaurus, least)
        assert differs(analysed, make_papers(numbers), thesaurus, least) == []
