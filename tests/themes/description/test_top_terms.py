import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp

from pipelines.themes.description.top_terms import (
    count_together,
    find_near_duplicates,
    leave_out_strangers,
    npmi,
    pick_coherent,
    pick_top_terms,
    rate_terms,
)


def test_npmi_by_hand():
    # 8 papers; the first two terms in 4 each and together in 4, the third in 4 and never with them.
    presence = sp.csr_matrix(np.array([[1, 1, 0]] * 4 + [[0, 0, 1]] * 4, dtype=np.float32))
    value = npmi(count_together(presence, np.arange(3)), 8)
    assert value[0, 1] == pytest.approx(1)
    assert value[0, 2] == -1


def test_npmi_of_independent_terms_is_nothing():
    together = np.array([[4.0, 2.0], [2.0, 4.0]])
    assert npmi(together, 8)[0, 1] == pytest.approx(0)


def test_terms_of_everybody_tell_nothing():
    holders = np.array([[10.0, 8.0, 1.0], [10.0, 0.0, 0.0]])
    rating = rate_terms(holders, np.array([10, 10]))
    assert rating[0, 1] > 0
    assert rating[0, 0] == rating[1, 0] == rating[1, 1] == rating[0, 2] == 0


def test_terms_that_hold_each_other_are_near_duplicates():
    near_duplicates = find_near_duplicates(["graph", "Graph network", "graph attention network", "attention"])
    assert near_duplicates.astype(int).tolist() == [[1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 1, 1], [0, 0, 1, 1]]


def test_nested_terms_are_shown_once_and_terms_in_their_own_theme():
    terms = pl.DataFrame({"term": ["graph", "graph network", "edge", "auction", "bidder"]})
    rows = [[1, 1, 1, 0, 0]] * 10 + [[0, 0, 0, 1, 1]] * 10
    words = pick_top_terms(sp.csr_matrix(np.array(rows, dtype=np.float32)), np.repeat([0, 1], 10), 2, terms)
    shown = [terms["term"].gather(one.columns).to_list() for one in words]
    assert shown[0][:2] == ["graph", "edge"]
    assert sorted(shown[1]) == ["auction", "bidder"]
    assert not {*shown[0]} & {*shown[1]}


def test_terms_that_are_met_together_are_shown_before_one_that_is_not():
    # The most distinctive term never meets the others, which every second paper holds together.
    names = ["noise", *(f"term{letter}" for letter in "abcdefghij")]
    ties = np.full((11, 11), 0.9)
    ties[0, 1:] = ties[1:, 0] = -1
    held = np.zeros((10, 11), dtype=bool)
    held[5:, 1:] = True
    held[:5, 0] = True
    shown = pick_coherent(ties, np.linspace(1, 0.8, 11), held, names)
    assert shown == list(range(1, 11))


def test_a_corner_of_a_theme_is_not_shown_for_it():
    # Ten terms of a corner always meet, ten of the theme at large seldom, and no two of both.
    ties = np.full((20, 20), -1.0)
    ties[:10, :10], ties[10:, 10:] = 1.0, 0.1
    names = [f"term{number}" for number in range(20)]
    # Six of ten papers are of the theme at large; three of a corner are fewer than three fifths as many, four are not.
    for corner, shown in ((3, range(10, 20)), (4, range(10))):
        held = np.zeros((10, 20), dtype=bool)
        held[:corner, :10] = held[4:, 10:] = True
        assert pick_coherent(ties, np.linspace(1, 0.9, 20), held, names) == list(shown)


def test_no_terms_no_words():
    assert pick_coherent(np.empty((0, 0)), np.empty(0), np.empty((3, 0), dtype=bool), []) == []


def test_terms_that_meet_the_others_by_chance_only_are_left_out_while_five_stay():
    ties = np.full((7, 7), 0.5)
    for stranger, bond in ((6, -0.2), (2, 0.0)):
        ties[stranger, :] = ties[:, stranger] = bond
    assert leave_out_strangers(list(range(7)), ties) == [0, 1, 3, 4, 5]
    assert leave_out_strangers([0, 1, 2, 3, 6], ties) == [0, 1, 2, 3, 6]
