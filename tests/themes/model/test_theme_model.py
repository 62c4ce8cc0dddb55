import numpy as np
import pytest
import scipy.sparse as sp

from pipelines.themes.model.theme_model import (
    CONCENTRATION,
    PRIOR,
    DocumentFeatures,
    as_weights,
    count_by_theme,
    fit_theme_model,
    log_odds,
    refine_groups,
    score_papers,
)

COUNTS = sp.csr_matrix(np.array([[1, 1, 0, 0]] * 5 + [[0, 0, 1, 2]] * 5, dtype=np.float32))
NOWHERE = np.zeros((10, 2), dtype=np.float32)
SIDES = np.repeat([[0.5, 0], [0, 0.5]], 5, axis=0).astype(np.float32)


def test_counts_by_theme_leave_out_papers_without_one():
    labels = np.array([0] * 4 + [-1] + [1] * 5)
    assert count_by_theme(COUNTS, labels, 2).tolist() == [[4, 4, 0, 0], [0, 0, 5, 10]]


def test_log_odds_by_hand():
    odds = log_odds(np.array([[4.0, 0.0], [0.0, 4.0]]))
    # A theme's mean count of a term is 2; the prior adds half of that, to 4 + 1 of 4 + 2; the corpus says 1/2.
    assert PRIOR == 0.5
    assert odds[0] == pytest.approx([np.log(5 / 6 / 0.5), np.log(1 / 6 / 0.5)], rel=1e-4)


def test_a_misplaced_paper_finds_its_way():
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    assert refine_groups(DocumentFeatures(COUNTS, NOWHERE), labels, 2).tolist() == [0] * 5 + [1] * 5


def test_a_theme_is_known_by_its_odds_and_by_where_its_papers_lie():
    labels = np.array([0, 0, 0, -1, -1, 1, 1, 1, 1, 1])
    model = fit_theme_model(DocumentFeatures(COUNTS, SIDES), labels, 3)
    assert model.directions.T.tolist() == [[1, 0], [0, 1], [0, 0]]
    assert model.odds == pytest.approx(log_odds(count_by_theme(COUNTS, labels, 3)))
    by_words = score_papers(DocumentFeatures(COUNTS, NOWHERE), model)
    by_both = score_papers(DocumentFeatures(COUNTS, SIDES), model)
    # An embedding of half the length counts half.
    assert (by_both - by_words)[3] == pytest.approx([CONCENTRATION / 2, 0, 0], abs=1e-4)


def test_a_paper_without_distinctive_words_goes_by_its_embedding():
    same = sp.csr_matrix(np.ones((10, 1), dtype=np.float32))
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    assert refine_groups(DocumentFeatures(same, SIDES), labels, 2).tolist() == [0] * 5 + [1] * 5


def test_empty_groups_stay_empty():
    labels = np.array([0] * 5 + [2] * 5)
    assert set(refine_groups(DocumentFeatures(COUNTS, NOWHERE), labels, 3)) == {0, 2}


def test_weights_add_up_and_keep_order():
    weights = as_weights(np.array([[100.0, 0.0, 50.0], [0.0, 0.0, 0.0]]))
    assert weights.sum(axis=1) == pytest.approx([1, 1])
    assert weights[0, 0] > weights[0, 2] > weights[0, 1]
    assert weights[1] == pytest.approx([1 / 3] * 3)
