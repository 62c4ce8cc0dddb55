"""Pushes rectangles apart until none covers another, to make room for names. Plain geometry in pixels,
deterministic."""

import numpy as np

_STEPS = 10
"""Rounds between two looks at which boxes are near each other."""
_REACH = 24.0
"""Pixels between boxes that may meet before the next look."""
_NEAR = 0.01


def push_apart(
    places: np.ndarray,
    boxes: np.ndarray,
    width: float,
    height: float,
    *,
    owners: np.ndarray | None = None,
    offsets: np.ndarray | None = None,
    gap: float = 5.0,
    rounds: int = 600,
) -> np.ndarray:
    """`places` of things, shape (things, 2), moved as little as needed for their boxes not to overlap, within the
    frame.

    Two things whose boxes overlap move the shorter way, half each, until none do or there is no room.

    Args:
        boxes: width and height of each box, shape (boxes, 2).
        owners: the thing that a box belongs to, shape (boxes,); where None each thing has one. Boxes of one thing may
            overlap.
        offsets: of a box's middle from the place of its thing, shape (boxes, 2); where None they are the same.
        gap: room between boxes, at least.
        rounds: at most.
    """
    places = places.copy()
    owners = np.arange(len(places)) if owners is None else owners
    offsets = np.zeros_like(boxes) if offsets is None else offsets
    half = (boxes + gap) / 2
    # How far a thing's boxes lie from its place, to either side.
    before, after = np.zeros_like(places), np.zeros_like(places)
    np.maximum.at(before, owners, half - offsets)
    np.maximum.at(after, owners, half + offsets)
    last = np.maximum(np.array([width, height]) - after, before)
    ones, twos = np.triu_indices(len(boxes), 1)
    strange = owners[ones] != owners[twos]
    ones, twos = ones[strange], twos[strange]
    reach, between = half[ones] + half[twos], offsets[ones] - offsets[twos]
    ones, twos = owners[ones], owners[twos]
    for _ in range(rounds // _STEPS):
        lack = (reach - np.abs(places[ones] - places[twos] + between)).min(axis=1)
        if not (lack > _NEAR).any():
            break
        near = lack > -_REACH
        _push(places, ones[near], twos[near], reach[near], between[near], before, last)
    return places


def _push(
    places: np.ndarray,
    ones: np.ndarray,
    twos: np.ndarray,
    reach: np.ndarray,
    between: np.ndarray,
    first: np.ndarray,
    last: np.ndarray,
) -> None:
    """Moves `places`, some steps long, for pairs of boxes of the things `ones` and `twos`; all pairs push at once."""
    pairs = np.arange(len(ones))
    for _ in range(_STEPS):
        way = places[ones] - places[twos] + between
        lack = reach - np.abs(way)
        axis = (lack[:, 1] <= lack[:, 0]).astype(int)
        shorter = lack[pairs, axis]
        push = np.maximum(shorter, 0.0) / 2 * np.where(way[pairs, axis] >= 0, 1.0, -1.0)
        for this in (0, 1):
            there = np.where(axis == this, push, 0.0)
            places[:, this] += np.bincount(ones, there, len(places)) - np.bincount(twos, there, len(places))
        np.clip(places, first, last, out=places)
        if not (shorter > _NEAR).any():
            break
