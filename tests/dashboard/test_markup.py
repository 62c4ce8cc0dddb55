"""No text gets into a page as HTML: what `html` and the shared elements do with hostile text, and that nothing goes
past them."""

import ast
import re
from datetime import date
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dashboard.markup import Markup, html, list_html
from dashboard.ui import elements, html_table

HOSTILE = """<script>alert('1')</script>"><img src=x onerror=alert(1)> & {0.__class__} {}"""
TAG = re.compile(r"<[/!]?[a-z]", re.IGNORECASE)
DASHBOARD = Path(__file__).parents[3] / "dashboard"


class Reader(HTMLParser):
    """The tags, attributes and words of a piece of HTML."""

    def __init__(self, body: str):
        super().__init__()
        self.tags, self.attributes, self.words = [], {}, ""
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data):
        self.words += data


def test_texts_are_escaped_and_markup_is_not():
    assert html("<b>{}</b>", "a < b & 'c'") == "<b>a &lt; b &amp; &#x27;c&#x27;</b>"
    assert html("<p>{}</p>", html("<b>{}</b>", "<")) == "<p><b>&lt;</b></p>"
    assert isinstance(html("{}", "a"), Markup)


def test_numbers_and_dates_take_a_format():
    assert html("{:.1f} {:,} {:%b %Y}", 1.25, 1000, date(2025, 3, 1)) == "1.2 1,000 Mar 2025"


def test_signs_of_formats_are_texts():
    assert html("{{{}}} 50% %s {}", "%s {}", 1) == "{%s {}} 50% %s 1"


def test_each_piece_has_its_place():
    with pytest.raises(TypeError):
        html("{} {}", "a")
    with pytest.raises(TypeError):
        html("{}", "a", "b")


def test_nothing_and_several_pieces():
    assert html("<p>{}{}</p>", None, ["<", html("<br>"), None][:2]) == "<p>&lt;<br></p>"
    assert html("{}", (html("<i>{}</i>", number) for number in range(2))) == "<i>0</i><i>1</i>"


def test_a_text_of_another_kind_is_a_text():
    class Kind(StrEnum):
        A = "<a>"

    assert html("{}", Kind.A) == "&lt;a&gt;"


def test_what_is_no_text_is_escaped_as_well():
    assert html("{}", ValueError("<b>")) == "&lt;b&gt;"


def test_lists_of_pieces():
    assert list_html([html("<b>a</b>"), "<", "c"]) == "<b>a</b>, &lt; and c"
    assert list_html(["<"], "or") == "&lt;"
    assert list_html([]) == ""


@pytest.mark.parametrize(
    ("made", "tags"),
    [
        (elements.link("./x", HOSTILE), ["a"]),
        (elements.link(HOSTILE, HOSTILE, hint=HOSTILE, kind=HOSTILE), ["a"]),
        (elements.headline_link(HOSTILE, HOSTILE), ["a"]),
        (elements.heading(HOSTILE, HOSTILE, anchor=HOSTILE), ["h2", "p"]),
        (elements.note(HOSTILE), ["p"]),
        (elements.refusal(HOSTILE), ["div", "pre"]),
        (elements.more_link(HOSTILE, 3), ["p", "a"]),
        (elements.dot(HOSTILE), ["span"]),
        (elements.bar(0.5, HOSTILE), ["span"]),
        (elements.did_you_mean([elements.link("./x", HOSTILE)]), ["a"]),
        (elements.paper_list([(HOSTILE, HOSTILE, HOSTILE)]), ["ul", "li", "span", "a", "small"]),
        (
            html_table.table_html(
                [HOSTILE], [html_table.Column(HOSTILE, str), html_table.Column("", str, hint=HOSTILE)], caption=HOSTILE
            ),
            ["table", "caption", "thead", "tr", "th", "th", "tbody", "tr", "th", "td"],
        ),
        (html_table.spark_html([0.1, 0.2], [True, True], color=HOSTILE, say=lambda _: HOSTILE), ["span"]),
    ],
)
def test_hostile_text_is_text_in_every_element(made, tags):
    read = Reader(made)
    assert read.tags == tags
    assert not [name for name in read.attributes if name.startswith("on") or name == "src"]
    assert isinstance(made, Markup)


def test_elements_show_the_text_they_are_given():
    assert Reader(elements.note(HOSTILE)).words == HOSTILE
    assert Reader(elements.link("./x", "y", hint=HOSTILE)).attributes["title"] == HOSTILE
    assert elements.more_link("./x", 0) == ""
    assert elements.did_you_mean([]) == ""
    assert elements.bar(0.5) == '<span class="pt-bar" style="width:50.0%"></span>'


def modules_with_html():
    rooms = [DASHBOARD / "ui", DASHBOARD / "app_pages", DASHBOARD / "exports" / "watchlist_report"]
    return [
        pytest.param(path, id=str(path.relative_to(DASHBOARD))) for room in rooms for path in sorted(room.rglob("*.py"))
    ]


def literals_with_tags(tree: ast.AST):
    """Literals and f-strings with a tag in them that are neither docstrings nor the template of `html` nor a script or
    style."""
    allowed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            allowed.add(id(node.value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("html", "st.html") and node.args:
            if isinstance(node.args[0], ast.Constant) or ast.unparse(node.func) == "st.html":
                allowed.update(map(id, ast.walk(node.args[0])))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_STAY":
            allowed.update(map(id, ast.walk(node.value)))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in allowed
        and TAG.search(node.value)
    ]


@pytest.mark.parametrize("path", modules_with_html())
def test_tags_are_written_in_templates_only(path):
    assert not [ast.unparse(node) for node in literals_with_tags(ast.parse(path.read_text(encoding="utf-8")))]


def test_the_check_would_notice_an_f_string():
    assert literals_with_tags(ast.parse('show_html(f"<b>{name}</b>")'))
    assert literals_with_tags(ast.parse('html(f"<b>{name}</b>")'))
    assert not literals_with_tags(ast.parse('html("<b>{}</b>", name)'))
