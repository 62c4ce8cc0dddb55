"""Works of services, read in each way in which they come. All texts are made up here."""

import gzip
import json
from collections.abc import Callable

import polars as pl
import pytest

from pipelines.sources import Parsed

ABSTRACT = "We followed nine crews for six seasons and weighed every coil of dried kelp by hand. Most coils held."


@pytest.fixture
def abstract() -> str:
    return ABSTRACT


@pytest.fixture
def read_works(parse) -> Callable[..., list[dict]]:
    """Records of works, checked to be the same as JSON Lines, as gzip, as an array and as the service's answer."""

    def read(works: list[dict], answer: Callable[[list], object] | None = None) -> list[dict]:
        lines = "".join(json.dumps(work) + "\n" for work in works)
        first = parse(lines, "works.jsonl")
        assert (first.format, first.found) == ("jsonl", len(works))
        documents = [works, answer(works)] if answer else [works]
        for document in documents:
            for indent in (None, 1):
                assert_same(first, parse(json.dumps(document, indent=indent), "works.txt"))
        assert_same(first, parse(gzip.compress(lines.encode()), "works"))
        return [
            {key: value for key, value in row.items() if value not in (None, [], "none")}
            for row in first.records.iter_rows(named=True)
        ]

    return read


def assert_same(one: Parsed, other: Parsed) -> None:
    assert one.records.drop("position").equals(other.records.drop("position"))
    assert one.rejects.select("reason").equals(other.rejects.select("reason"))


@pytest.fixture
def read_one(read_works) -> Callable[..., dict]:
    """The one record of a work without the columns that all have, and its payload apart."""

    def read(work: dict, answer: Callable[[list], object] | None = None) -> dict:
        (record,) = read_works([work], answer)
        record["payload"] = json.loads(record.get("payload", "{}"))
        return record

    return read


@pytest.fixture
def refuse(parse) -> Callable[[object], pl.DataFrame]:
    """The rejects of a document of which no work is a record."""

    def read(document: object) -> pl.DataFrame:
        parsed = parse(json.dumps(document), "works.json")
        assert parsed.records.is_empty()
        return parsed.rejects

    return read
