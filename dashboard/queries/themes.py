"""Queries of the page Themes: the map, and all that is known of one theme."""

from dashboard.queries.fragments.series import pool_and_band
from dashboard.query import Query, ask


def theme_map() -> Query:
    """All themes, the largest first: theme_id, label, papers, x, y, color, pinned, centrality, density, direction,
    growth, reason, top_terms, broad_label."""
    return ask("""
        SELECT themes.theme_id, themes.label, themes.papers, themes.x, themes.y, themes.color, themes.pinned,
               themes.centrality, themes.density,
               themes.broad_label, coalesce(trend.direction, 'unclear') AS direction, trend.growth, trend.growth_low,
               trend.growth_high, trend.recent_share, trend.reason, themes.top_terms
        FROM themes LEFT JOIN theme_trends AS trend USING (theme_id)
        ORDER BY themes.papers DESC, themes.theme_id
    """)


def theme_facts(theme_id: int) -> Query:
    """One row on a theme, none where there is no such theme: the columns of themes and of its verdict, and share of all
    papers in English."""
    return ask(
        """
        SELECT themes.*, trend.direction, trend.growth, trend.growth_low, trend.growth_high, trend.reason,
               trend.recent_share, themes.papers / (SELECT count(*) FROM papers WHERE language = 'en') AS share
        FROM themes LEFT JOIN theme_trends AS trend USING (theme_id)
        WHERE themes.theme_id = $theme_id
        """,
        theme_id=theme_id,
    )


def theme_series(theme_id: int, grain: str, reach: int = 0) -> Query:
    """A theme period by period, none left out, by its primary papers: the columns of `pool_and_band`; mentions is
    NULL."""
    return ask(
        pool_and_band("""
        WITH counted AS (
            SELECT themes.label AS name, periods.period_start, periods.is_complete, periods.is_gap,
                   coalesce(theme_counts.papers, 0) AS papers, NULL::BIGINT AS mentions, periods.papers AS total
            FROM themes
            JOIN periods ON periods.grain = $grain
            LEFT JOIN theme_counts ON theme_counts.grain = periods.grain
                AND theme_counts.period_start = periods.period_start AND theme_counts.theme_id = themes.theme_id
            WHERE themes.theme_id = $theme_id
        )"""),
        theme_id=theme_id,
        grain=grain,
        reach=reach,
    )


def all_theme_series(grain: str) -> Query:
    """All themes period by period, none left out, by their primary papers: theme_id, name, color, size (papers in all),
    period_start, is_complete, is_gap, papers, total, share."""
    return ask(
        """
        SELECT themes.theme_id, themes.label AS name, themes.color, themes.papers AS size, periods.period_start,
               periods.is_complete, periods.is_gap, coalesce(counts.papers, 0) AS papers, periods.papers AS total,
               coalesce(counts.papers, 0) / nullif(periods.papers, 0) AS share
        FROM themes
        JOIN periods ON periods.grain = $grain
        LEFT JOIN theme_counts AS counts ON counts.grain = periods.grain
            AND counts.period_start = periods.period_start AND counts.theme_id = themes.theme_id
        ORDER BY themes.papers DESC, themes.theme_id, periods.period_start
        """,
        grain=grain,
    )


def theme_terms(theme_id: int) -> Query:
    """A theme's telling terms in order: rank, term, papers (of the term, in all), in_theme (of these, in the theme),
    direction, growth."""
    return ask(
        """
        SELECT telling.rank, telling.term_id, terms.term, terms.papers, count(paper_themes.paper_id) AS in_theme,
               any_value(trend.direction) AS direction, any_value(trend.growth) AS growth
        FROM theme_terms AS telling
        JOIN terms USING (term_id)
        LEFT JOIN term_trends AS trend USING (term_id)
        LEFT JOIN paper_terms USING (term_id)
        LEFT JOIN paper_themes ON paper_themes.paper_id = paper_terms.paper_id
            AND paper_themes.theme_id = telling.theme_id AND paper_themes.is_primary
        WHERE telling.theme_id = $theme_id
        GROUP BY telling.rank, telling.term_id, terms.term, terms.papers
        ORDER BY telling.rank LIMIT 12
        """,
        theme_id=theme_id,
    )


def theme_papers(theme_id: int, limit: int = 6) -> Query:
    """Papers that stand for a theme in the warehouse's order, then its newest: paper_id, title, published_on,
    date_source, weight, stands_for (whether it is one of the former)."""
    return ask(
        """
        SELECT papers.paper_id, papers.title, papers.published_on, papers.date_source, paper_themes.weight,
               list_contains(themes.representative_papers, papers.paper_id) AS stands_for
        FROM paper_themes JOIN papers USING (paper_id) JOIN themes USING (theme_id)
        WHERE theme_id = $theme_id AND paper_themes.is_primary
        ORDER BY stands_for DESC, list_position(themes.representative_papers, papers.paper_id),
                 papers.published_on DESC NULLS LAST, paper_themes.weight DESC, papers.paper_id
        LIMIT $limit
        """,
        theme_id=theme_id,
        limit=limit,
    )


def near_themes(theme_id: int, limit: int = 6) -> Query:
    """Related themes, the nearest first: theme_id, label, color, papers, similarity."""
    return ask(
        """
        SELECT other.theme_id, other.label, other.color, other.papers, pair.similarity
        FROM theme_pairs AS pair
        JOIN themes AS other
            ON other.theme_id = CASE WHEN pair.theme_id_a = $theme_id THEN pair.theme_id_b ELSE pair.theme_id_a END
        WHERE $theme_id IN (pair.theme_id_a, pair.theme_id_b)
        ORDER BY pair.similarity DESC, other.theme_id LIMIT $limit
        """,
        theme_id=theme_id,
        limit=limit,
    )


def theme_history(theme_id: int, limit: int = 12) -> Query:
    """What became of a theme from build to build, newest first: build_id, published_at, event, previous_theme_id,
    previous (its label, where it still exists), overlap, builds (so many in a row with nothing but `same`)."""
    return ask(
        """
        WITH events AS (
            SELECT lineage.build_id, builds.rowid AS place, builds.published_at,
                   lineage.event, lineage.previous_theme_id, lineage.overlap, lineage.event <> 'same' AS turning
            FROM theme_lineage AS lineage JOIN builds USING (build_id)
            WHERE lineage.theme_id = $theme_id
        ),
        runs AS (
            SELECT *, sum(turning::INTEGER) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING) AS chapter FROM events
        )
        SELECT arg_max(runs.build_id, place) AS build_id, arg_max(runs.published_at, place) AS published_at, runs.event,
               runs.previous_theme_id, any_value(themes.label) AS previous, min(runs.overlap) AS overlap,
               count(DISTINCT runs.build_id) AS builds
        FROM runs LEFT JOIN themes ON themes.theme_id = runs.previous_theme_id
        GROUP BY runs.chapter, runs.event, runs.previous_theme_id
        ORDER BY max(place) DESC, runs.event LIMIT $limit
        """,
        theme_id=theme_id,
        limit=limit,
    )
