"""The features for candidates, worked out by hand."""

import math

import numpy as np
import polars as pl
import pytest

from pipelines.text.keywords.features import (
    FEATURES,
    PRIOR_PAPERS,
    CorpusCounts,
    compute_features,
    compute_phrase_features,
    count_corpus,
    round_counts,
)
from pipelines.text.lexicons import background
from pipelines.text.phrases.candidates import list_candidates

PHRASES = pl.DataFrame(
    {
        "phrase": [0, 1, 2],
        "key": ["qqspinwave", "qqwave", "qqwave"],
        "surface": ["qqspin waves", "qqwaves", "QQwaves"],
    }
)
CANDIDATES = pl.DataFrame(
    {
        "text_hash": ["a", "b"],
        "title_words": [2, 3],
        "phrases": [[0, 1], [2]],
        "mentions": [[2, 3], [1]],
        "free_mentions": [[2, 0], [1]],
        "first_positions": [[0, 1], [4]],
    }
)


def gather(candidates: pl.DataFrame = CANDIDATES, phrases: pl.DataFrame = PHRASES, corpus: CorpusCounts | None = None):
    """The features of texts, by default in a corpus of these alone; phrases are numbered by their rows."""
    corpus = corpus or count_corpus(candidates, phrases)
    rows = list_candidates(candidates.drop("text_hash").with_row_index("text"))
    return compute_features(rows, compute_phrase_features(phrases, corpus))


def feature(name: str) -> list[float]:
    return gather()[:, FEATURES.index(name)].tolist()


def test_counts_of_a_corpus_are_of_keys_whatever_the_form():
    counts = count_corpus(CANDIDATES, PHRASES)
    assert counts.texts == 2
    assert counts.papers.tolist() == [1, 2, 2]
    assert counts.standalone_papers.tolist() == [1, 1, 1]
    assert counts.titles.tolist() == [1, 1, 1]


def test_large_counts_are_told_apart_in_steps():
    counts = np.array([0, 1, 15, 16, 17, 18, 31, 32, 35, 36, 27_630, 600_015])
    assert round_counts(counts).tolist() == [0, 1, 15, 17, 17, 19, 31, 34, 34, 38, 27_648, 622_592]
    every = np.arange(100_000)
    rounded = round_counts(every)
    assert (np.diff(rounded) >= 0).all() and (np.abs(rounded - every) <= every / 16 + 0.5).all()


def test_one_row_a_candidate_one_column_a_feature():
    features = gather()
    assert features.shape == (3, len(FEATURES)) and features.dtype == np.float32
    assert np.isfinite(features).all()
    assert gather(CANDIDATES.head(0)).shape == (0, len(FEATURES))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("log_mentions", [math.log(3), math.log(4), math.log(2)]),
        ("never_standalone", [0, 1, 0]),
        ("relative_position", [0, 1 / 2, 4 / 5]),
        ("title_position", [0, 1, 0]),
        ("one_word", [0, 1, 1]),
        ("two_words", [1, 0, 0]),
        ("in_background", [0, 0, 0]),
    ],
)
def test_features_of_the_text(name: str, expected: list[float]):
    assert feature(name) == pytest.approx(expected, abs=1e-6)


def test_rarity_counts_the_other_papers_and_the_background_prior():
    others = np.array([0.0, 1.0, 1.0])
    assert feature("rarity") == pytest.approx(np.log((1 + PRIOR_PAPERS) / (others + 0.5)).tolist(), rel=1e-6)


def test_shares_leave_the_own_text_out():
    # Of the other paper of qqwave: it stands alone there for the first text, not for the second; and is in the first
    # text's title.
    assert feature("standalone_share") == pytest.approx([1 / 2, 2 / 3, 1 / 3])
    assert feature("title_share") == pytest.approx(np.log([0.2, 0.1, 0.6]).tolist(), rel=1e-6)


def test_a_common_phrase_is_less_rare_than_an_unknown_one():
    known = PHRASES.with_columns(
        pl.Series("key", ["languagemodel", "qqwave", "qqwave"]),
        pl.Series("surface", ["language models", "qqwaves", "qqwaves"]),
    )
    features = gather(phrases=known)
    assert features[0, FEATURES.index("rarity")] < features[1, FEATURES.index("rarity")]
    assert features[0, FEATURES.index("in_background")] == 1


def test_a_form_without_letters_is_one_unknown_word():
    features = gather(phrases=PHRASES.with_columns(pl.Series("surface", ["β", "波", "µ"])))
    assert features[:, FEATURES.index("one_word")].tolist() == [1, 1, 1]
    assert np.isfinite(features).all()


def test_words_that_titles_prefer_are_told_from_those_of_abstracts():
    words = dict(background.load_words().select("word", pl.col("titles") / pl.col("abstracts")).iter_rows())
    assert words["transformer"] > 5 * words["demonstrate"]


def test_the_background_counts_words_and_phrases_once_each_and_holds_no_long_text():
    words, phrases = background.load_words(), background.load_phrases()
    assert words["word"].is_unique().all() and phrases["key"].is_unique().all()
    assert words["abstracts"].max() <= background.PAPERS
    assert (phrases["free_papers"] <= phrases["papers"]).all()
    assert background.PATH.stat().st_size < 300_000


def test_a_text_read_apart_has_the_evidence_that_it_has_in_its_corpus():
    corpus = count_corpus(CANDIDATES, PHRASES)
    apart = np.vstack([gather(CANDIDATES[:1], corpus=corpus), gather(CANDIDATES[1:], corpus=corpus)])
    np.testing.assert_allclose(apart, gather(), rtol=1e-6)
