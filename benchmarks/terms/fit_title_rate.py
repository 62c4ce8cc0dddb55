"""Fits how often titles contain a phrase to the words of the phrase.

Run `python -m benchmarks.terms.fit_title_rate [papers]`.

Least squares of the logarithm of the share, over the phrases of several words that stand in eight arXiv papers or more;
prints the constants of `pipelines.text.terms.title_rate`.
"""

import sys

import numpy as np
import polars as pl

from benchmarks.keywords.corpora import DATA as SETS
from benchmarks.terms.__main__ import read_papers
from pipelines.text import analyse
from pipelines.text.terms.title_rate import describe_words

DATA = SETS.parent
MIN_PAPERS = 8
MOST = 200
"""Papers beyond which a phrase weighs no more."""


def main(arguments: list[str]) -> None:
    papers = read_papers(DATA, int(arguments[0]) if arguments else None)
    counts = (
        analyse(papers)
        .spell_out()
        .filter(pl.col("words") > 1)
        .group_by("key")
        .agg(pl.len().alias("papers"), pl.col("in_title").sum().alias("titles"), pl.col("surface").min())
        .filter(pl.col("papers") >= MIN_PAPERS)
        .sort("key")
    )
    weight = np.sqrt(np.minimum(counts["papers"].to_numpy(), MOST))
    share = (counts["titles"].to_numpy() + 0.5) / (counts["papers"].to_numpy() + 1)
    known = np.hstack([np.ones((counts.height, 1)), describe_words(counts["surface"])])
    found = np.linalg.lstsq(known * weight[:, None], np.log(share) * weight, rcond=None)[0]
    print(f"{counts.height:,} phrases of {papers.height:,} papers")
    print("CONSTANT, FIRST, LAST, LEAST, MEAN, WORDS =", ", ".join(f"{one:.3f}" for one in found))


if __name__ == "__main__":
    main(sys.argv[1:])
