"""Definitions in texts, the corpus's vote, and the labelled set."""

import importlib
from pathlib import Path

import polars as pl

from pipelines.text.acronyms.definitions import find_definitions, make_keys, vote


def definitions(abstract: str) -> set[tuple[str, str, str]]:
    found = find_definitions(pl.DataFrame({"text_hash": ["a"], "title": [""], "abstract": [abstract]}))
    return set(found.select("acronym", "expansion", "expansion_key").iter_rows())


def test_both_orders_are_definitions():
    expected = {("RAG", "retrieval augmented generation", "retrievalaugmentedgeneration")}
    assert definitions("We use retrieval augmented generation (RAG) here.") == expected
    assert definitions("We use RAG (retrieval augmented generation) here.") == expected
    assert definitions("Retrieval helps (see Fig. 2).") == set()


def test_acronyms_and_keys_are_singular():
    assert definitions("Graph neural networks (GNNs) win.") == {("GNN", "Graph neural networks", "graphneuralnetwork")}


def test_keys_join_variants():
    phrases = pl.Series(["Multi-task Learning", "multitask learning", "multi task learning", "behaviour models"])
    keys = make_keys(phrases)
    assert keys["phrase"].to_list() == phrases.to_list()
    assert keys["key"].to_list() == ["multitasklearning"] * 3 + ["behaviormodel"]


def test_a_clear_majority_decides_and_a_split_vote_does_not():
    votes = [("RAG", "g")] * 3 + [("RAG", "r")] + [("CL", "continual"), ("CL", "contrastive")]
    frame = pl.DataFrame(
        {
            "text_hash": [str(number) for number in range(len(votes))],
            "acronym_key": [acronym for acronym, _ in votes],
            "expansion_key": [meaning for _, meaning in votes],
        }
    )
    assert vote(frame).rows() == [("CL", None, 1, 2), ("RAG", "g", 3, 4)]


def test_labelled_definitions_are_found(shared_data):
    benchmark = importlib.import_module("benchmarks.terms.__main__")
    scores = benchmark.score_acronyms(benchmark.read_papers(Path(shared_data), None))
    assert scores["pairs"] >= 200
    assert scores["precision"] >= 0.97
    assert scores["recall"] >= 0.90
