import polars as pl

from dashboard.lookup import resolve, split_forms

KNOWN = pl.DataFrame({"form": ["GANs", "gan", "reasoning"], "term_id": [2, 2, 1], "term": ["GAN", "GAN", "reasoning"]})


def test_entries_are_cut_at_commas():
    assert split_forms(["a, b", " c  d ,", "A"]) == ["a", "b", "c d"]


def test_quotes_keep_a_phrase_whole():
    assert split_forms(['"fast, cheap", x']) == ["fast, cheap", "x"]
    assert split_forms(["“model merging”"]) == ["model merging"]


def test_two_forms_of_a_term_are_one_line():
    asked = resolve(["GANs", "gan", "odd phrase", "reasoning"], KNOWN)
    assert [(one.term_id, one.name) for one in asked] == [(2, "GAN"), (None, "“odd phrase”"), (1, "reasoning")]
    assert [one.is_phrase for one in asked] == [False, True, False]


def test_nothing_typed_asks_nothing():
    assert split_forms(["", " , "]) == []
    assert resolve([], KNOWN.clear()) == []
