"""What the words of a phrase say, worked out by hand."""

import polars as pl
import pytest

from pipelines.text.keywords.phrase_features import compute_word_features


def test_words_are_counted_within_hyphens_and_their_letters_averaged():
    found = compute_word_features(pl.Series(["GPT-4 models", "waves", "β"]))
    assert found["words"].tolist() == [3, 1, 1]
    assert found["word_length"].tolist() == pytest.approx([(3 + 1 + 6) / 3, 5, 0])


def test_the_title_rates_are_those_of_first_last_least_and_mean_word():
    both, first, last = (
        compute_word_features(pl.Series([one])) for one in ("propose transformer", "propose", "transformer")
    )
    low, high = first["title_first"][0], last["title_first"][0]
    assert low < 0 < high
    assert both["title_first"][0] == low and both["title_head"][0] == high
    assert both["title_min"][0] == low and both["title_mean"][0] == pytest.approx((low + high) / 2)


def test_an_unknown_word_is_as_usual():
    assert compute_word_features(pl.Series(["qqxzy"]))["title_mean"].tolist() == [0]
