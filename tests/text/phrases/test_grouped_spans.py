"""Spans of a text with one key become one candidate."""

import numpy as np
import polars as pl

from pipelines.text.phrases.grouped_spans import group_spans
from pipelines.text.phrases.noun_phrases import Spans
from pipelines.text.tokens.chunks import split_chunks
from pipelines.text.tokens.token_classes import describe_types
from pipelines.text.tokens.tokens import tokenize

# Tokens 0 to 5 of the first text, 6 to 8 of the second.
TOKENS = tokenize(
    split_chunks(pl.Series(["", ""]), pl.Series(["Graphs networks graph Graphs graph graph", "spin waves graph"]))
)
TYPES = describe_types(TOKENS.types)


def spans_of(*spans: tuple[int, int, bool]) -> Spans:
    start, length, standalone = zip(*spans, strict=True)
    return Spans(np.array(start, np.int32), np.array(length, np.int32), np.array(standalone))


SPANS = spans_of((0, 1, False), (0, 2, True), (2, 1, True), (3, 1, True), (4, 1, True), (6, 2, True), (7, 1, False))


def rows(text_of: list[int]) -> list[tuple]:
    candidates, phrases = group_spans(TOKENS, TYPES, SPANS, np.array(text_of, np.int32))
    surface, key = (phrases[name].gather(candidates["phrases"]).to_list() for name in ("surface", "key"))
    others = candidates.select("text", "mentions", "free_mentions", "first_positions").rows()
    return [
        (text, *words, *counts) for words, (text, *counts) in zip(zip(surface, key, strict=True), others, strict=True)
    ]


def test_one_candidate_a_text_and_key_named_by_its_commonest_phrase():
    # `Graphs` and `graph` occur twice each: the one that comes first names the candidate.
    assert rows([0, 1]) == [
        (0, "Graphs", "graph", 4, 3, 0),
        (0, "Graphs networks", "graphsnetwork", 1, 1, 0),
        (1, "spin waves", "spinwave", 1, 1, 0),
        (1, "waves", "wave", 1, 0, 1),
    ]


def test_a_text_counts_for_another_or_for_none():
    assert [row[:2] for row in rows([-1, 5])] == [(5, "spin waves"), (5, "waves")]


def test_phrases_that_name_no_candidate_are_left_out():
    _, phrases = group_spans(TOKENS, TYPES, SPANS, np.array([0, 1], np.int32))
    assert sorted(phrases["surface"]) == ["Graphs", "Graphs networks", "spin waves", "waves"]
    assert phrases["words"].sum() == 6


def test_without_spans_there_is_nothing():
    none = Spans(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, bool))
    candidates, phrases = group_spans(TOKENS, TYPES, none, np.array([0, 1], np.int32))
    assert candidates.is_empty() and phrases.is_empty()
