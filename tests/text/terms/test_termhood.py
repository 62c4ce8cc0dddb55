"""What becomes a term."""

import polars as pl
import pytest

from pipelines.text.terms.termhood import allowed_keys, derive_min_papers, filter_candidates, find_fragments, stop_keys


@pytest.mark.parametrize(("papers", "expected"), [(1, 2), (200, 2), (201, 3), (5_000, 3), (75_000, 8), (600_000, 13)])
def test_minimum_grows_slowly(papers, expected):
    assert derive_min_papers(papers) == expected


def stats(*rows, titles: int, defined: int) -> pl.DataFrame:
    names = ["key", "surface", "words", "papers", "free_papers", "mentions", "free_mentions"]
    frame = pl.DataFrame(rows, schema=names, orient="row").with_row_index("term")
    return frame.with_columns(pl.lit(titles).alias("titles"), pl.lit(defined).alias("defined"))


def chosen(*rows, wanted=frozenset(), blocked=frozenset(), titles: int = 0, defined: int = 0) -> set[str]:
    return set(filter_candidates(stats(*rows, titles=titles, defined=defined), 2, wanted, blocked)["key"])


def test_phrases_that_live_inside_longer_ones_are_no_terms():
    kept = ("reinforcementlearning", "reinforcement learning", 2, 9, 8, 20, 12)
    inside = ("largelanguage", "large language", 2, 9, 1, 20, 1)
    assert chosen(kept, inside) == {"reinforcementlearning"}


@pytest.mark.parametrize(("free_papers", "kept"), [(100, True), (99, False)])
def test_what_stands_alone_in_many_papers_is_a_term_however_many_longer_ones_hold_it(free_papers, kept):
    # A tenth of its mentions; a term needs two papers here, so fifty times as many are a hundred.
    row = ("proteinkinase", "protein kinases", 2, 2000, free_papers, 3000, 300)
    assert chosen(row) == ({"proteinkinase"} if kept else set())


def test_filler_and_general_words_are_no_terms():
    rows = [
        ("approach", "approach", 1, 9, 9, 9, 9),
        ("language", "language", 1, 9, 9, 9, 9),
        ("strongperformance", "strong performance", 2, 9, 9, 9, 9),
        ("experimentalresult", "experimental results", 2, 9, 9, 9, 9),
        ("boost", "boost", 1, 9, 9, 9, 9),
        ("york", "York", 1, 9, 9, 9, 9),
        ("doubleedgedsword", "double-edged sword", 2, 9, 9, 9, 9),
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


def test_what_texts_abbreviate_or_titles_name_is_a_term_whatever_its_words():
    filler = ("changedetection", "change detection", 2, 40, 30, 80, 40)
    weak = (
        ("visionlanguageaction", "vision-language-action", 1, 90, 90, 90, 90),
        ("vlamodel", "vision-language-action models", 2, 40, 30, 80, 40),
    )
    assert chosen(filler) == set()
    # Two of forty texts give it an acronym; ten of forty titles name it; one, and nine, are too few.
    assert chosen(filler, defined=2) == chosen(filler, titles=10) == {"changedetection"}
    assert chosen(filler, defined=1, titles=9) == set()
    # A piece that titles name, but that hardly ever stands alone, is none.
    assert chosen((*filler[:6], 20), titles=10) == set()
    assert "vlamodel" in chosen(*weak, titles=20) and "vlamodel" not in chosen(*weak, titles=19)


def test_the_user_decides():
    rare = ("raretopic", "rare topic", 2, 1, 1, 1, 1)
    common = ("diffusion", "diffusion", 1, 9, 9, 9, 9)
    assert chosen(rare, common, wanted=frozenset({"raretopic"}), blocked=frozenset({"diffusion"})) == {"raretopic"}


def test_what_lives_inside_other_terms_is_a_fragment():
    columns = ["term", "words", "papers", "mentions", "defined"]
    rows = [
        (0, 2, 90, 100, 0),  # 11 of 100 alone
        (1, 2, 90, 100, 0),  # 12 of 100
        (2, 3, 90, 200, 0),  # holds the others
        (3, 2, 90, 100, 8),  # texts give it an acronym
        (4, 2, 999, 1000, 0),  # 100 alone, fifty times what a term needs
        (5, 1, 90, 100, 0),  # a word: 2 of 100
        (6, 2, 90, 100, 0),  # inside what is no term itself
    ]
    held = [(0, 2, 80), (0, 3, 9), (1, 2, 88), (3, 2, 99), (4, 2, 900), (5, 2, 98), (6, 77, 99)]
    terms = pl.DataFrame(rows, schema=columns, orient="row")
    found = find_fragments(terms, pl.DataFrame(held, schema=["term", "container", "occurrences"], orient="row"), 2)
    assert found.to_list() == [0]


def test_no_key_is_both_stopped_and_allowed():
    # By key, as the rules ask: `pseudo-labels` and `pseudo label` would be one entry.
    allowed = allowed_keys()
    assert set(allowed) & set(stop_keys()) == set()
    assert len(allowed) == len(set(allowed))


def test_an_allowed_word_is_a_term_although_it_is_a_verb_too():
    assert chosen(("drift", "drift", 1, 9, 9, 9, 9), ("emit", "emit", 1, 9, 9, 9, 9)) == {"drift"}
