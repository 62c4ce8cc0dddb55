"""The page Terms on the full warehouse; what its lines count is worked out in `queries/test_expressions.py`."""

import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest


def series(page) -> dict[str, list[int]]:
    """Papers by period of each line in the table behind the chart."""
    frame = page.app.dataframe[0].value
    return {name: list(rows["papers"]) for name, rows in frame.groupby("name", sort=False)}


def links(page) -> dict[str, str]:
    """Where each link that is labelled so leads."""
    return {
        re.sub("<[^>]+>", "", label): href.replace("&amp;", "&")
        for href, label in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', page.html)
    }


@pytest.mark.parametrize(
    ("query", "title", "lines"),
    [
        (
            "reasoning + GANs",
            "Share of papers that mention reasoning or generative adversarial network by month",
            {"reasoning + generative adversarial network": [5, 4, 2, 5]},
        ),
        (
            "GAN - reasoning",
            "Share of papers that mention generative adversarial network but do not mention reasoning by month",
            {"generative adversarial network − reasoning": [4, 0, 0, 0]},
        ),
        (
            "benchmark / reasoning",
            "Share of the papers that mention reasoning that also mention benchmark by month",
            {"benchmark / reasoning": [1, 2, 1, 1]},
        ),
        ("flow *", "Share of papers that mention flow matching by month", {"flow matching": [0, 0, 1, 3]}),
        (
            "reasoning:title",
            "Share of papers that name reasoning in the title by month",
            {"reasoning:title": [1, 4, 2, 5]},
        ),
        ("@ima", "Share of papers that belong to the theme Images by month", {"@Images": [9, 16, 1, 2]}),
        ('"toy example"', "Share of papers that mention “toy example” by month", {"“toy example”": [10, 20, 4, 10]}),
        (
            "flow matching, (reasoning + GAN) - benchmark",
            "Share of papers: flow matching and reasoning + generative adversarial network − benchmark, by month",
            {"flow matching": [0, 0, 1, 3], "reasoning + generative adversarial network − benchmark": [3, 2, 1, 4]},
        ),
    ],
)
def test_the_query_language(open_page, query, title, lines):
    page = open_page("full", "terms", terms=query)
    assert title in page.text
    assert series(page) == lines


def test_a_share_says_its_denominator(open_page):
    plain = open_page("full", "terms", terms="benchmark / reasoning").text
    assert "benchmark / reasoning – share of the papers that mention reasoning that also mention benchmark" in plain
    assert "5 of 13 papers, 38\u2009%" in plain


def test_an_address_that_repeats_the_parameter_means_a_line_for_each(open_page):
    page = open_page("full", "terms", terms=["reasoning", "flow matching"])
    assert list(series(page)) == ["reasoning", "flow matching"]
    assert page.app.query_params["terms"] in ("reasoning, flow matching", ["reasoning, flow matching"])


def test_what_is_typed_stands_in_the_address(open_page):
    page = open_page("full", "terms")
    assert "Nothing is typed: these rise most surely." in page.text
    page.app.text_input(key="terms_typed").set_value("GAN / reasoning").run()
    assert page.app.query_params["terms"] in ("GAN / reasoning", ["GAN / reasoning"])
    page.app.text_input(key="terms_typed").set_value(" ").run()
    assert "terms" not in page.app.query_params


def test_what_cannot_be_read_is_marked_and_told(open_page):
    page = open_page("full", "terms", terms="a <b> / + c")
    assert "a &lt;b&gt; / <mark>+</mark> c" in page.html
    assert "A term is missing between / and +. Write one there." in page.text
    assert not page.app.get("vega_lite_chart")


def test_a_mistyped_name_is_mended_within_its_line(open_page):
    page = open_page("full", "terms", terms="benchmark / reasonning, GAN")
    href = links(page)["reasoning"]
    assert parse_qs(urlsplit(href).query)["terms"] == ["benchmark / reasoning, GAN"]


def test_a_theme_that_is_not_there_is_told_with_its_neighbours(open_page):
    page = open_page("full", "terms", terms="@imagse, GAN")
    assert "There is no theme imagse. Did you mean Images?" in page.text
    assert parse_qs(urlsplit(links(page)["Images"]).query)["terms"] == ["@Images, GAN"]
    assert list(series(page)) == ["generative adversarial network"]


def test_nothing_of_a_shape_is_told(open_page):
    page = open_page("full", "terms", terms="shallow *")
    assert "No term has the shape shallow *." in page.text
    assert not page.app.get("vega_lite_chart")


def test_more_than_eight_lines_are_small_charts_that_lead_to_one_alone(open_page):
    query = ", ".join(f"reasoning - paper {number}" for number in range(9))
    page = open_page("full", "terms", terms=query, grain="quarter", bands="false")
    assert page.html.count('class="pt-card"') == 9 and not page.app.get("vega_lite_chart")
    assert "Share of papers of each of 9 lines by quarter" in page.text
    alone = parse_qs(urlsplit(links(page)["reasoning − “paper 3”"]).query)
    assert alone["terms"] == ['reasoning - "paper 3"'] and alone["grain"] == ["quarter"] and alone["bands"] == ["false"]
    assert len(series(page)) == 9


def test_themes_have_no_mentions(open_page):
    page = open_page("full", "terms", terms="@Images, GAN", measure="mentions")
    assert list(series(page)) == ["generative adversarial network"]
    assert "Themes have no mentions; not drawn: @Images." in page.text
    assert "Themes have no mentions" in open_page("full", "terms", terms="@Images", measure="mentions").text


def test_the_address_of_the_chart_says_all_that_it_shows(open_page):
    page = open_page(
        "full", "terms", terms="gan, flow *", grain="quarter", measure="papers", smoothing="± 1", log="true"
    )
    [address] = [block.value for block in page.app.code if "terms?" in block.value]
    assert parse_qs(urlsplit(address).query) == {
        "terms": ["generative adversarial network, flow matching"],
        "grain": ["quarter"],
        "measure": ["papers"],
        "smoothing": ["± 1"],
        "log": ["true"],
    }
    again = open_page("full", "terms", **{name: value[0] for name, value in parse_qs(urlsplit(address).query).items()})
    assert series(again) == series(page)
    assert [block.value for block in again.app.code if "terms?" in block.value] == [address]


def test_bands_can_be_taken_away(open_page):
    def marks(page):
        spec = json.loads(page.app.get("vega_lite_chart")[0].proto.spec)
        return [layer["mark"]["type"] for layer in spec["layer"]]

    assert "area" in marks(open_page("full", "terms", terms="GAN"))
    page = open_page("full", "terms", terms="GAN", bands="false")
    assert "area" not in marks(page) and "Wilson" not in page.text


def test_papers_behind_the_chart_are_one_click_away(open_page):
    assert (
        links(open_page("full", "terms", terms="GAN"))["papers behind it"]
        == "./papers?term=generative+adversarial+network"
    )
    assert links(open_page("full", "terms", terms="@Images"))["papers behind it"] == "./papers?theme=2"
    assert (
        links(open_page("full", "terms", terms='"toy example"'))["papers behind it"] == "./papers?q=%22toy+example%22"
    )
    href = links(open_page("full", "terms", terms="GAN - reasoning"))["papers behind it"]
    assert "ANTI JOIN" in parse_qs(urlsplit(href).query)["sql"][0]


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "$$5 | *x*", "🙂", "=1+2", "' OR 1=1 --", "a</script><b>"]
)
def test_whatever_is_typed_is_shown_as_text(open_page, typed):
    page = open_page("full", "terms", terms=typed)
    assert "<script>alert" not in page.html and "<b>“a</script>" not in page.html
    assert f"“{typed}”" in page.text or "</" in typed


def test_the_help_has_examples_of_this_corpus_that_work(open_page):
    page = open_page("full", "terms")
    queries = [
        parse_qs(urlsplit(href).query)["terms"][0]
        for href in re.findall(r'href="(\./terms[^"]+)" class="pt-typed"', page.html)
    ]
    assert len(queries) == 8
    for query in queries:
        shown = open_page("full", "terms", terms=query)
        assert shown.app.get("vega_lite_chart") and "no indexed term" not in shown.text, query


def test_a_long_unclear_beginning_is_left_out_until_it_is_asked_for(open_page, changed):
    def labels(page):
        return [toggle.label for toggle in page.app.toggle]

    assert "Whole time" not in labels(open_page("full", "terms", terms="GAN"))
    before = {"grain": "month", "papers": 0, "is_complete": False, "is_gap": True}
    folder = changed(periods=[before | {"period_start": date(2024, month, 1)} for month in range(8, 13)])
    page = open_page(folder, "terms", terms="GAN")
    assert "Not drawn: 5 months before Jan 2025 that collection covers only in part" in page.text
    assert "Whole time" in labels(page)
    whole = open_page(folder, "terms", terms="GAN", whole="true")
    assert "Not drawn" not in whole.text and "Dashed to Aug 2024 – Dec 2024 and Apr 2025: incomplete." in whole.text
    assert series(page) == series(whole), "the data is all that was counted"


def test_what_carries_the_change_of_a_term_is_told(open_page):
    page = open_page("full", "terms", terms="reasoning")
    assert "What carries the change of reasoning" in page.text
    assert links(page)["reasoning trace"] == "./terms?terms=reasoning+trace"
    assert "+4.3" in page.text and "cs.CL" in page.text
    assert "What carries the change" not in open_page("full", "terms", terms="GAN").text
