import numpy as np
import polars as pl

from pipelines.text.phrases import phrase_counts
from pipelines.text.phrases.phrase_counts import NOWHERE, count_phrases

# Three texts. The second begins with a title of two words; phrase 7 stands once in it, phrase 9 twice, one of them
# free.
CANDIDATES = pl.DataFrame(
    {
        "text": [4, 1, 2],
        "title_words": [0, 2, 0],
        "phrases": [[7], [7, 9], [9]],
        "mentions": [[3], [1, 2], [1]],
        "free_mentions": [[2], [1, 1], [0]],
        "first_positions": [[5], [0, 1], [8]],
    },
    schema_overrides={
        "text": pl.Int32,
        **dict.fromkeys(("phrases", "mentions", "free_mentions", "first_positions"), pl.List(pl.Int32)),
    },
)
PLACES = np.array([-1] * 7 + [1, -1, 0], np.int32)


def test_texts_and_mentions_are_counted_by_place_of_the_phrase():
    counts = count_phrases(CANDIDATES, PLACES, 3)
    assert counts.texts.tolist() == [2, 2, 0]
    assert counts.mentions.tolist() == [3, 4, 0]
    assert counts.free_mentions.tolist() == [1, 3, 0]
    assert counts.free_texts.tolist() == [1, 2, 0]
    assert counts.titles.tolist() == [1, 1, 0]


def test_a_phrase_that_only_the_title_holds_once_is_no_use():
    assert count_phrases(CANDIDATES, PLACES, 3).uses.tolist() == [2, 1, 0]


def test_the_first_text_is_that_of_the_lowest_number_in_whatever_order_they_come():
    counts = count_phrases(CANDIDATES, PLACES, 3)
    assert counts.first.tolist() == [2, 4, NOWHERE]
    assert counts.first_titled.tolist() == [1, 1, NOWHERE]


def test_texts_counted_in_slices_come_to_the_same(monkeypatch):
    whole = count_phrases(CANDIDATES, PLACES, 3)
    monkeypatch.setattr(phrase_counts, "TEXTS_AT_ONCE", 1)
    sliced = count_phrases(CANDIDATES, PLACES, 3)
    for name in whole.__slots__:
        assert np.array_equal(getattr(whole, name), getattr(sliced, name))
