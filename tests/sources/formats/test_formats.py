"""The list of formats: how one is added, which of them reads a file, and that the documentation knows them."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from pipelines.sources import formats, parse_file
from pipelines.sources.columns import read_table
from pipelines.sources.content import Content
from pipelines.sources.detect import detect_format
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats import FORMATS
from pipelines.sources.parsed import Batch, make_batch, reject_frame
from pipelines.sources.parsed import Reject as Rejected

PROJECT = Path(__file__).parents[3]

# All that a new format needs: this module's worth of code, one line in FORMATS, and a test.


def sniff_refer(sample: Sample) -> Confidence:
    return Confidence.CERTAIN if re.match(r"%[A-Z] ", sample.text) else Confidence.NO


def parse_refer(content: Content) -> Iterator[Batch]:
    """A toy of a format: ``%T title``, then ``%X abstract``; two records a batch. A title alone is rejected."""
    lines = [line for line in content.read_lines() if line.text]
    starts = [at for at, line in enumerate(lines) if line.text.startswith("%T ")]
    for first in range(0, len(starts), 2):
        rows, rejects = [], []
        for at in starts[first : first + 2]:
            abstract = lines[at + 1].text if at + 1 < len(lines) else ""
            if abstract.startswith("%X "):
                rows.append((lines[at].number, lines[at].text[3:], abstract[3:]))
            else:
                rejects.append(Rejected(lines[at].number, "It has no abstract.", lines[at].text))
        table = pl.DataFrame(rows, schema=["position", "title", "abstract"], orient="row")
        records, _ = read_table(table.drop("position"), table["position"])
        yield Batch(records, reject_frame(rejects))


REFER = Format("refer", "Refer", "fields that begin with a percent sign", "line", sniff_refer, parse_refer)
TEXT = "%T Owls\n%X Of owls.\n%T Cut\n%T Crows\n%X Of crows.\n"


def test_a_format_is_added_by_one_line(tmp_path, check):
    path = tmp_path / "2025-03-01 list.txt"
    path.write_text(TEXT)
    assert parse_file(path).format == "unknown"
    parsed = parse_file(path, [*FORMATS, REFER])
    check(parsed)
    assert (parsed.format, parsed.found, str(parsed.captured_on)) == ("refer", 3, "2025-03-01")
    assert parsed.records.select("position", "title", "abstract").rows() == [
        (1, "Owls", "Of owls."),
        (4, "Crows", "Of crows."),
    ]
    assert parsed.rejects.drop("venue", "month").rows() == [(3, "It has no abstract.", "%T Cut")]


def test_an_added_format_takes_no_file_from_another(parse, digest, tmp_path):
    for name, content in (
        ("a.txt", digest(2)),
        ("a.csv", "title,abstract\nA,B.\n"),
        ("a.jsonl", '{"title": "A", "abstract": "B."}\n' * 2),
    ):
        expected = parse(content, name)
        assert parse_file(tmp_path / name, [REFER, *FORMATS]).records.equals(expected.records)


def make_format(name: str, confidence: Confidence, is_text: bool = True) -> Format:
    return Format(name, name, "", "", lambda sample: confidence, lambda content: iter([make_batch()]), is_text)


@pytest.mark.parametrize(
    ("sure", "chosen"),
    [
        (("POSSIBLE", "CERTAIN", "LIKELY"), 1),
        (("LIKELY", "LIKELY", "POSSIBLE"), 0),
        (("NO", "NO", "POSSIBLE"), 2),
    ],
)
def test_the_surest_format_reads_a_file_and_of_equal_ones_the_first(tmp_path, sure, chosen):
    (tmp_path / "a").write_text("text")
    tried = [make_format(f"f{at}", Confidence[name]) for at, name in enumerate(sure)]
    content = Content(tmp_path / "a")
    assert detect_format(content, tried).name == f"f{chosen}"


def test_a_parser_that_fails_stops_no_other_and_is_named(tmp_path):
    def fail(content: Content) -> Iterator[Batch]:
        yield make_batch()
        raise KeyError("x")

    (tmp_path / "a").write_text("text")
    broken = Format("broken", "Broken", "", "", lambda sample: Confidence.CERTAIN, fail)
    parsed = parse_file(tmp_path / "a", [broken])
    assert (parsed.format, parsed.found) == ("unknown", 0)
    assert parsed.rejects["reason"][0].startswith("The file could not be read as Broken (KeyError: 'x').")


READ = [one for one in FORMATS if one.label]
"""The formats that are read; one that is only recognised, to be refused with what to do, has no label."""


def test_every_module_of_a_format_is_in_the_list_and_every_name_is_its_own():
    names = (one.name for one in pkgutil.walk_packages(formats.__path__, f"{formats.__name__}."))
    declared = [module.FORMAT for module in map(importlib.import_module, names) if hasattr(module, "FORMAT")]
    assert set(map(id, declared)) <= set(map(id, FORMATS))
    assert len({one.name for one in READ}) == len(READ)


def test_the_documentation_has_a_row_for_each_format():
    text = (PROJECT / "docs" / "inputs.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text.split("## Columns")[0], re.MULTILINE)
    assert set(rows[2:]) == {(one.label, one.description, one.position) for one in READ}
    readme = (PROJECT / "README.md").read_text(encoding="utf-8").split("## What you can give it")[1].split("## ")[0]
    assert not [one.label for one in READ if one.label not in readme]
