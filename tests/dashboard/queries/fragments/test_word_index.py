"""What the index of words leaves and counts, against patterns over all texts."""

from datetime import date

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.queries.expressions import line_papers
from dashboard.queries.fragments.patterns import whole_words
from dashboard.queries.fragments.word_index import IndexedWord, find_indexed_words, near_words
from dashboard.queries.papers import Filters, found_papers
from dashboard.query import run_query
from dashboard.query_language.paper_search import parse_search
from dashboard.query_language.tree import Leaf
from pipelines.incremental.search_index import index_papers
from tests.sql.test_queries import make_papers
from warehouse.writer import prepare_build, replace_table

DAY = date(2026, 1, 1)
PIECES = [
    "flow",
    "Flow",
    "matching",
    "match",
    "re",
    "3",
    "3D",
    "_",
    "_x",
    "x_y",
    "na",
    "ï",
    "é",
    "İ",
    "ß",
    "日本",
    "∞",
    "c",
]
SIGNS = [" ", "  ", "-", "–", "'", '"', "+", ".", "(", ")", "%", "\\", "$", "/"]
texts = st.lists(st.sampled_from([*PIECES, *SIGNS]), min_size=1, max_size=9).map("".join)


@pytest.fixture(scope="module")
def build():
    with duckdb.connect() as connection:
        prepare_build(connection)
        yield connection


def index(build, titles: list[str], abstracts: list[str]) -> None:
    dice = np.random.default_rng(len(titles)).permutation(len(titles))
    papers = make_papers([(DAY, "day")] * len(titles)).with_columns(
        title=pl.Series(titles),
        abstract=pl.Series(abstracts),
        text_hash=pl.Series([f"{title}|{abstract}" for title, abstract in zip(titles, abstracts, strict=True)]),
        paper_number=pl.Series(dice),
    )
    replace_table(build, "papers", papers)
    build.execute("DELETE FROM internal.indexed_papers")
    index_papers(build)


def scan(build, patterns: list[str]) -> list[tuple[str, int, bool]]:
    """Papers whose texts hold all patterns, with the mentions of the first of them."""
    fits = " AND ".join(
        f"(regexp_matches(title, $pattern{'x' * place}) OR regexp_matches(abstract, $pattern{'x' * place}))"
        for place in range(len(patterns))
    )
    return build.execute(
        "SELECT paper_id, len(regexp_extract_all(title, $pattern)) + len(regexp_extract_all(abstract, $pattern)), "
        f"regexp_matches(title, $pattern) FROM papers WHERE {fits} ORDER BY paper_id",
        {f"pattern{'x' * place}": pattern for place, pattern in enumerate(patterns)},
    ).fetchall()


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(texts, texts), min_size=3, max_size=30), st.lists(texts, min_size=1, max_size=4))
def test_the_index_finds_what_patterns_find(build, papers, asked):
    titles, abstracts = zip(*papers, strict=True)
    index(build, list(titles), list(abstracts))
    # Beginnings and pieces of the texts are more often found than what is made up.
    asked = [*asked, titles[0], abstracts[0][:4], abstracts[-1][1:], titles[-1][:-1]]
    for phrase in (phrase.strip() for phrase in asked if phrase.strip()):
        expected = scan(build, [whole_words(phrase)])
        for in_title in (False, True):
            leaf = Leaf("text", phrase, in_title=in_title)
            found = run_query(build, line_papers(leaf, "month", DAY)).select("paper_id", "mentions", "in_title")
            assert sorted(found.rows()) == [row for row in expected if row[2] or not in_title], phrase
        search = parse_search(phrase)
        if not search.is_empty:
            expected = [paper for paper, *_ in scan(build, [f"(?i){pattern}" for pattern in search.patterns])]
            assert run_query(build, found_papers(Filters(search=search), 99))["paper_id"].sort().to_list() == expected


def test_texts_are_read_only_where_words_do_not_tell():
    assert find_indexed_words("Flow", True, True).suffice and find_indexed_words("flow", True, False).suffice
    assert not find_indexed_words("flow matching", True, True).suffice
    assert find_indexed_words("flow matching", True, False).words == (
        IndexedWord("matching", True, False),
        IndexedWord("flow", True, True),
    )
    assert find_indexed_words("c++", True, False).words == (IndexedWord("c", True, True),)
    assert find_indexed_words("_x-y", False, True).words == (
        IndexedWord("_x", False, True),
        IndexedWord("y", True, True),
    )
    assert not find_indexed_words("_x_", False, False).suffice, "a word may hold it twice"


@pytest.mark.parametrize("phrase", ["日本", "∞", "cla\u017fs", "\u212a"])
def test_where_words_tell_nothing_every_text_is_read(build, phrase):
    assert find_indexed_words(phrase, True, True).words == ()
    index(build, ["日本 ∞ class K", "other"], ["a", "b"])
    found = run_query(build, line_papers(Leaf("text", phrase), "month", DAY))
    assert found["paper_id"].to_list() == ["arxiv:0"]


def test_the_best_answer_is_first(build):
    titles = ["Matching without", "On flow", "On flow, matching", "On flow matching", "Flow matching", "Other"]
    abstracts = ["Some flow.", "Flow, and matching.", "a", "a", "a", "Of flow matching, flow matching."]
    index(build, titles, abstracts)
    best = run_query(build, found_papers(Filters(search=parse_search("flow matching")), 9))["title"].to_list()
    assert best == ["Flow matching", "On flow matching", "On flow, matching", "Matching without", "On flow", "Other"]
    for typed in ("flow", "FLO", '"flow"'):
        best = run_query(build, found_papers(Filters(search=parse_search(typed)), 9))["title"].to_list()
        assert best[0] == "Flow matching" and best[-2:] == ["Other", "Matching without"], typed
    phrase = run_query(build, found_papers(Filters(search=parse_search('"flow matching"')), 9))["title"].to_list()
    assert phrase == ["Flow matching", "On flow matching", "Other"]


def test_a_word_that_is_near_and_far_commoner_was_meant(build):
    titles = ["A language", *["Language models"] * 102, "A langauge", "Lantern", "Cat", "Car"]
    index(build, titles, ["x"] * len(titles))
    typed = ["langauge", "modle", "lang", "lantrn", "cat", "cax", "anguage", "nowhere"]
    assert run_query(build, near_words(typed)).rows() == [
        ("cax", "car", 1),
        ("langauge", "language", 103),
        ("lantrn", "lantern", 1),
        ("modle", "models", 102),
    ]
