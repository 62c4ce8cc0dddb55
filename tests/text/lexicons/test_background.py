"""The counts that ship with the package."""

import math

import polars as pl
import pytest

from pipelines.text.lexicons import background


@pytest.fixture
def three_words(monkeypatch):
    table = pl.DataFrame({"word": ["of", "graph", "rare"], "abstracts": [80, 18, 2], "titles": [16, 9, 0]})
    monkeypatch.setattr(background, "load_words", lambda: table)
    background.load_title_rates.cache_clear()
    yield
    background.load_title_rates.cache_clear()


@pytest.mark.usefixtures("three_words")
def test_title_rates_compare_a_word_with_all_words():
    # 25 titles for 100 abstracts are usual: a quarter.
    rates = dict(background.load_title_rates(2.0).iter_rows())
    assert rates == {
        "of": pytest.approx(math.log((16 + 0.5) / ((80 + 2) / 4))),
        "graph": pytest.approx(math.log((9 + 0.5) / ((18 + 2) / 4))),
        "rare": pytest.approx(math.log(0.5 / ((2 + 2) / 4))),
    }


@pytest.mark.usefixtures("three_words")
def test_the_more_smoothing_the_nearer_a_rare_word_is_to_the_usual_rate():
    few, many = (dict(background.load_title_rates(papers).iter_rows())["rare"] for papers in (1.0, 1000.0))
    assert few < many < 0
    assert many == pytest.approx(0, abs=0.01)
