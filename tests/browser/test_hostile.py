"""Titles, terms, themes and files with signs that mean something to a browser, a spreadsheet or a reference manager:
text everywhere.
"""

import csv
import io
import shutil
from urllib.parse import quote

import pytest

from tests.browser.conftest import Visitor, serve_dashboard
from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.publish import publish

WILD = [
    "<script>document.title='taken'</script>",
    "Costs $$5 and $x^2$",
    "a | b *per* `token` [x](y)",
    "Smile 🙂 <img src=x onerror=document.title='taken'>",
    "=1+1",
    "@SUM(A1:A9)",
    r"{brace} \input{x} & 5 % #1",
    ":red[not red] :material/home: &lt;b&gt;",
]
TERM = "<b>wild</b> | $$term$$ =1 🙂"
THEME = "<script>document.title='taken'</script> *theme*"


@pytest.fixture(scope="module")
def wild(served_sample, tmp_path_factory):
    """The sample with wild titles for its newest papers, which hold a wild term and have a wild theme."""
    paths = data_paths(tmp_path_factory.mktemp("wild"))
    shutil.copyfile(served_sample.build, paths.build)
    with open_build(paths.build) as connection:
        ((term_id,),) = connection.execute("SELECT term_id FROM terms ORDER BY papers DESC LIMIT 1").fetchall()
        for name, key in (("terms", "term"), ("term_counts", "term"), ("term_trends", "term"), ("keywords", "keyword")):
            connection.execute(f"UPDATE {name} SET {key} = ? WHERE term_id = ?", [TERM, term_id])
        connection.execute(
            "UPDATE term_variants SET variant = ? WHERE term_id = ? AND variant = "
            "(SELECT min(variant) FROM term_variants WHERE term_id = ?)",
            [TERM.lower(), term_id, term_id],
        )
        newest = connection.execute(
            "SELECT paper_id FROM papers JOIN paper_terms USING (paper_id) "
            "WHERE term_id = ? AND published_on IS NOT NULL "
            "ORDER BY coalesce(first_listed_on, published_on) DESC, paper_id LIMIT ?",
            [term_id, len(WILD)],
        ).fetchall()
        for (paper_id,), title in zip(newest, WILD, strict=True):
            connection.execute("UPDATE papers SET title = ? WHERE paper_id = ?", [title, paper_id])
        ((theme_id,),) = connection.execute(
            "SELECT theme_id FROM paper_themes WHERE paper_id = ? AND is_primary", [newest[0][0]]
        ).fetchall()
        for name in ("themes", "theme_counts", "theme_trends"):
            connection.execute(f"UPDATE {name} SET label = ? WHERE theme_id = ?", [THEME, theme_id])
        connection.execute("UPDATE sources SET path = path || '/=<i>1.txt'")
    publish(paths.build, paths.served)
    return paths, theme_id


@pytest.fixture(scope="module")
def wild_address(wild):
    """One dashboard on it, for all tests."""
    with serve_dashboard(wild[0].root) as address:
        yield address


@pytest.fixture(scope="module")
def one_visitor(chromium, wild_address):
    """A visitor of that dashboard, for all tests."""
    made = Visitor(chromium, wild_address)
    made.open()
    yield made
    made.close()


@pytest.fixture
def visitor(one_visitor):
    """The same visitor, whom nothing may have happened to in the end."""
    one_visitor.complaints.clear()
    yield one_visitor
    one_visitor.check()


def take(page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return download.value.path().read_bytes()


def untouched(visitor) -> None:
    assert visitor.page.title() != "taken"
    assert visitor.page.locator(".stMain img[src=x]").count() == 0
    visitor.check()


def test_papers_show_and_leave_as_text(visitor):
    page = visitor.page
    visitor.turn_to("papers?term=" + "%3Cb%3Ewild%3C%2Fb%3E+%7C+%24%24term%24%24+%3D1+%F0%9F%99%82")
    rows = list(csv.DictReader(io.StringIO(take(page, "CSV").decode("utf-8-sig"))))
    titles = {row["title"] for row in rows}
    guarded = {f"'{title}" if title[0] in "=@" else title for title in WILD}
    assert guarded <= titles
    bibtex = take(page, "BibTeX").decode()
    assert r"\{brace\} \textbackslash{}input\{x\} \& 5 \% \#1" in bibtex
    assert bibtex.replace(r"\{", "").replace(r"\}", "").count("{") == bibtex.replace(r"\{", "").replace(
        r"\}", ""
    ).count("}")
    ris = take(page, "RIS").decode().split("\r\n")
    assert {f"TI  - {title}" for title in WILD} <= set(ris)
    shown = page.locator(".pt-paper-title").all_inner_texts()
    assert set(shown) & set(WILD)
    untouched(visitor)
    for title in WILD[:2]:
        page.locator(".pt-paper-title a", has_text=title).first.click()
        page.wait_for_url("**/papers?paper=*")
        visitor.wait()
        assert page.locator("h1").first.inner_text() == title
        untouched(visitor)
        page.go_back()
        page.wait_for_url("**/papers?term=*")
        visitor.wait()


def test_the_watchlist_and_its_digest_hold_text(wild, visitor):
    paths, theme_id = wild
    page = visitor.page
    visitor.turn_to(f"watchlist?add_theme={theme_id}")
    page.locator(".st-key-follow_offered button").click()
    page.get_by_text("The one thing followed").wait_for()
    page.get_by_label("Follow a term").fill(TERM)
    page.keyboard.press("Enter")
    page.get_by_text("Of 2 things followed").wait_for()
    visitor.wait()
    assert TERM in visitor.text() and THEME in visitor.text()
    page.get_by_role("button", name="Take off").click()
    page.get_by_role("button", name=f"Unfollow {TERM}", exact=True).wait_for()
    page.keyboard.press("Escape")
    markdown = take(page, "Digest as Markdown").decode()
    assert r"## \<b\>wild\</b\> \| \$\$term\$\$ =1 🙂" in markdown and "<script>" not in markdown
    (paths.root / "week.html").write_bytes(take(page, "Digest as HTML"))
    untouched(visitor)
    page.goto((paths.root / "week.html").as_uri())
    assert {TERM, THEME} <= set(page.locator("h2").all_inner_texts())
    assert page.locator("script, img").count() == 0 and page.title() != "taken"
    visitor.open("watchlist")


def test_merges_and_files_are_text(visitor):
    page = visitor.page
    visitor.turn_to("data")
    page.get_by_text("Files (").click()
    assert "=<i>1.txt" in visitor.text()
    page.get_by_label("Look at a term").fill(TERM)
    page.keyboard.press("Enter")
    page.locator(".pt-title", has_text="wild").wait_for()
    visitor.wait()
    assert TERM in visitor.text()
    page.get_by_label("Show it as").fill("<i>$$</i> =2 | *x*")
    page.get_by_role("button", name="Rename").click()
    page.get_by_text("is shown as").wait_for()
    visitor.wait()
    assert f"{TERM} is shown as <i>$$</i> =2 | *x*" in visitor.text()
    untouched(visitor)


def test_answers_of_sql_are_text(visitor):
    visitor.turn_to(
        "sql?sql=SELECT+title+AS+%22%3Dcmd()%22+FROM+papers+WHERE+title+LIKE+'%3D1%25'+OR+title+LIKE+'%3Cscript%25'+ORDER+BY+title"
    )
    rows = list(csv.reader(io.StringIO(take(visitor.page, "CSV").decode("utf-8-sig"))))
    assert rows == [["'=cmd()"], [WILD[0]], ["'=1+1"]]
    untouched(visitor)


def test_names_of_terms_and_themes_are_text_on_every_page(wild, visitor):
    _, theme_id = wild
    for path in (
        "",
        f"terms?terms={quote('[' + TERM + ']')}",
        "themes",
        f"themes?theme={theme_id}",
        f"compare?a_theme={theme_id}&b_rest=true",
        f"network?theme={theme_id}",
    ):
        visitor.turn_to(path)
        untouched(visitor)
        assert TERM in visitor.text() or THEME in visitor.text(), path
