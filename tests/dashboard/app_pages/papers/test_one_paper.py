from datetime import date

from dashboard.app_pages.papers.one_paper import keyword_html, stated


def test_a_keyword_leads_to_its_line_where_it_is_indexed():
    assert keyword_html({"keyword": "<b>", "papers": 3}) == (
        '<a href="./terms?terms=%3Cb%3E" class="pt-chip" title="in 3 papers">&lt;b&gt;</a>'
    )
    assert keyword_html({"keyword": "<b>", "papers": None}) == (
        '<span class="pt-chip pt-faint" title="in too few papers to be indexed">&lt;b&gt;</span>'
    )


def test_a_stated_date_is_as_exact_as_it_is_known():
    assert stated({"stated_on": date(2025, 3, 9), "stated_precision": "month"}) == "Mar 2025"
    assert stated({"stated_on": None, "stated_precision": "none"}) == "no date"
