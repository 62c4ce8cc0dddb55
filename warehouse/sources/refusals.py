"""Venues of which far more is refused than before, as SQL and in words: what they publish may only seem to fall."""

MONTHS = 12
FEWEST = 10
"""Pieces of a venue in the recent months below which nothing is said of it."""
LEAST_SHARE = 0.2
LEAST_RATIO = 2

LOST_VENUES = f"""
    WITH recent AS (SELECT max(month) - INTERVAL {MONTHS} MONTH AS start FROM refusals),
    shares AS (
        SELECT venue, sum(found) FILTER (month > start)::BIGINT AS found,
               sum(refused) FILTER (month > start)::BIGINT AS refused,
               sum(refused) FILTER (month <= start) / sum(found) FILTER (month <= start) AS share_before
        FROM refusals, recent GROUP BY venue
    )
    SELECT venue, found, refused, share_before FROM shares
    WHERE found >= {FEWEST} AND refused >= {LEAST_SHARE} * found
      AND refused >= {LEAST_RATIO} * coalesce(share_before, 0) * found
    ORDER BY refused DESC, venue
"""
"""A row for each such venue: venue; found and refused of the last `MONTHS` months in which anything was refused;
share_before (refused, of what was found before; NULL where nothing was)."""


def say_lost_venue(venue: str, found: int, refused: int, share_before: float | None) -> str:
    """A row of `LOST_VENUES` in a sentence."""
    before = "" if share_before is None else f", before that {share_before:.0%}"
    return (
        f"{venue}: of {found:,} pieces of the last {MONTHS} months {refused:,} were refused{before}; that it has fewer "
        "papers may mean no more than that."
    )
