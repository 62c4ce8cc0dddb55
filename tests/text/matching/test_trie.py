"""The search for all forms at once, against one search a form."""

import re

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.matching.trie import build_trie, find_forms, split_forms
from pipelines.text.tokens.chunks import split_chunks
from pipelines.text.tokens.tokens import tokenize

FORMS = ["graph", "graph network", "graph-network", "network", "gpt-4", "qwen2.5-vl", "a b c", "b c", "c", "RAG", "rag"]
PIECES = [
    "graph",
    "Graph",
    "network",
    "networks",
    "gpt",
    "GPT-4",
    "Qwen2.5-VL",
    "a",
    "b",
    "c",
    "RAG",
    "rag",
    "Rag",
    "naïve",
]


def search(form: str, text: str) -> list[int]:
    flags = re.IGNORECASE if form == form.lower() else 0
    spans = re.finditer(r"(?=\b" + re.escape(form).replace(r"\ ", r"\s+") + r"\b)", text, flags)
    return [found.start() for found in spans]


def matches_of(title: str, abstract: str) -> dict[str, tuple[int, int]]:
    forms = pl.Series(FORMS)
    tokens, trie = tokenize(split_chunks(pl.Series([title]), pl.Series([abstract]))), build_trie(forms)
    found = find_forms(trie, split_forms(trie, tokens.types), tokens)
    counts = {}
    for form, in_title in zip(found.form.tolist(), found.in_title.tolist(), strict=True):
        total, titled = counts.get(FORMS[form], (0, 0))
        counts[FORMS[form]] = (total + 1, titled + in_title)
    return counts


texts = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "-", ", ", ". ", "  ", "/", " (", "."])), max_size=14
)


@settings(max_examples=150, deadline=None)
@given(texts, texts)
def test_matches_are_what_a_search_finds(title, abstract):
    title, abstract = ("".join(word + end for word, end in part) for part in (title, abstract))
    expected = {}
    for form in FORMS:
        in_title, in_abstract = search(form, title), search(form, abstract)
        if form == "rag":  # where the capitals belong to another form, they are its
            in_title = [at for at in in_title if title[at : at + 3] != "RAG"]
            in_abstract = [at for at in in_abstract if abstract[at : at + 3] != "RAG"]
        if in_title or in_abstract:
            expected[form] = (len(in_title) + len(in_abstract), len(in_title))
    assert matches_of(title, abstract) == expected


def test_a_hyphen_after_a_slash_joins():
    assert matches_of("RAG/GPT-4 and RAG/graph-network", "") == {
        "RAG": (2, 2),
        "gpt-4": (1, 1),
        "graph": (1, 1),
        "graph-network": (1, 1),
        "network": (1, 1),
    }


def test_nothing_is_found_across_title_and_abstract():
    assert "graph network" not in matches_of("A graph", "network of streets")


def test_no_forms_and_no_texts():
    nothing = pl.Series([], dtype=pl.String)
    for forms, title, abstract in ((nothing, ["a"], ["b"]), (pl.Series(FORMS), nothing, nothing)):
        trie, tokens = build_trie(forms), tokenize(split_chunks(pl.Series(title), pl.Series(abstract)))
        assert len(find_forms(trie, split_forms(trie, tokens.types), tokens).form) == 0
