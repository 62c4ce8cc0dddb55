"""Places names beside bubbles so that none covers another. Plain geometry in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.charts.layout.text_lines import CHARACTER_WIDTH, LINE_HEIGHT, wrap

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """Area in common."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A name at its place: `x` where its lines begin, are centred or end, as `align` says; `y` their middle."""

    lines: list[str]
    x: float
    y: float
    align: str
    box: Box
    """The room it takes."""

    def shifted(self, right: float, down: float) -> "PlacedLabel":
        """The name so many pixels further."""
        return _name(self.lines, self.x + right, self.y + down, self.align)


def _name(lines: list[str], x: float, y: float, align: str) -> PlacedLabel:
    wide, high = max(map(len, lines)) * CHARACTER_WIDTH, len(lines) * LINE_HEIGHT
    left = x - {"left": 0.0, "center": wide / 2, "right": wide}[align]
    return PlacedLabel(lines, x, y, align, Box(left, y - high / 2, left + wide, y + high / 2))


def separate_circles(
    circles: list[tuple[float, float, float]], width: float, height: float
) -> list[tuple[float, float]]:
    """Centres of circles (x, y, radius) pushed apart until hardly any two overlap, within the frame."""
    places = [[x, y] for x, y, _ in circles]
    for _ in range(120):
        moved = False
        for one in range(len(circles)):
            for two in range(one + 1, len(circles)):
                dx, dy = places[two][0] - places[one][0], places[two][1] - places[one][1]
                gap = (dx * dx + dy * dy) ** 0.5
                lack = circles[one][2] + circles[two][2] + 3 - gap
                if lack <= 0.5:
                    continue
                moved = True
                unit = (dx / gap, dy / gap) if gap > 1e-6 else (1.0, 0.0)
                for axis in (0, 1):
                    places[one][axis] -= unit[axis] * lack / 2
                    places[two][axis] += unit[axis] * lack / 2
        for place, (_, _, radius) in zip(places, circles, strict=True):
            place[0] = min(max(place[0], radius), width - radius)
            place[1] = min(max(place[1], radius), height - radius)
        if not moved:
            break
    return [(x, y) for x, y in places]


def place_names(
    names: list[str],
    circles: list[tuple[float, float, float]],
    width: float,
    height: float,
    reserved: Sequence[Box] = (),
) -> list[PlacedLabel | None]:
    """A place for the name of each circle (x, y, radius), beside it; None where there is no room.

    Larger circles choose first, and all choose anew when all names stand. A name may cross a strange circle where
    nothing else is free, never another name, nor what is `reserved`.
    """
    bodies = _edges([Box(x - r * 0.85, y - r * 0.85, x + r * 0.85, y + r * 0.85) for x, y, r in circles])
    offers = [
        _offers(names[index], circle, np.delete(bodies, index, axis=0), width, height)
        for index, circle in enumerate(circles)
    ]
    rooms = [_edges([name.box for name in places]) for places in offers]
    found: list[PlacedLabel | None] = [None] * len(names)
    # A place per name and then what is reserved; as long as a name stands nowhere, its place is outside of all.
    taken = np.concatenate([np.full((len(names), 4), np.inf), _edges(reserved)])
    for _ in range(_ROUNDS):
        before = list(found)
        for index in sorted(range(len(names)), key=lambda one: -circles[one][2]):
            taken[index] = np.inf
            free = np.flatnonzero(~(_common(rooms[index], taken) > 0).any(axis=1))
            found[index] = offers[index][free[0]] if free.size else None
            if free.size:
                taken[index] = rooms[index][free[0]]
        if found == before:
            break
    return found


def name_below(text: str, circle: tuple[float, float, float]) -> PlacedLabel:
    """The name under its circle, whatever stands there."""
    x, y, radius = circle
    lines = wrap(text)
    return _name(lines, x, y + radius + 3 + len(lines) * LINE_HEIGHT / 2, "center")


def _offers(
    text: str, circle: tuple[float, float, float], strange: np.ndarray, width: float, height: float
) -> list[PlacedLabel]:
    """Places for a name within the frame, the best first: those that cross the least of strange circles, then the most
    readable.

    Args:
        strange: edges of the circles, shape (circles, 4).
    """
    lines = wrap(text)
    places = _places(lines, *circle) + (_places([text], *circle) if len(lines) > 1 else [])
    inside = [
        name
        for name in places
        if name.box.left >= 0 and name.box.top >= 0 and name.box.right <= width and name.box.bottom <= height
    ]
    crossed = _common(_edges([name.box for name in inside]), strange).sum(axis=1)
    return [inside[place] for place in np.argsort(3 * crossed + np.arange(len(inside)), kind="stable")]


def _edges(boxes: Sequence[Box]) -> np.ndarray:
    """Left, top, right and bottom of each, shape (boxes, 4)."""
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], dtype=float).reshape(-1, 4)


def _common(ones: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Areas that boxes share, by their edges: shape (ones, others)."""
    sides = np.minimum(ones[:, None, 2:], others[None, :, 2:]) - np.maximum(ones[:, None, :2], others[None, :, :2])
    return np.prod(np.maximum(sides, 0.0), axis=2)


def _places(lines: list[str], x: float, y: float, radius: float) -> list[PlacedLabel]:
    """Where a name could stand at a circle, the most readable first."""
    wide, high = max(map(len, lines)) * CHARACTER_WIDTH, len(lines) * LINE_HEIGHT
    side, rise, slant = radius + 4, radius + 3 + high / 2, radius * 0.72 + 3
    lifts = (-0.75 * high, 0.75 * high)
    return [
        _name(lines, x + side, y, "left"),
        _name(lines, x - side, y, "right"),
        _name(lines, x, y + rise, "center"),
        _name(lines, x, y - rise, "center"),
        _name(lines, x + slant, y - slant, "left"),
        _name(lines, x + slant, y + slant, "left"),
        _name(lines, x - slant, y - slant, "right"),
        _name(lines, x - slant, y + slant, "right"),
        *(_name(lines, x + side, y + lift, "left") for lift in lifts),
        *(_name(lines, x - side, y + lift, "right") for lift in lifts),
        *(_name(lines, x + shift * wide, y + rise, "center") for shift in (0.35, -0.35)),
        *(_name(lines, x + shift * wide, y - rise, "center") for shift in (0.35, -0.35)),
    ]
