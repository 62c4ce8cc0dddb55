"""Signatures, and the candidates that they give."""

import numpy as np
import polars as pl

from pipelines.papers.minhash import BINS, EMPTY, compute_signatures, find_candidate_pairs

TEXTS = pl.Series(["a b c d e", "A, b c d! E", "b c d", "x y", "", "a b c x d e"])


def test_near_duplicates_are_candidates_and_strangers_are_not() -> None:
    rng = np.random.default_rng(5)
    words = rng.integers(0, 5_000, (300, 150)).astype(str)
    texts = [" ".join(row) for row in words]
    copies = [" ".join([*row[:110], *(str(n) for n in rng.integers(5_000, 9_000, 40))]) for row in words[:100]]
    pairs = find_candidate_pairs(compute_signatures(pl.Series(texts + copies)))
    truth = {(place, 300 + place) for place in range(100)}
    found = {tuple(pair) for pair in pairs.tolist()}
    # Jaccard 108/188 = 0.57: nearly all are found; of strangers next to none.
    assert len(truth & found) >= 97
    assert len(found - truth) <= 3


def test_signatures_have_a_bin_for_everything() -> None:
    signatures = compute_signatures(TEXTS)
    assert signatures.shape == (6, BINS)
    assert (signatures[4] == EMPTY).all()
    assert (signatures[0] == signatures[1]).all()


def test_signatures_do_not_depend_on_where_a_text_stands() -> None:
    many = pl.concat([pl.Series(["some words to begin with"] * 3000), TEXTS])
    assert np.array_equal(compute_signatures(many)[3000:], compute_signatures(TEXTS))
