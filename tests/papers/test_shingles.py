"""Word triples, signatures and shared parts, against sets made in plain Python."""

import numpy as np
import polars as pl

from pipelines.papers.shingles import EMPTY, PLACES, candidate_pairs, count_shared, shingle, sign

TEXTS = pl.Series(["a b c d e", "A, b c d! E", "b c d", "x y", "", "a b c x d e"])


def test_a_text_is_the_set_of_its_word_triples() -> None:
    sets = shingle(TEXTS)
    # "a b c d e" has abc bcd cde; case and punctuation do not count; "x y" stands for itself.
    assert np.diff(sets.starts).tolist() == [3, 3, 1, 1, 0, 4]
    left, right = np.array([0, 0, 0, 0, 3, 0]), np.array([1, 2, 3, 4, 4, 5])
    assert count_shared(sets, left, right).tolist() == [3, 1, 0, 0, 0, 1]


def test_sets_do_not_depend_on_where_a_text_stands() -> None:
    many = pl.concat([pl.Series(["some words to begin with"] * 3000), TEXTS])
    alone, later = shingle(TEXTS), shingle(many)
    assert later.hashes[later.starts[3000] :].tolist() == alone.hashes.tolist()
    assert np.array_equal(sign(many)[3000:], sign(TEXTS))


def test_near_duplicates_are_candidates_and_strangers_are_not() -> None:
    rng = np.random.default_rng(5)
    words = rng.integers(0, 5_000, (300, 150)).astype(str)
    texts = [" ".join(row) for row in words]
    copies = [" ".join([*row[:110], *(str(n) for n in rng.integers(5_000, 9_000, 40))]) for row in words[:100]]
    pairs = candidate_pairs(sign(pl.Series(texts + copies)))
    truth = {(place, 300 + place) for place in range(100)}
    found = {tuple(pair) for pair in pairs.tolist()}
    # Jaccard 108/188 = 0.57: nearly all are found; of strangers next to none.
    assert len(truth & found) >= 97
    assert len(found - truth) <= 3


def test_signatures_have_a_place_for_everything() -> None:
    signatures = sign(TEXTS)
    assert signatures.shape == (6, PLACES)
    assert (signatures[4] == EMPTY).all()
    assert (signatures[0] == signatures[1]).all()


def test_every_letter_of_a_long_word_counts() -> None:
    long = "internationalisation"
    texts = [f"a b {long[:end]}" for end in range(1, 21)] + [
        f"a b {long[:-1]}z",
        f"a b x{long[1:]}",
        f"A B {long.upper()}",
    ]
    sets = shingle(pl.Series(texts))
    assert np.diff(sets.starts).tolist() == [1] * 23
    assert len(set(sets.hashes.tolist())) == 22
    assert sets.hashes[19] == sets.hashes[22]
