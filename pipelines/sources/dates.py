"""Stated dates: any common spelling to the first day it covers, and how exact it is. No policy on which date counts."""

import re
from calendar import month_abbr, month_name
from collections.abc import Iterable
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
_SEASON = (
    r"(?:spring|spr|summer|sum|autumn|aut|fall|fal|winter|win|q[1-4]|"
    r"(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]*quarter|quarter[\s-]*[1-4])"
)
_TO = r"\s*[-/–—]\s*"
_NAME = r"[a-z]{3,9}\.?"

_SPELLINGS = tuple(
    re.compile(pattern + r"\s*\Z", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?P<gap>[-/.])(?P<month>\d{{1,2}})(?P=gap)(?P<day>\d{{1,2}})Z?{_CLOCK}",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T\d{{4,6}}Z?)?",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})",
        rf"{_YEAR}(?:[.,]0)?",
        # RIS: year/month/day/anything, any of them blank.
        rf"{_YEAR}/(?P<month>\d{{1,2}})?/(?P<day>\d{{1,2}})?/.*",
        rf"{_WEEKDAY}{_DAY}{_GAP}(?:of\s+)?{_MONTH}{_GAP}{_YEAR}{_CLOCK}",
        rf"{_WEEKDAY}{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}{_CLOCK}",
        rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}{_CLOCK}",
        rf"{_YEAR}{_GAP}{_DAY}{_GAP}{_MONTH}",
        rf"{_MONTH}(?:{_GAP})?{_YEAR}",
        rf"{_YEAR}(?:{_GAP})?{_MONTH}",
        rf"(?P<month>\d{{1,2}})[-/.]{_YEAR}",
        rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月(?:\s*(?P<day>\d{{1,2}})\s*日)?",
        # A range of days of one month says no more than the month.
        rf"\d{{1,2}}{_TO}\d{{1,2}}{_GAP}{_MONTH}{_GAP}{_YEAR}",
        rf"{_MONTH}{_GAP}\d{{1,2}}{_TO}\d{{1,2}}{_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}{_MONTH}{_GAP}\d{{1,2}}{_TO}\d{{1,2}}",
        # A season, a quarter or a range of months says no more than its year; a range of years, no more than its first.
        rf"{_YEAR}{_GAP}{_SEASON}",
        rf"{_SEASON}{_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}{_NAME}{_TO}{_NAME}",
        rf"{_NAME}{_TO}{_NAME}{_GAP}{_YEAR}",
        rf"(?:\d{{1,2}}\s+)?{_NAME}(?:\s*\d{{1,2}})?{_TO}(?:\d{{1,2}}\s+)?{_NAME}(?:\s*\d{{1,2}})?{_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}{_NAME}(?:\s\d{{1,2}})?{_TO}(?:\d{{4}}{_GAP})?{_NAME}(?:\s\d{{1,2}})?",
        rf"(?:\d{{1,2}}\s+)?{_NAME}(?:\s*\d{{1,2}},?)?\s+{_YEAR}{_TO}(?:\d{{1,2}}\s+)?{_NAME}(?:\s*\d{{1,2}},?)?\s+\d{{4}}",
    )
)
_TWO_ORDERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_CLOCK}\s*\Z")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?\Z")
_AROUND = re.compile(r"^[\s(\[©]+|[\s/.,;:)\]]+$")


def read_date(text: str | None, *, month_first: bool | None = None) -> tuple[date | None, str]:
    """The first day that `text` covers, and its precision: day, month, year, or none with no day.

    Year-first, month names in English, RFC 822, RIS (``2024/03//``) and Unix times are read. An impossible date (30
    February), a year outside 1600 to 2100 and anything else give ``(None, "none")``. A zero for an unknown day or month
    (``2025-04-00``) lowers the precision. Of a time only its day is kept, in the time zone in which it is stated.

    Args:
        text: None gives ``(None, "none")``.
        month_first: how day and month in figures (``04/05/2025``) stand; None: such a date is read only where one order
            is possible, as in ``04/25/2025``.
    """
    text = _AROUND.sub("", text or "")
    for spelling in _SPELLINGS:
        if found := spelling.match(text):
            parts = found.groupdict()
            month = parts.get("month") or "0"
            number = int(month) if month.isdigit() else _MONTHS[month.lower()]
            return _make_date(int(parts["year"]), number, int(parts.get("day") or 0))
    if found := _TWO_ORDERS.match(text):
        first, second, year = (int(found[group]) for group in (1, 3, 4))
        readings = [_make_date(year, *order) for order in ((first, second), (second, first))]
        possible = set(readings) - {(None, "none")}
        if 0 in (first, second) or not possible:
            return None, "none"
        if len(possible) == 1:
            return possible.pop()
        return (None, "none") if month_first is None else readings[0 if month_first else 1]
    if found := _EPOCH.match(text):
        day = datetime.fromtimestamp(int(found[1]), UTC).date()
        return _make_date(day.year, day.month, day.day)
    return None, "none"


def find_order(texts: Iterable[str]) -> bool | None:
    """Whether the month comes first in dates such as ``04/05/2025``, by those of `texts` that leave one order only;
    None where there is none, or where they contradict each other."""
    orders = set()
    for text in texts:
        if found := _TWO_ORDERS.match(text.strip()):
            first, second = int(found[1]), int(found[3])
            if (first > 12) != (second > 12):
                orders.add(second > 12)
    return orders.pop() if len(orders) == 1 else None


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

    Each distinct spelling is read once, and ISO times of one day count as one spelling. ``04/03/2024`` has its month
    first where another text shows that it comes first, as ``04/30/2024`` does.
    """
    spelled = pl.DataFrame({"text": texts}, schema={"text": pl.String}).select(
        pl.coalesce(
            pl.col("text").str.extract(r"^\s*(\d{4}-\d{2}-\d{2})(?:Z?\s*|[T ]\d{2}:\d{2}.*)$"), pl.col("text")
        ).alias("text")
    )
    distinct = spelled["text"].drop_nulls().unique().sort()
    order = find_order(distinct)
    read = [read_date(text, month_first=order) for text in distinct]
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
