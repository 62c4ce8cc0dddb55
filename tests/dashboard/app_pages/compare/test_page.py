from datetime import date, datetime

import pytest

WILD = "=1+1 <script>$$|🙂"


def wild_term(changed, **more):
    """The full warehouse with one more term, with a hostile name, in all papers of April."""
    term = {"term_id": 9, "term": WILD, "words": 2, "papers": 10, "mentions": 10}
    held = [
        {"paper_id": f"arxiv:2504.{place:05}", "term_id": 9, "mentions": 1, "in_title": False} for place in range(10)
    ]
    return changed(terms=[term], paper_terms=held, **more)


def test_by_default_the_recent_window_is_set_against_the_baseline(open_page):
    page = open_page("full", "compare")
    # February and March, 24 papers, against January, 10; few terms, so nothing is sure.
    assert "Terms that most tell Feb – Mar 2025 from Jan 2025" in page.text
    assert "Feb – Mar 2025 24 papers" in page.text
    assert "Only 10 papers in “Jan 2025”: differences are not to be trusted." in page.text
    assert "2 papers without a date can be in no period." in page.text
    address = {name: page.app.query_params[name] for name in ("a_from", "a_to", "b_from", "b_to")}
    assert address == {"a_from": "2025-02", "a_to": "2025-03", "b_from": "2025-01", "b_to": "2025-01"}


def test_counts_and_shares_stand_beside_each_term(open_page):
    page = open_page("full", "compare", a_from="2025-01", a_to="2025-02", b_from="2025-03", b_to="2025-04")
    # GAN in 7 of 30 papers before, in none of 14 after; reasoning in 5 of 30 and in 7 of 14.
    assert "generative adversarial network +" in page.text
    assert "23\u2009% 7 0\u2009% 0" in page.text
    assert "17\u2009% 5 50\u2009% 7" in page.text
    assert "benchmark" not in page.text.split("More in")[1]


def test_without_dates_the_two_largest_themes_are_compared(open_page):
    page = open_page("undated", "compare")
    assert "Images 29 papers" in page.text and "Reasoning 17 papers" in page.text
    assert not [box for box in page.app.selectbox if box.label in ("From", "To")]


def test_the_rest_is_all_others(open_page):
    page = open_page("full", "compare", a_theme="1", b_rest="true")
    assert "Reasoning 17 papers" in page.text
    assert "all other papers 29 papers" in page.text
    # 13 of 17 papers against none of 29; with so few, no difference is sure.
    assert "No term tells these two slices apart beyond chance." in page.text
    assert "reasoning +1.8 76\u2009% 13 0\u2009% 0" in page.text


def test_overlap_is_said(open_page):
    page = open_page("full", "compare", a_theme="1", b_from="2025-01", b_to="2025-02")
    assert "The slices overlap: 5 papers are in both and count in each." in page.text


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"a_theme": "1", "b_theme": "1"}, "Both slices are the same papers"),
        ({"a_theme": "1", "b_category": "cs.CL"}, "No paper has the category cs.CL."),
        ({"a_theme": "7", "b_theme": "1"}, "There is no theme 7."),
        ({"a_source": "fax", "b_theme": "1"}, "There is no source fax."),
        ({"a_term": "fancy words", "b_theme": "1"}, "“fancy words” is no indexed term."),
        ({"a_from": "soon", "b_theme": "1"}, "“soon” is no month."),
        ({"a_from": "2025-13", "b_theme": "1"}, "“2025-13” is no month."),
        ({"a_from": "2025-04", "a_to": "2025-01", "b_theme": "1"}, "It ends before it begins"),
        ({"a_from": "2024-01", "a_to": "2024-02", "b_theme": "1"}, "No paper is in the slice “Jan – Feb 2024”."),
    ],
)
def test_what_cannot_be_compared_is_said(open_page, parameters, said):
    assert said in open_page("full", "compare", **parameters).text


def test_a_term_makes_a_slice_whatever_its_form(open_page):
    page = open_page("full", "compare", a_term="GANs", b_rest="true")
    assert "“generative adversarial network” 7 papers" in page.text


def test_a_term_opens_its_papers_in_each_slice(open_page):
    page = open_page("full", "compare", a_theme="1", b_rest="true", open="benchmark")
    assert "Papers that mention benchmark" in page.text
    assert "in Reasoning" in page.text and "in all other papers" in page.text
    assert "Paper 1-0 on reasoning" in page.text
    assert "./terms?terms=benchmark" in page.html
    assert "is no indexed term, so it has no papers" in open_page("full", "compare", open="zzz").text


def test_hostile_terms_are_text(open_page, changed):
    page = open_page(wild_term(changed), "compare", a_from="2025-04", a_to="2025-04", b_rest="true", open=WILD)
    assert "=1+1 &lt;script&gt;$$|🙂" in page.html
    assert "<script>$$" not in page.html
    assert "10 papers in Apr 2025" in page.text


def test_nothing_to_compare_in_an_empty_warehouse(open_page):
    assert "Nothing to compare yet" in open_page("empty", "compare").text


def test_one_theme_and_no_dates_is_said(open_page, changed):
    folder = changed(themes=[])
    page = open_page(folder, "compare", a_theme="1", a_from="2025-01", a_to="2025-02", b_rest="true")
    assert "Jan – Feb 2025, Reasoning 5 papers" in page.text


def test_the_rate_of_the_build_decides_what_is_chance(open_page, changed):
    slices = {"a_theme": "1", "b_rest": "true"}
    strict = open_page("full", "compare", **slices)
    assert "no more than 5.0\u2009% of those beyond z =" in strict.text
    assert "No term tells these two slices apart beyond chance." in strict.text
    # reasoning has z = 1.8 and is one of four terms: p = 0.07, below 0.5 / 4.
    build = {
        "build_id": "20260101-000000",
        "started_at": datetime(2026, 1, 1),
        "published_at": datetime(2026, 1, 1),
        "papers": 46,
        "dated_papers": 44,
        "analyser_version": "1",
        "git_revision": "unknown",
        "is_sample": False,
        "baseline_start": date(2025, 1, 1),
        "recent_start": date(2025, 2, 1),
        "recent_end": date(2025, 3, 31),
        "false_discovery_rate": 0.5,
    }
    lenient = open_page(changed(builds=[build]), "compare", **slices)
    assert "no more than 50\u2009% of those beyond z =" in lenient.text
    assert "More about reasoning in Reasoning" in lenient.text
