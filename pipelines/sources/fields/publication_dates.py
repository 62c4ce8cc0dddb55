"""When a record says that it was published, from all of its columns that say so. How one date is spelled, `dates`
knows."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from pipelines.sources.dates import read_dates

DATE_FIELDS = ("stated_date", "stated_year", "stated_month", "stated_day", "online_date")
_HAS_YEAR = r"\d{4}"


def choose_dates(columns: Mapping[str, Sequence[pl.Series]]) -> pl.DataFrame:
    """One date a row: text (as it came), day (the first that it covers), precision (day, month, year, none).

    The first column with a date that can be read counts; a later one that lies within it and is more exact refines it
    (``2024``, then ``2024-03-12``). A date without a year is read with the year's column (``MAR 12`` and ``2024``). A
    day on which a paper came online counts only where no year contradicts it.

    Args:
        columns: those of `DATE_FIELDS` that there are: texts, the best column first, at least one, all of one length.
    """
    years = _coalesce(columns.get("stated_year", ()))
    read = [_read(texts, years) for texts in (*columns.get("stated_date", ()), *_join_parts(years, columns))]
    by_year = [] if years is None else [_read(years, None)]
    chosen, *others = [*read, *by_year] or [_read(columns["online_date"][0], None)]
    for other in others:
        chosen = _refine(chosen, other)
    for texts in columns.get("online_date", ()):
        online = _read(texts, None)
        if by_year:
            fits = (online["day"].dt.year() == by_year[0]["day"].dt.year()).fill_null(value=True)
            online = online.with_columns(precision=pl.when(fits).then("precision").otherwise(pl.lit("none")))
        chosen = _refine(chosen, online)
    return chosen


def _coalesce(columns: Sequence[pl.Series]) -> pl.Series | None:
    if not columns:
        return None
    named = pl.DataFrame({str(place): column for place, column in enumerate(columns)})
    return named.select(pl.coalesce(pl.all())).to_series()


def _join_parts(years: pl.Series | None, columns: Mapping[str, Sequence[pl.Series]]) -> Iterator[pl.Series]:
    """The dates that columns for year, month and day make together; null where the month is unknown."""
    months, days = (_coalesce(columns.get(name, ())) for name in ("stated_month", "stated_day"))
    if years is not None and months is not None:
        day = pl.lit("") if days is None else ("-" + pl.lit(days)).fill_null("")
        yield pl.select(pl.lit(years) + "-" + pl.lit(months) + day).to_series()


def _read(texts: pl.Series, years: pl.Series | None) -> pl.DataFrame:
    """Columns text, day, precision; texts without a year are read with that of `years`."""
    if years is not None:
        lacking = texts.is_not_null() & years.is_not_null() & ~texts.str.contains(_HAS_YEAR)
        if lacking.any():
            texts = texts.zip_with(~lacking, texts + " " + years)
    return read_dates(texts).with_columns(text=texts)


def _refine(chosen: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """`chosen`, with the date of `other` where it can be read and is none in `chosen`, or lies within that of
    `chosen`."""
    joined = chosen.hstack(other.rename(lambda name: f"{name}_b"))
    day, day_b, precision = pl.col("day"), pl.col("day_b"), pl.col("precision")
    within_year = (precision == "year") & (pl.col("precision_b") != "year") & (day.dt.year() == day_b.dt.year())
    within_month = (precision == "month") & (pl.col("precision_b") == "day") & (day == day_b.dt.month_start())
    better = (pl.col("precision_b") != "none") & ((precision == "none") | within_year | within_month)
    better = better.fill_null(value=False)
    return joined.select(
        text=pl.when(better).then("text_b").otherwise(pl.coalesce("text", "text_b")),
        day=pl.when(better).then("day_b").otherwise("day"),
        precision=pl.when(better).then("precision_b").otherwise("precision"),
    )
