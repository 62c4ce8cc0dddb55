import csv
import io
import re
from urllib.parse import urlsplit

_NOTE_REFUSALS = """
() => {
  window.isRefused = false;
  const said = () => document.querySelector(".pt-refused")?.textContent;
  const look = () => { window.isRefused ||= !!said()?.includes("Stopped after"); };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}
"""
PAGES = ["", "terms", "themes", "compare", "network", "papers", "watchlist", "add", "data", "sql"]


def test_nothing_is_wider_than_a_narrow_window(visit):
    visitor = visit(width=420, height=900)
    visitor.open()
    for path in PAGES:
        visitor.turn_to(path)
        widths = visitor.page.evaluate("[document.querySelector('.stMain').scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], (path, widths)
        visitor.check()
        assert len(visitor.text()) > 200, path
        # What is wider than the window slides within its own frame, and says so.
        hint = visitor.page.locator(".pt-wider p")
        assert [one.bounding_box()["height"] > 10 for one in hint.all()] == [
            path in ("themes", "network")
        ] * hint.count()


def test_nothing_is_wider_than_half_a_screen(visit):
    visitor = visit(width=1000, height=900)
    visitor.open("themes")
    for path in ("themes", "compare", "network"):
        visitor.turn_to(path)
        widths = visitor.page.evaluate("[document.querySelector('.stMain').scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], (path, widths)


def test_the_sample_is_called_a_sample(reader):
    reader.turn_to()
    assert "A made-up sample." in reader.text()


def test_the_home_page_is_found_by_its_name_too(visit):
    visitor = visit()
    visitor.open("pulse?from=mail")
    assert visitor.page.locator(".pt-answer").count() == 1
    assert urlsplit(visitor.page.url).path == "/" and urlsplit(visitor.page.url).query == "from=mail"


def test_time_has_its_labels_below_the_lines(reader):
    # What Vega makes of an expression in the browser differs from what it makes in a file.
    reader.turn_to("terms")
    axis = reader.page.locator("[data-testid=stVegaLiteChart] svg.marks .role-axis-label text")
    axis.filter(has_text=re.compile(r"^[A-Z][a-z]{2} 20\d\d$")).first.wait_for()


def test_from_a_rising_term_to_its_line(reader):
    reader.turn_to()
    page = reader.page
    first = page.locator(".pt-table tbody th a").first
    term = first.inner_text()
    first.click()
    page.wait_for_url("**/terms?terms=*")
    reader.wait()
    assert term.lower() in reader.text().lower()
    page.wait_for_selector("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")


def test_a_search_finds_papers_and_a_paper_opens(reader):
    reader.turn_to("papers")
    page = reader.page
    page.get_by_label("Search").fill("diffusion")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers?q=diffusion*")
    reader.wait()
    titles = page.locator(".pt-paper-title a")
    assert titles.count() > 0
    title = titles.first.inner_text()
    titles.first.click()
    page.wait_for_url("**/papers?paper=*")
    reader.wait()
    assert page.locator("h1").first.inner_text() == title
    assert page.locator(".pt-marked").count() > 0
    assert "How it is known" in reader.text()


def test_a_forbidden_query_is_refused_in_words(reader):
    reader.turn_to("sql?sql=DROP+TABLE+papers")
    assert "DROP is refused" in reader.text()


def test_a_query_that_would_never_end_holds_nobody_up(visit):
    visitor = visit()
    visitor.open("sql?sql=SELECT+range(1000000000)")
    assert "needs more memory than it may have" in visitor.text()
    page = visitor.page
    editor = page.get_by_label("Query")
    editor.fill("SELECT levenshtein(repeat('a', 1000000), repeat('b', 1000000))")
    editor.press("Control+Enter")
    page.get_by_text("Asking the warehouse").wait_for()
    page.evaluate(_NOTE_REFUSALS)
    other = visit()
    other.open("watchlist")
    editor.fill("SELECT 42 AS answer")
    editor.press("Control+Enter")
    page.get_by_text("1 row in").wait_for()
    assert not page.evaluate("window.isRefused"), "it did not wait until the endless one was stopped"


def test_a_search_is_marked_narrowed_and_taken_away(reader):
    reader.turn_to("papers?q=diffusion")
    page = reader.page
    assert page.locator(".pt-paper mark").first.inner_text().lower() == "diffusion"
    facet = page.locator(".pt-facets li").first
    narrowed = facet.locator("small").inner_text()
    facet.locator("a").click()
    page.wait_for_url("**/papers?q=diffusion&theme=*")
    reader.wait()
    assert page.locator(".pt-title").first.inner_text().split()[0] == narrowed
    with page.expect_download() as download:
        page.get_by_role("button", name="BibTeX", exact=True).click()
    assert download.value.path().read_text(encoding="utf-8").count("\n@") + 1 == int(narrowed)


def test_turning_pages_keeps_the_search_and_a_new_search_begins_anew(reader):
    reader.turn_to("papers?q=a")
    page = reader.page
    first = page.locator(".pt-paper-title").first.inner_text()
    page.get_by_role("link", name="next ›").click()
    page.wait_for_url("**/papers?q=a&page=2")
    reader.wait()
    assert "page 2 of" in reader.text()
    assert page.locator(".pt-paper-title").first.inner_text() != first
    page.get_by_label("Search").fill("the")
    page.keyboard.press("Enter")
    page.wait_for_function("!location.search.includes('page=')")
    reader.wait()
    assert "page 1 of" in reader.text()


def test_a_table_opens_to_its_columns(reader):
    reader.turn_to("sql")
    page = reader.page
    page.locator(".pt-schema summary", has_text="paper_links").click()
    page.get_by_role("link", name="Its first rows").locator("visible=true").click()
    page.wait_for_url("**/sql?sql=FROM+paper_links+LIMIT+20")
    reader.wait()
    assert page.get_by_label("Query").input_value() == "FROM paper_links LIMIT 20"


def test_what_the_address_asks_for_and_is_not_there_is_said(reader):
    reader.turn_to("papers?theme=9999&month=2031-01&page=9999")
    for said in ("There is no theme 9999", "No paper is dated January 2031", "There is no page 9,999"):
        assert said in reader.text()
    reader.turn_to("data?grain=foo")
    assert "Dated papers in English by " in reader.text()
    reader.turn_to("papers?paper=none")
    assert "No such paper" in reader.text()


def click_mark(page, mark: str, place: int = 0) -> str:
    """Clicks a mark of the chart by its role in the picture; gives what it is called."""
    found = page.locator(f"[data-testid=stVegaLiteChart] path[aria-roledescription='{mark}']")
    found.first.wait_for()
    found.nth(place).click(force=True)
    return found.nth(place).get_attribute("aria-label")


def test_two_slices_are_compared_and_a_term_leads_to_its_papers(reader):
    reader.turn_to("compare")
    page = reader.page
    page.wait_for_url("**/compare?a_from=*&b_to=*")
    reader.turn_to("compare?a_theme=1&b_rest=true")
    assert "More about" in page.locator("h1").first.inner_text()
    name = click_mark(page, "rect mark")
    page.wait_for_url("**&open=*")
    reader.wait()
    opened = page.locator("h2", has_text="Papers that mention").inner_text()
    assert opened.removeprefix("Papers that mention ") in name
    assert page.locator(".pt-papers li").count() > 0
    page.get_by_text("Data, SQL, picture and link").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).first.click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[0][:4] == ["term_id", "term", "papers_a", "papers_b"]


def test_a_slice_is_chosen_and_stands_in_the_address(reader, visit):
    reader.turn_to("compare")
    page = reader.page
    page.get_by_text("Choose the second slice").click()
    page.locator("label", has_text="All papers that are not in the first slice").click()
    page.wait_for_url("**b_rest=true*")
    reader.wait()
    assert "all other papers" in reader.text()
    page.get_by_text("Choose the first slice").click()
    page.get_by_role("combobox", name="Papers that mention").fill("diffusion")
    page.keyboard.press("Enter")
    page.wait_for_url("**a_term=*")
    reader.wait()
    address = page.url
    said = page.locator("h1").first.inner_text()
    again = visit()
    again.open(address.rsplit("/", 1)[1])
    assert again.page.locator("h1").first.inner_text() == said


def test_a_network_opens_its_terms_and_ties(reader):
    reader.turn_to("network")
    page = reader.page
    name = click_mark(page, "circle")
    page.wait_for_url("**open=*")
    reader.wait()
    term = page.locator("h2.pt-head").first.inner_text()
    assert f": {term};" in name
    page.get_by_role("link", name="The network around it").click()
    page.wait_for_url("**/network?around=*")
    reader.wait()
    assert "most comes together with" in page.locator("h1").first.inner_text()
    pair = page.locator(".pt-grid th a").first
    papers = page.locator(".pt-grid td.pt-number").first.inner_text()
    pair.click()
    page.wait_for_url("**one=*&two=*")
    reader.wait()
    assert page.locator("h2.pt-head").first.inner_text().startswith(f"{papers} paper")
    assert page.locator(".pt-papers li").count() == min(int(papers), 20)


def test_themes_have_three_pictures_and_a_bubble_opens_a_theme(reader):
    reader.turn_to("themes")
    page = reader.page
    for view in ("over time", "strategic diagram"):
        page.get_by_role("radio", name=view).click()
        page.wait_for_url(f"**view={view.replace(' ', '+')}*")
        reader.wait()
        page.wait_for_selector("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas")
    click_mark(page, "circle")
    page.wait_for_url("**theme=*")
    reader.wait()
    assert "All themes" in reader.text()
