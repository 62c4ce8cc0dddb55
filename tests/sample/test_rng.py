"""Chance: fair, seeded, and the same on every Python."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.sample.rng import Rng


def test_choices_are_those_of_every_python():
    rng = Rng(1)
    assert [rng.number(1, 6) for _ in range(8)] == [1, 6, 5, 2, 3, 3, 4, 5]
    assert "".join(rng.shuffle("owls")) == "lwso"


@given(st.integers(), st.lists(st.integers(1, 50), min_size=1, max_size=20), st.integers(0, 200))
def test_spread_places_everything_by_weight(seed, weights, count):
    counts = Rng(seed).spread(weights, count)
    assert sum(counts) == count
    for weight, placed in zip(weights, counts, strict=True):
        assert abs(placed - count * weight / sum(weights)) < 1.001


@given(st.integers(), st.floats(0, 100))
def test_rounding_goes_to_a_neighbour(seed, value):
    assert Rng(seed).round(value) in (int(value), int(value) + 1)


def test_rounding_is_right_on_average():
    rng = Rng(2)
    assert abs(sum(rng.round(0.3) for _ in range(10_000)) / 10_000 - 0.3) < 0.02


@given(st.integers(), st.lists(st.integers(), max_size=20))
def test_shuffling_keeps_everything(seed, items):
    assert sorted(Rng(seed).shuffle(items)) == sorted(items)
