"""How many papers two terms share: the subquery `shared` of `term_pairs.sql`, several times faster than in DuckDB.

All papers of a term of which pairs are made are looked at together, so that its pairs are sorted where the processor
has them at hand.
"""

from datetime import date

import numpy as np
import polars as pl

from pipelines.arrays.parallel import map_ahead

MIN_PAPERS = 3
"""Papers that two terms must share."""
PAIRS_AT_ONCE = 2_000_000


def count_shared(held: pl.DataFrame, most_papers: int, recent_start: date | None) -> pl.DataFrame:
    """The pairs of terms that share papers.

    Args:
        held: paper, number (of a term, from 1 on, the rarer the lower), papers (of the term), published_on; one row a
            paper and term.
        most_papers: that the rarer of the two may be in.
        recent_start: first day of what is recent; None where no paper is dated.

    Returns:
        rarer, commoner (numbers), papers, dated_papers, recent_papers, first_seen (null where none is dated).
    """
    paper, number = (held[name].to_numpy().astype(np.int64) for name in ("paper", "number"))
    days = held["published_on"].to_physical()
    known_days = days.drop_nulls().to_numpy()
    first_day, last_day = (int(known_days.min()), int(known_days.max())) if known_days.size else (0, 0)
    undated = last_day - first_day + 1
    day = np.full(int(paper.max(initial=-1)) + 1, undated, np.int64)
    day[paper] = (days - first_day).fill_null(undated).to_numpy()
    rare = np.zeros(int(number.max(initial=-1)) + 1, bool)
    rare[number] = held["papers"].to_numpy() <= most_papers
    recent = undated if recent_start is None else (recent_start - date(1970, 1, 1)).days - first_day
    bits = (undated.bit_length(), len(rare).bit_length())

    # Sorted by paper and number, each row makes a pair with all that follow it in its paper.
    rows = paper << bits[1] | number
    rows.sort()
    paper, number = rows >> bits[1], rows & (1 << bits[1]) - 1
    heads = np.flatnonzero(np.append(True, paper[1:] != paper[:-1])) if len(paper) else np.empty(0, np.int64)
    ends = np.append(heads, len(paper))[1:]
    follow = np.repeat(ends, ends - heads) - np.arange(1, len(paper) + 1)
    rows = np.flatnonzero(rare[number] & (follow > 0))
    rows = rows[np.argsort(number[rows], kind="stable")]
    counts = follow[rows]

    def count_some(some: slice) -> pl.DataFrame:
        first, size = rows[some], counts[some]
        least = int(number[first[0]])
        others = np.repeat(first + 1 - np.cumsum(size) + size, size) + np.arange(size.sum())
        pairs = np.repeat((number[first] - least) << bits[1], size)
        pairs |= number[others]
        pairs <<= bits[0]
        pairs |= np.repeat(day[paper[first]], size)
        return _count_pairs(pairs, least, bits, undated, recent)

    nothing = _count_pairs(np.empty(0, np.int64), 0, bits, undated, recent)
    found = [nothing, *map_ahead(count_some, _cut(number[rows], counts))]
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
