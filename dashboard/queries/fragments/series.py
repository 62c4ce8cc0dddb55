"""The SQL that every line over time shares: pooling of neighbouring periods, and the band around a share."""

from collections.abc import Sequence
from textwrap import dedent

_MARGIN = "1.95996 * sqrt(papers * (total - papers) / nullif(total, 0) + 0.9604) / (total + 3.8415)"


def pool_and_band(counted: str, also: Sequence[str] = ()) -> str:
    """A SELECT from `counted`, a WITH clause that ends in a table `counted`: name, period_start, is_complete, is_gap,
    papers, mentions, total; one row a series and period, none left out; and the columns `also`, which are the same in
    each row.

    Each period is pooled with `$reach` on either side: counts are added, so that large periods weigh more. The band is
    Wilson's (1927) at 95 %, which stays within 0 and 1 and holds for few papers too.

    Yields name, period_start, is_complete, is_gap, pooled (periods), papers, mentions, total, share, share_low,
    share_high.
    """
    passed = "".join(f", {name}" for name in also)
    return f"""{dedent(counted).strip()},
pooled AS (
    SELECT name, period_start, is_complete, is_gap{passed}, count(*) OVER near AS pooled,
           (sum(papers) OVER near)::BIGINT AS papers,
           (sum(mentions) OVER near)::BIGINT AS mentions,
           (sum(total) OVER near)::BIGINT AS total
    FROM counted
    WINDOW near AS (PARTITION BY name ORDER BY period_start ROWS BETWEEN $reach PRECEDING AND $reach FOLLOWING)
)
SELECT *, papers / nullif(total, 0) AS share,
       greatest(0, (papers + 1.9207) / (total + 3.8415) - {_MARGIN}) AS share_low,
       least(1, (papers + 1.9207) / (total + 3.8415) + {_MARGIN}) AS share_high
FROM pooled
ORDER BY name, period_start"""
