"""How long to wait for a service: Retry-After (RFC 9110), the RateLimit header, and back-off where none is said."""

import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_WAIT, LONGEST_BACK_OFF = 2.0, 60.0
"""Seconds before the second attempt, and before any later one."""


def read_retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait from `now` (UTC), as Retry-After says, else as the RateLimit header does; None where neither
    says."""
    stated = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", stated):
        return float(stated)
    if stated:
        try:
            moment = parsedate_to_datetime(stated)
        except ValueError:
            return None
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    return seconds_until_reset(headers) if "ratelimit" in headers else None


def seconds_until_reset(headers: Mapping[str, str]) -> float | None:
    """Seconds until requests are allowed again where the RateLimit header (``"api";r=0;t=55``) says that none is left;
    None otherwise."""
    stated = headers.get("ratelimit", "")
    left, reset = re.search(r"\br=(\d{1,9})\b", stated), re.search(r"\bt=(\d{1,9})\b", stated)
    return float(reset[1]) if left and reset and int(left[1]) == 0 else None


def back_off(attempt: int, spread: random.Random) -> float:
    """Seconds before attempt `attempt` + 1, doubled each time, with some spread so that clients do not come in step."""
    return min(LONGEST_BACK_OFF, FIRST_WAIT * 2 ** (attempt - 1)) * spread.uniform(0.75, 1.25)
