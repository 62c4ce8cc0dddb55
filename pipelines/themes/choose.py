"""How many themes a corpus is given."""

MOST_THEMES = 80
PAPERS_PER_THEME = 6
"""A theme needs at least this many papers to be worth a name."""


def choose_count(papers: int, wanted: int = 0) -> int:
    """Number of themes for `papers` papers: what the user wants, else about 8 for a hundred and 50 for a hundred thousand.

    Between these two the number grows as a power of the number of papers, as the number of distinct subjects in a
    literature does (Heaps' law): 8 × (papers / 100) ^ 0.265, 80 at most.
    """
    most = max(1, papers // PAPERS_PER_THEME)
    if wanted:
        return min(wanted, max(papers, 1))
    return min(most, MOST_THEMES, round(8 * (max(papers, 1) / 100) ** 0.265))
