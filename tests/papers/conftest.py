"""Hand-made records for the tests of this folder; all text in them is ours."""

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.papers import Normalized, normalize
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame, frame_schema

ABSTRACT = (
    "We study how small gardens feed large cities when water is scarce and the summers grow long. Over three years we "
    "measured forty gardens on the roofs of one harbour town and weighed every basket that left them. Gardens with "
    "shared cisterns lost a third less soil and gave twice as many beans as gardens with pipes of their own."
)


@pytest.fixture
def make_records() -> Callable[..., pl.DataFrame]:
    """Records from keyword arguments, one dict each; whatever is not said is unknown."""

    def make(*rows: dict) -> pl.DataFrame:
        filled = [
            {
                "source_id": "s1",
                "position": place,
                "title": "Roof Gardens Feed Harbour Towns",
                "abstract": ABSTRACT,
                "stated_precision": "day" if row.get("stated_on") else "none",
                "authors": [],
                "categories": [],
                "keywords": [],
                **row,
            }
            for place, row in enumerate(rows, 1)
        ]
        schema = frame_schema(table("records"))
        return conform(
            pl.DataFrame(filled, schema={name: schema[name] for name in {k for row in filled for k in row}}),
            table("records"),
        )

    return make


@pytest.fixture
def run(make_records) -> Callable[..., Normalized]:
    """`normalize` of hand-made records; aliases of an earlier build may be given."""

    def run_records(*rows: dict, aliases: pl.DataFrame | None = None) -> Normalized:
        known = empty_frame(table("paper_aliases")) if aliases is None else aliases
        return normalize(make_records(*rows), empty_frame(table("sources")), known)

    return run_records
