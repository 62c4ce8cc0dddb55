import duckdb
import pytest

from dashboard.queries.merges import forms_of_term, merged_terms
from dashboard.query import run_query

TEXTS = [
    "Convolutional neural networks (CNN) are old.",
    "We compare CNN (convolutional neural networks) with others.",
    "Two convolutional neural networks (CNNs) and a graph (GNN).",
    "CNN without a definition (see below).",
    "A convolutional neural network written out.",
]


@pytest.fixture
def ask():
    with duckdb.connect() as connection:
        connection.execute("""
            CREATE TABLE terms AS FROM (VALUES
                (1, 'convolutional neural networks', 5), (2, 'graph', 1)
            ) AS t (term_id, term, papers);
            CREATE TABLE term_variants AS FROM (VALUES
                (1, 'CNN', 'acronym', 4), (1, 'convolutional neural networks', 'case', 3),
                (1, 'convolutional neural network', 'plural', 1), (2, 'graph', 'case', 1), (2, 'Graph', 'spelling', 1)
            ) AS t (term_id, variant, rule, papers);
            CREATE TABLE paper_terms AS SELECT i AS paper_id, 1 AS term_id FROM range(5) AS t (i);
        """)
        papers = [(number, "A title", text) for number, text in enumerate(TEXTS)]
        connection.execute("CREATE TABLE papers (paper_id BIGINT, title VARCHAR, abstract VARCHAR)")
        connection.executemany("INSERT INTO papers VALUES (?, ?, ?)", papers)
        yield lambda query: run_query(connection, query).to_dicts()


def test_forms_come_with_the_papers_that_define_the_acronym_so(ask):
    # Papers 0 to 2 write one form and the other behind it in brackets; the fourth has brackets around something else.
    assert ask(forms_of_term(1)) == [
        {"variant": "convolutional neural networks", "rule": "case", "papers": 3, "is_label": True, "defined": None},
        {"variant": "CNN", "rule": "acronym", "papers": 4, "is_label": False, "defined": 3},
        {"variant": "convolutional neural network", "rule": "plural", "papers": 1, "is_label": False, "defined": None},
    ]


def test_a_term_without_an_acronym_has_no_definitions(ask):
    assert [row["defined"] for row in ask(forms_of_term(2))] == [None, None]


def test_terms_that_other_words_were_merged_into(ask):
    # `Graph` differs from `graph` by its capital only.
    assert ask(merged_terms(5)) == [
        {
            "term_id": 1,
            "term": "convolutional neural networks",
            "papers": 5,
            "forms": [{"variant": "CNN", "rule": "acronym", "papers": 4}],
        }
    ]
