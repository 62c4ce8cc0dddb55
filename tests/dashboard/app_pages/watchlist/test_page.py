"""The page Watchlist: following, what became of it, its digest, and lists that were sent."""

from dashboard.warehouse_access.watchlist import Followed, read_watchlist
from warehouse.paths import data_paths

WILD = "<script>alert(1)</script> costs $$5 | *per* =1 🙂"


def followed(folder) -> list[Followed]:
    return read_watchlist(data_paths(folder).watchlist)


def test_an_empty_list_says_how_to_begin(open_page):
    page = open_page("full", "watchlist")
    assert "Follow terms and themes, and read once a week what became of them." in page.text
    assert "Nothing is followed yet" in page.text
    assert not page.app.get("download_button")
    # Only one term rises.
    assert 'Rising now: <a href="./watchlist?add=reasoning">reasoning</a>.' in page.html
    assert "Most frequent: reasoning, " in open_page("undated", "watchlist").text


def test_a_term_is_followed_by_any_of_its_forms_and_taken_off(open_page, changed):
    folder = changed()
    page = open_page(folder, "watchlist")
    page.app.text_input(key="follow_term").set_value("GANs")
    page.app.button(key="FormSubmitter:follow_form-Follow").click().run()
    assert followed(folder) == [Followed("generative adversarial network")]
    assert "The one thing followed fades; 0 new papers, 4 – 10 Apr 2025." in page.text
    assert '<a href="./papers?term=generative+adversarial+network">7 papers</a>' in page.html
    assert "−75" in page.text
    assert 'href="./watchlist?term=generative+adversarial+network"' in page.html
    page.app.button(key="unfollow_0").click().run()
    assert followed(folder) == [] and "Nothing is followed yet" in page.text


def test_a_theme_is_followed_with_its_new_papers(open_page, changed):
    folder = changed()
    page = open_page(folder, "watchlist")
    page.app.selectbox(key="follow_theme").set_value(1).run()
    assert followed(folder) == [Followed(theme=1)]
    assert "The one thing followed rises; 5 new papers, 4 – 10 Apr 2025." in page.text
    assert '<a href="./papers?theme=1">5</a>' in page.html
    assert "New papers, 4 – 10 Apr 2025" in page.text and "7 papers came in all" in page.text
    assert page.html.count("Paper 4-") == 5
    assert len(page.app.get("download_button")) == 2


def test_what_is_no_term_is_not_followed(open_page, changed):
    folder = changed()
    page = open_page(folder, "watchlist", add="<b>reasonning")
    page.app.button(key="FormSubmitter:follow_form-Follow").click().run()
    assert "<b>reasonning is no indexed term" in page.text and "<b>reasonning" not in page.html
    assert followed(folder) == []


def test_a_link_of_another_page_offers_a_term(open_page, changed):
    folder = changed()
    page = open_page(folder, "watchlist", add="reasoning")
    assert page.app.text_input(key="follow_term").value == "reasoning"
    assert followed(folder) == [], "a link changes nothing by itself"
    page.app.button(key="FormSubmitter:follow_form-Follow").click().run()
    assert followed(folder) == [Followed("reasoning")]


def test_a_link_of_another_page_offers_a_theme(open_page, changed):
    folder = changed()
    page = open_page(folder, "watchlist", add_theme="2")
    assert followed(folder) == []
    assert page.app.button(key="follow_offered").label == "Follow Images"
    page.app.button(key="follow_offered").click().run()
    assert followed(folder) == [Followed(theme=2)]
    assert "add_theme" not in page.app.query_params


def test_a_sent_list_is_shown_and_can_be_followed(open_page, changed):
    folder = changed()
    page = open_page(folder, "watchlist", term=["reasoning", "nowhere"], theme=["2", "x"])
    assert "Of 2 things followed, 1 rises, 1 fades and 2 have new papers" in page.text
    assert "Not in this build: nowhere." in page.text
    assert followed(folder) == []
    page.app.button(key="follow_all").click().run()
    assert followed(folder) == [Followed("reasoning"), Followed("nowhere"), Followed(theme=2)]


def test_what_is_no_more_is_said_and_can_be_taken_off(open_page, changed):
    folder = changed()
    data_paths(folder).watchlist.write_text(f"- {{term: '{WILD}'}}\n- {{theme: 77}}\n")
    page = open_page(folder, "watchlist")
    assert f"Not in this build: {WILD} and theme 77." in page.text
    assert "<script>" not in page.html
    page.app.button(key="unfollow_1").click().run()
    assert followed(folder) == [Followed(WILD)]


def test_a_list_that_cannot_be_read_is_said(open_page, changed):
    folder = changed()
    data_paths(folder).watchlist.write_text("- {topic: <i>}\n")
    page = open_page(folder, "watchlist")
    assert "entry 1: write" in page.text
    assert data_paths(folder).watchlist.read_text() == "- {topic: <i>}\n"


def test_nothing_new_where_nothing_is_dated(open_page):
    page = open_page("undated", "watchlist", term="reasoning")
    assert "The one thing followed shows no trend." in page.text
    assert "No paper is dated to a day or month, so none can be called new." in page.text


def test_wild_titles_are_text(open_page, changed):
    folder = changed(papers=[{"paper_id": "arxiv:2504.00004", "title": WILD}])
    page = open_page(folder, "watchlist", term="reasoning")
    assert WILD in page.text and "<script>" not in page.html
