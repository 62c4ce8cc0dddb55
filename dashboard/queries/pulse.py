"""Queries of the page Pulse: what rises, fades, is new, bursts; the themes over time; what the last build changed."""

from dashboard.query import Query, ask
from warehouse.schema import LATEST_BUILD

_ORDER = {
    "rising": "trend.prominence DESC NULLS LAST, trend.recent_papers DESC",
    "falling": "trend.prominence DESC NULLS LAST, terms.papers DESC",
    "new": "trend.recent_papers DESC",
}

_SERIES = """
    (SELECT list(coalesce(counts.papers / nullif(periods.papers, 0), CASE WHEN periods.papers > 0 THEN 0 END)
                 ORDER BY periods.period_start)
     FROM (SELECT * FROM periods WHERE grain = $grain) AS periods
     LEFT JOIN (SELECT * FROM {counts} WHERE grain = $grain AND {key} = {owner}.{key}) AS counts USING (period_start))
"""


def spark_periods(grain: str) -> Query:
    """The periods behind every sparkline, oldest first: period_start, papers, firm (complete and no gap)."""
    return ask(
        """
        SELECT period_start, papers, is_complete AND NOT is_gap AS firm
        FROM periods WHERE grain = $grain ORDER BY period_start
        """,
        grain=grain,
    )


def verdict_counts() -> Query:
    """How many terms each verdict holds for, most first: direction, terms."""
    return ask("SELECT direction, count(*) AS terms FROM term_trends GROUP BY direction ORDER BY terms DESC, direction")


def verdicts(direction: str, grain: str, limit: int) -> Query:
    """Terms with a verdict, rising and falling by their prominence, new by their papers.

    Columns: term_id, term, papers, first_seen, recent_papers, recent_share, growth, growth_low, growth_high, direction,
    reason, series (shares, one a period of `spark_periods`, NULL where it has no papers).
    """
    return ask(
        f"""
        WITH chosen AS (
            SELECT term_id, terms.term, terms.papers, terms.first_seen, trend.recent_papers, trend.recent_share,
                   trend.growth, trend.growth_low, trend.growth_high, trend.direction, trend.reason,
                   row_number() OVER (ORDER BY {_ORDER[direction]}, terms.term) AS place
            FROM term_trends AS trend JOIN terms USING (term_id)
            WHERE trend.direction = $direction
            QUALIFY place <= $limit
        )
        SELECT chosen.* EXCLUDE (place), {_series("term_counts", "term_id")} AS series
        FROM chosen ORDER BY place
        """,
        direction=direction,
        grain=grain,
        limit=limit,
    )


def bursts(grain: str, limit: int) -> Query:
    """Terms with their strongest burst (Kleinberg 2002), the last to end first, then the strongest; what rises or is
    new stands in lists of its own.

    Columns: those of `verdicts`, and burst_start, burst_end, burst_strength, goes_on (the burst had not ended in the
    last period compared).
    """
    return ask(
        f"""
        WITH chosen AS (
            SELECT term_id, terms.term, terms.papers, trend.recent_papers, trend.recent_share, trend.direction,
                   trend.burst_start, trend.burst_end, trend.burst_strength,
                   coalesce(last_day(trend.burst_end) >= recent_end, false) AS goes_on
            FROM term_trends AS trend JOIN terms USING (term_id)
            CROSS JOIN (SELECT recent_end FROM {LATEST_BUILD})
            WHERE trend.burst_start IS NOT NULL AND trend.direction NOT IN ('rising', 'new')
            ORDER BY trend.burst_end DESC, trend.burst_strength DESC, terms.term LIMIT $limit
        )
        SELECT chosen.*, {_series("term_counts", "term_id")} AS series
        FROM chosen ORDER BY burst_end DESC, burst_strength DESC, term
        """,
        grain=grain,
        limit=limit,
    )


def frequent_terms(limit: int) -> Query:
    """Terms by papers, dated or not: term_id, term, papers, mentions, share (of all papers in English)."""
    return ask(
        """
        SELECT term_id, term, papers, mentions,
               papers / (SELECT count(*) FROM papers WHERE language = 'en') AS share
        FROM terms ORDER BY papers DESC, mentions DESC, term LIMIT $limit
        """,
        limit=limit,
    )


def themes_over_time(grain: str) -> Query:
    """All themes, the largest first: theme_id, label, color, papers, recent_share, direction, growth and its ends,
    series."""
    return ask(
        f"""
        SELECT themes.theme_id, themes.label, themes.color, themes.papers, trend.recent_share, trend.direction,
               trend.growth, trend.growth_low, trend.growth_high,
               {_series("theme_counts", "theme_id", "themes")} AS series
        FROM themes LEFT JOIN theme_trends AS trend USING (theme_id)
        ORDER BY themes.papers DESC, themes.theme_id
        """,
        grain=grain,
    )


def last_builds() -> Query:
    """The latest build and the one before, newest first: build_id, published_at, papers, dated_papers,
    analyser_version, is_sample, baseline_start, recent_start, recent_end, files (taken in since the build before
    it)."""
    return ask("""
        SELECT build_id, published_at, papers, dated_papers, analyser_version, is_sample,
               baseline_start, recent_start, recent_end,
               (SELECT count(*) FROM sources
                WHERE ingested_at <= published_at AND (ingested_at > before OR before IS NULL)) AS files
        FROM (SELECT *, rowid AS place, lag(published_at) OVER (ORDER BY rowid) AS before FROM builds)
        ORDER BY place DESC LIMIT 2
    """)


def build_changes(limit: int) -> Query:
    """What the user changed for the latest build, at most `limit`, what moves most papers first.

    Columns: kind, change (in words), papers_before, papers_now, changed (how many changes there are).
    """
    return ask(
        f"""
        SELECT kind, change, papers_before, papers_now, count(*) OVER () AS changed
        FROM build_changes
        WHERE build_id = (SELECT build_id FROM {LATEST_BUILD})
        ORDER BY abs(coalesce(papers_now, 0) - coalesce(papers_before, 0)) DESC, change LIMIT $limit
        """,
        limit=limit,
    )


def theme_events() -> Query:
    """What the latest build did to themes that did not stay the same: event, theme_id, label, previous_theme_id,
    overlap."""
    return ask(f"""
        SELECT lineage.event, lineage.theme_id, themes.label, lineage.previous_theme_id, lineage.overlap
        FROM theme_lineage AS lineage LEFT JOIN themes USING (theme_id)
        WHERE lineage.build_id = (SELECT build_id FROM {LATEST_BUILD})
          AND lineage.event <> 'same'
        ORDER BY lineage.event, lineage.theme_id
    """)


def verdict_changes(limit: int) -> Query:
    """Verdicts that the latest build changed, at most `limit` of each change, those with the most papers first.

    Columns: change, kind, id, label, was, now, growth_was, growth_now, papers (difference), reason, changed (how many
    of this change there are).
    """
    return ask(
        f"""
        SELECT change, kind, id, changes.label, was, now, growth_was, growth_now, changes.papers, reason,
               count(*) OVER (PARTITION BY change) AS changed
        FROM trend_changes AS changes
        LEFT JOIN terms ON kind = 'term' AND term_id = id
        LEFT JOIN themes ON kind = 'theme' AND theme_id = id
        WHERE build_id = (SELECT build_id FROM {LATEST_BUILD})
        QUALIFY row_number() OVER (
            PARTITION BY change
            ORDER BY coalesce(themes.papers, terms.papers, -changes.papers) DESC, changes.label
        ) <= $limit
        ORDER BY change, coalesce(themes.papers, terms.papers, -changes.papers) DESC, changes.label
        """,
        limit=limit,
    )


def _series(counts: str, key: str, owner: str = "chosen") -> str:
    return _SERIES.format(counts=counts, key=key, owner=owner).strip()
