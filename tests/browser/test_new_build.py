"""A run is published while the dashboard is open: the page shows it at the next interaction, without a restart."""

import shutil
from datetime import timedelta

import polars as pl

from pipelines.incremental.search_index import index_papers
from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.writer import append_rows, read_table, replace_table

TITLE = "Quokkas <b>arrive</b> with the new build"


def publish_changed(paths) -> None:
    """Publishes a build in which the first paper is called TITLE."""
    with open_build(paths.build) as connection:
        papers = read_table(connection, "papers").sort("paper_id")
        first = pl.int_range(pl.len()) == 0
        named = pl.when(first).then(pl.lit(TITLE)).otherwise("title")
        text_hash = pl.when(first).then(pl.lit("another text")).otherwise("text_hash")
        replace_table(connection, "papers", papers.with_columns(title=named, text_hash=text_hash))
        index_papers(connection)
        build = read_table(connection, "builds").sort("published_at").tail(1)
        later = pl.col("started_at", "published_at") + timedelta(hours=1)
        append_rows(connection, "builds", build.with_columns(later, build_id=pl.lit("20990101T000000-test")))
    publish(paths.build, paths.served)


def test_a_new_build_is_shown_at_the_next_interaction(served_sample, tmp_path, visit_folder):
    paths = data_paths(tmp_path / "data")
    paths.root.mkdir()
    shutil.copyfile(served_sample.build, paths.build)
    shutil.copyfile(served_sample.served, paths.served)
    visitor = visit_folder(paths.root)
    page = visitor.page
    visitor.open("papers")
    before = page.locator("h1").first.inner_text()

    def search(words: str) -> None:
        page.get_by_label("Search").fill(words)
        page.keyboard.press("Enter")
        page.wait_for_function("words => (new URLSearchParams(location.search).get('q') ?? '') === words", arg=words)
        visitor.wait()

    search("quokkas")
    assert "No paper fits" in visitor.text()
    publish_changed(paths)
    search("quokkas arrive")
    assert page.locator(".pt-paper-title").all_inner_texts() == [TITLE]
    search("")
    assert page.locator("h1").first.inner_text() == before, "the same papers but for one title"
    page.get_by_role("link", name="Data", exact=True).click()
    page.wait_for_url("**/data")
    visitor.wait()
    builds = page.locator("table", has_text="Published builds").locator("tbody tr")
    assert builds.count() == 2
