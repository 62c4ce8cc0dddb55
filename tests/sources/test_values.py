"""Values that hold several names, values of odd types, and the payload."""

import json

import polars as pl
import pytest

from pipelines.sources.values import (
    encode_payload,
    read_address,
    read_aligned,
    read_links,
    read_names,
    read_number,
    read_text,
    remove_guards,
)


def read_one(value: object, are_people: bool) -> list[str] | None:
    frame = pl.DataFrame({"value": [value]})
    return frame.select(names=read_names(pl.col("value"), frame.schema["value"], are_people))["names"].to_list()[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A. Brown", ["A. Brown"]),
        ("Ann Brown, Cleo Green", ["Ann Brown", "Cleo Green"]),
        ("Ann Brown, Cleo Green, and Dan Grey", ["Ann Brown", "Cleo Green", "Dan Grey"]),
        ("Ann Brown and Cleo Green", ["Ann Brown", "Cleo Green"]),
        ("Ann Brown; Cleo Green;", ["Ann Brown", "Cleo Green"]),
        ("Ann Brown | Cleo Green", ["Ann Brown", "Cleo Green"]),
        ("Brown, Ann; Green, Cleo", ["Brown, Ann", "Green, Cleo"]),
        ("Brown, Ann and Green, Cleo", ["Brown, Ann", "Green, Cleo"]),
        ("Brown, Ann", ["Brown, Ann"]),
        ("Brown, Ann and {The Kelp Crew}", ["Brown, Ann", "The Kelp Crew"]),
        ("Brown, A., Green, C. D., & Grey, E.", ["Brown A.", "Green C. D.", "Grey E."]),
        ("Alexandra Sanders, Andy Anderson", ["Alexandra Sanders", "Andy Anderson"]),
        (" , ;", None),
        ("", None),
    ],
)
def test_authors_in_one_string_are_told_apart(text, names):
    assert read_one(text, are_people=True) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("cs.CL cs.LG", ["cs.CL", "cs.LG"]),
        ("astro-ph.GA hep-th", ["astro-ph.GA", "hep-th"]),
        ("cs.CL", ["cs.CL"]),
        ("hep-ph", ["hep-ph"]),
        ("cs.CL, stat.ML", ["cs.CL", "stat.ML"]),
        ("Computer Vision; Robotics", ["Computer Vision", "Robotics"]),
        ("machine learning", ["machine learning"]),
        ("retrieval and ranking, search", ["retrieval and ranking", "search"]),
        ("basket, crew (keeper, planner), kelp", ["basket", "crew (keeper, planner)", "kelp"]),
        ("basket (old, kelp", ["basket (old", "kelp"]),
        ("basket; crew (keeper; planner); kelp", ["basket", "crew (keeper; planner)", "kelp"]),
    ],
)
def test_categories_in_one_string_are_told_apart(text, names):
    assert read_one(text, are_people=False) == names


@pytest.mark.parametrize(
    ("value", "links"),
    [
        ("https://a.org/x https://b.org; c.org/y", ["https://a.org/x", "https://b.org", "c.org/y"]),
        (["https://a.org/x", None, "https://a.org/x"], ["https://a.org/x"]),
        (["javascript:alert(1)", "https://b.org"], ["https://b.org"]),
        ("none", None),
    ],
)
def test_links_are_the_addresses_in_a_list_or_a_string(value, links):
    frame = pl.DataFrame({"value": [value]})
    assert frame.select(read_links(pl.col("value"), frame.schema["value"])).to_series().to_list() == [links]


def test_what_is_said_of_each_author_keeps_its_place():
    frame = pl.DataFrame({"value": ["1;2;", "a| |c", None]})
    assert frame.select(read_aligned(pl.col("value"), pl.String())).to_series().to_list() == [
        ["1", "2"],
        ["a", None, "c"],
        None,
    ]


def test_counts_are_read_as_spreadsheets_write_them():
    texts = pl.DataFrame({"text": ["12", "12.0", "1,234", "many", None, "inf"]})
    assert texts.select(read_number(pl.col("text"))).to_series().to_list() == [12, 12, 1234, None, None, None]


def test_guards_against_formulas_are_taken_off():
    texts = pl.Series(["a", '="2024"', '=HYPERLINK("https://x.org", "10.1000/a")', "'=b", "'t is", "=c", None])
    assert remove_guards(texts).to_list() == ["a", "2024", "10.1000/a", "=b", "'t is", "=c", None]


def test_a_payload_is_json_whatever_the_values():
    frame = pl.DataFrame(
        {'a "quoted" name': ['x "y" \\ z\n', None], "list": [["é"], None], "n": [1.5, None], "blank": [" ", ""]}
    )
    first, second = encode_payload(frame)
    assert json.loads(first) == {'a "quoted" name': 'x "y" \\ z\n', "list": ["é"], "n": 1.5}
    assert second is None


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (["A", " ", "", None, "a\0b"], ["A", None, None, None, "a b"]),
        ([2024.0, float("nan"), 1.5], ["2024", None, "1.5"]),
        ([7, None], ["7", None]),
        ([True, False], [None, None]),
        ([["A"], None], [None, None]),
        ([b"A", b"\xffB", None], ["A", "�B", None]),
        ([None, None], [None, None]),
    ],
)
def test_values_of_any_type_are_text_or_nothing(values, texts):
    frame = pl.DataFrame({"value": values})
    read = frame.with_columns(text=read_text(pl.col("value"), frame.schema["value"]))
    assert read["text"].to_list() == texts


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a",
        "HTTP://example.org",
        "www.example.org/a:b",
        "example.org:8080/a",
        "/abs/2503.00001",
        "doi:10.1000/a",
        "arXiv:2503.00001",
    ],
)
def test_an_address_of_a_page_or_a_paper_is_kept(address):
    assert pl.select(read_address(pl.lit(address))).item() == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "\u200bjava\nscript\x01:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "vbscript:x",
        "blob:https://example.org/1",
        "//example.org/a",
        "\\\\example.org\\a",
        " /\\example.org",
    ],
)
def test_an_address_that_could_run_or_read_something_here_is_dropped(address):
    assert pl.select(read_address(pl.lit(address))).item() is None
