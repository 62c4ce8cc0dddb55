"""Words cut at the end of a line."""

import polars as pl
import pytest

from pipelines.text.cleaning.line_breaks import join_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A word of the lexicon is joined, a compound keeps its hyphen, a suspended hyphen its blank.
        ("is ap-\nplicable", "is applicable"),
        ("vision-\n  language", "vision-language"),
        ("high-\r\nand low-level", "high- and low-level"),
        ("no-\nBreak before a capital", "no-\nBreak before a capital"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_only_hyphens_at_line_ends_are_read(text: str, expected: str):
    assert join_lines(pl.Series([text])).to_list() == [expected]


def test_the_longer_of_two_cut_words_goes_first():
    assert join_lines(pl.Series(["pre-\nvailing", "vailing pre-\nvail"])).to_list() == ["prevailing", "vailing prevail"]
