"""The lexicon and the lists that correct it."""

import polars as pl

from pipelines.text.tokens import lexicon as lx
from pipelines.text.tokens.lexicon import load_lexicon, load_listed


def test_every_word_stands_there_once_in_lower_case():
    for words in (load_lexicon()["word"], load_listed()["word"]):
        assert words.is_unique().all()
        assert (words.str.to_lowercase() == words).all()


def test_classes_and_singulars_are_those_of_the_dictionary():
    known = load_lexicon().filter(pl.col("word").is_in(["mice", "data", "studied", "studying", "quickly", "green"]))
    rows = {word: (classes, singular) for word, classes, singular in known.iter_rows()}
    assert rows["mice"][1] == "mouse" and rows["data"][1] == "data"
    assert rows["studied"][0] & lx.PARTICIPLE and not rows["studied"][0] & lx.VERB
    assert rows["studying"][0] & lx.ING
    assert rows["quickly"][0] & lx.ADVERB and rows["quickly"][1] is None
    assert rows["green"][0] & (lx.ADJECTIVE | lx.NOUN) == lx.ADJECTIVE | lx.NOUN


def test_words_of_closed_classes_replace_what_the_dictionary_says():
    fixed = dict(load_listed().select("word", "fixed").drop_nulls().iter_rows())
    assert fixed["the"] & lx.CLOSED and fixed["the"] & lx.DETERMINER
    assert fixed["can"] & lx.BEFORE_VERB
    assert fixed["of"] & lx.PREPOSITION
