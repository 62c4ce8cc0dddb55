from datetime import date

import pytest

from dashboard.queries import papers
from dashboard.queries.papers import Filters
from dashboard.search import parse_search

FEB = date(2025, 2, 1)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), (46, 44)),
        (Filters(search=parse_search("reasoning")), (13, 12)),
        (Filters(search=parse_search('"generative adversarial network"')), (7, 7)),
        (Filters(search=parse_search('"adversarial generative"')), (0, 0)),
        (Filters(search=parse_search("reasoning bench")), (5, 5)),
        (Filters(term_id=1), (13, 12)),
        (Filters(term_id=1, month=FEB), (4, 4)),
        (Filters(theme_id=1), (17, 16)),
        (Filters(theme_id=1, dated=False), (1, 0)),
        (Filters(dated=True), (44, 44)),
        (Filters(month=FEB), (20, 20)),
        (Filters(category="cs.CL"), (0, 0)),
        (Filters(code=True), (0, 0)),
        (Filters(search=parse_search("<script> $x^2$ (none)")), (0, 0)),
        (Filters(search=parse_search("$$5 $x^2$")), (1, 0)),
    ],
)
def test_conditions_add_up(ask_full, filters, expected):
    assert ask_full(papers.count_papers(filters)).select("papers", "dated_papers").row(0) == expected
    listed = ask_full(papers.list_papers(filters, 100))
    assert (listed.height, listed["published_on"].count()) == expected


def test_titles_come_before_abstracts_then_the_newest(ask_full):
    # All papers on reasoning say so in title and abstract, but the undated one, which does in its abstract only.
    rows = ask_full(papers.list_papers(Filters(search=parse_search("reasoning")), 20)).to_dicts()
    assert rows[-1]["paper_id"] == "title:0000000000000001"
    days = [row["published_on"] for row in rows[:-1]]
    assert days == sorted(days, reverse=True)


def test_pages_follow_on_each_other(ask_full):
    whole = ask_full(papers.list_papers(Filters(), 46))["paper_id"].to_list()
    parts = [ask_full(papers.list_papers(Filters(), 20, offset))["paper_id"].to_list() for offset in (0, 20, 40)]
    assert [paper for part in parts for paper in part] == whole
    assert [len(part) for part in parts] == [20, 20, 6]


def test_a_listed_paper_names_its_theme(ask_full):
    [row] = ask_full(papers.list_papers(Filters(search=parse_search('"paper 1-0"')), 5)).to_dicts()
    assert (row["theme_id"], row["theme"], row["keywords"], row["code"]) == (1, "Reasoning", None, None)


def test_months_and_themes_to_choose_from(ask_full):
    months = ask_full(papers.months_with_papers())
    assert months.rows() == [(date(2025, month, 1), many) for month, many in ((4, 10), (3, 4), (2, 20), (1, 10))]
    assert ask_full(papers.theme_names()).rows() == [(2, "Images", 29), (1, "Reasoning", 17)]
    assert ask_full(papers.category_counts(5)).is_empty()


def test_one_paper(ask_full):
    assert ask_full(papers.one_paper("arxiv:2501.00000"))["title"].item().startswith("Paper 1-0 on reasoning")
    assert ask_full(papers.one_paper("arxiv:none")).is_empty()
    assert ask_full(papers.paper_themes("arxiv:2501.00000")).rows() == [(1, "Reasoning", 0, 0.5)]
    for question in (papers.paper_keywords, papers.paper_sightings, papers.paper_links):
        assert ask_full(question("arxiv:2501.00000")).is_empty()
    assert ask_full(papers.similar_papers("arxiv:2501.00000", 5)).is_empty()
