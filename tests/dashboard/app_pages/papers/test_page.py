import csv
import io

import pytest

from dashboard.exports.citations import to_bibtex, to_ris
from dashboard.exports.files import to_csv
from dashboard.queries.papers import Filters, found_papers
from dashboard.query import run_query
from warehouse.connection import open_served
from warehouse.paths import data_paths

FIRST = "arxiv:2501.00000"


def listed(page) -> int:
    return page.html.count('<li class="pt-paper">')


def test_all_papers_are_counted_and_sorted_into_themes_and_months(open_page):
    page = open_page("full", "papers")
    assert "46 papers 2 undated" in page.text
    assert "Images29 Reasoning17" in page.text
    assert all(
        f'title="{month}: {papers}"' in page.html
        for month, papers in (("Jan 2025", "10 papers"), ("Mar 2025", "4 papers"))
    )
    assert 'href="./papers?month=2025-03"' in page.html
    assert listed(page) == 20
    assert "page 1 of 3" in page.text


def test_the_last_page_holds_the_rest_and_leads_back(open_page):
    page = open_page("full", "papers", page="3", q="on")
    assert listed(page) == 6
    assert "page 3 of 3" in page.text and "next" not in page.text
    assert 'href="./papers?q=on&amp;page=2"' in page.html


def test_a_term_is_found_by_any_form_and_marked(open_page):
    page = open_page("full", "papers", term="Reasoning")
    assert "13 papers 1 undated" in page.text
    assert "We look at <mark>reasoning</mark>" in page.html
    assert "7 papers" in open_page("full", "papers", term="gans").text


def test_conditions_of_the_address_add_up(open_page):
    page = open_page("full", "papers", theme="1", month="2025-02")
    assert "4 papers" in page.text and listed(page) == 4
    assert "1 paper 1 undated" in open_page("full", "papers", theme="1", dating="undated").text


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"theme": "999"}, "There is no theme 999 in this build, so the list is not narrowed to it."),
        ({"theme": "<b>x"}, "There is no theme <b>x in this build"),
        ({"month": "2031-01"}, "No paper is dated January 2031, so the list is not narrowed to it."),
        ({"month": "soon"}, "No paper is dated soon, so"),
        ({"page": "9999"}, "There is no page 9,999; this is the last."),
        ({"page": "-1"}, "page 1 of 3"),
        ({"page": "x"}, "page 1 of 3"),
        ({"category": "cs.XX", "dating": "perhaps", "code": "maybe"}, "46 papers"),
    ],
)
def test_what_the_address_asks_for_and_is_not_there_is_said(open_page, parameters, said):
    page = open_page("full", "papers", **parameters)
    assert said in page.text
    assert "46 papers 2 undated" in page.text
    page.app.run()
    if "There is no theme" in said or "No paper is dated" in said:
        assert said in page.text, "it stays said when something else makes the page run again"


def test_an_unknown_term_is_searched_for_and_said_so(open_page):
    page = open_page("full", "papers", term="toy example")
    assert "toy example is no indexed term; papers with these very words are shown." in page.text
    assert "44 papers" in page.text


def test_asking_for_something_else_begins_at_the_first_page(open_page):
    page = open_page("full", "papers", page="3")
    page.app.text_input(key="q").set_value("paper").run()
    assert "page 1 of 3" in page.text and listed(page) == 20


def test_nothing_fits(open_page):
    page = open_page("full", "papers", q="quaternion")
    assert "No paper fits" in page.text
    assert not listed(page)


def test_what_was_perhaps_meant_is_offered(open_page):
    page = open_page("full", "papers", q='"reasonign"', theme="1")
    assert "No paper fits" in page.text and "Did you mean" in page.text
    assert 'href="./papers?q=%22reasoning%22&amp;theme=1"' in page.html
    page = open_page("full", "papers", term="resoning")
    assert 'href="./papers?q=%22reasoning%22"' in page.html
    assert "Did you mean" not in open_page("full", "papers", q="reasonign", theme="2").text


def test_states_say_what_is_missing(open_page):
    assert "46 papers 46 undated" in open_page("undated", "papers").text
    assert "When they appeared" not in open_page("undated", "papers").text
    assert "20 papers" in open_page("one_month", "papers").text
    assert "The build that is served holds no paper." in open_page("empty", "papers").text
    assert "No run has published a warehouse" in open_page("missing", "papers").text


def test_one_paper_says_all_that_is_known(open_page, changed):
    folder = changed(
        sightings=[
            {"paper_id": FIRST, "source_id": "0" * 16, "position": 4, "stated_precision": "none"},
            {
                "paper_id": FIRST,
                "source_id": f"{1:016x}",
                "position": 7,
                "stated_precision": "none",
                "merged_by": "title",
            },
        ],
        keywords=[
            {"paper_id": FIRST, "rank": 1, "term_id": 1, "keyword": "reasoning", "score": 2.0},
            {"paper_id": FIRST, "rank": 2, "term_id": 77, "keyword": "toy example", "score": 1.0},
        ],
        paper_links=[
            {
                "paper_id": FIRST,
                "url": "https://github.com/a/b",
                "kind": "code",
                "host": "github.com",
                "repository": "a/b",
            }
        ],
    )
    page = open_page(folder, "papers", paper=FIRST)
    assert "Paper 1-0 on reasoning, generative adversarial network, benchmark" in page.text
    assert "listed 1 Jan 2025" in page.text
    assert '<a class="pt-marked" href="./terms?terms=reasoning">reasoning</a>' in page.html
    assert 'title="in 13 papers">reasoning' in page.html
    assert 'title="in too few papers to be indexed">toy example' in page.html
    assert '<a href="https://github.com/a/b" target="_blank" rel="noopener noreferrer">a/b</a>' in page.html
    assert "a.txt 4 no date – founded the paper b.txt 7 no date – same title" in page.text
    assert "Reasoning50\u2009%" in page.text
    assert "1 with code" in open_page(folder, "papers").text
    assert "1 paper" in open_page(folder, "papers", code="true").text


def test_facets_narrow_by_category_source_and_code(open_page, changed):
    record = {"source_id": "0" * 16, "stated_precision": "none"}
    folder = changed(
        papers=[
            {"paper_id": "arxiv:2501.00000", "categories": ["cs.CL", "<b>x"]},
            {"paper_id": "arxiv:2501.00001", "categories": ["cs.CL"]},
        ],
        sightings=[
            record | {"paper_id": "arxiv:2501.00000", "position": 1},
            record | {"paper_id": "arxiv:2501.00001", "source_id": f"{1:016x}", "position": 1},
            record | {"paper_id": "arxiv:2501.00001", "position": 2, "merged_by": "title"},
        ],
        paper_links=[
            {
                "paper_id": FIRST,
                "url": "https://github.com/a/b",
                "kind": "code",
                "host": "github.com",
                "repository": "a/b",
            }
        ],
    )
    page = open_page(folder, "papers")
    assert "cs.CL2 <b>x1" in page.text and "<b>x" not in page.html
    assert "a.txt2 b.txt1" in page.text
    assert 'href="./papers?category=cs.CL"' in page.html and 'href="./papers?source=b.txt"' in page.html
    assert '<a href="./papers?code=true">with a link to code</a>' in page.html
    assert " 2 papers " in open_page(folder, "papers", category="cs.CL").text
    assert " 1 paper " in open_page(folder, "papers", source="b.txt").text
    assert " 46 papers " in open_page(folder, "papers", source="c.txt").text


def test_a_paper_that_is_not_there(open_page):
    page = open_page("full", "papers", paper="<script>x")
    assert "The warehouse holds no paper by the id <script>x." in page.text
    assert "<script>x" not in page.html


WILD = {
    "arxiv:2501.00000": "<script>alert(1)</script>",
    "arxiv:2501.00001": "Costs $$5 and $x^2$ | *per* `token`",
    "arxiv:2501.00002": "=1+1",
    "arxiv:2501.00003": 'Smile 🙂 & "quote" {brace}',
}


def test_wild_titles_are_text_and_leave_safely(open_page, changed):
    folder = changed(papers=[{"paper_id": paper_id, "title": title} for paper_id, title in WILD.items()])
    page = open_page(folder, "papers", month="2025-01")
    for paper_id, title in WILD.items():
        assert title in page.text
        assert title in open_page(folder, "papers", paper=paper_id).text
    assert "<script>alert" not in page.html
    assert "<mark>$x^2$</mark>" in open_page(folder, "papers", q="$x^2$").html

    with open_served(data_paths(folder).served) as connection:
        papers = run_query(connection, found_papers(Filters(), 2000))
    rows = {row["paper_id"]: row for row in csv.DictReader(io.StringIO(to_csv(papers).decode("utf-8-sig")))}
    assert len(rows) == 46
    titles = {paper_id: rows[paper_id]["title"] for paper_id in WILD}
    assert titles == WILD | {"arxiv:2501.00002": "'=1+1"}
    bibtex = to_bibtex(papers.to_dicts()).decode()
    assert r"title = {{Costs \$\$5 and \$x\textasciicircum{}2\$ | *per* `token`}}" in bibtex
    assert r'title = {{Smile 🙂 \& "quote" \{brace\}}}' in bibtex
    assert bibtex.count("\n@") == 45
    ris = to_ris(papers.to_dicts()).decode().split("\r\n")
    assert {f"TI  - {title}" for title in WILD.values()} <= set(ris)
    assert ris.count("ER  - ") == 46
