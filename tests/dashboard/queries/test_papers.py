from datetime import date

import pytest

from dashboard.queries import papers
from dashboard.queries.papers import Filters
from dashboard.query_language.paper_search import parse_search

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
    found = ask_full(papers.find_papers(filters, 100)).row(0, named=True)
    assert (found["papers"], found["dated_papers"]) == expected
    listed = ask_full(papers.found_papers(filters, 100))
    assert (listed.height, listed["published_on"].count()) == expected
    assert listed["paper_id"].to_list() == found["page"]
    assert sum(month["papers"] for month in found["months"]) == expected[1]
    assert sum(theme["papers"] for theme in found["themes"]) == expected[0], "each paper has one primary theme"


def test_titles_come_before_abstracts_then_the_newest(ask_full):
    # All papers on reasoning say so in title and abstract, but the undated one, which does in its abstract only.
    rows = ask_full(papers.found_papers(Filters(search=parse_search("reasoning")), 20)).to_dicts()
    assert rows[-1]["paper_id"] == "title:0000000000000001"
    days = [row["published_on"] for row in rows[:-1]]
    assert days == sorted(days, reverse=True)


def test_words_side_by_side_come_before_words_apart(ask_full):
    found = ask_full(papers.find_papers(Filters(search=parse_search("network benchmark")), 2)).row(0, named=True)
    # "network, benchmark" with a comma between them in every title: the newest is first; side by side nowhere.
    assert found["page"][0] == "arxiv:2502.00001"
    typed = parse_search("adversarial network")
    titles = ask_full(papers.found_papers(Filters(search=typed), 1))["title"].to_list()
    assert "adversarial network" in titles[0]


def test_sources_and_categories_are_counted_and_narrow(ask_full):
    found = ask_full(papers.find_papers(Filters(), 1)).row(0, named=True)
    assert (found["categories"], found["sources"]) == ([], []), "no paper has a category, no record is on file"
    assert ask_full(papers.collections(9)).rows() == [("a.txt", 23), ("b.txt", 23)]
    assert ask_full(papers.find_papers(Filters(source="a.txt"), 1))["papers"].item() == 0


def test_pages_follow_on_each_other(ask_full):
    def page(limit: int, offset: int = 0) -> list[str]:
        return ask_full(papers.find_papers(Filters(), limit, offset)).row(0, named=True)["page"]

    whole = page(46)
    parts = [page(20, offset) for offset in (0, 20, 40)]
    assert [paper for part in parts for paper in part] == whole
    assert [len(part) for part in parts] == [20, 20, 6]
    assert page(20, 60) == []


def test_what_is_found_is_sorted_by_theme_and_month(ask_full):
    found = ask_full(papers.find_papers(Filters(term_id=1), 20)).row(0, named=True)
    assert found["themes"] == [{"theme_id": 1, "label": "Reasoning", "color": 0, "papers": 13}]
    months = [(date(2025, 1, 1), 1), (date(2025, 2, 1), 4), (date(2025, 3, 1), 2), (date(2025, 4, 1), 5)]
    assert [(row["month"], row["papers"]) for row in found["months"]] == months
    assert found["with_code"] == 0


def test_signs_of_a_pattern_are_searched_for_as_they_are(ask_full):
    for typed, papers_found in (("100%", 0), ("paper_1", 0), ("!", 0), ("(1)", 1), ("|", 1), ("*per*", 1)):
        found = ask_full(papers.find_papers(Filters(search=parse_search(typed)), 5))
        assert found["papers"].item() == papers_found, typed


def test_papers_are_listed_in_the_order_asked_for(ask_full):
    wanted = ["title:0000000000000002", "arxiv:2501.00000", "arxiv:2504.00009"]
    rows = ask_full(papers.listed_papers(wanted)).to_dicts()
    assert [row["paper_id"] for row in rows] == wanted
    assert (rows[1]["theme_id"], rows[1]["theme"], rows[1]["keywords"], rows[1]["code"]) == (1, "Reasoning", None, None)


def test_months_and_themes_to_choose_from(ask_full):
    months = ask_full(papers.months_with_papers())
    assert months.rows() == [(date(2025, month, 1), many) for month, many in ((4, 10), (3, 4), (2, 20), (1, 10))]
    assert ask_full(papers.theme_names()).rows() == [(2, "Images", 29), (1, "Reasoning", 17)]
    assert ask_full(papers.category_counts(5)).is_empty()
