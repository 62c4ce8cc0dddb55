import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.query_language.paper_search import Search, parse_search


@pytest.mark.parametrize(
    ("typed", "words", "phrases"),
    [
        ("", (), ()),
        ("  ", (), ()),
        ("Flow matching", ("flow", "matching"), ()),
        ('"Flow  matching" video', ("video",), ("flow matching",)),
        ("“flow matching”", (), ("flow matching",)),
        ('"flow matching', (), ("flow matching",)),
        ("video video", ("video",), ()),
        ('""', (), ()),
    ],
)
def test_words_and_phrases_are_told_apart(typed, words, phrases):
    assert parse_search(typed) == Search(words, phrases)


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("diffus", "a diffusion model", True),
        ("fusion", "a diffusion model", False),
        ('"diffusion mod"', "a diffusion model", False),
        ('"diffusion model"', "a diffusion model.", True),
        ("gpt-4", "gpt-4o", True),
        ('"gpt-4"', "gpt-4o", False),
        ("c++", "written in c++", True),
        ("(rag)", "generation (rag) is", True),
        ("$x$", "costs $x$ more", True),
    ],
)
def test_patterns_keep_to_the_bounds_of_words(typed, text, fits):
    assert all(re.search(pattern, text) for pattern in parse_search(typed).patterns) == fits


@given(st.text())
def test_whatever_is_typed_makes_patterns_that_find_themselves(typed):
    search = parse_search(typed)
    for part, pattern in zip(search.parts, search.patterns, strict=True):
        assert re.search(pattern, part, re.ASCII)


def test_a_search_is_typed_again_with_other_words():
    search = parse_search('langauge (RAG) "naïve flwo-matching" 日本')
    assert search.runs == ["langauge", "rag", "na", "ve", "flwo", "matching"]
    assert search.retype({"langauge": "language", "flwo": "flow"}) == 'language (rag) 日本 "naïve flow-matching"'
    assert parse_search(search.retype({})) == search
