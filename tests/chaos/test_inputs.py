"""The files that the fuzzer damages are, undamaged, read as what they are: else it would damage others than it says.
The long part is `python -m benchmarks.fuzz`."""

import random

import pytest

from benchmarks.fuzz.parsers import WRITERS, explain_wrong
from benchmarks.fuzz.services import WRITERS as SERVICES
from pipelines.sources import parse_file
from pipelines.sources.formats import FORMATS
from pipelines.sources.formats.services import SERVICES as KNOWN

READ_AS = {"europepmc": ("europepmc_xml",), **dict.fromkeys(SERVICES, ("json", "jsonl"))}
NOT_WRITTEN = {"unread", "recorded_answer"}
"""Formats of which no file is written alone."""


def read_whole(kind, folder):
    """What comes of the first whole file of a kind that holds a paper."""
    for seed in range(9):
        path = folder / "a"
        path.write_bytes(WRITERS[kind](random.Random(seed)))
        parsed = parse_file(path)
        assert explain_wrong(parsed) is None
        if parsed.format in READ_AS.get(kind, (kind,)):
            return parsed
    pytest.fail(f"{kind} is read as {parsed.format}: {parsed.rejects['reason'].to_list()[:1]}")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_whole_file_is_read_as_what_it_is(tmp_path, kind):
    assert read_whole(kind, tmp_path).found > 0


def test_every_format_and_service_has_a_writer():
    names = {name for kind in WRITERS for name in READ_AS.get(kind, (kind,))}
    assert {one.name for one in FORMATS} - names == NOT_WRITTEN
    assert len(SERVICES) == len(KNOWN)
