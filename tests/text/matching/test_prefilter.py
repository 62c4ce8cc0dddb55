"""Texts that hold any of a few forms are those in which a search for these finds one."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text import analyse
from pipelines.text.matching.prefilter import mark_texts_with
from pipelines.text.matching.trie import build_trie, find_forms, split_forms
from pipelines.text.phrases.candidates import place_numbers
from pipelines.text.tokens.tokens import unpack_tokens

WORDS = ("graph", "Graph", "networks", "network", "GPT-4", "large", "models", "RAG", "rag", "multi-task")
FORMS = (
    "graph network",
    "networks",
    "gpt-4",
    "large models",
    "RAG",
    "task large",
    "models large graph",
    "multi-task",
    "4 rag",
)


def make_texts(lines: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    numbers = [f"{number:02}" for number in range(len(lines))]
    analysis = analyse(
        pl.DataFrame(
            {"text_hash": numbers, "title": "Frogs", "abstract": lines},
            schema_overrides={"text_hash": pl.String, "abstract": pl.String},
        )
    )
    return analysis.text_units.sort("text_hash"), analysis.units


def test_values_worked_out_by_hand():
    texts, units = make_texts(["Large models of graphs", "Large, models", "rag", "Multi-task learning", "Toads"])
    assert mark_texts_with(texts, units, pl.Series(["large models", "RAG", "multi-task"])).tolist() == [
        True,
        False,
        True,
        True,
        False,
    ]
    assert not mark_texts_with(texts, units, pl.Series([], dtype=pl.String)).any()


lines = st.lists(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", ", ", "-", ". "))), min_size=1, max_size=6).map(
        lambda pieces: "".join(word + sign for word, sign in pieces)
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(lines, st.sets(st.sampled_from(FORMS), min_size=1))
def test_as_a_search_finds_them(lines, forms):
    texts, units = make_texts(lines)
    trie = build_trie(pl.Series(sorted({form.lower() for form in forms})))
    read = unpack_tokens(texts["units"], texts["title_units"].to_numpy(), place_numbers(units["unit"]), units["form"])
    found = find_forms(trie, split_forms(trie, units["form"]), read)
    expected = [number in set(found.text.tolist()) for number in range(texts.height)]
    assert mark_texts_with(texts, units, pl.Series(sorted(forms))).tolist() == expected
