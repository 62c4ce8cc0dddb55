"""Units and separators."""

import numpy as np
import polars as pl
import pytest

from pipelines.text.tokens import (
    BREAK,
    CLOSE,
    OPEN,
    SPACE,
    STOP,
    TIGHT,
    encode,
    pack_units,
    split_units,
    take_texts,
    unpack_units,
)


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


def test_texts_are_taken_in_any_order():
    units = split_units(pl.Series(["One two", "", "Six"]), pl.Series(["three", None, "seven. Eight"]))
    taken = take_texts(units, np.array([2, 1, 0, 2]))
    assert taken.forms.gather(taken.form).to_list() == [
        "Six",
        "seven",
        "Eight",
        "One",
        "two",
        "three",
        "Six",
        "seven",
        "Eight",
    ]
    assert taken.text.tolist() == [0, 0, 0, 2, 2, 2, 3, 3, 3]
    assert taken.in_title.tolist() == [True, False, False, True, True, False, True, False, False]
    assert len(take_texts(units, np.empty(0, np.int64))) == 0


def test_packed_units_come_back_with_other_numbers():
    units = split_units(pl.Series(["One (two)"]), pl.Series(["two, one."]))
    place = np.array([-1, -1, *range(len(units.forms))])
    packed = (pack_units(units) + (2 << 3)).astype(np.int32)
    back = unpack_units(
        pl.Series([None, packed.tolist()], dtype=pl.List(pl.Int32)), np.array([0, 2]), place, units.forms
    )
    assert back.text.tolist() == [1] * 4
    for name in ("form", "separator", "position", "in_title"):
        assert getattr(back, name).tolist() == getattr(units, name).tolist()
