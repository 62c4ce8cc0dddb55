"""How well single terms label themes."""

import numpy as np
import pytest
import scipy.sparse as sp

from pipelines.themes.description.label_rating import rate_names


def as_counts(rows: list[list[int]]) -> sp.csr_matrix:
    return sp.csr_matrix(np.array(rows, dtype=np.float32))


def test_terms_of_titles_name_before_terms_of_texts():
    # Both are in every paper of the first theme and in no other; the first is in one title of ten.
    counts = as_counts([[2, 2]] + [[1, 2]] * 9 + [[0, 0]] * 30)
    relevance = rate_names(counts, np.repeat([0, 1, 1, 1], 10), 2, np.array([2, 2]))
    # In 10 of 10 titles: the root of 1, all the way to being its own but for half a paper and the doubt about ten.
    assert relevance[0, 1] == pytest.approx(((np.log(40 / 10.5) - 0.5 / 10.25**0.5) / np.log(4)) ** 1.5)
    # 1 title and 9 texts are 1 + 9 * 0.3 = 3.7 papers; half a paper more in all is 4.2 of 40.
    exclusivity = (np.log(0.37 / (4.2 / 40)) - 0.5 / 3.95**0.5) / np.log(4)
    assert relevance[0, 0] == pytest.approx(0.37**0.5 * exclusivity**1.5)
    assert relevance[1, 0] == relevance[1, 1] == 0
