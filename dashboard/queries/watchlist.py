"""Queries about what a reader follows: each term's and theme's line and verdict, and which of its papers are new."""

from collections.abc import Sequence
from datetime import date

from dashboard.query import Query, ask

_DAY = "coalesce(first_listed_on, CASE WHEN date_precision = 'day' THEN published_on END)"


def last_week() -> Query:
    """The seven days up to the newest day on which a paper appeared or was listed; where no date is exact to the day,
    the newest month; no row where nothing is dated that well.

    Columns: first_day, last_day, papers (in English that appeared in it), is_month.
    """
    return ask(f"""
        WITH dated AS (SELECT {_DAY} AS day, month FROM papers WHERE language = 'en'),
        week AS (
            SELECT CASE WHEN max(day) IS NULL THEN max(month) ELSE max(day) - 6 END AS first_day,
                   CASE WHEN max(day) IS NULL THEN last_day(max(month)) ELSE max(day) END AS last_day,
                   max(day) IS NULL AS is_month
            FROM dated
        )
        SELECT first_day::DATE AS first_day, last_day::DATE AS last_day, count(*) AS papers,
               any_value(is_month) AS is_month
        FROM week, dated
        WHERE CASE WHEN is_month THEN month ELSE day END BETWEEN first_day AND last_day
        GROUP BY ALL
    """)


def _followed(owner: str, key: str, name: str, held: str) -> str:
    """The SELECT for terms or themes: one row each that is there.

    Columns: ident, name, papers, recent_share, growth, growth_low, growth_high, direction, reason, series, color,
    new_papers, newest.
    """
    color = "owner.color" if owner == "themes" else "NULL::BIGINT"
    return f"""
        WITH chosen AS (SELECT unnest($idents::BIGINT[]) AS ident, generate_subscripts($idents::BIGINT[], 1) AS place),
        recent AS (
            SELECT paper_id, title, url, arxiv_id, doi, CASE WHEN $is_month THEN month ELSE {_DAY} END AS day
            FROM papers
            WHERE language = 'en' AND CASE WHEN $is_month THEN month ELSE {_DAY} END BETWEEN $first_day AND $last_day
        ),
        fresh AS (
            SELECT {key} AS ident, count(*) AS new_papers,
                   list({{paper_id: paper_id, title: title, url: url, arxiv_id: arxiv_id, doi: doi, day: day}}
                        ORDER BY weight DESC, day DESC, paper_id)[:$most] AS newest
            FROM ({held}) JOIN recent USING (paper_id) WHERE {key} IN (SELECT ident FROM chosen) GROUP BY {key}
        ),
        lines AS (
            SELECT chosen.ident,
                   list(coalesce(counts.papers / nullif(periods.papers, 0), CASE WHEN periods.papers > 0 THEN 0 END)
                        ORDER BY periods.period_start) AS series
            FROM chosen CROSS JOIN (FROM periods WHERE grain = $grain) AS periods
            LEFT JOIN (FROM {owner[:-1]}_counts WHERE grain = $grain AND {key} IN (SELECT ident FROM chosen)) AS counts
                ON counts.{key} = chosen.ident AND counts.period_start = periods.period_start
            GROUP BY chosen.ident
        )
        SELECT chosen.ident, owner.{name} AS name, owner.papers, trend.recent_share, trend.growth, trend.growth_low,
               trend.growth_high, trend.direction, trend.reason, coalesce(lines.series, []) AS series, {color} AS color,
               coalesce(fresh.new_papers, 0) AS new_papers, coalesce(fresh.newest, []) AS newest
        FROM chosen JOIN {owner} AS owner ON owner.{key} = chosen.ident
        LEFT JOIN {owner[:-1]}_trends AS trend ON trend.{key} = chosen.ident
        LEFT JOIN lines ON lines.ident = chosen.ident
        LEFT JOIN fresh ON fresh.ident = chosen.ident
        ORDER BY chosen.place
    """


def followed_terms(
    term_ids: Sequence[int], grain: str, first_day: date | None, last_day: date | None, *, is_month: bool, most: int
) -> Query:
    """These terms in this order, those there are: the columns of `_followed`; newest holds at most `most` papers of the
    days, those with the term in the title first (paper_id, title, url, arxiv_id, doi, day)."""
    held = "SELECT paper_id, term_id, in_title::DOUBLE AS weight FROM paper_terms"
    days = {"first_day": first_day, "last_day": last_day, "is_month": is_month}
    return ask(_followed("terms", "term_id", "term", held), idents=list(term_ids), grain=grain, most=most, **days)


def followed_themes(
    theme_ids: Sequence[int], grain: str, first_day: date | None, last_day: date | None, *, is_month: bool, most: int
) -> Query:
    """These themes, as `followed_terms`; papers count whose primary theme it is, those that it accounts for most
    first."""
    held = "SELECT paper_id, theme_id, weight FROM paper_themes WHERE is_primary"
    days = {"first_day": first_day, "last_day": last_day, "is_month": is_month}
    return ask(_followed("themes", "theme_id", "label", held), idents=list(theme_ids), grain=grain, most=most, **days)
