"""The index of words, against patterns and against counts by hand."""

import re

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.search import inverted_index
from pipelines.text.search.inverted_index import (
    HIGHEST,
    count_papers,
    find_words,
    merge_parts,
    number_words,
    split_types,
)
from pipelines.text.tokens.chunks import split_chunks
from pipelines.text.tokens.tokens import tokenize

NOTHING = pl.DataFrame(schema={"word_id": pl.Int32, "word": pl.String})


def part_of(texts: list[tuple[str, str]], first: int = 0):
    titles, abstracts = (pl.Series(column, dtype=pl.String) for column in (zip(*texts, strict=True)))
    tokens = tokenize(split_chunks(titles, abstracts))
    return find_words(tokens, np.arange(first, first + len(texts), dtype=np.int32), split_types(tokens.types))


def rows_of(parts) -> list[tuple[str, int, int, bool]]:
    words = count_papers(parts)
    words = words.insert_column(0, pl.Series("word_id", number_words(words["word"], NOTHING)))
    rows = pl.concat(list(merge_parts(parts, words)))
    assert rows["word_id"].is_sorted()
    assert rows["word_id"].value_counts().sort("word_id")["count"].to_list() == words["papers"].to_list()
    return (
        rows.join(words, on="word_id", maintain_order="left")
        .select("word", "paper_number", "mentions", "in_title")
        .rows()
    )


def test_words_by_hand():
    parts = [part_of([("On GPT-4", "A naïve on_line gpt."), ("B", "No. 4, gpt4")], 7), part_of([("gpt", "gpt GPT")], 9)]
    assert rows_of(parts) == [
        ("4", 7, 1, True),
        ("4", 8, 1, False),
        ("a", 7, 1, False),
        ("b", 8, 1, True),
        ("gpt", 7, 2, True),
        ("gpt", 9, 3, True),
        ("gpt4", 8, 1, False),
        ("na", 7, 1, False),
        ("no", 8, 1, False),
        ("on", 7, 1, True),
        ("on_line", 7, 1, False),
        ("ve", 7, 1, False),
    ]


SIGNS = st.text(st.sampled_from("abIKſ\u212a019_ -./@’é日İß∞&\x1e(\n"), max_size=24)


def runs(text: str) -> list[str]:
    return [found.lower() for found in re.findall("[0-9A-Za-z_]+", text)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(SIGNS, SIGNS), min_size=1, max_size=5), st.integers(1, 5))
def test_every_run_of_every_text_is_indexed_however_the_papers_are_cut(texts, size):
    expected = sorted(
        (word, number, runs(f"{title} {abstract}").count(word), word in runs(title))
        for number, (title, abstract) in enumerate(texts)
        for word in {*runs(title), *runs(abstract)}
    )
    parts = [part_of(texts[start : start + size], start) for start in range(0, len(texts), size)]
    if expected:
        assert rows_of(parts) == expected
    else:
        assert count_papers(parts).is_empty()


def test_many_rows_are_given_out_in_slices(monkeypatch):
    monkeypatch.setattr(inverted_index, "_SLICE", 2)
    parts = [part_of([("a b", "c")], 0), part_of([("b", "c d")], 1)]
    words = count_papers(parts).insert_column(0, pl.Series("word_id", [0, 1, 2, 3], pl.Int32))
    slices = list(merge_parts(parts, words))
    assert len(slices) > 1
    assert pl.concat(slices)["word_id"].to_list() == [0, 1, 1, 2, 2, 3]


def test_new_words_are_numbered_between_those_known():
    first = number_words(pl.Series(["b", "d", "m"]), NOTHING)
    known = pl.DataFrame({"word_id": first, "word": ["b", "d", "m"]})
    second = number_words(pl.Series(["a", "c", "ca", "d", "z"]), known)
    numbered = dict(zip(["b", "d", "m"], first, strict=True)) | dict(
        zip(["a", "c", "ca", "d", "z"], second, strict=True)
    )
    in_order = [numbered[word] for word in sorted(numbered)]
    assert in_order == sorted(set(in_order))
    assert in_order[0] >= 0 and in_order[-1] <= HIGHEST
    assert numbered["d"] == first[1], "it keeps its number"


@pytest.mark.parametrize(("ids", "fits"), [([5, 7], True), ([5, 6], False)])
def test_where_no_number_is_left_there_is_none(ids, fits):
    known = pl.DataFrame({"word_id": pl.Series(ids, dtype=pl.Int32), "word": ["a", "c"]})
    numbers = number_words(pl.Series(["b"]), known)
    assert (numbers is not None and numbers.tolist() == [6]) == fits
