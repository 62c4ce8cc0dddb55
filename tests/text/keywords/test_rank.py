"""Keywords: the cut, near-variants, names of terms, and that order and company of papers do not matter."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text import Thesaurus, analyse, find_terms, rank_keywords
from pipelines.text.keywords.rank import ALWAYS_KEPT, MIN_SCORE, _drop_variations
from pipelines.text.phrases.canonical_keys import make_term_id
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

PAPERS = pl.DataFrame(
    {
        "paper_id": ["title:1", "title:2", "title:3"],
        "text_hash": ["a", "b", "c"],
        "title": [
            "Graph neural networks for protein folding",
            "Aspirin in the prevention of myocardial infarction",
            "Spin waves",
        ],
        "abstract": [
            "We study protein folding with graph neural networks. Graph neural networks pass messages between the "
            "residues of a protein chain. In this paper we show that message passing finds contact maps of membrane "
            "proteins.",
            "Aspirin was given to patients with unstable angina. Myocardial infarction was less frequent with aspirin "
            "than with placebo in a randomized controlled trial of hospital patients.",
            "Short.",
        ],
        "published_on": [None, None, None],
    },
    schema_overrides={"published_on": pl.Date},
)
NO_INDEX = tuple(empty_frame(table(name)) for name in ("terms", "term_variants", "paper_terms"))


def rank(papers: pl.DataFrame, index=NO_INDEX, max_keywords: int = 15) -> pl.DataFrame:
    found = analyse(papers)
    return rank_keywords(papers, found.candidates, found.phrases, *index, max_keywords=max_keywords)


def words_of(ranked: pl.DataFrame, paper: str) -> list[str]:
    return [one.lower() for one in ranked.filter(pl.col("paper_id") == paper)["keyword"]]


def test_names_what_a_paper_is_about_first():
    ranked = rank(PAPERS)
    assert set(words_of(ranked, "title:1")[:2]) == {"graph neural networks", "protein folding"}
    assert {"aspirin", "myocardial infarction"} <= set(words_of(ranked, "title:2")[:4])


def test_a_short_text_gets_few_keywords_and_none_is_padding():
    ranked = rank(PAPERS)
    assert 1 <= len(words_of(ranked, "title:3")) <= 2
    below = ranked.filter(pl.col("score") < MIN_SCORE)
    assert below.is_empty() or below["rank"].max() <= ALWAYS_KEPT
    assert "paper" not in words_of(ranked, "title:1")


def test_fits_its_table_with_ranks_from_one_and_falling_scores():
    ranked = rank(PAPERS)
    assert conform(ranked, table("keywords")).equals(ranked)
    for _, rows in ranked.group_by("paper_id"):
        assert rows.sort("rank")["rank"].to_list() == list(range(1, rows.height + 1))
        assert rows.sort("rank")["score"].is_sorted(descending=True)


@pytest.mark.parametrize("most", [1, 2, 15])
def test_keeps_no_more_than_asked_for(most: int):
    assert rank(PAPERS, max_keywords=most).group_by("paper_id").len()["len"].max() <= most


def test_calls_an_indexed_term_by_its_label_and_id():
    term = 12345
    terms = pl.DataFrame({"term_id": [term], "term": ["GNN"]})
    variants = pl.DataFrame({"term_id": [term], "variant": ["graph neural networks"]})
    held = pl.DataFrame({"paper_id": ["title:1"], "term_id": [term]})
    row = rank(PAPERS, (terms, variants, held)).filter(pl.col("term_id") == term)
    assert row["keyword"].to_list() == ["GNN"]
    # A variant that the paper was not found to hold (an acronym of another meaning) names nothing.
    elsewhere = rank(PAPERS, (terms, variants, held.with_columns(pl.lit("title:2").alias("paper_id"))))
    assert elsewhere.filter(pl.col("term_id") == term).is_empty()


def test_a_phrase_that_is_not_indexed_has_the_id_of_its_key():
    ranked = rank(PAPERS)
    row = ranked.filter(pl.col("keyword").str.to_lowercase() == "protein folding")
    assert row["term_id"].to_list() == [make_term_id("proteinfolding")]


def test_two_forms_of_one_term_are_one_keyword():
    term = 7
    terms = pl.DataFrame({"term_id": [term], "term": ["protein folding"]})
    variants = pl.DataFrame({"term_id": [term, term], "variant": ["protein folding", "graph neural networks"]})
    held = pl.DataFrame({"paper_id": ["title:1"], "term_id": [term]})
    ranked = rank(PAPERS, (terms, variants, held))
    assert ranked.filter(pl.col("term_id") == term).height == 1


def test_drops_a_weak_variation_of_a_better_phrase_only():
    # Diffusion models; pre-trained diffusion models, weak; diffusion model training, good enough; image editing, weak
    # yet no variation.
    phrases = pl.DataFrame(
        {
            "key": ["imageediting", "diffusionmodel", "pretraineddiffusionmodel", "diffusionmodeltraining"],
            "words": [2, 2, 3, 3],
        }
    )
    best = pl.DataFrame(
        {"text": [7] * 4, "phrase": [1, 2, 3, 0], "score": [0.5, 0.15, 0.4, 0.12], "place": [0, 2, 1, 3]}
    )
    assert _drop_variations(best, phrases).sort("place")["phrase"].to_list() == [1, 3, 0]


def test_papers_of_one_text_share_its_keywords():
    twins = pl.concat([PAPERS.head(1), PAPERS.head(1).with_columns(pl.lit("arxiv:2503.00001").alias("paper_id"))])
    ranked = rank(twins)
    first, second = (words_of(ranked, one) for one in ("title:1", "arxiv:2503.00001"))
    assert first == second != []


def test_without_papers_or_candidates_there_are_no_keywords():
    assert rank(PAPERS.head(0)).equals(empty_frame(table("keywords")))
    nothing = (empty_frame(table(name)) for name in ("candidates", "phrases"))
    assert rank_keywords(PAPERS, *nothing, *NO_INDEX, max_keywords=5).is_empty()


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    found = analyse(PAPERS)
    order, phrases = list(range(found.candidates.height)), list(range(found.phrases.height))
    random.shuffle(order)
    random.shuffle(phrases)
    expected = rank_keywords(PAPERS, found.candidates, found.phrases, *NO_INDEX, max_keywords=15)
    shuffled = rank_keywords(
        PAPERS.reverse(), found.candidates[order], found.phrases[phrases], *NO_INDEX, max_keywords=15
    )
    assert shuffled.drop("score").equals(expected.drop("score"))
    assert (shuffled["score"] - expected["score"]).abs().max() < 1e-5


def test_real_papers_get_terms_of_their_index(shared_data):
    rows = (
        pl.read_ndjson(shared_data / "hf_daily" / "hf_daily_2025-04_2026-03.jsonl.gz").unique("id").sort("id").head(200)
    )
    papers = rows.select(
        pl.col("id").alias("paper_id"), pl.col("id").alias("text_hash"), "title", "abstract"
    ).with_columns(pl.lit(None, pl.Date).alias("published_on"))
    analysis = analyse(papers)
    index = find_terms(papers, analysis, Thesaurus(), 0)
    ranked = rank_keywords(papers, analysis.candidates, analysis.phrases, *index, max_keywords=15)
    counts = ranked.group_by("paper_id").len()
    assert counts.height == 200 and counts["len"].max() <= 15
    indexed = ranked.join(index.terms.select("term_id", "term"), on="term_id")
    assert indexed.height > 0.2 * ranked.height
    assert (indexed["keyword"] == indexed["term"]).all()
    assert indexed.join(index.paper_terms, on=["paper_id", "term_id"], how="anti").is_empty()
    assert ranked.select(pl.struct("paper_id", "term_id").is_unique().all()).item()


def test_batches_do_not_matter(monkeypatch):
    expected = rank(PAPERS)
    monkeypatch.setattr("pipelines.text.keywords.rank.BATCH", 1)
    assert rank(PAPERS).equals(expected)
