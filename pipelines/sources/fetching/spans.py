"""Which days a person means: from and to, a week or a month, or the last days that are over."""

import re
from calendar import monthrange
from datetime import date, timedelta

from pipelines.sources.fetching.fetch import list_days
from pipelines.sources.services.errors import Unwanted

LAST_DAYS = 7
"""Days that are meant where none is named."""


def read_span(first: str, last: str, week: str, month: str, today: date) -> list[date]:
    """The days from `first` to `last` (``2026-11-01``, ``today``, ``yesterday``), or those of a `week` (``2026-W45``)
    or a `month` (``2026-11``) that have begun by `today`; where all are empty the last days that are over.

    Raises:
        Unwanted: there are no such days; says which would do.
    """
    if sum(map(bool, (first or last, week, month))) > 1:
        raise Unwanted("Name days by --from and --to, or a --week, or a --month: one of the three.")
    if week:
        return _until(_read_week(week), 7, today)
    if month:
        start = _read_month(month)
        return _until(start, monthrange(start.year, start.month)[1], today)
    until = _read_day(last, today) if last else today - timedelta(days=1)
    since = _read_day(first, today) if first else until - timedelta(days=LAST_DAYS - 1)
    return list_days(since, until)


def _until(start: date, length: int, today: date) -> list[date]:
    if start > today:
        raise Unwanted(f"It begins on {start}, which is still to come.")
    return list_days(start, min(start + timedelta(days=length - 1), today))


def _read_day(text: str, today: date) -> date:
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    if text in named:
        return named[text]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise Unwanted(f"{text!r} is no day; write it as {today}, or today, or yesterday.")


def _read_week(text: str) -> date:
    if found := re.fullmatch(r"(\d{4})-W(\d{2})", text):
        try:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass
    raise Unwanted(f"{text!r} is no week; write it as 2026-W45.")


def _read_month(text: str) -> date:
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
        try:
            return date(int(found[1]), int(found[2]), 1)
        except ValueError:
            pass
    raise Unwanted(f"{text!r} is no month; write it as 2026-11.")
