"""What becomes a term."""

import polars as pl
import pytest

from pipelines.text.termhood import derive_min_papers, select_terms


@pytest.mark.parametrize(("papers", "expected"), [(1, 2), (200, 2), (201, 3), (5_000, 3), (75_000, 8), (600_000, 13)])
def test_minimum_grows_slowly(papers, expected):
    assert derive_min_papers(papers) == expected


def stats(*rows) -> pl.DataFrame:
    names = ["key", "surface", "words", "papers", "free_papers", "mentions", "free_mentions"]
    return pl.DataFrame(rows, schema=names, orient="row").with_row_index("term")


def chosen(*rows, wanted=frozenset(), blocked=frozenset()) -> set[str]:
    return set(select_terms(stats(*rows), 2, wanted, blocked)["key"])


def test_phrases_that_live_inside_longer_ones_are_no_terms():
    kept = ("reinforcementlearning", "reinforcement learning", 2, 9, 8, 20, 12)
    inside = ("largelanguage", "large language", 2, 9, 1, 20, 1)
    assert chosen(kept, inside) == {"reinforcementlearning"}


def test_filler_and_general_words_are_no_terms():
    rows = [
        ("approach", "approach", 1, 9, 9, 9, 9),
        ("language", "language", 1, 9, 9, 9, 9),
        ("strongperformance", "strong performance", 2, 9, 9, 9, 9),
        ("experimentalresult", "experimental results", 2, 9, 9, 9, 9),
        ("boost", "boost", 1, 9, 9, 9, 9),
        ("diffusion", "diffusion", 1, 9, 9, 9, 9),
        ("knowledgegraph", "knowledge graph", 2, 9, 9, 9, 9),
    ]
    assert chosen(*rows) == {"diffusion", "knowledgegraph"}


def test_a_weak_head_makes_no_term_of_a_better_known_one():
    rows = [
        ("objectdetection", "object detection", 2, 30, 20, 40, 30),
        ("objectdetectiontask", "object detection tasks", 3, 5, 5, 5, 5),
        ("kernelmethod", "kernel methods", 2, 5, 5, 5, 5),
        ("kernel", "kernel", 1, 30, 20, 40, 30),
    ]
    assert chosen(*rows) == {"objectdetection", "kernelmethod", "kernel"}


def test_the_user_decides():
    rare = ("raretopic", "rare topic", 2, 1, 1, 1, 1)
    common = ("diffusion", "diffusion", 1, 9, 9, 9, 9)
    assert chosen(rare, common, wanted=frozenset({"raretopic"}), blocked=frozenset({"diffusion"})) == {"raretopic"}
