"""How the command line speaks: spans, shares and growth in words. Prints nothing itself."""

from datetime import UTC, datetime
from pathlib import Path

from pipelines.plurals import counted


def seconds(duration: float) -> str:
    """``0.4 s``, ``12 s``, ``3 min 5 s``."""
    if duration < 10:
        return f"{duration:.1f} s"
    minutes, rest = divmod(round(duration), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago `moment` (UTC, naive) was: ``just now``, ``5 minutes ago``, ``3 days ago``."""
    passed = ((now or datetime.now(UTC).replace(tzinfo=None)) - moment).total_seconds()
    for length, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if passed >= length:
            return f"{counted(int(passed // length), name)} ago"
    return "just now"


def percent(share: float) -> str:
    """A share of 0 to 1 in per cent with two significant digits: ``4.1 %``, ``38 %``, ``0.052 %``."""
    value = 100 * share
    if value == 0 or value >= 10:
        return f"{value:.0f} %"
    return f"{float(f'{value:.2g}'):g} %"


def factor(growth: float) -> str:
    """A log2 ratio as how many times as large, or as small: ``2.3``, ``38``, ``12,000``."""
    ratio = 2 ** abs(growth)
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"


def change(growth: float, low: float, high: float) -> str:
    """Growth with its interval, log2 ratios all: ``× 2.3 (1.6 to 3.1)``, ``÷ 38 (3.2 to 250)``."""
    if growth < 0 and high < 0:
        return f"÷ {factor(growth)} ({factor(high)} {_end(low)})"
    return (
        f"× {2**growth:.2g} ({2**low:.2g} to {2**high:.2g})"
        if low < 0
        else f"× {factor(growth)} ({factor(low)} {_end(high)})"
    )


def _end(far: float) -> str:
    """The end of an interval that is farther from no change; there is none to speak of beyond a factor of 256."""
    return f"to {factor(far)}" if abs(far) < 8 else "or more"


def gone(high: float) -> str:
    """Growth of what has no recent paper, by the upper end of its interval: ``gone (÷ 3.2 or more)``."""
    return f"gone (÷ {factor(high)} or more)"


def near(path: Path) -> str:
    """`path` as seen from the working directory where it lies below it, else whole."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
