"""Words described before."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.text.tokens import token_cache
from pipelines.text.tokens.token_cache import Vocabulary
from pipelines.text.tokens.token_classes import describe_types

BATCHES = [["Models", "multi-task", "CLIP", "clip"], ["models", "Models", "learning"], ["learning", "Models"], []]


@pytest.mark.parametrize("max_types", [1_000, 4])
def test_words_are_described_as_by_the_lexicon(max_types):
    words = Vocabulary(max_types)
    for batch in BATCHES:
        types = pl.Series(batch, dtype=pl.String)
        assert_frame_equal(words.describe(types), describe_types(types))


def test_each_word_is_looked_up_once(monkeypatch):
    asked = []
    monkeypatch.setattr(token_cache, "describe_types", lambda types: asked.extend(types) or describe_types(types))
    words = Vocabulary()
    for batch in BATCHES:
        words.describe(pl.Series(batch, dtype=pl.String))
    assert sorted(asked) == ["CLIP", "Models", "clip", "learning", "models", "multi-task"]
