"""The surface forms that texts are searched for."""

import polars as pl

from pipelines.text.terms.surface_forms import add_guesses, add_long_forms, choose_forms

COLUMNS = {
    "term": pl.Int64,
    "key": pl.String,
    "surface": pl.String,
    "variant": pl.String,
    "acronym": pl.Int64,
    "is_acronym": pl.Boolean,
    "texts": pl.Int64,
    "uses": pl.Int64,
}


def frame(*rows: tuple) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def test_a_form_stands_for_the_term_that_most_texts_mean():
    forms = choose_forms(
        frame(
            (1, "net", "net", "net", None, False, 3, 3),
            (1, "net", "Net", "net", None, False, 2, 2),
            (2, "nett", "net", "net", None, False, 4, 4),
            (3, "frog", "frogs", "frogs", None, False, 1, 1),
        )
    )
    assert forms.select("variant", "term", "texts").rows() == [("frogs", 3, 1), ("net", 1, 5)]


def test_an_acronym_goes_before_a_word_of_the_same_letters_however_rare():
    forms = choose_forms(frame((1, "gan", "gan", "gan", None, False, 9, 9), (2, "gan", "GAN", "gan", 5, True, 1, 1)))
    assert forms.select("variant", "term", "acronym").rows() == [("gan", 2, 5)]


def test_long_forms_that_are_no_noun_phrases_are_added_once():
    surfaces = frame((1, "rlhf", "RLHF", "rlhf", 5, True, 4, 4)).with_columns(pl.lit(0).alias("key_code"))
    definitions = pl.DataFrame(
        [
            ("a", "fromfeedback", "Learning from feedback."),
            ("b", "fromfeedback", "learning from feedback"),
            ("c", "elsewhere", "of no term"),
        ],
        schema=["text_hash", "expansion_key", "expansion"],
        orient="row",
    )
    chosen = pl.DataFrame({"key": ["fromfeedback"], "term": [1]})
    added = add_long_forms(surfaces, definitions, chosen).filter(~pl.col("is_acronym"))
    assert added.select("term", "variant", "texts", "uses").rows() == [(1, "learning from feedback", 2, 0)]
    again = surfaces.with_columns(variant=pl.lit("learning from feedback"))
    assert add_long_forms(again, definitions, chosen).height == 1


def test_guesses_are_the_other_number_and_hyphening_of_the_commonest_form():
    surfaces = frame(
        (1, "wordvector", "word vectors", "word vectors", None, False, 9, 9),
        (1, "wordvector", "word-vector", "word-vector", None, False, 2, 2),
        (2, "gan", "GANs", "gans", 5, True, 4, 4),
    )
    guessed = add_guesses(surfaces).filter(pl.col("texts") == 0)
    # `word-vector` is written already; `word vectorss` has another key; acronyms are not guessed.
    assert set(guessed["variant"]) == {"word vector", "word-vectors"}
    assert set(guessed["term"]) == {1}
