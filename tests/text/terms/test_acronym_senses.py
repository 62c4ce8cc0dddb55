"""What acronyms and other phrases mean."""

import numpy as np
import polars as pl

from pipelines.text.terms.acronym_senses import Senses, apply_thesaurus
from pipelines.text.terms.thesaurus import Thesaurus

# Keys: 0 frog, 1 gnn (an acronym), 2 graph, 3 gaussian, 4 newt (merged into frog), 5 rgb (an acronym without a clear
# meaning), 6 toad.
SENSES = Senses(
    is_acronym=np.array([False, True, False, False, False, True, False]),
    corpus_sense=np.array([0, 2, 2, 3, 0, -1, 6]),
    document_senses=pl.DataFrame({"key": [1, 1, 5], "text": [3, 8, 4], "meaning": [2, 3, 0]}),
)


def test_a_text_goes_before_the_corpus():
    key, text = np.array([1, 1, 1, 5, 5, 4, 0]), np.array([3, 8, 9, 4, 3, 8, 8])
    assert SENSES.look_up(key, text).tolist() == [2, 3, 2, 0, -1, 0, 0]


def test_without_definitions_the_corpus_decides():
    bare = Senses(SENSES.is_acronym, SENSES.corpus_sense, SENSES.document_senses.clear())
    assert bare.look_up(np.array([1, 5]), np.array([3, 4])).tolist() == [2, -1]


def test_keys_are_ambiguous_that_count_for_others_and_those_that_others_count_for():
    # All but the toad: gaussian is what one text means by the acronym.
    assert SENSES.find_ambiguous().tolist() == [True, True, True, True, True, True, False]


def test_the_thesaurus_takes_definitions_out_and_merges_their_meaning():
    definitions = pl.DataFrame(
        [("GNN", "a", "graph", "graphs"), ("GNN", "b", "net", "nets"), ("GNN", "c", "gnn", "gnn")],
        schema=["acronym", "text_hash", "expansion_key", "expansion"],
        orient="row",
    )
    columns = ["acronym_key", "text_hash", "expansion_key", "expansion"]
    # What an acronym stands for is not itself.
    assert apply_thesaurus(definitions, Thesaurus()).select(columns).rows() == [
        ("gnn", "a", "graph", "graphs"),
        ("gnn", "b", "net", "nets"),
    ]
    thesaurus = Thesaurus(merge={"net": "network"}, keep_apart=(frozenset({"graph", "gnn"}),))
    assert apply_thesaurus(definitions, thesaurus).select(columns).rows() == [("gnn", "b", "network", "nets")]
