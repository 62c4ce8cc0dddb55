"""Every number of the trends can be had from paper_terms and paper_themes by one query that knows nothing of how it was
made.
"""

import pytest

from warehouse.connection import open_served

GRAINS = """(VALUES ('week', ['day']), ('month', ['day', 'month']), ('quarter', ['day', 'month']),
    ('year', ['day', 'month', 'year']))"""
IN_PERIODS = f"""
    SELECT paper_id, grain, CAST(date_trunc(grain, published_on) AS DATE) AS period_start
    FROM papers JOIN {GRAINS} AS grains (grain, exact) ON list_contains(exact, date_precision)
    WHERE language = 'en'
"""
TERM_COUNTS = f"""
    SELECT grain, period_start, term_id, count(*) AS papers, sum(mentions) AS mentions,
           round(count(*) / any_value(every), 9) AS share
    FROM ({IN_PERIODS}) JOIN paper_terms USING (paper_id)
    JOIN (SELECT grain, period_start, count(*) AS every FROM ({IN_PERIODS}) GROUP BY ALL) USING (grain, period_start)
    GROUP BY ALL
"""
THEME_COUNTS = f"""
    SELECT grain, period_start, theme_id, count(*) AS papers
    FROM ({IN_PERIODS}) JOIN paper_themes USING (paper_id) WHERE is_primary GROUP BY ALL
"""
# The windows of the build, and in them the months that are complete and no gap, and the categories that were collected
# throughout.
SHARES = """
    WITH compared AS (
        SELECT paper_id, published_on >= recent_start AS is_recent
        FROM papers JOIN periods ON grain = 'month' AND period_start = date_trunc('month', published_on)
        CROSS JOIN (FROM builds ORDER BY build_id DESC LIMIT 1)
        WHERE language = 'en' AND date_precision IN ('day', 'month') AND is_complete AND NOT is_gap
          AND published_on BETWEEN baseline_start AND recent_end
          AND coalesce(categories[1], '') NOT IN (SELECT category FROM category_coverage WHERE NOT is_throughout)
    )
    SELECT {key},
           round(count(*) FILTER (is_recent) / (SELECT count(*) FROM compared WHERE is_recent), 9) AS recent_share,
           round(count(*) FILTER (NOT is_recent) / (SELECT count(*) FROM compared WHERE NOT is_recent), 9)
               AS baseline_share,
           count(*) FILTER (is_recent) AS recent_papers
    FROM compared JOIN {held} USING (paper_id) GROUP BY {key}
"""
TREND = """
    SELECT {key}, round(recent_share, 9), round(baseline_share, 9), recent_papers FROM {table} WHERE q_value IS NOT NULL
"""


@pytest.fixture(scope="module")
def differ(served_sample):
    """Rows of one query that the other lacks."""

    def rows(one: str, other: str) -> list[tuple]:
        with open_served(served_sample.served) as connection:
            assert connection.execute(f"SELECT count(*) FROM ({one})").fetchall()[0][0] > 0
            return connection.execute(f"({one}) EXCEPT ({other}) LIMIT 5").fetchall()

    return rows


def test_term_counts(differ):
    stated = "SELECT grain, period_start, term_id, papers, mentions, round(share, 9) FROM term_counts"
    assert differ(stated, TERM_COUNTS) == []
    assert differ(TERM_COUNTS, stated) == []


def test_theme_counts(differ):
    stated = "SELECT grain, period_start, theme_id, papers FROM theme_counts"
    assert differ(stated, THEME_COUNTS) == []
    assert differ(THEME_COUNTS, stated) == []


def test_shares_behind_the_verdicts_on_terms(differ):
    by_hand = SHARES.format(key="term_id", held="paper_terms")
    assert differ(TREND.format(key="term_id", table="term_trends"), by_hand) == []


def test_shares_behind_the_verdicts_on_themes(differ):
    by_hand = SHARES.format(key="theme_id", held="(FROM paper_themes WHERE is_primary)")
    assert differ(TREND.format(key="theme_id", table="theme_trends"), by_hand) == []
