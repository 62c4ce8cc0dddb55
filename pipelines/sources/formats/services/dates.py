"""Dates as services write them, to `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: as exact as stated and no more."""

import re
from datetime import UTC, datetime

from pipelines.sources.formats.services.json_paths import as_text, at, text_at

_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?\Z", re.DOTALL)


def iso_day(value: object) -> str | None:
    """The day of an ISO time, in the time zone in which it is stated; any other text as it is."""
    text = as_text(value)
    found = _ISO_DAY.match(text) if text else None
    return found[1] if found else text


def epoch_day(milliseconds: object) -> str | None:
    """The day, in UTC, of a time in milliseconds since 1970."""
    if not isinstance(milliseconds, int) or isinstance(milliseconds, bool) or not 0 < milliseconds < 4e12:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()


def join_parts(parts: object) -> str | None:
    """``[2024, 3, 12]``, ``["2024", "3"]`` or ``[2024]`` as a date; None for ``[null]``. A zero ends it."""
    numbers = [as_text(part) or "" for part in parts] if isinstance(parts, list) else []
    known = []
    for text in numbers[:3]:
        if not re.fullmatch(r"\d{1,4}", text) or not int(text):
            break
        known.append(int(text))
    if not known:
        return None
    return "-".join([f"{known[0]:04}", *(f"{number:02}" for number in known[1:])])


def csl_date(value: object) -> str | None:
    """A date of CSL-JSON or Crossref: `date-parts` (of a range its beginning), else `raw`, `literal` or the text
    itself."""
    if isinstance(value, dict):
        return join_parts(at(value, "date-parts", 0)) or text_at(value, "raw") or text_at(value, "literal")
    return as_text(value)


def most_exact(dates: list[str | None]) -> str | None:
    """The first of `dates`, made as exact as a later one of them that lies within it."""
    known = [day for day in dates if day]
    return max((day for day in known if day.startswith(known[0])), key=len, default=None)


def day_unless_new_year(day: str | None) -> str | None:
    """`day`, or only its year where it is 1 January: so services fill up dates of which only the year is known."""
    return day[:4] if day and re.fullmatch(r"\d{4}-01-01", day) else day
