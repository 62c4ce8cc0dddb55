"""What holds for all services: each knows its own works only, nothing raises, every piece is a record or a reject."""

import gzip
import importlib
import json
import pkgutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import parse_file
from pipelines.sources.formats.services import SERVICES, find_service, indexes, libraries, preprints
from pipelines.sources.formats.services.json_paths import at, first_text, list_at, number_at, text_at, texts
from pipelines.sources.names import FIELD_NAMES

KEYS = [*sorted({key for service in SERVICES for key in service.spent}), "", "@id", "data", "results", "source"]
WORDS = st.text(max_size=8) | st.sampled_from(
    ["Kelp", "10.5555/kelp", "2024-03-12", "W12", "pub.7", "https://openalex.org/W430000000", "note"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | WORDS, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def works(draw: st.DrawFn) -> dict:
    """What a service may recognise: some of its keys, with any values."""
    service = draw(st.sampled_from(SERVICES))
    keys = draw(st.lists(st.sampled_from(sorted(service.spent)), min_size=1, unique=True))
    work = {key: draw(VALUES) for key in keys} | {"title": "Kelp", "id": draw(WORDS)}
    path = draw(st.sampled_from(service.answers or ((),)))
    for step in reversed(path):
        work = {step: [work, draw(VALUES)] if step == path[-1] else work}
    return work


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(documents=st.lists(works(), min_size=1, max_size=3))
def test_of_any_answer_every_piece_is_read_or_refused(tmp_path: Path, check, documents: list[dict]) -> None:
    for name, text in (
        ("works.jsonl", "\n".join(map(json.dumps, documents))),
        ("works.json", json.dumps(documents)),
        ("answer.json", json.dumps(documents[0], indent=1)),
    ):
        (tmp_path / name).write_text(text)
        check(parse_file(tmp_path / name))
    (tmp_path / "works.gz").write_bytes(gzip.compress(json.dumps(documents).encode()))
    check(parse_file(tmp_path / "works.gz"))


@settings(max_examples=300, deadline=None)
@given(work=works())
def test_no_service_raises_and_each_gives_fields_of_a_record(work: dict) -> None:
    for service in SERVICES:
        service.find_works(work)
        if service.recognise(work):
            stated = service.to_record(work)
            assert isinstance(stated, str) or set(stated) <= {*FIELD_NAMES, "payload"}


def test_every_module_of_a_service_is_in_the_list():
    modules = [
        importlib.import_module(f"{room.__name__}.{one.name}")
        for room in (indexes, preprints, libraries)
        for one in pkgutil.iter_modules(room.__path__)
    ]
    assert {id(module.SERVICE) for module in modules if hasattr(module, "SERVICE")} == {
        id(service) for service in SERVICES
    }


@pytest.mark.parametrize(
    "work",
    [
        {"title": "Kelp", "abstract": "Of kelp.", "date": "2025-01-01", "id": "2503.01111", "authors": ["A"]},
        {"id": "2503.01111", "title": "Kelp", "summary": "Of kelp.", "published": "2025-01-01", "categories": ["x"]},
        {"title": "Kelp", "abstract": "Of kelp.", "doi": "10.5555/x", "date": "2025-01-01", "journal": "bioRxiv"},
        {"title": "Kelp", "type": "article", "author": "Ada Marsh", "abstract": "Of kelp."},
        {"paper_id": 7, "title": "Kelp", "abstract": "Of kelp.", "venue": "Notes"},
        {"paperId": 7, "title": "Kelp", "abstract": "Of kelp.", "published": "2025-01-01", "categories": "x"},
        {"lens_id": "000-1", "title": "Kelp", "abstract": "Of kelp.", "authors": "A. Marsh; B. Quill"},
        {"title": "Kelp", "type": "article", "container-title": "Notes", "date": "2025", "abstract": "Of kelp."},
    ],
)
def test_an_object_of_no_service_is_left_alone(work):
    assert find_service(work) is None


@pytest.mark.parametrize(
    "answer",
    [
        {"meta": {"count": 0}, "results": []},
        {"status": "ok", "message": {"total-results": 0, "items": []}},
        {"messages": [{"status": "no posts found"}], "collection": []},
        {"hitCount": 0, "resultList": {"result": []}},
    ],
)
def test_an_answer_without_works_says_so_and_is_no_unknown_file(parse, answer):
    parsed = parse(json.dumps(answer), "works.json")
    assert (parsed.format, parsed.found) == ("json", 0)
    assert parsed.rejects["reason"].to_list() == ["This answer holds no works: the search found none."]


def test_pages_one_on_each_line_are_read_whole(parse):
    work = {"paperId": "a7" * 20, "title": "Kelp", "abstract": "Of kelp.", "year": 2025}
    pages = "".join(json.dumps({"total": 4, "data": [work | {"title": f"Kelp {at}"}] * 2}) + "\n" for at in (1, 2))
    parsed = parse(pages, "pages.jsonl")
    assert parsed.records["title"].to_list() == ["Kelp 1", "Kelp 1", "Kelp 2", "Kelp 2"]
    assert parsed.records["position"].to_list() == [1, 2, 3, 4]


def test_values_at_paths_are_of_the_type_that_is_asked_for():
    value = {"a": [{"b": " x "}, {"b": 7}, None, {"b": "x"}], "n": "12", "t": True, "one": {"b": "y"}}
    assert (at(value, "a", 1, "b"), at(value, "a", 9), at(value, "n", "b"), at(value, 0)) == (7, None, None, None)
    assert (text_at(value, "a", 0, "b"), text_at(value, "a"), text_at(value, "t")) == ("x", None, None)
    assert texts(list_at(value, "a"), "b") == ["x", "7"]
    assert (texts(list_at(value, "one"), "b"), list_at(value, "none")) == (["y"], [])
    assert (number_at(value, "n"), number_at(value, "t"), number_at(value, "a")) == (12, None, None)
    assert first_text(value, "none", "a", "n") == "12"
