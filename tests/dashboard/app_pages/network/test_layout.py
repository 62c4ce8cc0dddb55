import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.app_pages.network.layout import Tie, backbone, keep_connected, place_nodes


def boxes(nodes: int, wide: float = 60.0, high: float = 30.0) -> np.ndarray:
    return np.tile([wide, high], (nodes, 1))


def overlaps(places: np.ndarray, sizes: np.ndarray) -> int:
    gaps = np.abs(places[:, None] - places[None])
    reach = (sizes[:, None] + sizes[None]) / 2
    return int(np.triu((gaps < reach - 0.1).all(axis=2), 1).sum())


def test_the_tree_is_kept_and_then_the_strongest():
    # A triangle of strong ties with a tail that hangs on by a weak one; of the triangle the weakest is needless.
    ties = [Tie(0, 1, 0.9), Tie(1, 2, 0.8), Tie(0, 2, 0.7), Tie(2, 3, 0.1)]
    assert backbone(4, ties, 0) == [0, 1, 3]
    assert backbone(4, ties, 4) == [0, 1, 2, 3]
    assert backbone(4, [], 4) == []


def test_ties_of_full_strength_are_ties():
    assert backbone(3, [Tie(0, 1, 1.0), Tie(1, 2, 1.0)], 0) == [0, 1]


def test_nodes_without_ties_are_left_out_and_so_are_those_that_lose_theirs():
    ties = [Tie(0, 2, 0.5), Tie(1, 4, 0.5)]
    assert keep_connected(5, ties, 5) == [0, 1, 2, 4]
    # Of the first three that are tied, 1 has its partner behind the limit.
    assert keep_connected(5, ties, 3) == [0, 2]
    assert keep_connected(3, [], 3) == []


def test_near_in_ties_is_near_on_paper():
    ties = [Tie(one, one + 1, 0.5) for one in range(4)]
    places = place_nodes(ties, boxes(5, 10, 10), 800, 400)
    gaps = np.linalg.norm(places - places[0], axis=1)
    assert (np.diff(gaps) > 0).all()


@pytest.mark.parametrize("nodes", [0, 1])
def test_hardly_anything_to_place(nodes):
    assert place_nodes([], boxes(nodes), 800, 400).shape == (nodes, 2)


def test_two_parts_stand_apart():
    places = place_nodes([Tie(0, 1, 0.9), Tie(2, 3, 0.9)], boxes(4, 10, 10), 800, 400)
    within = np.linalg.norm(places[0] - places[1])
    across = min(np.linalg.norm(places[one] - places[two]) for one in (0, 1) for two in (2, 3))
    assert within < across


@given(st.integers(2, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39), st.floats(0.1, 1)), max_size=80))
@settings(max_examples=40, deadline=None)
def test_nothing_overlaps_nothing_leaves_the_frame_and_the_same_comes_again(nodes, drawn):
    ties = [Tie(one % nodes, two % nodes, strength) for one, two, strength in drawn if one % nodes != two % nodes]
    sizes = boxes(nodes)
    places = place_nodes(ties, sizes, 1200, 700)
    assert np.isfinite(places).all()
    assert ((places >= sizes / 2 - 1e-6) & (places <= np.array([1200, 700]) - sizes / 2 + 1e-6)).all()
    assert overlaps(places, sizes) == 0
    assert (places == place_nodes(ties, sizes, 1200, 700)).all()


@given(st.integers(2, 12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.floats(0.1, 1)), max_size=30))
def test_the_backbone_hangs_together_as_the_whole_does(nodes, drawn):
    ties = list(
        {
            (one % nodes, two % nodes): Tie(one % nodes, two % nodes, strength)
            for one, two, strength in drawn
            if one % nodes < two % nodes
        }.values()
    )

    def parts(kept: list[Tie]) -> set[frozenset[int]]:
        of = {node: {node} for node in range(nodes)}
        for tie in kept:
            merged = of[tie.one] | of[tie.two]
            for node in merged:
                of[node] = merged
        return {frozenset(part) for part in of.values()}

    assert parts([ties[place] for place in backbone(nodes, ties, 0)]) == parts(ties)
