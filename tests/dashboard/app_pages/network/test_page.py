import pytest

WILD = "=1+1 <script>$$|🙂"
# Ids as in the full warehouse: 1 reasoning, 2 GAN, 3 flow matching, 4 benchmark; 9 has a hostile name.
PAIRS = [(1, 4, 6, 0.3, 2), (3, 4, 3, 0.2, 3), (2, 4, 4, 0.6, 0), (1, 9, 9, 0.5, 9)]


@pytest.fixture
def with_pairs(changed):
    """The full warehouse with many more papers on paper, so that its terms are rare enough to be drawn, and pairs."""
    term = {"term_id": 9, "term": WILD, "words": 2, "papers": 10, "mentions": 10}
    held = [{"paper_id": f"arxiv:2504.{at:05}", "term_id": 9, "mentions": 1, "in_title": False} for at in range(10)]
    pairs = [
        dict(zip(("term_id_a", "term_id_b", "papers", "npmi", "recent_papers"), pair, strict=True)) for pair in PAIRS
    ]
    ranks = [
        {"theme_id": 2, "term_id": 9, "rank": 2, "term": WILD, "weight": 1.0},
        {"theme_id": 2, "term_id": 4, "rank": 3, "term": "benchmark", "weight": 1.0},
    ]
    return changed(terms=[term], paper_terms=held, term_pairs=pairs, theme_terms=ranks)


def test_without_pairs_the_page_says_why(open_page):
    page = open_page("full", "network")
    assert "No two terms come together in three papers or more" in page.text
    assert not page.app.get("vega_lite_chart")


def test_a_theme_has_its_network(open_page, with_pairs):
    page = open_page(with_pairs, "network", theme="2")
    # GAN and benchmark are tied; the hostile term is tied to reasoning only, which tells another theme.
    assert "Closest to each other in Images: generative adversarial network – benchmark." in page.text
    assert "2 terms, as large as their papers are many" in page.text
    assert page.app.get("vega_lite_chart")


def test_one_step_around_a_term(open_page, with_pairs):
    page = open_page(with_pairs, "network", around="benchmark")
    assert (
        "benchmark most comes together with generative adversarial network, reasoning and flow matching." in page.text
    )
    assert "4 terms, as large" in page.text
    two = open_page(with_pairs, "network", around="benchmark", steps="2")
    assert "5 terms, as large" in two.text


def test_pairs_that_newly_come_together_are_named(open_page, with_pairs):
    page = open_page(with_pairs, "network", around="reasoning")
    # Nine papers of nine in the latest quarter, where two would be.
    assert "Newly coming together" in page.text
    assert "dashed where they newly come together" in page.text


def test_fewest_papers_cut_the_network(open_page, with_pairs):
    page = open_page(with_pairs, "network", around="benchmark", min="5")
    assert "benchmark most comes together with reasoning." in page.text
    none = open_page(with_pairs, "network", around="benchmark", min="500")
    assert "benchmark comes together with no term in 500 papers or more" in none.text


def test_the_way_out_is_a_link(open_page, with_pairs):
    page = open_page(with_pairs, "network", theme="1", min="500")
    assert 'Ask for fewer papers, or <a href="./network">See the whole field</a>.' in page.html


def test_a_pair_opens_its_papers(open_page, with_pairs):
    page = open_page(with_pairs, "network", around="benchmark", one="reasoning", two="benchmark")
    # In each month the first papers hold both: 1, 2, 1 and 1.
    assert "5 papers with reasoning and benchmark" in page.text
    assert "Paper 1-0 on reasoning, generative adversarial network, benchmark" in page.text


def test_a_term_is_opened(open_page, with_pairs):
    page = open_page(with_pairs, "network", around="benchmark", open="GANs")
    assert "Generative adversarial network in words." in page.text
    assert '<a href="./terms?terms=generative+adversarial+network">Over time</a>' in page.html
    assert "./network?around=generative+adversarial+network" in page.html


def test_hostile_terms_are_text(open_page, with_pairs):
    page = open_page(with_pairs, "network", around=WILD, open=WILD)
    assert "=1+1 &lt;script&gt;$$|🙂" in page.html
    assert "<script>$$" not in page.html


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"around": "reasonning"}, "“reasonning” is no indexed term, so it has no ties. Did you mean reasoning?"),
        ({"theme": "99"}, "There is no theme 99."),
        ({"theme": "1", "min": "500"}, "No two telling terms of Reasoning come together in 500 papers or more."),
        ({"theme": "2", "around": "benchmark"}, "The network is drawn around the term; the theme does not count."),
        ({"around": "reasoning", "min": "500"}, "more than a fifth of all: it comes together with everything."),
    ],
)
def test_what_cannot_be_drawn_is_said(open_page, with_pairs, parameters, said):
    assert said in open_page(with_pairs, "network", **parameters).text
