"""Chooses the colours of a picture that can be told apart. A theme keeps its colour on every page, so themes whose
colour is too near another's are drawn grey."""

import math
from collections.abc import Iterable
from functools import cache

from dashboard.charts.theme import DARK, LIGHT

MOST = 8
_APART = 0.085
"""Distance in OKLab (Ottosson 2020) of two colours: that of the nearest two of the first round, in dark."""
_APART_FROM_GREY = 0.12


def pick_apart(slots: Iterable[int]) -> list[int]:
    """Positions in `slots` of at most `MOST` slots whose colours differ enough from those chosen before and from grey,
    in light and in dark mode."""
    picked: dict[int, int] = {}
    for place, slot in enumerate(slots):
        if len(picked) < MOST and _is_no_grey(slot) and all(_are_apart(slot, other) for other in picked.values()):
            picked[place] = slot
    return list(picked)


def _is_no_grey(slot: int) -> bool:
    return all(
        math.dist(_oklab(palette.line(slot)), _oklab(palette.context)) >= _APART_FROM_GREY for palette in (LIGHT, DARK)
    )


def _are_apart(one: int, two: int) -> bool:
    return all(math.dist(_oklab(palette.line(one)), _oklab(palette.line(two))) >= _APART for palette in (LIGHT, DARK))


@cache
def _oklab(color: str) -> tuple[float, float, float]:
    """`#RRGGBB` as lightness, green to red and blue to yellow, in which distances are as they look."""
    signal = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in signal)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
