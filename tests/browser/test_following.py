"""The main tasks of Watchlist, Data and SQL in a real browser, on a folder that may be changed, with what they write
and give away.
"""

import io
import shutil

import polars as pl
import pytest
from ruamel.yaml import YAML

from tests.browser.conftest import Visitor, serve_dashboard
from warehouse.connection import open_served
from warehouse.paths import data_paths


@pytest.fixture(scope="module")
def copied(served_sample, tmp_path_factory):
    """A copy of the sample's data folder, and the address of a dashboard on it."""
    paths = data_paths(tmp_path_factory.mktemp("data"))
    shutil.copyfile(served_sample.served, paths.served)
    with serve_dashboard(paths.root) as address:
        yield paths, address


@pytest.fixture
def folder(copied):
    """Its paths; what a test writes is gone before the next one."""
    paths, _ = copied
    yield paths
    for path in (paths.watchlist, paths.decisions, paths.questions):
        path.unlink(missing_ok=True)


@pytest.fixture
def visitor(chromium, copied, folder):
    """A visitor of it, whom nothing may have happened to in the end."""
    made = Visitor(chromium, copied[1])
    yield made
    made.check()
    made.close()


def ask(paths, query: str) -> list[tuple]:
    with open_served(paths.served) as connection:
        return connection.execute(query).fetchall()


def take(page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.path().read_bytes()


def test_a_term_and_a_theme_are_followed_and_the_digest_taken_away(folder, visitor):
    term, theme = (
        ask(folder, "SELECT term FROM terms ORDER BY papers DESC LIMIT 1")[0][0],
        ask(folder, "FROM themes")[0],
    )
    page = visitor.page
    visitor.open("watchlist")
    assert "Nothing is followed yet" in visitor.text()
    page.get_by_label("Follow a term").fill(term.upper())
    page.keyboard.press("Enter")
    page.get_by_text("The one thing followed").wait_for()
    visitor.wait()
    visitor.turn_to(f"watchlist?add_theme={theme[0]}")
    page.locator(".st-key-follow_offered button").click()
    page.get_by_text("Of 2 things followed").wait_for()
    visitor.wait()
    answer = page.locator("h1").inner_text()
    assert [next(iter(entry)) for entry in YAML(typ="safe").load(folder.watchlist.read_text(encoding="utf-8"))] == [
        "term",
        "theme",
    ]
    markdown = take(page, "Digest as Markdown").decode()
    assert markdown.startswith("# Papertrends") and f"## {term}" in markdown and "A made-up sample" in markdown
    html = take(page, "Digest as HTML").decode()
    (folder.root / "week.html").write_text(html, encoding="utf-8")
    page.get_by_role("button", name="Take off").click()
    page.get_by_role("button", name=f"Unfollow {term}", exact=True).click()
    page.get_by_text("The one thing followed").wait_for()
    visitor.wait()
    page.goto((folder.root / "week.html").as_uri())
    assert page.locator("h1").inner_text() == answer
    assert page.locator("svg").count() == 2 and page.locator("script").count() == 0
    visitor.open("watchlist")


def test_a_list_that_was_sent_is_followed(folder, visitor):
    term = ask(folder, "SELECT term FROM terms ORDER BY papers DESC LIMIT 1")[0][0]
    visitor.open(f"watchlist?term={term}&term=nowhere")
    assert "This list comes from the address." in visitor.text() and "Not in this build: nowhere." in visitor.text()
    visitor.page.get_by_role("button", name="Follow all of it").click()
    visitor.page.get_by_text("Take off").wait_for()
    visitor.wait()
    assert len(YAML(typ="safe").load(folder.watchlist.read_text(encoding="utf-8"))) == 2


def test_a_merge_is_parted_and_taken_back(folder, visitor):
    ((term, form),) = ask(
        folder,
        "SELECT term, variant FROM term_variants JOIN terms USING (term_id) WHERE rule = 'acronym' "
        "AND lower(variant) <> lower(term) ORDER BY term_variants.papers DESC, variant LIMIT 1",
    )
    page = visitor.page
    visitor.open("data")
    assert "Dagster does not answer at http://127.0.0.1:9" in visitor.text()
    page.get_by_label("Look at a term").fill(form)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Keep apart").first.click()
    page.get_by_text("1 pending: it holds from the next run on.").wait_for()
    visitor.wait()
    (entry,) = YAML(typ="safe").load(folder.decisions.read_text(encoding="utf-8"))
    assert {entry["keep"], entry["apart_from"]} <= {form, term} | {
        variant for (variant,) in ask(folder, "SELECT variant FROM term_variants")
    }
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("1 pending").wait_for(state="hidden")
    visitor.wait()
    assert YAML(typ="safe").load(folder.decisions.read_text(encoding="utf-8")) is None
    page.get_by_label("Show it as").fill("Another label")
    page.get_by_role("button", name="Rename").click()
    page.get_by_text("is shown as Another label").wait_for()
    visitor.wait()


def test_a_query_is_saved_drawn_and_taken_away(folder, visitor):
    page = visitor.page
    visitor.open("sql?sql=SELECT+term,+papers+FROM+terms+ORDER+BY+papers+DESC,+term+LIMIT+5&view=Chart")
    page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").first.wait_for()
    rows = pl.read_parquet(io.BytesIO(take(page, "Parquet")))
    assert rows.rows() == ask(folder, "SELECT term, papers FROM terms ORDER BY papers DESC, term LIMIT 5")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Name").fill("The five largest")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Forget “The five largest”").wait_for()
    visitor.wait()
    assert "## The five largest" in folder.questions.read_text(encoding="utf-8")
    for sql in ("COPY+(PIVOT+builds+ON+build_id+USING+count(*))+TO+'x'", "FROM+read_text('/etc/hostname')"):
        visitor.turn_to(f"sql?sql={sql}")
        assert page.locator(".pt-refused").count() == 1
