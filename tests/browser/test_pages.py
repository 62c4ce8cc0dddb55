import csv
import io

import pytest

PAGES = ["", "terms", "themes", "papers", "data", "sql"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_page_opens_by_its_address(visit, mode):
    visitor = visit(mode=mode)
    for path in PAGES:
        visitor.open(path)
        visitor.check()
        assert len(visitor.text()) > 200, path


def test_nothing_is_wider_than_a_narrow_window(visit):
    visitor = visit(width=420, height=900)
    for path in PAGES:
        visitor.open(path)
        widths = visitor.page.evaluate("[document.querySelector('.stMain').scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], (path, widths)


def test_the_sample_is_called_a_sample(visit):
    visitor = visit()
    visitor.open()
    assert "A made-up sample." in visitor.text()


def test_from_a_rising_term_to_its_papers(visit):
    visitor = visit()
    visitor.open()
    page = visitor.page
    first = page.locator(".pt-table tbody th a").first
    term = first.inner_text()
    first.click()
    page.wait_for_url("**/terms?terms=*")
    visitor.wait()
    assert term.lower() in visitor.text().lower()
    page.wait_for_selector("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
    page.go_back()
    page.wait_for_selector(".pt-answer")
    visitor.wait()
    numbers = page.locator(".pt-table tbody tr").first.locator("td.pt-number a")
    papers = numbers.last.inner_text()
    numbers.last.click()
    page.wait_for_url("**/papers?term=*")
    visitor.wait()
    assert page.locator("h1").first.inner_text().startswith(f"{papers} papers")


def test_a_search_finds_papers_and_a_paper_opens(visit):
    visitor = visit()
    visitor.open("papers")
    page = visitor.page
    page.get_by_label("Search").fill("diffusion")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers?q=diffusion*")
    visitor.wait()
    titles = page.locator(".pt-paper-title a")
    assert titles.count() > 0
    title = titles.first.inner_text()
    titles.first.click()
    page.wait_for_url("**/papers?paper=*")
    visitor.wait()
    assert page.locator("h1").first.inner_text() == title
    assert page.locator(".pt-marked").count() > 0
    assert "How it is known" in visitor.text()


def test_a_theme_opens_from_the_list(visit):
    visitor = visit()
    visitor.open("themes")
    page = visitor.page
    page.locator(".pt-table tbody th a").first.click()
    page.wait_for_url("**/themes?theme=*")
    visitor.wait()
    assert "papers" in visitor.text()


def test_a_query_is_answered_and_taken_away(visit):
    visitor = visit()
    visitor.open("sql?sql=SELECT+grain%2C+count(*)+AS+many+FROM+periods+GROUP+BY+grain+ORDER+BY+grain")
    page = visitor.page
    assert "4 rows" in visitor.text()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["grain", "many"]
    assert [row[0] for row in rows[1:]] == ["month", "quarter", "week", "year"]


def test_a_forbidden_query_is_refused_in_words(visit):
    visitor = visit()
    visitor.open("sql?sql=DROP+TABLE+papers")
    assert "DROP is refused" in visitor.text()


def test_a_search_is_marked_narrowed_and_taken_away(visit):
    visitor = visit()
    visitor.open("papers?q=diffusion")
    page = visitor.page
    assert page.locator(".pt-paper mark").first.inner_text().lower() == "diffusion"
    facet = page.locator(".pt-facets li").first
    narrowed = facet.locator("small").inner_text()
    facet.locator("a").click()
    page.wait_for_url("**/papers?q=diffusion&theme=*")
    visitor.wait()
    assert page.locator(".pt-title").first.inner_text().split()[0] == narrowed
    with page.expect_download() as download:
        page.get_by_role("button", name="BibTeX", exact=True).click()
    assert download.value.path().read_text(encoding="utf-8").count("\n@") + 1 == int(narrowed)


def test_turning_pages_keeps_the_search_and_a_new_search_begins_anew(visit):
    visitor = visit()
    visitor.open("papers?q=a")
    page = visitor.page
    first = page.locator(".pt-paper-title").first.inner_text()
    page.get_by_role("link", name="next ›").click()
    page.wait_for_url("**/papers?q=a&page=2")
    visitor.wait()
    assert "page 2 of" in visitor.text()
    assert page.locator(".pt-paper-title").first.inner_text() != first
    page.get_by_label("Search").fill("the")
    page.keyboard.press("Enter")
    page.wait_for_function("!location.search.includes('page=')")
    visitor.wait()
    assert "page 1 of" in visitor.text()


def test_a_table_opens_to_its_columns(visit):
    visitor = visit()
    visitor.open("sql")
    page = visitor.page
    page.locator(".pt-schema summary", has_text="paper_links").click()
    page.get_by_role("link", name="Its first rows").locator("visible=true").click()
    page.wait_for_url("**/sql?sql=FROM+paper_links+LIMIT+20")
    visitor.wait()
    assert page.get_by_label("Query").input_value() == "FROM paper_links LIMIT 20"


def test_what_the_address_asks_for_and_is_not_there_is_said(visit):
    visitor = visit()
    visitor.open("papers?theme=9999&month=2031-01&page=9999")
    for said in ("There is no theme 9999", "No paper is dated January 2031", "There is no page 9,999"):
        assert said in visitor.text()
    visitor.open("data?grain=foo")
    assert "Dated papers in English by " in visitor.text()
    visitor.open("papers?paper=none")
    assert "No such paper" in visitor.text()


def test_a_chart_is_taken_away(visit):
    visitor = visit()
    visitor.open("terms?terms=reinforcement+learning")
    page = visitor.page
    page.get_by_text("Data, SQL, picture and link").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG", exact=True).first.click()
    assert download.value.path().read_text(encoding="utf-8").startswith("<svg")
