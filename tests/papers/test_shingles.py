"""Word triples and shared parts, against sets made in plain Python."""

import numpy as np
import polars as pl

from pipelines.papers.shingles import count_shared, make_shingles

TEXTS = pl.Series(["a b c d e", "A, b c d! E", "b c d", "x y", "", "a b c x d e"])


def test_a_text_is_the_set_of_its_word_triples() -> None:
    sets = make_shingles(TEXTS)
    # "a b c d e" has abc bcd cde; case and punctuation do not count; "x y" stands for itself.
    assert np.diff(sets.starts).tolist() == [3, 3, 1, 1, 0, 4]
    left, right = np.array([0, 0, 0, 0, 3, 0]), np.array([1, 2, 3, 4, 4, 5])
    assert count_shared(sets, left, right).tolist() == [3, 1, 0, 0, 0, 1]


def test_sets_do_not_depend_on_where_a_text_stands() -> None:
    many = pl.concat([pl.Series(["some words to begin with"] * 3000), TEXTS])
    alone, later = make_shingles(TEXTS), make_shingles(many)
    assert later.hashes[later.starts[3000] :].tolist() == alone.hashes.tolist()


def test_every_letter_of_a_long_word_counts() -> None:
    long = "internationalisation"
    texts = [f"a b {long[:end]}" for end in range(1, 21)] + [
        f"a b {long[:-1]}z",
        f"a b x{long[1:]}",
        f"A B {long.upper()}",
    ]
    sets = make_shingles(pl.Series(texts))
    assert np.diff(sets.starts).tolist() == [1] * 23
    assert len(set(sets.hashes.tolist())) == 22
    assert sets.hashes[19] == sets.hashes[22]
