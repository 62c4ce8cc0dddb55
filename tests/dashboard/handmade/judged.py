"""What is counted and judged in the hand-made warehouse: periods, counts, verdicts, and what the last build changed."""

import polars as pl

from tests.dashboard.handmade.corpus import FIRST, MONTHS, SECOND, TERMS
from warehouse.writer import fill_table, replace_table

_COUNT_BY_PERIOD = """
    SELECT periods.grain, periods.period_start, {key}, {name}, count(*) AS papers, {mentions}
           count(*) / any_value(periods.papers) AS share
    FROM {source} JOIN papers USING (paper_id) JOIN (SELECT {key}, {name} FROM {owner}) USING ({key})
    JOIN periods ON date_trunc(periods.grain, published_on) = periods.period_start
    GROUP BY ALL
"""


def write_periods(connection) -> None:
    """Fills periods and the counts by period."""
    fill_table(
        connection,
        "periods",
        """
        SELECT grain, date_trunc(grain, published_on)::DATE AS period_start, count(*) AS papers,
               NOT (grain = 'month' AND month(any_value(published_on)) = 4) AS is_complete,
               grain = 'month' AND month(any_value(published_on)) = 3 AS is_gap
        FROM papers, (SELECT unnest(['month', 'quarter', 'year']) AS grain)
        WHERE published_on IS NOT NULL GROUP BY 1, 2
        """,
    )
    terms = {"key": "term_id", "name": "term", "source": "paper_terms", "owner": "terms"}
    fill_table(
        connection, "term_counts", _COUNT_BY_PERIOD.format(**terms, mentions="sum(mentions)::BIGINT AS mentions,")
    )
    themes = {"key": "theme_id", "name": "label", "source": "paper_themes", "owner": "themes"}
    fill_table(connection, "theme_counts", _COUNT_BY_PERIOD.format(**themes, mentions=""))


def _verdict(key: str, name: str, ident: int, label: str, direction: str, growth: tuple | None, recent: float) -> dict:
    low, middle, high = growth or (None, None, None)
    return {
        key: ident,
        name: label,
        "recent_papers": 5,
        "about_papers": 5,
        "recent_share": recent,
        "baseline_share": 0.1,
        "growth": middle,
        "growth_low": low,
        "growth_high": high,
        "q_value": None if growth is None else 0.01,
        "direction": direction,
        "reason": f"{label} in words",
        # What is new has a list of its own; the other's burst has not ended in the last month compared.
        "burst_start": MONTHS[1] if ident in (3, 4) else None,
        "burst_end": MONTHS[2] if ident in (3, 4) else None,
        "burst_strength": 3.0 if ident in (3, 4) else None,
    }


def write_verdicts(connection, judged: bool) -> None:
    """Fills the verdicts, all unclear where nothing is `judged`."""
    rising, falling = (0.5, 1.0, 1.5), (-3.0, -2.0, -1.0)
    verdicts = [
        (1, "rising", rising, 0.25),
        (2, "falling", falling, 0.08),
        (3, "new", None, 0.05),
        (4, "unclear", None, 0.1),
    ]
    present = dict(connection.sql("SELECT term_id, term FROM terms").fetchall())
    rows = [
        _verdict(
            "term_id", "term", term, TERMS[term], direction if judged else "unclear", growth if judged else None, share
        )
        for term, direction, growth, share in verdicts
        if term in present
    ]
    replace_table(connection, "term_trends", pl.DataFrame(rows, infer_schema_length=None))
    fill_table(connection, "paper_strata", "SELECT paper_id, 'category' AS kind, 'cs.CL' AS stratum FROM papers")
    if judged and 1 in present:
        parts = [("stratum", "cs.CL", 5, 6, 0.5, 0.0435), ("term", "reasoning trace", 3, 1, 1.58, 0.02)]
        names = ("stratum_kind", "stratum", "recent_papers", "baseline_papers", "growth", "added")
        frame = pl.DataFrame(parts, schema=names, orient="row")
        totals = {"term_id": pl.lit(1), "recent_total": pl.lit(20), "baseline_total": pl.lit(30)}
        replace_table(connection, "term_trend_parts", frame.with_columns(**totals))
    rows = [
        _verdict(
            "theme_id", "label", 1, "Reasoning", "rising" if judged else "unclear", rising if judged else None, 0.3
        ),
        _verdict(
            "theme_id", "label", 2, "Images", "falling" if judged else "unclear", falling if judged else None, 0.7
        ),
    ]
    replace_table(connection, "theme_trends", pl.DataFrame(rows, infer_schema_length=None))
    if judged:
        _write_changes(connection)


def _write_changes(connection) -> None:
    names = ("build_id", "kind", "id", "label", "change", "was", "now", "growth_was", "growth_now", "papers", "reason")
    window = "the recent window is now Feb–Mar 2025"
    rows = [
        (FIRST, "term", 4, "benchmark", "entered_rising", "unclear", "rising", 0.1, 1.0, 3, "3 more papers"),
        (
            SECOND,
            "term",
            1,
            "reasoning",
            "entered_rising",
            "unclear",
            "rising",
            0.1,
            1.0,
            5,
            f"5 more papers; {window}",
        ),
        (SECOND, "term", 9, "old hat", "left_rising", "rising", None, 1.0, None, -3, "merged into reasoning"),
        (SECOND, "theme", 1, "Reasoning", "moved", "rising", "rising", 0.0, 1.0, 0, window),
    ]
    frame = pl.DataFrame(
        [(f"{row[0]:%Y%m%d-%H%M%S}", *row[1:]) for row in rows], schema=names, orient="row", infer_schema_length=None
    )
    replace_table(connection, "trend_changes", frame)
