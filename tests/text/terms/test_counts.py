"""Counts of terms, from the counts of unambiguous phrases and the candidates of ambiguous keys."""

import numpy as np
import polars as pl

from pipelines.text.phrases.phrase_counts import NOWHERE, PhraseCounts
from pipelines.text.terms.acronym_disambiguation import AmbiguousCandidates, Resolved
from pipelines.text.terms.acronym_senses import Senses
from pipelines.text.terms.counts import choose_phrases, count_terms

# Keys: 0 frog (phrases 0 and 1), 1 gnn (phrase 2), 2 graphneuralnetwork (phrase 3); the last two are ambiguous.
RESOLVED = Resolved(
    phrases=pl.DataFrame({"surface": ["frogs", "Frog", "GNN", "graph neural network"], "words": [1, 1, 1, 3]}),
    key=np.array([0, 0, 1, 2]),
    counts=PhraseCounts(
        texts=np.array([3, 1, 2, 2]),
        mentions=np.array([5, 1, 4, 2]),
        free_mentions=np.array([4, 1, 3, 2]),
        free_texts=np.array([3, 1, 2, 2]),
        titles=np.array([1, 1, 0, 1]),
        uses=np.array([2, 0, 2, 1]),
        first=np.array([7, NOWHERE, 1, 2], np.int32),
        first_titled=np.array([5, 0, NOWHERE, 1], np.int32),
    ),
    is_ambiguous=np.array([False, True, True]),
    # Text 1 holds both ways of writing the term, text 2 the long one, text 3 an acronym without a clear meaning.
    ambiguous=AmbiguousCandidates(
        text=np.array([1, 1, 2, 3], np.int32),
        phrase=np.array([2, 3, 3, 2], np.int32),
        term=np.array([2, 2, 2, -1], np.int32),
        mentions=np.array([2, 1, 1, 2], np.int32),
        free_mentions=np.array([0, 1, 0, 2], np.int32),
        in_title=np.array([False, True, False, False]),
    ),
    keys=pl.Series(["frog", "gnn", "graphneuralnetwork"]),
    senses=Senses(
        is_acronym=np.array([False, True, False]),
        corpus_sense=np.array([0, -1, 2]),
        document_senses=pl.DataFrame(schema={"key": pl.Int64, "text": pl.Int64, "meaning": pl.Int64}),
    ),
    texts=pl.Series([f"t{number}" for number in range(8)]),
)


def test_a_text_that_writes_a_term_in_two_ways_counts_once():
    rows = {row["term"]: row for row in count_terms(RESOLVED).to_dicts()}
    # Unambiguous phrases are summed: they are never in the same text twice.
    assert rows[0] == {
        "term": 0, "papers": 4, "free_papers": 4, "titles": 2, "mentions": 6, "free_mentions": 5
    }  # fmt: skip
    # Texts 1 and 2, of which only text 1 has it outside a longer phrase, and in its title.
    assert rows[2] == {
        "term": 2, "papers": 2, "free_papers": 1, "titles": 1, "mentions": 4, "free_mentions": 1
    }  # fmt: skip
    assert 1 not in rows


def test_a_term_is_shown_by_a_phrase_of_its_own_outside_a_title():
    # `frogs` stands outside a title, `Frog` only in one, if earlier; `graph neural network` outside one in text 2.
    assert choose_phrases(RESOLVED).tolist() == [0, -1, 3]
