"""Ids of keys, and forms beside a form."""

import polars as pl

from pipelines.text.phrases.canonical_keys import guess_forms, make_term_id


def test_ids_are_stable_and_fit_a_double():
    assert make_term_id("reinforcementlearning") == 2637390811406688
    assert make_term_id("a") != make_term_id("b")
    assert all(0 <= make_term_id(str(number)) < 2**53 for number in range(100))


def test_guesses_change_number_and_hyphens():
    guesses = set(guess_forms(pl.Series(["multi-task policy"]))["guess"])
    assert {"multi-task policies", "multi task policy", "multitask policy"} <= guesses
