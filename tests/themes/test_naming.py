import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp

from pipelines.themes.naming import count_together, name_theme, name_themes, npmi, pick_words, rate_terms


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


def test_nested_terms_are_shown_once_and_terms_in_their_own_theme():
    terms = pl.DataFrame({"term": ["graph", "graph network", "edge", "auction", "bidder"]})
    rows = [[1, 1, 1, 0, 0]] * 10 + [[0, 0, 0, 1, 1]] * 10
    words = pick_words(sp.csr_matrix(np.array(rows, dtype=np.float32)), np.repeat([0, 1], 10), 2, terms)
    shown = [terms["term"].gather(one.columns).to_list() for one in words]
    assert shown[0][:2] == ["graph", "edge"]
    assert sorted(shown[1]) == ["auction", "bidder"]
    assert not {*shown[0]} & {*shown[1]}


@pytest.mark.parametrize(
    ("words", "taken", "name"),
    [
        (["policy", "reinforcement learning", "reward"], set(), "Reinforcement learning · policy"),
        (["graph neural networks", "node"], set(), "Graph neural networks"),
        (["graph neural networks", "node"], {"graph neural networks"}, "Graph neural networks · node"),
        (["audio"], set(), "Audio"),
        (["audio"], {"audio"}, "Audio (2)"),
        ([], set(), "All papers"),
    ],
)
def test_names(words, taken, name):
    assert name_theme(words, taken) == name


def test_given_names_stay_and_the_largest_chooses_first():
    names = name_themes([None, "Audio", None], [["audio"], ["x"], ["audio"]], np.array([5, 1, 9]))
    assert names == ["Audio (3)", "Audio", "Audio (2)"]
