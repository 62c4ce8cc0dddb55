import duckdb
import pytest

from dashboard.queries import network
from dashboard.query import run_query

TERMS = {
    1: ("diffusion", 40),
    2: ("denoising", 20),
    3: ("image", 30),
    4: ("video", 10),
    5: ("agent", 90),
    6: ("tool", 5),
}
# One, two, papers, NPMI, papers of the latest quarter.
PAIRS = [(1, 2, 16, 0.8, 4), (1, 3, 12, 0.6, 12), (2, 3, 9, 0.5, 2), (3, 4, 8, 0.4, 4), (5, 6, 4, 0.9, 3)]


@pytest.fixture
def run():
    """Answers a query on a hundred papers with six terms in two themes."""
    with duckdb.connect() as connection:
        connection.execute("""
            CREATE TABLE papers AS SELECT 'p' || range AS paper_id, 'Paper ' || range AS title, 'en' AS language,
                DATE '2025-01-01' + range::INTEGER AS published_on FROM range(100);
            CREATE TABLE terms (term_id BIGINT, term VARCHAR, papers BIGINT);
            CREATE TABLE term_trends (term_id BIGINT, direction VARCHAR);
            CREATE TABLE paper_terms (paper_id VARCHAR, term_id BIGINT, in_title BOOLEAN);
            CREATE TABLE term_pairs (
                term_id_a BIGINT, term_id_b BIGINT, papers BIGINT, npmi DOUBLE, first_seen DATE, recent_papers BIGINT
            );
            CREATE TABLE themes (theme_id INTEGER, label VARCHAR, color INTEGER, papers BIGINT);
            INSERT INTO themes VALUES (1, 'Pictures', 2, 60), (2, 'Agents', 0, 40);
            CREATE TABLE theme_terms (theme_id INTEGER, term_id BIGINT, rank BIGINT);
            INSERT INTO theme_terms VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (2, 5, 1), (2, 6, 2), (2, 1, 3);
            CREATE TABLE paper_themes AS
                SELECT paper_id, CASE WHEN rowid < 60 THEN 1 ELSE 2 END AS theme_id, true AS is_primary FROM papers;
            INSERT INTO term_trends VALUES (1, 'rising');
        """)
        connection.executemany("INSERT INTO terms VALUES (?, ?, ?)", [(key, *term) for key, term in TERMS.items()])
        connection.executemany("INSERT INTO term_pairs VALUES (?, ?, ?, ?, DATE '2025-02-03', ?)", PAIRS)
        for term_id, (_, papers) in TERMS.items():
            connection.execute(
                "INSERT INTO paper_terms SELECT paper_id, ?, rowid < 3 FROM papers LIMIT ?", [term_id, papers]
            )
        yield lambda query: run_query(connection, query)


def test_the_field_is_told_by_the_best_of_each_theme_and_none_too_frequent(run):
    # A fifth of a hundred papers: only denoising, video and tool are rare enough, and video tells no theme.
    assert run(network.field_terms(10))["term"].to_list() == ["denoising", "tool"]


def test_terms_of_a_theme_stand_in_their_order(run):
    assert run(network.terms_of_theme(2))["term"].to_list() == ["agent", "tool", "diffusion"]


def test_one_step_and_two_around_a_term(run):
    near = run(network.terms_around(1, 3, 5, 0))
    assert near.select("term", "step").rows() == [("diffusion", 0), ("denoising", 1), ("image", 1)]
    far = run(network.terms_around(1, 3, 5, 2))
    assert far.select("term", "step").rows()[3:] == [("video", 2)]
    # With pairs of ten papers or more the way to video is cut.
    assert run(network.terms_around(1, 10, 5, 2))["term"].to_list() == ["diffusion", "denoising", "image"]


def test_pairs_are_new_where_their_papers_are(run):
    pairs = run(network.pairs_among([1, 2, 3, 4], 3))
    assert pairs["npmi"].to_list() == [0.8, 0.6, 0.5, 0.4]
    # 12 of 12 instead of 3 are 6 standard deviations of 1.5; 4 of 8 instead of 2 are but 1.6 of 1.2.
    assert pairs.filter("is_new").select("term_a", "term_b").rows() == [("diffusion", "image")]
    assert run(network.pairs_among([1, 2], 17)).is_empty()


def test_a_term_is_at_home_where_most_of_its_papers_are(run):
    homes = {row["term"]: row for row in run(network.term_homes([1, 5])).to_dicts()}
    assert (homes["diffusion"]["label"], homes["diffusion"]["color"], homes["diffusion"]["direction"]) == (
        "Pictures",
        2,
        "rising",
    )
    # 60 of its 90 papers.
    assert homes["agent"]["label"] == "Pictures"
    assert homes["agent"]["direction"] is None


def test_papers_of_a_pair_have_both(run):
    rows = run(network.papers_of_pair(2, 4, limit=4))
    assert rows["found"].to_list() == [10] * 4
    assert rows["in_title"].to_list() == [2, 2, 2, 0]
    assert rows["paper_id"].to_list() == ["p2", "p1", "p0", "p9"]
