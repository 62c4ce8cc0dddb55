"""Which ties of a network to draw, and where its nodes stand so that no name covers another. Plain numbers; the same
in gives the same out, on any machine."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.charts.layout.boxes import push_apart

_ROUNDS = 150


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes by their places in the list of nodes, and how strongly they are tied: above 0, at most 1."""

    one: int
    two: int
    strength: float


def keep_connected(nodes: int, ties: Sequence[Tie], most: int) -> list[int]:
    """The first `most` nodes that are tied to another of them, in their order; a node whose partners are all left out
    goes too."""
    return _tied(_tied(range(nodes), ties)[:most], ties)


def _tied(nodes: Sequence[int], ties: Sequence[Tie]) -> list[int]:
    """Those of the nodes that are tied to another of them."""
    inside = set(nodes)
    ends = {end for tie in ties if tie.one in inside and tie.two in inside for end in (tie.one, tie.two)}
    return [node for node in nodes if node in ends]


def backbone(nodes: int, ties: Sequence[Tie], most: int) -> list[int]:
    """Places in `ties` of those to draw: a maximum spanning tree, so that nothing falls apart that hangs together, and
    the strongest others, `most` in all where the tree leaves room. In the order of `ties`."""
    by_strength = sorted(range(len(ties)), key=lambda place: (-ties[place].strength, place))
    # Kruskal's tree: the strongest tie between two parts that do not hang together yet.
    part = list(range(nodes))
    kept = set()
    for place in by_strength:
        one, two = part[ties[place].one], part[ties[place].two]
        if one != two:
            kept.add(place)
            part = [one if of == two else of for of in part]
    kept.update([place for place in by_strength if place not in kept][: max(0, most - len(kept))])
    return sorted(kept)


def place_nodes(ties: Sequence[Tie], boxes: np.ndarray, width: float, height: float) -> np.ndarray:
    """Centres of the nodes' boxes in pixels, shape (nodes, 2), within the frame; boxes do not overlap where they have
    room.

    Distances in the drawing follow those along the ties (stress majorisation: Gansner, Koren and North 2005), begun at
    classical scaling, which knows no chance; then boxes are pushed apart.

    Args:
        boxes: width and height of what is drawn of each node, in pixels, shape (nodes, 2).
    """
    nodes = len(boxes)
    if nodes == 0:
        return np.zeros((0, 2))
    if nodes == 1:
        return np.array([[width / 2, height / 2]])
    places = _stretch(_majorise(_distances(nodes, ties)), boxes, width, height)
    return push_apart(places, boxes, width, height)


def _distances(nodes: int, ties: Sequence[Tie]) -> np.ndarray:
    """Lengths of the shortest ways; parts that hang apart are set half as far from each other as the widest is wide."""
    ways = np.full((nodes, nodes), np.inf)
    np.fill_diagonal(ways, 0.0)
    for tie in ties:
        ways[tie.one, tie.two] = ways[tie.two, tie.one] = min(ways[tie.one, tie.two], 1.5 - tie.strength)
    for between in range(nodes):
        ways = np.minimum(ways, ways[:, between, None] + ways[None, between])
    apart = np.isinf(ways)
    if apart.any():
        ways[apart] = max(1.5, 0.5 * float(ways[~apart].max()))
    return ways


def _majorise(distances: np.ndarray) -> np.ndarray:
    nodes = len(distances)
    centre = np.eye(nodes) - 1.0 / nodes
    values, vectors = np.linalg.eigh(-0.5 * centre @ distances**2 @ centre)
    vectors = vectors[:, ::-1][:, :2]
    # An eigenvector may come with either sign: the entry that is largest in size shall be positive.
    vectors = vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), range(vectors.shape[1])])
    places = np.zeros((nodes, 2))
    places[:, : vectors.shape[1]] = vectors * np.sqrt(np.maximum(values[::-1][:2], 0.0))
    # Nodes of equal distances would stand on one spot, and stay there.
    turn = np.arange(nodes) * 2.399963
    places += 0.01 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    weights = 1.0 / np.maximum(distances, 1e-6) ** 2
    np.fill_diagonal(weights, 0.0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(_ROUNDS):
        gaps = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
        pulls = np.where(gaps > 1e-9, -weights * distances / np.maximum(gaps, 1e-9), 0.0)
        np.fill_diagonal(pulls, 0.0)
        np.fill_diagonal(pulls, -pulls.sum(axis=1))
        places = inverse @ pulls @ places
    return places


def _stretch(places: np.ndarray, boxes: np.ndarray, width: float, height: float) -> np.ndarray:
    """The longest direction laid across, and the drawing stretched to fill the frame; halfway to even distances, so
    that no part of it stands empty between a crowd and a few that hang far out."""
    places = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(places, full_matrices=False)
    axes = axes * np.sign(axes[range(2), np.abs(axes).argmax(axis=1)])[:, None]
    turned = places @ axes.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    even = turned.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(turned) - 1)
    spread = ((turned - low) / np.maximum(high - low, 1e-9) + even) / 2
    frame = np.array([width, height])
    margin = boxes.max(axis=0) / 2
    return margin + spread * np.maximum(frame - 2 * margin, 0.0)
