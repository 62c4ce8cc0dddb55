"""Numbers, dates and verdicts as readers write them. Knows no streamlit, no SQL.

Thousands are parted by a comma, shares have two significant digits and a thin space before the %, dates read
`Mar 2025`.
"""

from datetime import date, datetime
from math import log2

from dashboard.periods import label_period

THIN = "\u2009"
"""Thin space, between a number and its unit."""
MINUS = "\u2212"
DASH = "\u2013"
NONE = "\u2013"
"""What stands where there is no value."""


def escape_markdown(text: object) -> str:
    """`text` for Streamlit's Markdown: each sign that means something there, as `$` and `:`, is shown as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|$~:^=" else sign for sign in str(text)).replace("\n", " ")


def keep_units(text: str) -> str:
    """`text` with each number and its % in one line."""
    return text.replace(" %", "\u00a0%")


def count(number: float | None) -> str:
    """7030 -> `7,030`."""
    return NONE if number is None else f"{number:,.0f}".replace("-", MINUS)


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 -> `1 row`, 7030 -> `7,030 rows`; `many` where the plural is not `one` with an s."""
    return f"{count(number)} {one if number == 1 else many or f'{one}s'}"


def papers(number: int) -> str:
    """1 -> `1 paper`, 7030 -> `7,030 papers`."""
    return counted(number, "paper")


def share(value: float | None) -> str:
    """0.0412 -> `4.1 %`: two significant digits, at most two decimals; anything above none but below 0.01 % reads
    `< 0.01 %`."""
    if value is None:
        return NONE
    percent = value * 100
    if percent == 0:
        return f"0{THIN}%"
    if percent < 0.01:
        return f"<{THIN}0.01{THIN}%"
    decimals = 0 if percent >= 9.95 else 1 if percent >= 0.995 else 2
    return f"{percent:.{decimals}f}{THIN}%"


def factor(log2_ratio: float | None) -> str:
    """A log2 ratio as a change: 1.0 -> `+100 %`, -1.0 -> `−50 %`; from threefold on `×4.5`, since `+350 %` is hard to
    read."""
    if log2_ratio is None:
        return NONE
    return f"×{_times(log2_ratio)}" if log2_ratio >= _THREEFOLD else f"{_percent(log2_ratio)}{THIN}%"


def factor_interval(growth: float | None, low: float | None, high: float | None) -> str:
    """The 95 % interval of a change, in the unit in which `factor` writes the change: `+21 to +57 %`,
    `×2.1 to ×9.4`."""
    if growth is None or low is None or high is None:
        return ""
    if growth >= _THREEFOLD:
        return f"×{_times(low)} to ×{_times(high)}"
    return f"{_percent(low)} to {_percent(high)}{THIN}%"


_THREEFOLD = log2(3)


def _times(log2_ratio: float) -> str:
    ratio = 2.0**log2_ratio
    return count(ratio) if ratio >= 9.95 else f"{ratio:.1f}"


def _percent(log2_ratio: float) -> str:
    percent = round((2.0**log2_ratio - 1) * 100)
    return f"{'+' if percent > 0 else MINUS if percent < 0 else '±'}{count(abs(percent))}"


def points(change: float) -> str:
    """A change of a share in percentage points: 0.0435 -> `+4.3`, -0.0002 -> `−0.02`."""
    points = abs(change) * 100
    decimals = 1 if points >= 0.995 else 2 if points >= 0.00995 else 3
    return f"{'+' if change > 0 else MINUS if change < 0 else '±'}{points:.{decimals}f}"


def month(day: date | None) -> str:
    """`Mar 2025`."""
    return NONE if day is None else f"{day:%b %Y}"


def long_month(day: date | None) -> str:
    """`March 2025`."""
    return NONE if day is None else f"{day:%B %Y}"


def day(value: date | datetime | None) -> str:
    """`29 Apr 2025`."""
    return NONE if value is None else f"{value.day} {value:%b %Y}"


def moment(when: datetime) -> str:
    """`29 Apr 2025 09:05`."""
    return f"{day(when)} {when:%H:%M}"


def between(first: str, last: str) -> str:
    """`Jul – Dec 2025`, from its two ends; a line may end at the dash, and none begins with it or with a blank."""
    return f"{first}\u00a0{DASH} {last}"


def span(first: date | None, last: date | None) -> str:
    """`29 Apr 2025 – 31 Mar 2026`."""
    return NONE if first is None or last is None else between(day(first), day(last))


period = label_period
"""A period by its first day: `2025`, `Q2 2025`, `Mar 2025`, `week of 5 May 2025`."""


def ago(then: datetime, now: datetime) -> str:
    """How long ago, in the unit that fits: `just now`, `12 minutes ago`, `3 hours ago`, `yesterday`, `9 days ago`."""
    seconds = max(0.0, (now - then).total_seconds())
    if seconds < 90:
        return "just now"
    if seconds < 5400:
        return f"{round(seconds / 60)} minutes ago"
    if seconds < 36 * 3600:
        hours = round(seconds / 3600)
        return f"{hours} hour{'' if hours == 1 else 's'} ago"
    days = round(seconds / 86400)
    return "yesterday" if days == 1 else f"{days} days ago"


def listing(items: list[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """`text` with its first letter a capital, and one full stop at its end."""
    text = text.strip()
    return text and text[0].upper() + text[1:].rstrip(".") + "."
