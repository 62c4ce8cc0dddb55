"""How often titles name a phrase."""

import numpy as np
import polars as pl
import pytest

from pipelines.text.lexicons import background
from pipelines.text.terms.title_rate import CONSTANT, PRIOR_PAPERS, WORDS, describe_words, estimate_title_share


def test_a_hyphened_word_counts_as_its_least_part_and_an_unknown_one_as_usual():
    first, last, least, mean, words = describe_words(pl.Series(["qqzz-propose qqzz"]))[0]
    assert first == least < 0 == last and mean == first / 2 and words == 2


def test_a_phrase_without_a_latin_letter_keeps_its_place_and_counts_as_usual():
    described = describe_words(pl.Series(["Ω", "qqzz-propose qqzz", "β μ"]))
    assert described[0].tolist() == [0, 0, 0, 0, 1]
    assert described[1][0] < 0
    assert described[2].tolist() == [0, 0, 0, 0, 2]


def test_without_papers_the_words_decide_and_with_many_the_papers_do():
    known = set(background.load_phrases()["key"])
    assert "qqzzqqyy" not in known
    expected = np.exp(CONSTANT + 2 * WORDS)
    few, many = estimate_title_share(
        pl.DataFrame({"key": ["qqzzqqyy"] * 2, "surface": ["qqzz qqyy"] * 2, "papers": [0, 1980], "titles": [0, 990]})
    )
    assert few == pytest.approx(expected)
    assert many == pytest.approx((990 + PRIOR_PAPERS * expected) / 2000)
