"""The sample of papers that themes are fitted on, where there are more than are needed.

Whether a paper is drawn depends on its id alone, neither on the seed nor on the other papers.
"""

import numpy as np
import polars as pl


def draw_sample(papers: pl.DataFrame, size: int) -> np.ndarray:
    """Rows of at most `size` papers, ascending: a weighted sample in which no month drowns the others.

    A paper's chance goes with one over the square root of the number of papers of its month, so a month of 10,000
    papers counts for ten times one of 100, not for a hundred times. Undated papers are a month of their own. A sample
    changes little when papers are added.

    Method: Efraimidis & Spirakis 2006, weighted random sampling without replacement.

    Args:
        papers: paper_id, published_on.
    """
    if papers.height <= size:
        return np.arange(papers.height)
    month = pl.col("published_on").dt.truncate("1mo")
    drawn = papers.select(
        luck=(pl.col("paper_id").hash(0).cast(pl.Float64) + 1) / 2.0**64,
        weight=1 / pl.len().over(month).cast(pl.Float64).sqrt(),
    )
    key = np.log(np.minimum(drawn["luck"].to_numpy(), 1.0)) / drawn["weight"].to_numpy()
    return np.sort(np.argsort(-key, kind="stable")[:size])


def draw_evenly(paper_ids: pl.Series, size: int) -> np.ndarray:
    """Rows of at most `size` papers, ascending, each as likely as any other."""
    if len(paper_ids) <= size:
        return np.arange(len(paper_ids))
    return np.sort(np.argsort(paper_ids.hash(1).to_numpy(), kind="stable")[:size])
