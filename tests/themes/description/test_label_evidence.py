import numpy as np
import pytest
import scipy.sparse as sp

from pipelines.themes.description.label_evidence import (
    count_either,
    embed_terms,
    measure_exclusivity,
    measure_relevance,
    measure_typicality,
)


def as_matrix(rows: list[list[float]]) -> sp.csr_matrix:
    return sp.csr_matrix(np.array(rows, dtype=float))


def test_a_paper_counts_by_its_better_mention():
    held = as_matrix([[1, 1], [1, 0], [1, 1], [0, 1]])
    titled = as_matrix([[1, 0], [0, 0], [0, 0], [0, 1]])
    # Alone: 1 title and 2 texts, each; both: the first paper by its title, the third by its text. 1.6 + 1.6 less the
    # lesser mentions of the papers that hold both, 0.3 and 0.3.
    np.testing.assert_allclose(count_either(held, titled), [[1.6, 2.6], [2.6, 1.6]])


def test_pull_goes_from_everybody_s_to_the_theme_s_own():
    exclusivity = measure_exclusivity(np.array([10.0, 10.0]), np.array([10.0, 40.0]), 10, 40)
    assert exclusivity[0] == pytest.approx((np.log(40 / 10.5) - 0.5 / 10.25**0.5) / np.log(4))
    assert exclusivity[1] == 0
    np.testing.assert_allclose(measure_relevance(np.array([2.5]), np.array([0.25]), 10), [0.5 * 0.125])


def test_two_corners_together_are_typical_of_a_theme():
    # Half of the theme holds the first and third term, half the second and fourth.
    counts = as_matrix([[1, 0, 1, 0]] * 5 + [[0, 1, 0, 1]] * 5)
    weighed = counts * np.sqrt(0.5)
    typical = measure_typicality(counts[:, :2], weighed, np.zeros(4), np.array([0, 1]))
    # Alone the first points to the third, and the theme without the first to the second, third and fourth. Without
    # both terms the theme points to the third and fourth: so do both together, and the first to one of the two.
    np.testing.assert_allclose(np.diag(typical), [1 / np.sqrt(3)] * 2)
    np.testing.assert_allclose([typical[0, 1], typical[1, 0]], 1 / np.sqrt(3) * 1 / (1 / np.sqrt(2)))


def test_a_term_that_meets_the_first_in_its_own_papers_adds_nothing():
    # The second term is in the papers of the first alone; the third tells the halves of the theme apart.
    counts = as_matrix([[1, 1, 1, 0]] * 5 + [[0, 0, 0, 1]] * 5)
    typical = measure_typicality(counts[:, :2], counts / np.sqrt(3), np.zeros(4), np.array([0, 1]))
    assert typical[0, 1] == pytest.approx(typical[0, 0])


def test_a_term_without_other_terms_beside_it_is_typical_of_nothing():
    counts = as_matrix([[1, 0]] * 5 + [[0, 1]] * 5)
    typical = measure_typicality(counts[:, :1], counts, np.zeros(2), np.array([0]))
    assert typical.tolist() == [[0]]


def test_meanings():
    terms = ["user interfaces", "GUI", "linear codes", "xyzzyx", "42"]
    meanings = embed_terms(terms)
    likeness = meanings @ meanings.T
    assert likeness[0, 1] > 0.6 > 0.3 > likeness[0, 2]
    np.testing.assert_allclose(np.diag(likeness), [1, 1, 1, 0, 0])
    # Plurals and hyphens make no difference.
    np.testing.assert_allclose(*embed_terms(["user-interface", "user interfaces"]))
    assert embed_terms([]).shape[0] == 0
