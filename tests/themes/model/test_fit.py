import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp

from pipelines.themes.model.factorise import DIMENSIONS, embed_papers
from pipelines.themes.model.fit import embed_sample, fold_in, measure_fit, measure_likeness, refit_themes
from pipelines.themes.model.theme_model import DocumentFeatures
from pipelines.themes.model.weighting import weigh_terms

COUNTS = sp.csr_matrix(np.kron(np.eye(4), np.ones((15, 3))).astype(np.float32))
TRUTH = np.repeat(np.arange(4), 15)


def _features_of(counts: sp.csr_matrix) -> DocumentFeatures:
    return DocumentFeatures(counts, np.zeros((counts.shape[0], 2), dtype=np.float32))


def test_papers_are_folded_into_the_theme_with_the_highest_score():
    labels = np.where(np.arange(60) % 15 < 5, TRUTH, -1)
    assert fold_in(_features_of(COUNTS), labels, 4).tolist() == TRUTH.tolist()


def test_papers_without_a_word_in_common_lie_near_where_their_words_mean_the_same():
    # Four papers of a term and forty words each; the words of the first two mean one thing, those of the others
    # another.
    counts = sp.csr_matrix(np.hstack([np.eye(4), np.kron(np.eye(4), np.ones(40))]).astype(np.float32))
    embeddings = np.array([[0.8, 0], [0.8, 0], [0, 0.8], [0, 0.8]], dtype=np.float32)
    rows, points = embed_sample(DocumentFeatures(counts, embeddings), pl.Series(["a", "b", "c", "d"]), 0)
    assert rows.tolist() == [0, 1, 2, 3]
    near = points @ points.T
    assert near[0, 1] > near[0, 2] + 0.5 and near[2, 3] > near[1, 3] + 0.5


def test_without_places_papers_lie_by_their_features():
    counts = COUNTS[::5]
    ids = pl.Series([f"{number:02}" for number in range(counts.shape[0])])
    assert (embed_sample(_features_of(counts), ids, 0)[1] == embed_papers(weigh_terms(counts), DIMENSIONS, 0)).all()


def test_refit_splits_the_widest_until_there_are_enough():
    labels = refit_themes(_features_of(COUNTS), np.minimum(TRUTH, 2), 3, 5, 0)
    assert len(np.unique(labels)) == 4
    assert (labels[TRUTH < 2] == TRUTH[TRUTH < 2]).all()


def test_refit_merges_until_there_are_few_enough():
    assert len(np.unique(refit_themes(_features_of(COUNTS), TRUTH, 4, 1, 0))) == 1


def test_refit_of_few_papers_goes_by_their_words():
    # The first paper has the words of its theme and the embedding of the second; new papers are folded in by both.
    embeddings = np.kron(np.eye(4), np.ones((15, 1))).astype(np.float32)
    embeddings[0] = embeddings[15]
    labels = np.where(np.arange(60) == 0, -1, TRUTH)
    assert refit_themes(DocumentFeatures(COUNTS, embeddings), labels, 4, 4, 0)[0] == 0
    assert fold_in(DocumentFeatures(COUNTS, embeddings), labels, 4)[0] == 1


def test_likeness_is_the_cosine_of_the_means():
    weighed = sp.csr_matrix(np.array([[1, 0], [0, 1], [0, 1.0]]))
    likeness = measure_likeness(weighed, np.array([0, 0, 1]), 2)
    assert likeness[0, 1] == pytest.approx(np.sqrt(0.5))


def test_fit_leaves_the_judged_paper_out_of_its_theme():
    weighed = sp.csr_matrix(np.array([[1, 0], [0, 1], [0.6, 0.8]]))
    labels = np.zeros(3, dtype=int)
    # The mean of the other two points to (1, 1) / √2; the paper's cosine with it is 1.4 / √2.
    assert measure_fit(weighed, labels, labels, 1, np.array([False, False, True])) == pytest.approx(1.4 / np.sqrt(2))
    outside = np.array([0, 0, -1])
    assert measure_fit(weighed, outside, labels, 1, np.array([False, False, True])) == pytest.approx(1.4 / np.sqrt(2))


POINTS = sp.csr_matrix(np.array([[1, 0], [1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32))


def test_likeness_is_the_cosine_of_mean_papers():
    # The means point to (1, 0) and, of (.6, .8) and (0, 1), to (.6, 1.8): .6 over the root of 3.6.
    near = measure_likeness(POINTS, np.array([0, 0, 1, 1]), 2)
    assert near == pytest.approx(np.array([[1, 0.6 / 3.6**0.5], [0.6 / 3.6**0.5, 1]]))


def test_papers_are_judged_by_the_others_of_their_theme():
    labels, judged = np.array([0, 0, 1, 1]), np.array([True, False, True, False])
    # The first paper has its twin's direction, cosine 1; the third has .8 with the fourth.
    assert measure_fit(POINTS, labels, labels, 2, judged) == pytest.approx(0.9)
    assert measure_fit(POINTS, labels, labels, 2, np.zeros(4, dtype=bool)) == 0
