"""Which term each candidate counts for."""

import polars as pl
import pytest

from pipelines.text import Thesaurus, analyse
from pipelines.text.terms.acronym_disambiguation import Resolved, resolve

TEXTS = {
    "a": ("Frogs", "The graph neural network (GNN) reads. A GNN is slow."),
    "b": ("Toads", "The graph neural network (GNN) writes. A GNN is slow."),
    "c": ("Newts", "The graph neural network (GNN) draws. A GNN is slow."),
    "d": ("Frogs", "The Gaussian noise net (GNN) sings. A GNN is slow."),
    "e": ("Frogs", "A GNN learns. The GNN layer helps frogs."),
}


def resolve_texts(thesaurus: Thesaurus | None = None) -> tuple[Resolved, pl.DataFrame]:
    texts = pl.DataFrame(
        [(key, *text) for key, text in TEXTS.items()], schema=["text_hash", "title", "abstract"], orient="row"
    )
    return resolve(texts, analyse(texts), thesaurus or Thesaurus())


def meanings(resolved: Resolved, key: str) -> dict[str, str | None]:
    """By text, the key of the term that the listed candidates of `key` count for."""
    code = resolved.keys.to_list().index(key)
    found = resolved.ambiguous
    return {
        resolved.texts[int(text)]: resolved.keys[int(term)] if term >= 0 else None
        for text, phrase, term in zip(found.text, found.phrase, found.term, strict=True)
        if resolved.key[phrase] == code
    }


def test_an_acronym_means_what_its_text_defines_and_elsewhere_what_most_texts_do():
    resolved, definitions = resolve_texts()
    # Three of the four definitions agree, which is clear enough for the text without one.
    graph = "graphneuralnetwork"
    assert meanings(resolved, "gnn") == {"a": graph, "b": graph, "c": graph, "d": "gaussiannoisenet", "e": graph}
    assert sorted(definitions["text_hash"]) == ["a", "b", "c", "d"]


def test_only_keys_that_may_count_for_others_are_listed_one_by_one():
    resolved, _ = resolve_texts()
    ambiguous = {resolved.keys[int(code)] for code in resolved.is_ambiguous.nonzero()[0]}
    assert ambiguous == {"gnn", "graphneuralnetwork", "gaussiannoisenet"}
    assert meanings(resolved, "frog") == {}
    assert resolved.counts.texts[resolved.phrases["surface"].to_list().index("Frogs")] == 3


def test_the_thesaurus_merges_what_texts_leave_open():
    resolved, _ = resolve_texts(Thesaurus(merge={"newt": "frog"}))
    assert meanings(resolved, "newt") == {"c": "frog"}
    assert set(meanings(resolved, "frog").values()) == {"frog"}


def test_what_the_thesaurus_keeps_apart_is_no_definition():
    resolved, definitions = resolve_texts(Thesaurus(keep_apart=(frozenset({"gnn", "graphneuralnetwork"}),)))
    assert definitions["text_hash"].to_list() == ["d"]
    assert meanings(resolved, "gnn")["d"] == "gaussiannoisenet"
    # One text of five defines it, which is more than a fiftieth: the others follow.
    assert meanings(resolved, "gnn")["a"] == "gaussiannoisenet"


@pytest.mark.parametrize("wanted", [["a"], ["d", "e"]])
def test_texts_of_no_paper_are_left_out(wanted):
    texts = pl.DataFrame(
        [(key, *text) for key, text in TEXTS.items()], schema=["text_hash", "title", "abstract"], orient="row"
    )
    resolved, definitions = resolve(texts.filter(pl.col("text_hash").is_in(wanted)), analyse(texts), Thesaurus())
    assert resolved.texts.to_list() == wanted
    assert set(definitions["text_hash"]) <= set(wanted)
