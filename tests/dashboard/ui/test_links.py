from datetime import date

import pytest

from dashboard.ui.links import page_link, paper_link, papers_link, sql_link, terms_link, theme_link


def test_papers_are_filtered_by_what_is_given():
    assert papers_link() == "./papers"
    assert papers_link(term="multi-task learning", month=date(2025, 3, 1)) == (
        "./papers?term=multi-task+learning&month=2025-03"
    )
    assert papers_link(theme=7, q="a&b") == "./papers?q=a%26b&theme=7"


def test_terms_are_a_query_with_a_line_each():
    assert terms_link(["diffusion", "C++"], grain="week") == "./terms?terms=diffusion%2C+C%2B%2B&grain=week"
    assert terms_link(["yin / yang"]) == "./terms?terms=%5Byin+%2F+yang%5D"


def test_the_home_page_has_no_slug():
    assert page_link("pulse") == "./"
    assert theme_link(3) == "./themes?theme=3"
    assert paper_link("arxiv:2501.00001") == "./papers?paper=arxiv%3A2501.00001"
    assert sql_link("SELECT 1") == "./sql?sql=SELECT+1"


def test_an_unknown_page_is_named():
    with pytest.raises(KeyError, match="no page 'paper'"):
        page_link("paper")
