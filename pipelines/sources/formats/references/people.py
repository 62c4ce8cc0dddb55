"""Names of people as references write them, to ``First Last``."""

import re
from collections.abc import Iterable

_SUFFIX = re.compile(r"(?:jr|sr|[ivx]{1,4}|\d(?:nd|rd|th))\.?", re.IGNORECASE)


def first_last(name: str) -> str | None:
    """``Ada Marsh`` for ``Marsh, Ada``, ``Ada Marsh Jr.`` for ``Marsh, Ada, Jr.``; other forms stay as they are.

    A name that ends in a comma is one of a group, as RIS marks it. None where nothing is left.
    """
    parts = [part for part in (" ".join(part.split()) for part in name.strip(" \t\r\n;").split(",")) if part]
    if len(parts) == 2 and not _SUFFIX.fullmatch(parts[1]):
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return f"{parts[1]} {parts[0]} {parts[2]}"
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[1]):
        return f"{parts[2]} {parts[0]} {parts[1]}"
    return ", ".join(parts) or None


def all_first_last(names: Iterable[str]) -> list[str]:
    """`first_last` of each, without those of which nothing is left, each once."""
    return list(dict.fromkeys(filter(None, map(first_last, names))))
