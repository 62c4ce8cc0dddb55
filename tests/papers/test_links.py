"""Addresses in texts: repaired, classified, one a repository."""

import polars as pl
import pytest

from pipelines.papers.links import find_links


def links(*texts: str) -> list[tuple]:
    found = find_links(pl.DataFrame({"paper_id": ["p"], "texts": [list(texts)]}))
    return found.select("url", "kind", "host", "repository").rows()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "see https://github.com/Farama/Metaworld/).",
            ("https://github.com/Farama/Metaworld", "code", "github.com", "Farama/Metaworld"),
        ),
        (
            "at https://github.com/a/CotErrorSet}.",
            ("https://github.com/a/CotErrorSet", "code", "github.com", "a/CotErrorSet"),
        ),
        ("github.com/a/b.git,", ("https://github.com/a/b", "code", "github.com", "a/b")),
        (
            "(https://huggingface.co/datasets/o/d)",
            ("https://huggingface.co/datasets/o/d", "data", "huggingface.co", "o/d"),
        ),
        ("https://huggingface.co/o/model", ("https://huggingface.co/o/model", "code", "huggingface.co", "o/model")),
        ("https://name.github.io/page/.", ("https://name.github.io/page", "project", "name.github.io", None)),
        ("https://zenodo.org/records/12", ("https://zenodo.org/records/12", "data", "zenodo.org", None)),
        ("WWW.Example.org/a_(b)", ("https://WWW.Example.org/a_(b)", "other", "example.org", None)),
    ],
)
def test_an_address_is_repaired_and_classified(text: str, expected: tuple) -> None:
    assert links(text) == [expected]


def test_a_repository_is_one_link() -> None:
    assert links("https://github.com/A/b/tree/main/docs", "also https://github.com/a/B. and http://github.com/A/b") == [
        ("https://github.com/A/b", "code", "github.com", "A/b")
    ]


def test_pages_of_the_paper_are_no_links() -> None:
    assert links("https://arxiv.org/abs/2503.00001", "https://doi.org/10.1000/a", "no address") == []
