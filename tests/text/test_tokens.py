"""Units and separators."""

import polars as pl
import pytest

from pipelines.text.tokens import BREAK, CLOSE, OPEN, SPACE, STOP, TIGHT, encode, split_units


def units_of(title: str, abstract: str = ""):
    units = split_units(pl.Series([title]), pl.Series([abstract]))
    return units, units.forms.gather(units.form).to_list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GPT-4 and k-NN", ["GPT-4", "and", "k-NN"]),
        ("3D Gaussian splatting", ["3D", "Gaussian", "splatting"]),
        ("Qwen2.5-VL-7B works.", ["Qwen2.5-VL-7B", "works"]),
        ("the method.We", ["the", "method", "We"]),
        ("A/B testing of I/O, input/output", ["A/B", "testing", "of", "I/O", "input", "output"]),
        ("Alzheimer's disease; users' needs", ["Alzheimer's", "disease", "users", "needs"]),
        ("pass@1 and Q&A", ["pass@1", "and", "Q&A"]),
        ("Schrödinger–Newton équation", ["Schrödinger–Newton", "équation"]),
    ],
)
def test_a_unit_is_a_word_with_what_hangs_on_it(text, expected):
    assert units_of(text)[1] == expected


def test_separators_say_where_phrases_end():
    units, forms = units_of("One", "Two three (four), five: six. Seven=eight")
    assert dict(zip(forms, units.separator.tolist(), strict=True)) == {
        "One": STOP,
        "Two": SPACE,
        "three": OPEN,
        "four": CLOSE,
        "five": BREAK,
        "six": STOP,
        "Seven": TIGHT,
        "eight": STOP,
    }
    assert units.in_title.tolist() == [True] + [False] * 7
    assert units.position.tolist() == list(range(8))


def test_texts_without_words_have_no_units():
    units = split_units(pl.Series(["", "a b", None]), pl.Series(["...", None, "c"]))
    assert units.text.tolist() == [1, 1, 2]
    assert units.in_title.tolist() == [True, True, False]
    assert units.position.tolist() == [0, 1, 0]


def test_codes_lead_back_to_the_strings():
    strings = pl.Series(["b", "a", "b", "c", "a"])
    codes, distinct = encode(strings)
    assert distinct.gather(codes).to_list() == strings.to_list()
    assert distinct.to_list() == ["b", "a", "c"]
