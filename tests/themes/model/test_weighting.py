import numpy as np
import pytest
import scipy.sparse as sp

from pipelines.themes.model.weighting import most_holders, useful_terms, weigh_terms


@pytest.mark.parametrize(("papers", "most"), [(10, 5), (60, 30), (100, 30), (1000, 200)])
def test_most_holders(papers, most):
    assert most_holders(papers) == most


def test_too_rare_and_too_common_terms_are_left_out():
    presence = np.zeros((200, 3), dtype=np.float32)
    presence[:1, 0] = 1
    presence[:40, 1] = 1
    presence[:41, 2] = 1
    assert useful_terms(sp.csr_matrix(presence)).tolist() == [1]


def test_rows_have_unit_length_and_rare_terms_weigh_more():
    weighed = weigh_terms(sp.csr_matrix(np.array([[1, 1, 0], [1, 0, 2], [1, 0, 0], [0, 0, 0]], dtype=np.float32)))
    rows = weighed.toarray()
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0])
    # ln(4/3) against ln 4, both with a saturated count of 1.
    assert rows[0, 1] / rows[0, 0] == pytest.approx(np.log(4) / np.log(4 / 3), rel=1e-5)
    # A count of 2 is worth 1.5 × 2 / 2.5 = 1.2.
    assert rows[1, 2] / rows[1, 0] == pytest.approx(1.2 * np.log(4) / np.log(4 / 3), rel=1e-5)
