"""Affiliations that stand beside the authors' names."""

import polars as pl
import pytest

from pipelines.sources.fields.addresses import read_addresses


def read(text: str | None, *authors: str):
    places, countries = read_addresses(pl.Series([text], dtype=pl.String), pl.Series([list(authors)]))
    return places.to_list()[0], countries.to_list()[0]


@pytest.mark.parametrize(
    ("text", "authors", "places", "countries"),
    [
        (
            "[Marsh, Ada; Quill, Bela] Kelp Lab, Moor, Norway; [Quill, Bela] Fog Lab, Lark, IL 61801 USA.",
            ("Marsh, Ada", "Quill, Bela"),
            ["Kelp Lab, Moor, Norway", "Kelp Lab, Moor, Norway; Fog Lab, Lark, IL 61801 USA"],
            ["Norway", "Norway; USA"],
        ),
        (
            "Marsh A., Kelp Lab, Moor, Norway; Quill B.C., Fog Lab, Lark, Sweden",
            ("Marsh A.", "Quill B.C."),
            ["Kelp Lab, Moor, Norway", "Fog Lab, Lark, Sweden"],
            ["Norway", "Sweden"],
        ),
        # Older exports write a comma before the initials.
        ("Marsh, A.B., Kelp Lab, Norway", ("Marsh A.B.",), ["Kelp Lab, Norway"], ["Norway"]),
        (
            "Marsh, Ada (Kelp Lab (North), Moor, Norway); Quill, Bela (Fog Lab)",
            ("Ada Marsh", "Bela Quill"),
            ["Kelp Lab (North), Moor, Norway", "Fog Lab"],
            ["Norway", None],
        ),
        # Two of one name, and nobody who is named.
        ("[Marsh, Ada] Kelp Lab, Norway", ("Marsh, Ada", "Marsh, Bo"), None, None),
        ("Kelp Lab, Norway", ("Marsh A.",), None, None),
        (None, ("Marsh A.",), None, None),
        ("[Marsh, Ada] Kelp Lab", (), None, None),
    ],
)
def test_each_author_gets_what_stands_beside_the_name(text, authors, places, countries):
    assert read(text, *authors) == (places, countries)
