"""Where the forms of terms occur in texts."""

import numpy as np
import polars as pl

from pipelines.text import Thesaurus, analyse
from pipelines.text.matching.occurrences import Meanings, Occurrences, find_occurrences
from pipelines.text.terms.acronym_disambiguation import resolve

PAPERS = pl.DataFrame(
    {
        "text_hash": ["a", "b", "c"],
        "title": ["Whole slide images", "A GNN", "Nothing"],
        "abstract": [
            "Whole slide images hold slide images. The slide image, whole.",
            "A graph neural network (GNN) reads. The GNN sleeps.",
            "No form at all.",
        ],
    }
)
FORMS = ["whole slide images", "slide images", "slide image", "graph neural network", "gnn"]
WHOLE, SLIDE, GRAPH = 0, 1, 2


def find(acronym_means_a_term: bool = True) -> Occurrences:
    analysis = analyse(PAPERS)
    resolved, _ = resolve(PAPERS, analysis, Thesaurus())
    keys = resolved.keys.to_list()
    number = np.full(len(keys), -1)
    number[keys.index("graphneuralnetwork")] = GRAPH if acronym_means_a_term else -1
    forms = pl.DataFrame(
        {"term": [WHOLE, SLIDE, SLIDE, GRAPH, GRAPH], "acronym": [None, None, None, None, keys.index("gnn")]}
    )
    texts = pl.DataFrame({"text": np.arange(3, dtype=np.int32), "text_hash": resolved.texts}).join(
        analysis.text_units, on="text_hash", how="left", maintain_order="left"
    )
    return find_occurrences(texts, analysis.units, pl.Series(FORMS), Meanings(forms, resolved.senses, number))


def test_mentions_are_counted_inside_longer_terms_and_in_the_title():
    found = find()
    # Whole slide images: title and abstract; slide images: inside both, once alone, once in the singular. The network:
    # in the title, spelt out, in brackets and once more.
    assert found.terms.rows() == [(0, WHOLE, 2, True), (0, SLIDE, 4, True), (1, GRAPH, 4, True)]
    assert found.forms.rows() == [(0, 0), (0, 1), (0, 2), (1, 3), (1, 4)]


def test_each_occurrence_inside_another_term_is_named_with_its_container():
    assert find().nested.rows() == [(0, SLIDE, WHOLE), (0, SLIDE, WHOLE)]


def test_an_acronym_whose_meaning_is_no_term_counts_for_none():
    found = find(acronym_means_a_term=False)
    # The long form itself still counts.
    assert found.terms.filter(pl.col("term") == GRAPH).rows() == [(1, GRAPH, 1, False)]
    assert found.forms.filter(pl.col("text") == 1).rows() == [(1, 3)]


def test_some_texts_are_taken_and_no_text_holds_nothing():
    found = find().take(np.array([False, True, True]))
    assert found.terms["text"].to_list() == [1]
    assert found.nested.is_empty()
    none = Occurrences.none()
    assert [frame.schema for frame in none] == [frame.schema for frame in found]
