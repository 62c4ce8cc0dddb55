"""Texts and helpers for the tests of the parsers. All texts are made up here."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.sources import Parsed, parse_file

HEADING = "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe"


def make_abstract(number: int, length: int = 600) -> str:
    """An abstract of about `length` characters that ends in a full stop and holds `number`."""
    sentence = (
        f"We describe method {number}, which sorts pebbles by weight and by colour, and compare it with two others. "
    )
    return (sentence * (length // len(sentence) + 1))[:length].rstrip(" .,") + "."


def make_title(number: int) -> str:
    """A title."""
    return f"Sorting Pebbles by Method {number}: A Study of Weight and Colour"


@pytest.fixture
def parse(tmp_path: Path) -> Callable[..., Parsed]:
    """Writes content to a file and parses it; checks what holds for every file."""

    def run(content: str | bytes, name: str = "some.txt") -> Parsed:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        parsed = parse_file(path)
        check_parsed(parsed)
        return parsed

    return run


def check_parsed(parsed: Parsed) -> None:
    """What is true of every parsed file, however bad."""
    positions = parsed.rejects["position"]
    assert positions.is_unique().all() and positions.is_sorted()
    assert parsed.found == parsed.records.height + (positions > 0).sum()
    assert not set(parsed.records["position"]) & set(positions)
    assert parsed.records["position"].is_sorted() and parsed.records["position"].is_unique().all()
    for reason, excerpt in parsed.rejects.select("reason", "excerpt").iter_rows():
        assert reason.endswith(".") and "Please report" not in reason and "Traceback" not in reason
        assert len(excerpt) <= 200
    assert parsed.records.height or parsed.rejects.height
    assert parsed.records.filter(parsed.records["title"].str.contains("\0")).is_empty()


@pytest.fixture
def check() -> Callable[[Parsed], None]:
    return check_parsed


@pytest.fixture
def heading() -> str:
    return HEADING


@pytest.fixture
def title() -> Callable[[int], str]:
    return make_title


@pytest.fixture
def abstract() -> Callable[..., str]:
    return make_abstract


@pytest.fixture
def digest() -> Callable[[int], str]:
    """The text of a digest of some papers, numbered from 1."""

    def make(papers: int) -> str:
        return HEADING + "".join(f"{make_title(at)}\n{make_abstract(at)}\n" for at in range(1, papers + 1))

    return make
