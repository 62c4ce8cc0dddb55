"""The query bar of Terms as a reader uses it, and what every chart gives to take away."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.queries.terms import suggested_terms
from dashboard.query import run_query
from warehouse.connection import open_served

BAR = "Terms"
SHOWN = "Data, SQL, picture and link"


def ask(visitor, query: str) -> None:
    page = visitor.page
    page.get_by_label(BAR, exact=True).fill(query)
    page.keyboard.press("Enter")
    page.wait_for_function("query => new URLSearchParams(location.search).get('terms') === query", arg=query)
    visitor.wait()


def take(page, label: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).first.click()
    return download.value.path().read_bytes()


def rows_of(page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(take(page, "CSV").decode("utf-8-sig"))))


@pytest.fixture
def frequent(served_sample):
    """The two terms that open the bar's own list of completions: the most frequent of the sample."""
    with open_served(served_sample.served) as connection:
        return run_query(connection, suggested_terms(2))["term"].to_list()


def test_a_term_is_completed_within_an_expression(reader, frequent):
    first, second = frequent
    reader.turn_to("terms")
    page = reader.page
    bar = page.get_by_label(BAR, exact=True)
    bar.click()
    page.keyboard.type(f"{first} / {second[:4]}", delay=20)
    options = page.get_by_role("option")
    options.first.wait_for()
    assert second.lower() in options.first.inner_text().lower()
    assert bar.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert bar.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "query => new URLSearchParams(location.search).get('terms') === query", arg=f"{first} / {second}"
    )
    reader.wait()
    title = page.locator(".pt-title").inner_text()
    assert title.startswith(f"Share of the papers that mention {second} that also mention {first}")
    assert options.count() == 0 or not options.first.is_visible()
    page.keyboard.type(", @", delay=20)
    options.first.wait_for()
    assert options.first.inner_text().startswith("@")
    page.keyboard.press("Escape")
    assert not options.first.is_visible()


def test_a_click_on_a_point_lists_its_papers(reader, frequent):
    first, second = frequent
    reader.turn_to("terms")
    page = reader.page
    for query in (f"{first} + {second}", f"{first} / {second}", f'"{first}"'):
        ask(reader, query)
        page.get_by_text(SHOWN).first.click()
        counted = {row["period_start"]: int(row["papers"]) for row in rows_of(page)}
        targets = page.locator("[data-testid=stVegaLiteChart] svg.marks .mark-symbol path")
        targets.last.click(force=True)
        page.locator(".pt-head", has_text=" with ").wait_for()
        reader.wait()
        found = int(page.locator(".pt-head", has_text=" with ").inner_text().split()[0])
        assert found in counted.values()
        assert page.locator(".pt-papers:not(.pt-readings) li").count() == min(found, 20)
        page.get_by_text(SHOWN).first.click()


def test_the_way_back_leads_through_the_queries(reader, frequent):
    reader.turn_to("terms")
    page = reader.page
    for term in frequent:
        ask(reader, term)
    page.go_back()
    page.wait_for_function("query => new URLSearchParams(location.search).get('terms') === query", arg=frequent[0])
    reader.wait()
    assert page.get_by_label(BAR, exact=True).input_value() == frequent[0]


def test_what_cannot_be_read_is_marked(reader):
    reader.turn_to("terms")
    ask(reader, "a + (b")
    assert reader.page.locator(".pt-refused mark").inner_text() == "("
    assert "is not closed" in reader.text()


def test_whatever_is_typed_stays_text(reader, frequent):
    reader.turn_to("terms")
    for typed in ("<img src=x onerror=alert(1)>", "$$5 | *x*", "🙂", f"=1+2, {frequent[0]}"):
        ask(reader, typed)
        assert f"“{typed.split(',')[0]}”" in reader.text()
    reader.page.get_by_text(SHOWN).first.click()
    assert {row["name"] for row in rows_of(reader.page)} == {"“=1+2”", frequent[0]}, "quoted, and so no formula"


def test_the_help_opens_and_its_examples_are_links(visit):
    visitor = visit()
    visitor.open("terms")
    page = visitor.page
    page.get_by_role("button", name="What can I type?").click()
    example = page.locator("a.pt-typed", has_text="/").first
    query = example.inner_text()
    example.click()
    page.wait_for_function("query => new URLSearchParams(location.search).get('terms') === query", arg=query)
    visitor.wait()
    assert "Share of the papers that mention" in page.locator(".pt-title").inner_text()


def test_the_controls_stand_in_the_address_and_the_link_shows_the_chart_again(visit, frequent):
    visitor = visit()
    visitor.open("terms")
    page = visitor.page
    ask(visitor, f"{frequent[0]} - {frequent[1]}")
    for name in ("papers", "quarter", "± 1"):
        page.get_by_role("radio", name=name, exact=True).or_(
            page.get_by_role("button", name=name, exact=True)
        ).first.click()
        visitor.wait()
    page.get_by_text("Log scale").click()
    visitor.wait()
    page.get_by_text("Bands", exact=True).click()
    page.wait_for_function("location.search.includes('bands=false')")
    visitor.wait()
    title = page.locator(".pt-title").inner_text()
    page.get_by_text(SHOWN).first.click()
    before = rows_of(page)
    address = page.locator("[data-testid=stCode]", has_text="/terms?").inner_text().strip()
    wanted = {"measure": "papers", "grain": "quarter", "smoothing": "± 1", "log": "true", "bands": "false"}
    assert {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()} == wanted | {
        "terms": f"{frequent[0]} - {frequent[1]}"
    }
    other = visit()
    other.page.goto(address)
    other.wait()
    assert other.page.locator(".pt-title").inner_text() == title
    other.page.get_by_text(SHOWN).first.click()
    assert rows_of(other.page) == before


CHARTS = [
    "",
    "terms",
    "terms?terms=*",
    "themes",
    "themes?view=over+time",
    "themes?view=strategic+diagram",
    "themes?theme=1",
    "compare",
    "compare?a_theme=1&b_rest=true",
    "network",
    "network?theme=1",
    "data",
]


@pytest.mark.parametrize("path", CHARTS)
def test_every_chart_can_be_taken_away(reader, path):
    reader.turn_to(path)
    page = reader.page
    page.get_by_text(SHOWN).first.click()
    rows = rows_of(page)
    assert rows and "" not in rows[0]
    png = take(page, "PNG")
    assert png.startswith(b"\x89PNG") and abs(int.from_bytes(png[16:20], "big") - 2000) <= 2
    svg = take(page, "SVG").decode()
    assert svg.startswith("<svg") and 'width="6.667in"' in svg and "NaN" not in svg
    source = page.locator("[data-testid=stExpander]", has_text=SHOWN).first
    assert source.get_by_role("link", name="papers behind it").count() == 1
    assert re.search(r"^(WITH|SELECT|FROM)\b", source.locator("[data-testid=stCode]").first.inner_text().strip())
    address = source.locator("[data-testid=stCode]").last.inner_text().strip()
    assert address.startswith("http")
    source.get_by_role("link", name=re.compile("open in SQL")).first.click()
    page.wait_for_url("**/sql?sql=*")
    reader.wait()
    assert re.search(r"\d rows? in", reader.text()), "the SQL runs as it stands"
