"""Queries about the served build, for every page: how many papers, how fresh, how complete."""

from dashboard.query import Query, ask
from warehouse.schema import LATEST_BUILD


def build_facts() -> Query:
    """One row: the latest build, and how much of its papers is dated, from when to when; no row before a first build.

    Columns: build_id, started_at, published_at, is_sample, papers, dated_papers, english_papers, first_day, last_day,
    baseline_start, recent_start, recent_end, false_discovery_rate, sources, undated_sources, months (with dated
    papers), years (the same), month_papers (dated to the month or better), year_papers (dated to the year or better).
    """
    return ask(f"""
        SELECT latest.build_id, latest.started_at, latest.published_at, latest.is_sample,
               latest.baseline_start, latest.recent_start, latest.recent_end, latest.false_discovery_rate,
               corpus.*,
               (SELECT count(*) FROM sources WHERE left_out IS NULL) AS sources,
               (SELECT count(*) FROM sources WHERE captured_on IS NULL AND left_out IS NULL) AS undated_sources,
               (SELECT count(*) FROM periods WHERE grain = 'month' AND papers > 0) AS months,
               (SELECT count(*) FROM periods WHERE grain = 'year' AND papers > 0) AS years,
               (SELECT coalesce(sum(papers), 0)::BIGINT FROM periods WHERE grain = 'month') AS month_papers,
               (SELECT coalesce(sum(papers), 0)::BIGINT FROM periods WHERE grain = 'year') AS year_papers
        FROM {LATEST_BUILD} AS latest,
             (SELECT count(*) AS papers,
                     count(published_on) AS dated_papers,
                     count(*) FILTER (language = 'en') AS english_papers,
                     min(published_on) AS first_day,
                     max(published_on) AS last_day
              FROM papers) AS corpus
    """)


def gaps(grain: str = "month") -> Query:
    """Gaps since collection first held a whole period, oldest first: period_start, papers."""
    return ask(
        """
        SELECT period_start, papers FROM periods
        WHERE grain = $grain AND is_gap
          AND period_start > (SELECT min(period_start) FROM periods WHERE grain = $grain AND is_complete AND NOT is_gap)
        ORDER BY period_start
        """,
        grain=grain,
    )


def shifted() -> Query:
    """Categories that are compared and that suddenly were collected far more or far less: category, papers, reason."""
    return ask(
        "SELECT category, papers, reason FROM category_coverage WHERE shifted_on IS NOT NULL "
        "ORDER BY papers DESC, category LIMIT 12"
    )


def left_out() -> Query:
    """Categories that verdicts leave out, since they were collected only part of the time: category, papers, reason."""
    return ask(
        "SELECT category, papers, reason FROM category_coverage WHERE NOT is_throughout ORDER BY papers DESC, category"
    )
