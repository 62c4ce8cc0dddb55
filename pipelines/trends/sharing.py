"""How many papers two terms share: the sums of `shared` in `term_pairs.sql`, several times faster than DuckDB groups as many pairs.

All papers of a term of which pairs are made are looked at together, so that its pairs are sorted where the processor has them at hand.
"""

from datetime import date

import numpy as np
import polars as pl

MIN_PAPERS = 3
"""Papers that two terms must share."""
PAIRS_AT_ONCE = 2_000_000


def count_shared(held: pl.DataFrame, most_papers: int, recent_start: date | None) -> pl.DataFrame:
    """The pairs of terms that share papers.

    Args:
        held: paper, number (of a term, from 1 on, the rarer the lower), papers (of the term), published_on; one row a paper and term.
        most_papers: that the rarer of the two may be in.
        recent_start: first day of what is recent; None where no paper is dated.

    Returns:
        rarer, commoner (numbers), papers, dated_papers, recent_papers, first_seen (null where none is dated).
    """
    held = held.sort("paper", "number")
    paper, number = held["paper"].to_numpy(), held["number"].to_numpy().astype(np.int64)
    days = held["published_on"].to_physical()
    first_day = days.min() or 0
    undated = int((days.max() or 0) - first_day + 1)
    day = (days - first_day).fill_null(undated).to_numpy().astype(np.int64)
    recent = undated if recent_start is None else (recent_start - date(1970, 1, 1)).days - first_day
    bits = (undated.bit_length(), int(number.max(initial=0)).bit_length())

    # Each row makes a pair with all that follow it in its paper.
    ends = np.searchsorted(paper, paper, side="right")
    rows = np.flatnonzero((held["papers"].to_numpy() <= most_papers) & (ends - np.arange(len(paper)) > 1))
    rows = rows[np.argsort(number[rows], kind="stable")]
    counts = ends[rows] - rows - 1
    found = [_count_pairs(np.empty(0, np.int64), 0, bits, undated, recent)]
    for some in _cut(number[rows], counts):
        first = rows[some]
        others = np.repeat(first + 1 - np.cumsum(counts[some]) + counts[some], counts[some]) + np.arange(
            counts[some].sum()
        )
        pairs = np.repeat((number[first] - number[first[0]]) << bits[1], counts[some])
        pairs |= number[others]
        pairs <<= bits[0]
        pairs |= np.repeat(day[first], counts[some])
        found.append(_count_pairs(pairs, int(number[first[0]]), bits, undated, recent))
    return pl.concat(found).with_columns(
        pl.when(pl.col("first_seen") < undated)
        .then(pl.col("first_seen") + first_day)
        .cast(pl.Int32)
        .cast(pl.Date)
        .alias("first_seen")
    )


def _cut(number: np.ndarray, counts: np.ndarray) -> list[slice]:
    """Slices of rows that are sorted by number, each of whole numbers and of about PAIRS_AT_ONCE pairs."""
    if not len(number):
        return []
    part = np.cumsum(counts) // PAIRS_AT_ONCE
    # All rows of a number go where its first one does.
    part = part[np.searchsorted(number, number)]
    bounds = np.flatnonzero(np.append(True, part[1:] != part[:-1]))
    return [slice(*ends) for ends in zip(bounds, np.append(bounds[1:], len(number)), strict=True)]


def _count_pairs(pairs: np.ndarray, least: int, bits: tuple[int, int], undated: int, recent: int) -> pl.DataFrame:
    """Sums of the pairs, each a number made of the rarer (less `least`), the commoner and the day."""
    pairs.sort()
    both, day = pairs >> bits[0], pairs & (1 << bits[0]) - 1
    heads = np.flatnonzero(np.append(True, both[1:] != both[:-1])) if len(both) else np.empty(0, np.int64)
    ends = np.append(heads[1:], len(both))
    kept = ends - heads >= MIN_PAPERS
    heads, ends = heads[kept], ends[kept]

    def count(which: np.ndarray) -> np.ndarray:
        total = np.append(0, np.cumsum(which))
        return total[ends] - total[heads]

    return pl.DataFrame(
        {
            "rarer": (both[heads] >> bits[1]) + least,
            "commoner": both[heads] & (1 << bits[1]) - 1,
            "papers": ends - heads,
            "dated_papers": count(day < undated),
            "recent_papers": count((day >= recent) & (day < undated)),
            "first_seen": day[heads],
        }
    )
