"""Entities and tags."""

import re

import polars as pl
import pytest

from pipelines.text.cleaning.html import TRIGGER, strip_markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a &amp; b &lt; c", "a & b < c"),
        ("&#945;&#x3b2;", "αβ"),
        ("&unknown; stays", "&unknown; stays"),
        ("<p>One.</p>Two", " One. Two"),
        ("H<sub>2</sub>O", "H2O"),
        ('see <a href="https://x.org">here</a>', "see here"),
        ("<![CDATA[raw]]>", " raw "),
        ("<!-- left out --> kept", "  kept"),
        ("the <think> token", "the <think> token"),
        ("1 < 2 > 1", "1 < 2 > 1"),
    ],
)
def test_markup_goes_and_what_is_none_stays(text: str, expected: str):
    assert strip_markup(pl.Series([text])).to_list() == [expected]


def test_a_text_that_would_change_is_triggered():
    for text in ("&amp;", "</p>", "<br/>", "<!-- -->", "]]>"):
        assert re.search(TRIGGER, text), text
    assert not re.search(TRIGGER, "plain text, 1 > 0")
