import duckdb
import pytest

from dashboard.ui.navigation import SECTIONS

STATES = ("full", "sample", "undated", "one_month", "empty", "missing")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("slug", [section.slug for section in SECTIONS])
def test_every_page_opens_in_every_state(open_page, state, slug):
    assert open_page(state, slug).html


def test_pulse_answers_first(open_page):
    plain = open_page("full", "pulse").text
    assert "Reasoning is rising; generative adversarial network is fading; flow matching is new." in plain
    assert "Feb – Mar 2025 against Jan 2025" in plain
    assert "46 papers" in plain and "1 Jan 2025 – 10 Apr 2025" in plain and "96\u2009% dated" in plain
    assert "gap in collection: Mar 2025" in plain
    assert "+100\u2009%" in plain and "+41 to +183\u2009%" in plain
    assert "+6 papers (40 before), +5 of them dated, from 1 new file." in plain
    assert "Theme Images split off." in plain


def test_pulse_says_which_verdicts_the_last_build_changed_and_why(open_page):
    page = open_page("full", "pulse")
    plain = page.text
    assert "Now rising or new term or theme why reasoning 5 more papers No longer rising" in plain
    assert "No longer rising term or theme why old hat merged into reasoning" in plain
    assert "theme Reasoning other months are compared ±0\u2009% +100\u2009%" in plain
    assert "benchmark 3 more papers" not in plain, "that was a build before"
    assert '<a href="./terms?terms=old' not in page.html, "there is no such term any more"


def test_every_number_leads_to_its_papers(open_page):
    html = open_page("full", "pulse").html
    assert '<a href="./papers?term=reasoning">13</a>' in html
    assert '<a href="./papers?theme=1">17 papers</a>' in html


def test_a_sample_is_called_a_sample(open_page):
    for slug in [section.slug for section in SECTIONS]:
        assert "A made-up sample." in open_page("sample", slug).html
        assert "A made-up sample." not in open_page("full", slug).html


def test_undated_papers_are_counted_not_plotted(open_page):
    pulse = open_page("undated", "pulse")
    plain = pulse.text
    assert "46 papers, none of them dated: no trend can be shown." in plain
    assert "reasoning 28\u2009% 13" in plain
    terms = open_page("undated", "terms")
    assert "None of the 46 papers carries a date" in terms.html
    assert not terms.app.get("vega_lite_chart")


def test_one_month_is_no_trend(open_page):
    assert "too short for a trend" in open_page("one_month", "pulse").text
    assert "fall into one period" in open_page("one_month", "terms").text


def test_without_a_warehouse_each_page_says_what_to_do(open_page):
    for slug in [section.slug for section in SECTIONS]:
        assert "<code>papertrends run</code>" in open_page("missing", slug).html


def test_a_damaged_file_is_said_to_be_damaged(open_page, tmp_path):
    (tmp_path / "papers.duckdb").write_bytes(b"no database")
    assert "The warehouse cannot be read" in open_page(tmp_path, "pulse").html


def test_a_file_of_another_program_is_said_to_be_one(open_page, tmp_path):
    with duckdb.connect(str(tmp_path / "papers.duckdb")) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS x")
    assert "it was not made by Papertrends" in open_page(tmp_path, "pulse").html


def test_terms_are_found_by_any_of_their_forms(open_page):
    plain = open_page("full", "terms", terms=["GANs, Flow-Matching"]).text
    assert "Share of papers that mention generative adversarial network or flow matching by month" in plain
    assert "GAN 5, GANs 4" in plain
    assert "Left out: 2 papers without a date. Dashed to Apr 2025: incomplete." in plain


def test_a_phrase_that_is_no_term_is_searched_and_said_so(open_page):
    plain = open_page("full", "terms", terms=["toy example"]).text
    assert "“toy example” is no indexed term. It is counted by a search of titles and abstracts" in plain
    assert "papers that mention “toy example”44 papers" in plain


def test_a_mistyped_term_offers_its_neighbours(open_page):
    plain = open_page("full", "terms", terms=["reasonning"]).text
    assert "“reasonning” is no indexed term, and no title or abstract holds these very words. Did you mean" in plain
    assert "Did you mean reasoning?" in plain and "No paper is found for “reasonning”" in plain


def test_what_is_in_no_paper_is_said_and_not_drawn(open_page):
    page = open_page("full", "terms", terms=["reasoning, zzqx"])
    assert "Share of papers that mention reasoning by month" in page.text
    assert "In no paper; not drawn: “zzqx”." in page.text and "papers that mention “zzqx”0 papers" in page.text


def test_the_grain_in_the_address_counts(open_page):
    plain = open_page("full", "terms", terms=["benchmark"], grain="quarter", measure="papers").text
    assert "Papers that mention benchmark by quarter" in plain


def test_a_theme_has_a_page(open_page):
    plain = open_page("full", "themes", theme="1").text
    assert "17 papers, 37\u2009% of all. Its share is rising: +100\u2009% (+41 to +183\u2009%, 95 %)." in plain
    assert "Paper 1-0 on reasoning" in plain
    assert "9 Apr 2025: found for the first time." in plain
    assert "10 Apr 2025: the same theme, which kept 95\u2009% of its papers or more." in plain


def test_a_theme_that_is_no_more_says_so(open_page):
    assert "There is no theme 99" in open_page("full", "themes", theme="99").html


def test_wild_titles_are_text(open_page):
    html = open_page("full", "themes", theme="1").html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; costs $$5 | *per* token $x^2$" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"term": "reasoning"}, "13 papers"),
        ({"theme": "1"}, "17 papers"),
        ({"month": "2025-02"}, "20 papers"),
        ({"theme": "1", "month": "2025-02"}, "4 papers"),
        ({"term": "GANs", "month": "2025-01"}, "5 papers"),
        ({"theme": "99"}, "46 papers"),
    ],
)
def test_links_to_papers_lead_to_as_many_as_they_say(open_page, parameters, found):
    assert f" {found} " in open_page("full", "papers", **parameters).text


def test_pulse_says_what_the_user_changed(open_page, changed):
    latest = "20250410-060000"
    rows = [
        ("decision", "a network", "CNN kept apart from a network", 1959, 1630),
        ("source", "inbox/a.csv", "a.csv taken out", 12, None),
        ("setting", "false_discovery_rate", "false discovery rate set from 0.05 to 0.1", None, None),
    ]
    names = ("kind", "subject", "change", "papers_before", "papers_now")
    page = open_page(
        changed(build_changes=[{"build_id": latest} | dict(zip(names, row, strict=True)) for row in rows]), "pulse"
    )
    assert "CNN kept apart from a network: 1,959 → 1,630 papers." in page.text
    assert "a.csv taken out (12 papers before)." in page.text
    assert "false discovery rate set from 0.05 to 0.1." in page.text
