"""What of the match cache is valid, and how occurrences are kept in it."""

import dataclasses

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.text import Thesaurus, analyse
from pipelines.text.matching import match_cache
from pipelines.text.matching.match_cache import (
    IdMap,
    MatchCache,
    find_kept,
    pack_occurrences,
    sign_senses,
    sign_texts,
    unpack_occurrences,
)
from pipelines.text.matching.occurrences import Occurrences
from pipelines.text.terms.acronym_disambiguation import Resolved, resolve

INT = pl.Int32
OCCURRENCES = Occurrences(
    pl.DataFrame(
        {"text": [0, 0, 2], "term": [0, 1, 1], "mentions": [3, 1, 2], "in_title": [True, False, False]},
        schema={"text": INT, "term": INT, "mentions": INT, "in_title": pl.Boolean},
    ),
    pl.DataFrame({"text": [0, 0, 2], "form": [0, 1, 1]}, schema={"text": INT, "form": INT}),
    pl.DataFrame({"text": [0], "term": [1], "container": [0]}, schema={"text": INT, "term": INT, "container": INT}),
)
TEXTS = pl.DataFrame(
    {"text": [0, 1, 2], "text_hash": ["a", "b", "c"], "signature": [7, 8, 9]}, schema_overrides={"text": INT}
)
PAPERS = pl.DataFrame(
    {
        "text_hash": ["a", "b", "c"],
        "title": ["Frogs", "Newts", "Frogs and newts"],
        "abstract": [
            "A graph neural network (GNN) reads. Frogs sing.",
            "A GNN sleeps. Newts sing.",
            "A graph neural network (GNN) reads frogs.",
        ],
    }
)


def test_names_keep_their_ids_and_new_ones_get_the_next():
    ids = IdMap.match(pl.Series(["new", "old", "newer"]), pl.Series(["gone", "old"]), pl.Series([4, 2], dtype=INT))
    assert ids.stored.tolist() == [5, 2, 6]
    # Ids 4 (gone) and 9 (never there) have no position in this run.
    assert ids.find(pl.Series([6, 2, 4, 9], dtype=INT)).tolist() == [2, 1, -1, -1]
    fresh = IdMap.match(pl.Series(["a", "b"]), pl.Series([], dtype=pl.String), pl.Series([], dtype=INT))
    assert fresh.stored.tolist() == [0, 1]


def test_occurrences_are_read_as_they_were_kept_under_other_positions():
    terms = IdMap(np.array([10, 11], np.int32), np.array([]))
    forms = IdMap(np.array([20, 21], np.int32), np.array([]))
    kept = pack_occurrences(TEXTS, OCCURRENCES, terms, forms)
    assert kept.row(0, named=True) == {
        "text_hash": "a",
        "signature": 7,
        "terms": [10, 11],
        "mentions": [7, 2],
        "forms": [20, 21],
        "nested": [11],
        "containers": [10],
    }
    assert kept.row(1)[2:] == (None,) * 5
    # In the next run the terms and forms stand the other way round.
    places = np.full(22, -1)
    places[[10, 11, 20, 21]] = [1, 0, 1, 0]
    turned = IdMap(np.array([11, 10]), places)
    kept = kept.with_columns(TEXTS["text"])
    read = unpack_occurrences(kept, turned, turned)
    assert read is not None
    assert read.terms["term"].to_list() == [1, 0, 0]
    assert_frame_equal(read.terms.drop("term"), OCCURRENCES.terms.drop("term"))
    assert read.forms.rows() == [(0, 1), (0, 0), (2, 0)]
    assert read.nested.rows() == [(0, 0, 1)]
    places[11] = -1
    assert unpack_occurrences(kept, IdMap(np.array([10]), places), turned) is None


def resolved_with(thesaurus: Thesaurus | None = None) -> Resolved:
    return resolve(PAPERS, analyse(PAPERS), thesaurus or Thesaurus())[0]


def test_a_text_is_signed_by_its_own_definitions_only(monkeypatch):
    resolved = resolved_with()
    number = np.arange(len(resolved.keys))
    a, b, c = sign_texts(resolved, number)
    assert a == c != b
    # Where the meaning is no term, it is another signature; texts without a definition keep theirs.
    number[resolved.keys.to_list().index("graphneuralnetwork")] = -1
    changed = sign_texts(resolved, number)
    assert changed[0] != a
    assert changed[1] == b
    monkeypatch.setattr(match_cache, "SEARCH_VERSION", "another")
    assert not np.isin(sign_texts(resolved, number), [a, b, *changed]).any()


def test_a_form_is_signed_by_what_it_counts_for_in_texts_that_do_not_define_it():
    resolved = resolved_with()
    keys = resolved.keys.to_list()
    gnn, graph = keys.index("gnn"), keys.index("graphneuralnetwork")
    terms = pl.Series(["frog", "graphneuralnetwork"])
    forms = pl.DataFrame(
        {"term": [0, 1, 1], "acronym": [None, None, gnn], "key": ["frog", "graphneuralnetwork", "gnn"]}
    )
    number = np.full(len(keys), -1)
    number[graph] = 1
    frog, long, short = sign_senses(forms, terms, resolved, number)
    assert len({frog, long, short}) == 3
    unclear = resolved.senses.corpus_sense.copy()
    unclear[gnn] = -1
    senses = dataclasses.replace(resolved.senses, corpus_sense=unclear)
    again = sign_senses(forms, terms, dataclasses.replace(resolved, senses=senses), number)
    assert again.to_list()[:2] == [frog, long]
    assert again[2] != short


@pytest.mark.parametrize(
    ("forms", "signature", "kept"),
    [
        ([("frogs", 1), ("newts", 2)], 8, ["a", "b", "c"]),
        ([("frogs", 5), ("newts", 2)], 8, ["b"]),  # `frogs` counts for another term
        ([("newts", 2)], 8, ["b"]),  # for none any longer
        ([("frogs", 1), ("newts", 2), ("sing", 3)], 8, ["c"]),  # `sing` is new
        ([("frogs", 1), ("newts", 2)], 0, ["a", "c"]),  # the second text defines acronyms otherwise
    ],
)
def test_texts_with_a_changed_form_or_signature_are_searched_again(forms, signature, kept):
    analysis = analyse(PAPERS)
    texts = TEXTS.with_columns(signature=pl.Series([7, signature, 9])).join(
        analysis.text_units, on="text_hash", how="left", maintain_order="left"
    )
    empty = MatchCache.empty()
    columns = ["variant", "sense_signature"]
    cache = empty._replace(
        searched_texts=pl.concat([empty.searched_texts, TEXTS.select("text_hash", "signature")], how="diagonal"),
        searched_forms=pl.DataFrame([("frogs", 1), ("newts", 2)], schema=columns, orient="row"),
    )
    found = find_kept(cache, texts, analysis.units, pl.DataFrame(forms, schema=columns, orient="row"))
    assert found["text_hash"].to_list() == kept
    assert found["text"].to_list() == ["abc".index(one) for one in kept]
