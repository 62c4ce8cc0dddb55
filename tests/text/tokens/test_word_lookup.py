"""Classes and spellings of single words."""

import polars as pl
import pytest

from pipelines.text.tokens import lexicon as lx
from pipelines.text.tokens.word_lookup import look_up_words


def look_up(*words: str) -> pl.DataFrame:
    return look_up_words(pl.Series("part", words))


@pytest.mark.parametrize(
    ("word", "has"),
    [
        # In the lexicon.
        ("networks", lx.NOUN | lx.PLURAL | lx.KNOWN),
        ("learning", lx.ING | lx.KNOWN),
        ("the", lx.CLOSED | lx.DETERMINER),
        ("have", lx.CLOSED | lx.HAVE),
        # By shape.
        ("70B", lx.NUMBER),
        ("3rd", lx.NUMBER),
        ("Qwen", lx.NOUN),
        ("GPT4", lx.NOUN | lx.PROPER),
        ("qzxing", lx.ING | lx.NOUN),
        ("qzxed", lx.PARTICIPLE),
        ("qzxable", lx.ADJECTIVE),
        ("qzxly", lx.ADVERB),
        ("reweights", lx.VERB),
        ("a_b", lx.JUNK),
    ],
)
def test_words_have_their_classes(word: str, has: int):
    assert look_up(word)["classes"][0] & has == has


def test_a_known_word_is_no_name_and_an_unknown_one_is_not_known():
    classes = look_up("graph", "qzx")["classes"]
    assert not classes[0] & lx.PROPER and not classes[1] & lx.KNOWN


def test_spellings_are_american_lower_case_and_singular():
    found = look_up("Behaviours", "Corpora", "optimised", "CLIPs", "GANs", "Qwens")
    assert found["word"].to_list() == ["behaviours", "corpora", "optimised", "clips", "gans", "qwens"]
    assert found["plain"].to_list() == ["behaviors", "corpora", "optimized", "CLIPS", "gans", "qwens"]
    assert found["singular"].to_list() == ["behavior", "corpus", "optimized", "CLIP", "gan", "qwen"]
