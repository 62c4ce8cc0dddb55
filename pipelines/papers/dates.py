"""When a paper was published, how exactly that is known, and from which record.

Precedence: a date that one of the paper's own records states; the month in its arXiv id; a date of a record that was
matched to it by title or abstract; the day on which it was listed; none. Own records are the one that founded the paper
and those that share an identifier with it. Of several dates the earliest counts, and of two that do not contradict each
other (2025, 3 May 2025) the finer. A paper with an arXiv id was public in that month, so a later stated date, which is
a listing's or the journal's, yields to it. Listing days never become publication dates while anything better is known.
"""

from datetime import date

import polars as pl

from pipelines.papers.identity import arxiv_month
from pipelines.papers.keep_first import keep_first_rows

_OWN = ("id", "doi")
_NO_DATES = (date(1970, 1, 1), date(1900, 1, 1))


def _interval_end(start: pl.Expr, precision: pl.Expr) -> pl.Expr:
    return (
        pl.when(precision == "year")
        .then(start.dt.offset_by("1y").dt.offset_by("-1d"))
        .when(precision == "month")
        .then(start.dt.month_end())
        .otherwise(start)
    )


def _gather_dates(records: pl.DataFrame) -> pl.DataFrame:
    """Every date that a record or an identifier states of a paper: paper_id, source_id, position, start, precision,
    origin, rank, end."""
    own = pl.col("merged_by").is_null() | pl.col("merged_by").is_in(_OWN)
    place = ("paper_id", "source_id", "position")
    # The first day of 1970 and of 1900 is what programs write for "no date".
    empty = (pl.col("stated_precision") == "day") & pl.any_horizontal(pl.col("stated_on") == day for day in _NO_DATES)
    stated = records.filter(pl.col("stated_on").is_not_null() & (pl.col("stated_precision") != "none") & ~empty).select(
        *place,
        start="stated_on",
        precision="stated_precision",
        origin=pl.when(own).then(pl.lit("given")).otherwise(pl.lit("matched")),
    )
    from_id = records.filter(pl.col("arxiv").is_not_null()).select(
        *place,
        start=arxiv_month(pl.col("arxiv")),
        precision=pl.lit("month"),
        origin=pl.when(own).then(pl.lit("arxiv_id")).otherwise(pl.lit("matched")),
    )
    listed = records.filter(pl.col("listed_on").is_not_null()).select(
        *place, start="listed_on", precision=pl.lit("day"), origin=pl.lit("listing")
    )
    statements = pl.concat([stated, from_id, listed]).rename({"start": "stated"})
    spans = statements.select("stated", "precision").unique()
    # Years and months are stated as their first day; a parser may not have done so.
    spans = spans.with_columns(
        start=pl.when(pl.col("precision") == "year")
        .then(pl.col("stated").dt.truncate("1y"))
        .when(pl.col("precision") == "month")
        .then(pl.col("stated").dt.truncate("1mo"))
        .otherwise("stated")
    ).with_columns(end=_interval_end(pl.col("start"), pl.col("precision")))
    return statements.join(spans, on=["stated", "precision"], nulls_equal=True).drop("stated")


def date_papers(records: pl.DataFrame) -> pl.DataFrame:
    """One row a paper: paper_id, published_on, date_precision, date_source, dated_by_source_id, dated_by_position,
    first_listed_on, latest_stated_on, month.

    Args:
        records: paper_id, source_id, position, merged_by, arxiv, stated_on, stated_precision, listed_on.
    """
    statements = _gather_dates(records)
    first_month = statements.filter(pl.col("origin") == "arxiv_id").group_by("paper_id").agg(id_end=pl.col("end").min())
    ranked = statements.join(first_month, on="paper_id", how="left").with_columns(
        rank=pl.when(
            (pl.col("origin") == "given") & ((pl.col("start") <= pl.col("id_end")) | pl.col("id_end").is_null())
        )
        .then(0)
        .when(pl.col("origin") == "arxiv_id")
        .then(1)
        .when(pl.col("origin").is_in(("given", "matched")))
        .then(2)
        .otherwise(3)
    )
    best = ranked.filter(pl.col("rank") == pl.col("rank").min().over("paper_id"))
    best = keep_first_rows(best, "paper_id", "end", pl.col("start").to_physical() * -1, "source_id", "position").select(
        "paper_id",
        published_on="start",
        date_precision="precision",
        date_source="origin",
        dated_by_source_id="source_id",
        dated_by_position="position",
    )
    spans = records.group_by("paper_id").agg(
        first_listed_on=pl.col("listed_on").min(),
        latest_stated_on=pl.col("stated_on").max(),
    )
    return spans.join(best, on="paper_id", how="left").with_columns(
        pl.col("date_precision").fill_null("none"),
        pl.col("date_source").fill_null("none"),
        month=pl.when(pl.col("date_precision").is_in(("day", "month"))).then(pl.col("published_on").dt.truncate("1mo")),
    )
