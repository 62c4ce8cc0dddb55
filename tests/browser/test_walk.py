"""Every page's main task, once through, with what it gives away: on the made-up sample and on the real digests."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable

import polars as pl
import pytest

from dashboard.queries.terms import suggested_terms
from dashboard.query import run_query
from tests.browser.conftest import PROJECT, Visitor, serve_dashboard
from warehouse.connection import open_served
from warehouse.paths import DataPaths, data_paths

SHOWN = "Data, SQL, picture and link"


def serve_digests(request, tmp_path_factory) -> DataPaths:
    """Data folder of a run on the real digests; in a process of its own, since a browser's event loop lives in this
    one.
    """
    shared = request.getfixturevalue("shared_data")
    paths = data_paths(tmp_path_factory.mktemp("digests"))
    subprocess.run(
        [sys.executable, "-c", "from pipelines.cli import main; main()", "run", str(shared / "digests")],
        cwd=PROJECT,
        env=os.environ | {"PAPERTRENDS_DATA": str(paths.root)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return paths


class Walk:
    """A visitor with the warehouse at hand, to compare what pages say with what it holds."""

    def __init__(self, visitor: Visitor, paths: DataPaths, go: Callable[[str], None]) -> None:
        self.visitor, self.page, self.paths, self._go = visitor, visitor.page, paths, go

    def go(self, path: str = "") -> None:
        """To a page, in the way of this walk."""
        self._go(path)

    def ask(self, query: str, *values: object) -> list[tuple]:
        with open_served(self.paths.served) as connection:
            return connection.execute(query, list(values)).fetchall()

    def frequent(self, many: int) -> list[str]:
        with open_served(self.paths.served) as connection:
            return run_query(connection, suggested_terms(many))["term"].to_list()

    def take(self, label: str) -> bytes:
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=label, exact=True).first.click()
        return download.value.path().read_bytes()

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.take("CSV").decode("utf-8-sig"))))

    def unfold(self) -> None:
        self.page.get_by_text(SHOWN).first.click()

    def follow(self, link, address: str) -> None:
        """Clicks and waits for the page behind it."""
        link.click()
        self.page.wait_for_url(address)
        self.visitor.wait()

    def head(self) -> str:
        return self.page.locator("h1").first.inner_text()


def walk_pulse(walk: Walk) -> None:
    walk.go()
    assert " rising" in walk.head() or " fading" in walk.head()
    for said in ("Themes over time", "What changed since the last build", "dated"):
        assert said in walk.visitor.text()
    walk.unfold()
    ((themes,),) = walk.ask("SELECT count(*) FROM themes")
    assert len({row["name"] for row in walk.rows()}) == themes
    first = walk.page.locator(".pt-table tbody tr").first
    term, papers = first.locator("th a").inner_text(), first.locator("td.pt-number a").last
    many = papers.inner_text()
    assert [(int(many.replace(",", "")),)] == walk.ask("SELECT papers FROM terms WHERE term = ?", term)
    walk.follow(papers, "**/papers?term=*")
    assert walk.head().startswith(f"{many} papers")


def walk_terms(walk: Walk) -> None:
    one, two = walk.frequent(2)
    walk.go("terms")
    bar = walk.page.get_by_label("Terms", exact=True)
    bar.fill(f"{one} + {two}, {one} / {two}")
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_function("new URLSearchParams(location.search).get('terms')?.includes(' / ')")
    walk.visitor.wait()
    walk.unfold()
    counted = walk.rows()
    assert {row["name"] for row in counted} == {f"{one} + {two}", f"{one} / {two}"}
    picture = walk.page.locator("[data-testid=stVegaLiteChart] svg.marks[tabindex]").first
    picture.focus()
    walk.page.keyboard.press("End")
    walk.page.keyboard.press("Enter")
    head = walk.page.locator(".pt-head", has_text=" with ")
    head.wait_for()
    walk.visitor.wait()
    assert head.inner_text().split()[0].replace(",", "") in {row["papers"] for row in counted}
    assert walk.page.locator(".pt-papers:not(.pt-readings) li").count() > 0


def walk_themes(walk: Walk) -> None:
    walk.go("themes")
    first = walk.page.locator(".pt-table tbody th a").first
    label = first.inner_text()
    walk.follow(first, "**/themes?theme=*")
    assert walk.head().replace("\u00a0", " ") == label.replace("\u00a0", " ")
    walk.unfold()
    assert walk.take("SVG").startswith(b"<svg")
    picture = walk.page.locator("[data-testid=stVegaLiteChart] svg.marks[tabindex]").first
    picture.focus()
    walk.page.keyboard.press("End")
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url("**/papers?theme=*&month=*")
    walk.visitor.wait()
    assert walk.page.locator(".pt-paper-title").count() > 0


def walk_compare(walk: Walk) -> None:
    walk.go("compare")
    walk.unfold()
    assert {"term", "z", "papers_a", "papers_b"} <= set(walk.rows()[0])
    walk.unfold()
    first = walk.page.locator(".pt-grid th a").first
    term = first.inner_text()
    walk.follow(first, "**&open=*")
    assert walk.page.locator("h2", has_text=f"Papers that mention {term}").count() == 1
    assert walk.page.locator(".pt-papers li").count() > 0


def walk_network(walk: Walk) -> None:
    walk.go("network")
    walk.unfold()
    assert {"term_a", "term_b", "papers", "npmi"} <= set(walk.rows()[0])
    walk.unfold()
    row = walk.page.locator(".pt-table tbody tr").first
    papers = row.locator("td.pt-number").first.inner_text()
    walk.follow(row.locator("th a"), "**one=*&two=*")
    assert walk.page.locator("h2.pt-head").first.inner_text().startswith(f"{papers} paper")


def walk_papers(walk: Walk) -> None:
    (term,) = walk.frequent(1)
    walk.go("papers")
    walk.page.get_by_label("Search").fill(f'"{term}"')
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url("**/papers?q=*")
    walk.visitor.wait()
    found = min(int(walk.page.locator(".pt-title").first.inner_text().split()[0].replace(",", "")), 2000)
    assert found > 0 and len(walk.rows()) == found
    assert walk.take("BibTeX").decode().count("\n@") + 1 == found
    assert walk.take("RIS").decode().count("TY  - ") == found
    assert walk.page.locator(".pt-paper mark").count() > 0
    title = walk.page.locator(".pt-paper-title a").first
    named = title.inner_text()
    walk.follow(title, "**/papers?paper=*")
    assert walk.head() == named and "How it is known" in walk.visitor.text()


def walk_watchlist(walk: Walk) -> None:
    (term,) = walk.frequent(1)
    ((theme, label),) = walk.ask("SELECT theme_id, label FROM themes ORDER BY papers DESC, theme_id LIMIT 1")
    walk.go(f"watchlist?term={term}&theme={theme}")
    assert "Of 2 things followed" in walk.head()
    markdown = walk.take("Digest as Markdown").decode()
    assert markdown.startswith("# Papertrends") and f"## {term}" in markdown
    html = walk.take("Digest as HTML").decode()
    assert term in html and label.split(" · ")[0] in html and "<script" not in html


def walk_data(walk: Walk) -> None:
    walk.go("data")
    ((files, papers, dated),) = walk.ask(
        "SELECT (SELECT count(*) FROM sources), count(*), count(published_on) FROM papers WHERE language = 'en'"
    )
    assert walk.head().startswith(f"{files:,} files") and f"{papers:,} papers" in walk.head()
    for said in (
        "Coverage",
        "What was refused, and why",
        "How sure the dates are",
        "Forms that are one term",
        "Checks",
    ):
        assert said in walk.visitor.text()
    walk.unfold()
    assert sum(int(row["papers"]) for row in walk.rows()) == dated


def walk_sql(walk: Walk) -> None:
    walk.go("sql?sql=SELECT+term,+papers+FROM+terms+ORDER+BY+papers+DESC,+term+LIMIT+5&view=Chart")
    walk.page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").first.wait_for()
    held = walk.ask("SELECT term, papers FROM terms ORDER BY papers DESC, term LIMIT 5")
    assert [(row["term"], int(row["papers"])) for row in walk.rows()] == held
    assert pl.read_parquet(io.BytesIO(walk.take("Parquet"))).rows() == held


WALKS = [
    walk_pulse,
    walk_terms,
    walk_themes,
    walk_compare,
    walk_network,
    walk_papers,
    walk_watchlist,
    walk_data,
    walk_sql,
]


@pytest.mark.parametrize(("corpus", "mode"), [("sample", "dark"), ("digests", "light")])
def test_every_page_does_its_main_task(request, chromium, tmp_path_factory, corpus, mode):
    sample = corpus == "sample"
    paths = request.getfixturevalue("served_sample") if sample else serve_digests(request, tmp_path_factory)
    with serve_dashboard(paths.root) as address:
        visitor = Visitor(chromium, address, mode=mode)
        visitor.open()
        # Once each page is loaded by its address, once all are reached within a session.
        go = visitor.open if sample else visitor.turn_to
        for task in WALKS:
            task(Walk(visitor, paths, go))
            visitor.check()
        visitor.close()
