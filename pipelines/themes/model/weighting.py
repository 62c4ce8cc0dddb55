"""Term weights: BM25 saturation times inverse document frequency, and which terms are frequent enough to be used."""

import numpy as np
import scipy.sparse as sp

COMMON_SHARE = 0.2
"""A term in more than this share of the papers says what the field is, not what a paper is about."""

FEW = 30


def useful_terms(presence: sp.csr_matrix) -> np.ndarray:
    """Columns of the terms that can tell papers apart: in two papers at least and not in too many.

    Args:
        presence: (N, V), 1 where a paper holds a term.
    """
    holders = np.asarray(presence.sum(axis=0)).ravel()
    return np.flatnonzero((holders >= 2) & (holders <= most_holders(presence.shape[0])))


def most_holders(papers: int) -> float:
    """Papers of a corpus of `papers` that may hold a term, for it to tell them apart.

    A fifth; but in a corpus of a few dozen papers a subject's terms are soon in a fifth of them, so thirty papers may
    hold a term in any case, or half of the papers where that is fewer.
    """
    return max(COMMON_SHARE * papers, min(FEW, papers / 2))


def saturate(counts: sp.csr_matrix) -> sp.csr_matrix:
    """(N, V) in which a count c is 1.5 c / (c + 0.5): the saturation of Okapi BM25 (Robertson & Zaragoza 2009) without
    its length norm."""
    data = 1.5 * counts.data / (counts.data + 0.5)
    return sp.csr_matrix((data.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)


def weigh_terms(counts: sp.csr_matrix) -> sp.csr_matrix:
    """(N, V) rows of unit length: saturated counts times the inverse document frequency.

    A paper without a term keeps a row of zeros.
    """
    papers = counts.shape[0]
    holders = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log(papers / np.maximum(holders, 1)).astype(np.float32)
    weighed = saturate(counts)
    weighed.data *= rarity[counts.indices]
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0).astype(np.float32)
    return sp.csr_matrix(sp.diags(scale) @ weighed)
