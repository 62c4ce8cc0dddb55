"""The digest: what it says, as Markdown and as HTML, and that nothing a source wrote is more than text in either."""

import html.parser
from datetime import date, datetime

import pytest

from dashboard.exports.watchlist_report import Digest, Item, gather, to_html, to_markdown
from dashboard.exports.watchlist_report.__main__ import main
from dashboard.exports.watchlist_report.content import paper_address
from dashboard.queries.build import build_facts
from dashboard.queries.build_info import BuildInfo
from dashboard.query import run_query
from dashboard.warehouse_access.watchlist import Followed
from warehouse.connection import open_served
from warehouse.paths import data_paths

WILD = "<script>alert(1)</script> costs $$5 | *per* `token` & [x](y) =1+1 🙂"


def item(name: str, direction: str | None = "rising", new: int = 1, title: str = "A title", **paper) -> Item:
    known = {"paper_id": "p", "title": title, "url": None, "arxiv_id": None, "doi": None, "day": date(2025, 4, 9)}
    row = {
        "ident": 1,
        "name": name,
        "papers": 12,
        "recent_share": 0.25,
        "growth": 1.0,
        "growth_low": 0.5,
        "growth_high": 1.5,
        "direction": direction,
        "reason": f"{name} in words" if direction else None,
        "series": [0.0, None, 0.5, 1.0],
        "color": None,
        "new_papers": new,
        "newest": [known | paper] if new else [],
    }
    return Item(Followed(term=name), row, row["series"])


def digest(*items: Item, **change) -> Digest:
    given = {
        "items": items,
        "missing": (),
        "first_day": date(2025, 4, 4),
        "last_day": date(2025, 4, 10),
        "is_month": False,
        "new_papers": 7,
        "firm": (True, True, True, False),
        "movers": {"rising": [], "falling": [], "new": []},
        "built": datetime(2025, 4, 10, 6, 1),
        "is_sample": False,
    }
    return Digest(**given | change)


@pytest.mark.parametrize(
    ("items", "answer"),
    [
        ([], "Nothing is followed yet."),
        ([item("a")], "The one thing followed rises; 1 new paper, 4\u00a0– 10 Apr 2025."),
        ([item("a", "unclear", 0)], "The one thing followed shows no trend; 0 new papers, 4\u00a0– 10 Apr 2025."),
        (
            [item("a"), item("b", "falling", 0)],
            "Of 2 things followed, 1 rises, 1 fades and 1 has new papers, 4\u00a0– 10 Apr 2025.",
        ),
        (
            [item("a", "steady"), item("b", None)],
            "Of 2 things followed, none rises or fades and 2 have new papers, 4\u00a0– 10 Apr 2025.",
        ),
    ],
)
def test_the_whole_in_one_sentence(items, answer):
    assert digest(*items).answer == answer


@pytest.mark.parametrize(
    ("first", "last", "is_month", "words"),
    [
        (date(2025, 4, 4), date(2025, 4, 10), False, "4\u00a0– 10 Apr 2025"),
        (date(2025, 3, 28), date(2025, 4, 3), False, "28 Mar\u00a0– 3 Apr 2025"),
        (date(2025, 12, 28), date(2026, 1, 3), False, "28 Dec 2025\u00a0– 3 Jan 2026"),
        (date(2025, 4, 1), date(2025, 4, 30), True, "April 2025"),
        (None, None, False, ""),
    ],
)
def test_the_days_in_words(first, last, is_month, words):
    assert digest(first_day=first, last_day=last, is_month=is_month).span == words


def test_a_paper_leads_to_its_page_arxiv_or_doi():
    none = {"url": None, "arxiv_id": None, "doi": None}
    assert paper_address(none) == ""
    assert paper_address(none | {"doi": "10.1/x"}) == "https://doi.org/10.1/x"
    assert paper_address(none | {"doi": "10.1/x", "arxiv_id": "2501.00001"}) == "https://arxiv.org/abs/2501.00001"
    assert paper_address(none | {"url": "javascript:alert(1)", "arxiv_id": "2501.00001"}).startswith("https://arxiv")


def test_markdown_by_hand():
    text = to_markdown(digest(item("reasoning", new=3, url="https://example.org/a b>(c)"), missing=("GAN",)))
    assert text.split("\n")[:9] == [
        "# Papertrends, 4\u00a0– 10 Apr 2025",
        "",
        "The one thing followed rises; 3 new papers, 4 – 10 Apr 2025.",
        "",
        "## reasoning",
        "",
        "Rising: reasoning in words.",
        "",
        "▁·▅█ · 12 papers · 3 new",
    ]
    assert "- [A title](<https://example.org/a%20b%3E(c)>), 9 Apr 2025\n- and 2 more\n" in text
    assert "Not in this build: GAN." in text
    assert text.endswith("7 papers 4\u00a0– 10 Apr 2025; built 10 Apr 2025 06:01 UTC.\n")


def test_wild_titles_are_text_in_markdown():
    text = to_markdown(digest(item("a\n# b", title=WILD)))
    assert r"- \<script\>alert(1)\</script\> costs \$\$5 \| \*per\* \`token\` \& \[x\](y) =1+1 🙂, 9 Apr" in text
    assert r"## a \# b" in text


class _Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words, self.attributes = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def test_html_is_one_file_without_scripts_where_wild_titles_are_text():
    text = to_html(
        digest(item("a<b>", title=WILD, url='https://example.org/"onclick="x'), missing=("<i>",), is_sample=True)
    )
    reader = _Reader()
    reader.feed(text)
    assert WILD in reader.words and "a<b>" in reader.words
    assert not reader.tags & {"script", "img", "link", "iframe", "i"}
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert [value for name, value in reader.attributes if name == "href"] == ['https://example.org/"onclick="x']
    assert "svg" in reader.tags and "currentColor" in text and "prefers-color-scheme: dark" in text
    assert "A made-up sample:" in text and "http-equiv" in text
    assert "url(" not in text and "@import" not in text


def test_gathered_from_the_warehouse(warehouses):
    with open_served(data_paths(warehouses["full"]).served) as connection:
        found = gather(
            lambda query: run_query(connection, query),
            [Followed("GANs"), Followed(theme=1), Followed("gan"), Followed("nothing"), Followed(theme=9)],
            BuildInfo(**run_query(connection, build_facts()).row(0, named=True)),
        )
    assert [one.name for one in found.items] == ["generative adversarial network", "Reasoning"]
    assert found.missing == ("nothing", "theme 9")
    assert found.answer == "Of 2 things followed, 1 rises, 1 fades and 1 has new papers, 4\u00a0– 10 Apr 2025."
    assert found.firm == (True, True, False, False)
    assert [row["term"] for row in found.movers["rising"]] == ["reasoning"]


def test_the_program_writes_what_the_page_offers(warehouses, monkeypatch, tmp_path, capsysbinary):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(warehouses["full"]))
    assert main([]) == 0
    assert "Nothing is followed yet." in capsysbinary.readouterr().out.decode()
    assert main(["--format", "html", "--output", str(tmp_path / "week.html")]) == 0
    assert (tmp_path / "week.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["--output", str(tmp_path / "no" / "week.md")]) == 1
    assert b"cannot be written" in capsysbinary.readouterr().err


@pytest.mark.parametrize("state", ["undated", "one_month", "empty"])
def test_every_state_has_a_digest(warehouses, state, monkeypatch, capsysbinary):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(warehouses[state]))
    assert main([]) == 0


def test_without_a_warehouse_the_program_says_what_to_do(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    assert main([]) == 1
    assert "`papertrends run` makes it" in capsys.readouterr().err


def test_a_list_that_cannot_be_read_is_said(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path))
    (tmp_path / "watchlist.yaml").write_text("- {topic: a}")
    assert main([]) == 1
    assert "entry 1: write" in capsys.readouterr().err
