"""The tables about themes, on a corpus of six papers."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.themes.assignment import Assignment
from pipelines.themes.continuity.previous import index_previous
from pipelines.themes.description.appearance import Appearance
from pipelines.themes.description.tables import describe_themes, repeat_description
from pipelines.themes.description.top_terms import pick_top_terms
from pipelines.themes.model.term_matrix import build_corpus
from pipelines.themes.model.weighting import weigh_terms
from pipelines.themes.result import PreviousThemes
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

HELD = {"a": [1, 2], "b": [1, 2], "c": [1], "d": [3, 4], "e": [3, 4], "f": [2, 3, 4]}
LABELS = np.array([0, 0, 0, 1, 1, 1])


@pytest.fixture(scope="module")
def described():
    papers = pl.DataFrame({"paper_id": list(HELD), "title": "t", "published_on": date(2026, 1, 1)})
    cells = [(paper, term, 1, False) for paper, terms in HELD.items() for term in terms]
    paper_terms = pl.DataFrame(cells, schema=["paper_id", "term_id", "mentions", "in_title"], orient="row")
    names = ["speech recognition", "acoustic model", "object detection", "bounding box"]
    corpus = build_corpus(papers, paper_terms, pl.DataFrame({"term_id": [1, 2, 3, 4], "term": names, "words": 2}))
    sample = np.arange(6)
    top_terms = pick_top_terms(corpus.presence(sample), LABELS, 2, corpus.terms)
    appearance = Appearance(
        np.array([5, 2]), ["Speech", "Vision"], np.array([0, 1]), np.full((2, 2), np.nan), np.array([True, False]), None
    )
    sizes = np.array([30, 40])
    return describe_themes(corpus, sample, weigh_terms(corpus.counts), LABELS, top_terms, sizes, appearance)


def test_themes_are_listed_by_number_with_their_own_terms_and_papers(described):
    themes = conform(described.themes, table("themes"))
    assert themes["theme_id"].to_list() == [2, 5]
    assert themes["label"].to_list() == ["Vision", "Speech"]
    assert themes["papers"].to_list() == [40, 30]
    assert themes["pinned"].to_list() == [False, True]
    assert set(themes["top_terms"][0]) == {"object detection", "bounding box"}
    assert set(themes["representative_papers"][1]) == {"a", "b", "c"}
    assert themes["broad_id"].to_list() == [None, None], "two themes need no second level"
    assert themes.select("x", "y").to_numpy().min() >= -1


def test_terms_are_ranked_within_their_theme(described):
    terms = conform(described.theme_terms, table("theme_terms"))
    assert terms.group_by("theme_id", maintain_order=True).agg("rank")["rank"].to_list()[0][:2] == [1, 2]
    assert terms.filter(pl.col("theme_id") == 5)["term"][0] == "speech recognition"


def test_related_themes_are_one_pair_the_lower_number_first(described):
    # Each term is in three of six papers, so all weigh the same. The means of Speech and Vision point to
    # 2 (1, 1, 0, 0) / √2 + (1, 0, 0, 0) and 2 (0, 0, 1, 1) / √2 + (0, 1, 1, 1) / √3.
    speech = np.array([2**0.5 + 1, 2**0.5, 0, 0])
    vision = np.array([0, 3**-0.5, 2**0.5 + 3**-0.5, 2**0.5 + 3**-0.5])
    cosine = speech @ vision / np.linalg.norm(speech) / np.linalg.norm(vision)
    pairs = conform(described.theme_pairs, table("theme_pairs"))
    assert pairs.select("theme_id_a", "theme_id_b").rows() == [(2, 5)]
    assert pairs["similarity"][0] == pytest.approx(cosine, abs=1e-5)


def test_a_repeated_description_takes_over_all_but_sizes_names_and_pins(described):
    tables = PreviousThemes(
        described.themes, empty_frame(table("paper_themes")), described.theme_terms, None, described.theme_pairs
    )
    previous = index_previous(tables, pl.DataFrame({"paper_id": ["a"]}))
    assignment = Assignment(np.array([0]), [0, 1], ["Images", "Speech"], [True, True], [])
    again = repeat_description(previous, assignment, np.array([41, 30]))
    assert again.themes["label"].to_list() == ["Images", "Speech"]
    assert again.themes["papers"].to_list() == [41, 30]
    assert again.themes["pinned"].to_list() == [True, True]
    assert again.themes.drop("label", "papers", "pinned").equals(described.themes.drop("label", "papers", "pinned"))
    assert again.theme_terms.equals(described.theme_terms)
    bare = index_previous(PreviousThemes(described.themes, tables.paper_themes), pl.DataFrame({"paper_id": ["a"]}))
    with pytest.raises(ValueError, match="no previous description"):
        repeat_description(bare, assignment, np.array([41, 30]))
