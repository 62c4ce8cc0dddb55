"""Dates of references to ISO 8601, as exact as they are stated: ``2024-03-12``, ``2024-03`` or ``2024``."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipelines.sources.dates import read_date

_LENGTH = {"day": 10, "month": 7, "year": 4}
_SLASHED = re.compile(r"\s*(\d{4})\s*/\s*(\d{0,2})\s*/\s*(\d{0,2})\s*(?:/.*)?", re.DOTALL)
"""A date of RIS: year, month, day, anything; all but the year may be empty."""
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


@lru_cache(maxsize=20_000)
def join_date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """The date of its parts as they are written; parts that cannot be read are left out, None without a year."""
    for parts in ((day, month, year), (month, year), (year,)):
        if all(parts):
            words = [str(part).strip() for part in parts]
            figures = all(word.isdigit() for word in words)
            if iso := _read("-".join(reversed(words)) if figures else " ".join(words)):
                return iso
    return None


@lru_cache(maxsize=20_000)
def iso_date(text: str | None, year: str | None = None) -> str | None:
    """The date that `text` states, or states together with `year` (``MAR 12``); at least its year, where it has one."""
    text = " ".join((text or "").split())
    if not text:
        return None
    if slashed := _SLASHED.fullmatch(text):
        return join_date(*slashed.groups())
    if iso := _read(text):
        return iso
    stated = _YEAR.search(text)
    if not stated and year:
        return iso_date(f"{text} {year}")
    return stated[0] if stated else None


def refine(stated: str | None, others: Iterable[str | None]) -> str | None:
    """The most exact of `others` (ISO) that lies within `stated` (ISO), else `stated`; the first of all without it."""
    known = [other for other in others if other]
    if not stated:
        return known[0] if known else None
    return max((other for other in known if other.startswith(stated)), key=len, default=stated)


def choose_date(year: str | None, texts: Iterable[str | None]) -> str | None:
    """The date of a reference whose year stands in one field and whose month or day may stand in others."""
    stated = iso_date(year)
    return refine(stated, [iso_date(text, stated and stated[:4]) for text in texts])


def _read(text: str) -> str | None:
    day, precision = read_date(text)
    return day.isoformat()[: _LENGTH[precision]] if day else None
