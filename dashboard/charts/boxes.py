"""Rectangles pushed apart until none covers another: what gives names room. Plain geometry in pixels; the same in gives the same out."""

import numpy as np

_ROUNDS = 600
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
) -> np.ndarray:
    """`places` of things, shape (things, 2), moved as little as needed for their boxes not to overlap, within the frame.

    Two things whose boxes overlap move the shorter way, half each, until none do or there is no room.

    Args:
        boxes: width and height of each box, shape (boxes, 2).
        owners: the thing that a box belongs to, shape (boxes,); where None each thing has one. Boxes of one thing may overlap.
        offsets: of a box's middle from the place of its thing, shape (boxes, 2); where None they are the same.
        gap: room between boxes, at least.
    """
    places = places.copy()
    owners = np.arange(len(places)) if owners is None else owners
    offsets = np.zeros_like(boxes) if offsets is None else offsets
    half = (boxes + gap) / 2
    reach = half[:, None] + half[None]
    ones, twos = np.triu_indices(len(boxes), 1)
    strange = owners[ones] != owners[twos]
    ones, twos = ones[strange], twos[strange]
    # How far a thing's boxes lie from its place, to either side.
    before, after = np.zeros_like(places), np.zeros_like(places)
    np.maximum.at(before, owners, half - offsets)
    np.maximum.at(after, owners, half + offsets)
    for _ in range(_ROUNDS):
        middles = places[owners] + offsets
        lacks = reach[ones, twos] - np.abs(middles[ones] - middles[twos])
        clash = np.flatnonzero(lacks.min(axis=1) > _NEAR)
        if not clash.size:
            break
        for one, two in zip(ones[clash], twos[clash], strict=True):
            way = places[owners[one]] + offsets[one] - places[owners[two]] - offsets[two]
            lack = half[one] + half[two] - np.abs(way)
            if min(lack) <= 0:
                continue
            axis = int(lack[1] <= lack[0])
            push = lack[axis] / 2 * (1.0 if way[axis] >= 0 else -1.0)
            places[owners[one], axis] += push
            places[owners[two], axis] -= push
        places = np.clip(places, before, np.maximum(np.array([width, height]) - after, before))
    return places
