"""Stated dates: any common spelling to the first day it covers, and how exact it is. No policy on which date counts."""

import re
from calendar import month_abbr, month_name
from datetime import UTC, date, datetime

import polars as pl

EARLIEST_YEAR, LATEST_YEAR = 1600, 2100

_MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
_MONTHS["sept"] = 9
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_GAP = r"[\s,./_-]+"
_CLOCK = r"(?:(?:[T\s]+|,\s*)\d{1,2}:\d{2}.*)?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"

_SPELLINGS = tuple(
    re.compile(pattern + r"\s*\Z", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?P<gap>[-/.])(?P<month>\d{{1,2}})(?P=gap)(?P<day>\d{{1,2}})Z?{_CLOCK}",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T\d{{4,6}}Z?)?",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})",
        rf"{_YEAR}(?:\.0)?",
        rf"{_WEEKDAY}{_DAY}{_GAP}(?:of\s+)?{_MONTH}{_GAP}{_YEAR}{_CLOCK}",
        rf"{_WEEKDAY}{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}{_CLOCK}",
        rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}{_CLOCK}",
        rf"{_MONTH}{_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}{_MONTH}",
        rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}})\s*日)?",
        # A season, a quarter or a range of months says no more than its year.
        rf"{_YEAR}{_GAP}(?:spring|summer|autumn|fall|winter|q[1-4])",
        rf"(?:spring|summer|autumn|fall|winter|q[1-4]){_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}[a-z]{{3,9}}\.?\s*[-/–]\s*[a-z]{{3,9}}\.?",
        rf"[a-z]{{3,9}}\.?\s*[-/–]\s*[a-z]{{3,9}}\.?{_GAP}{_YEAR}",
    )
)
_TWO_ORDERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_CLOCK}\s*\Z")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?\Z")


def read_date(text: str | None) -> tuple[date | None, str]:
    """The first day that `text` covers, and its precision: day, month, year, or none with no day.

    Year-first, month names in English, RFC 822 and Unix times are read. Day and month in figures are read where only
    one order is possible: ``04/25/2025``, but not ``04/05/2025``. An impossible date (30 February), a year outside 1600
    to 2100 and anything else give ``(None, "none")``. A zero for an unknown day or month (``2025-04-00``) lowers the
    precision. Of a time only its day is kept, in the time zone in which it is stated.
    """
    text = (text or "").strip()
    for spelling in _SPELLINGS:
        if found := spelling.match(text):
            parts = found.groupdict()
            month = parts.get("month") or "0"
            number = int(month) if month.isdigit() else _MONTHS[month.lower()]
            return _make_date(int(parts["year"]), number, int(parts.get("day") or 0))
    if found := _TWO_ORDERS.match(text):
        first, second, year = (int(found[group]) for group in (1, 3, 4))
        readings = {_make_date(year, *order) for order in ((first, second), (second, first))} - {(None, "none")}
        return readings.pop() if len(readings) == 1 and 0 not in (first, second) else (None, "none")
    if found := _EPOCH.match(text):
        day = datetime.fromtimestamp(int(found[1]), UTC).date()
        return _make_date(day.year, day.month, day.day)
    return None, "none"


def _make_date(year: int, month: int, day: int) -> tuple[date | None, str]:
    precision = "day" if day and month else "month" if month else "year"
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or (day and not month):
        return None, "none"
    try:
        return date(year, month or 1, day or 1), precision
    except ValueError:
        return None, "none"


def read_dates(texts: pl.Series) -> pl.DataFrame:
    """`read_date` of each of `texts` (String, may be null), in order: columns ``day`` (Date) and ``precision``
    (String).

    Each distinct spelling is read once, and ISO times of one day count as one spelling.
    """
    spelled = pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(
        pl.coalesce(
            pl.col("text").str.extract(r"^\s*(\d{4}-\d{2}-\d{2})(?:Z?\s*|[T ]\d{2}:\d{2}.*)$"), pl.col("text")
        ).alias("text")
    )
    distinct = spelled["text"].drop_nulls().unique().sort()
    read = [read_date(text) for text in distinct]
    known = pl.DataFrame(
        {"text": distinct, "day": [day for day, _ in read], "precision": [precision for _, precision in read]},
        schema={"text": pl.String, "day": pl.Date, "precision": pl.String},
    )
    return spelled.join(known, on="text", how="left", maintain_order="left").select(
        "day", pl.col("precision").fill_null("none")
    )


_NAMED_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


def day_in_name(name: str) -> date | None:
    """The one day ``YYYY-MM-DD`` that a file name states; None where it states none, several, or an impossible one."""
    days = set(_NAMED_DAY.findall(name))
    return read_date(days.pop())[0] if len(days) == 1 else None
