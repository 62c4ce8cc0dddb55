"""Values that hold several names, values of odd types, and the payload."""

import json

import polars as pl
import pytest

from pipelines.sources.values import encode_payload, read_names, read_text


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
    ],
)
def test_categories_in_one_string_are_told_apart(text, names):
    assert read_one(text, are_people=False) == names


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
