"""Damaged files of every format: all that is found is parsed or rejected, nothing raises, nothing takes long.

A short part of `benchmarks/fuzz`, with other means: what fails here is shrunk to its smallest form.
"""

import gzip
import io
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.sources import parse_file

EXAMPLES = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40, deadline=None
)
WORDS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ["Owls", "Kelp and wind.", '"', "a, b; c|d\te", ""]
)
VALUES = st.none() | WORDS | st.integers() | st.floats() | st.booleans() | st.lists(WORDS, max_size=2)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"title": WORDS | VALUES, "abstract": WORDS | VALUES},
        optional=dict.fromkeys(("id", "doi", "date", "authors", "categories", "url", "upvotes", "other"), VALUES),
    ),
    min_size=1,
    max_size=4,
)
PIECES = [
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\\ud83d",
]
PIECES += [b"title", b"Subscribe", b"NaN", b"1e999", b"PAR1", b"\x1f\x8b", b"\xfe\xff", b"\xe2\x80\xa8", b"[" * 2_000]


def write_digest(rows: list[dict]) -> bytes:
    lines = [str(row[name]) for row in rows for name in ("title", "abstract")]
    return "\n".join(["Get trending papers in your email inbox!", "Subscribe", *lines]).encode()


def write_csv(rows: list[dict]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pl.DataFrame({name: [str(row.get(name, "")) for row in rows] for name in names}).write_csv().encode()


def write_parquet(rows: list[dict]) -> bytes:
    stream = io.BytesIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [json.dumps(row.get(name)) for row in rows] for name in names}
    pl.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


WRITERS = {
    "digest.txt": write_digest,
    "rows.csv": write_csv,
    "rows.jsonl": lambda rows: "\n".join(map(json.dumps, rows)).encode(),
    "rows.json": lambda rows: json.dumps({"papers": rows}).encode(),
    "rows.parquet": write_parquet,
}


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """`content` with a few pieces put in, cut out or repeated."""
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, len(content)))
        put = draw(st.sampled_from([b"", content[start:end] * 2, *PIECES]))
        content = content[:start] + put + content[end if draw(st.booleans()) else start :]
    return gzip.compress(content, mtime=0)[: draw(st.integers(0, 2_000))] if draw(st.integers(0, 9)) == 0 else content


@pytest.mark.parametrize("name", WRITERS)
@EXAMPLES
@given(data=st.data(), rows=ROWS)
def test_of_a_damaged_file_every_piece_is_read_or_refused(
    tmp_path: Path, check, name: str, rows: list[dict], data
) -> None:
    content = data.draw(damaged(WRITERS[name](rows)))
    path = tmp_path / name
    path.write_bytes(content)
    check(parse_file(path))
