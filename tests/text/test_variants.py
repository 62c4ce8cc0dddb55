"""Keys' hashes and ids."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.variants import guess_forms, hash_pieces, make_term_id


@given(st.text(max_size=8), st.text(max_size=8))
def test_hashes_of_pieces_compose(one, other):
    hashed, power = (array.astype(object) for array in hash_pieces(pl.Series([one, other, one + other])))
    assert (hashed[0] * power[1] + hashed[1]) % 2**64 == hashed[2]


def test_ids_are_stable_and_fit_a_double():
    assert make_term_id("reinforcementlearning") == 2637390811406688
    assert make_term_id("a") != make_term_id("b")
    assert all(0 <= make_term_id(str(number)) < 2**53 for number in range(100))


def test_guesses_change_number_and_hyphens():
    guesses = set(guess_forms(pl.Series(["multi-task policy"]))["guess"])
    assert {"multi-task policies", "multi task policy", "multitask policy"} <= guesses
