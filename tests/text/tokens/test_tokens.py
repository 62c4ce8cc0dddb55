"""Tokens and separators."""

import numpy as np
import polars as pl
import pytest

from pipelines.text.tokens.chunks import split_chunks
from pipelines.text.tokens.tokens import (
    BREAK,
    CLOSE,
    OPEN,
    SPACE,
    STOP,
    TIGHT,
    Tokens,
    pack_tokens,
    tokenize,
    unpack_tokens,
)


def split(title: list[str | None], abstract: list[str | None]) -> Tokens:
    return tokenize(split_chunks(pl.Series(title, dtype=pl.String), pl.Series(abstract, dtype=pl.String)))


def places(tokens: Tokens) -> tuple[list[int], list[bool]]:
    place = tokens.positions(np.arange(len(tokens)))
    return place.tolist(), (place < tokens.title_tokens[tokens.text]).tolist()


def tokens_of(title: str, abstract: str = ""):
    tokens = split([title], [abstract])
    return tokens, tokens.types.gather(tokens.type).to_list()


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
def test_a_token_is_a_word_with_what_hangs_on_it(text, expected):
    assert tokens_of(text)[1] == expected


def test_separators_say_where_phrases_end():
    tokens, strings = tokens_of("One", "Two three (four), five: six. Seven=eight")
    assert dict(zip(strings, tokens.separator.tolist(), strict=True)) == {
        "One": STOP,
        "Two": SPACE,
        "three": OPEN,
        "four": CLOSE,
        "five": BREAK,
        "six": STOP,
        "Seven": TIGHT,
        "eight": STOP,
    }
    assert places(tokens) == (list(range(8)), [True] + [False] * 7)


def test_texts_without_words_have_no_units():
    tokens = split(["", "a b", None], ["...", None, "c"])
    assert tokens.text.tolist() == [1, 1, 2]
    assert places(tokens) == ([0, 1, 0], [True, True, False])
    assert len(split([], [])) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two", [SPACE, STOP]),
        ("one  two", [SPACE, STOP]),
        ("one\ttwo \xa0 three", [SPACE, SPACE, STOP]),
        ("one - two", [BREAK, STOP]),
        ("one . . two", [STOP, STOP]),
        ("one (two) three", [OPEN, CLOSE, STOP]),
        ("one (“two”) three", [OPEN, BREAK, STOP]),
        ("one ( two ), three", [BREAK, BREAK, STOP]),
        ("one (two)three", [OPEN, CLOSE, STOP]),
        ("one: two; three", [BREAK, BREAK, STOP]),
        ("- one=two -", [TIGHT, STOP]),
        ("one \x1e two", [SPACE, STOP]),
    ],
)
def test_separators_are_those_of_all_signs_between_two_units(text, expected):
    assert tokens_of("", text)[0].separator.tolist() == expected


def test_packed_units_come_back_with_other_numbers():
    tokens = split(["One (two)"], ["two, one."])
    place = np.array([-1, -1, *range(len(tokens.types))])
    packed = (pack_tokens(tokens) + (2 << 3)).astype(np.int32)
    back = unpack_tokens(
        pl.Series([None, packed.tolist()], dtype=pl.List(pl.Int32)), np.array([0, 2]), place, tokens.types
    )
    assert back.text.tolist() == [1] * 4
    for name in ("type", "separator"):
        assert getattr(back, name).tolist() == getattr(tokens, name).tolist()
    assert places(back) == places(tokens)
