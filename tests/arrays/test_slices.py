"""Rows worked through in slices come back whole and in order."""

import polars as pl
import pytest

from pipelines.arrays import slices
from pipelines.arrays.slices import map_slices


@pytest.fixture(autouse=True)
def small_slices(monkeypatch) -> None:
    monkeypatch.setenv("PAPERTRENDS_THREADS", "2")
    monkeypatch.setattr(slices, "SMALLEST", 2)
    monkeypatch.setattr(slices, "LARGEST", 3)


def test_every_row_is_worked_on_once_and_in_order() -> None:
    seen = []

    def double(rows: pl.Series) -> pl.Series:
        seen.append(len(rows))
        return rows * 2

    assert map_slices(pl.Series(range(8)), double).to_list() == [0, 2, 4, 6, 8, 10, 12, 14]
    # Two threads with slices of three at most need two rounds: four slices of two.
    assert seen == [2, 2, 2, 2]


def test_what_a_slice_calls_is_not_sliced_again() -> None:
    seen = []

    def note(rows: pl.Series) -> pl.Series:
        seen.append(len(rows))
        return rows

    assert len(map_slices(pl.Series(range(12)), lambda rows: map_slices(rows, note))) == 12
    assert seen == [3, 3, 3, 3]


def test_frames_may_come_back_with_other_columns() -> None:
    rows = pl.DataFrame({"a": [1, 2, 3, 4, 5]})
    assert map_slices(rows, lambda some: some.select(b=pl.col("a") + 1))["b"].to_list() == [2, 3, 4, 5, 6]


def test_nothing_is_one_empty_slice() -> None:
    assert map_slices(pl.Series("a", [], dtype=pl.Int64), lambda rows: rows + 1).to_list() == []


def test_what_a_slice_raises_is_raised() -> None:
    def fail(rows: pl.Series) -> pl.Series:
        raise ValueError(f"begins with {rows[0]}")

    with pytest.raises(ValueError, match="begins with 0"):
        map_slices(pl.Series(range(8)), fail)
