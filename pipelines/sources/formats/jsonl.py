"""JSON Lines: an object a line, its position the line; also Python's `repr` of one, as in files written with
`print`."""

import ast
import json
import warnings
from collections.abc import Iterator, Sequence
from itertools import chain, islice

import polars as pl

from pipelines.sources.content import Content, Line
from pipelines.sources.dates import day_in_name
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.json_rows import BATCH, DECODER, read_batches, read_rows
from pipelines.sources.formats.services.preprints.arxiv_snapshot_columns import find_form, read_columns
from pipelines.sources.formats.services.translate import Translation
from pipelines.sources.parsed import Batch, Reject, explain_damage, make_batch

SUFFIXES = (".jsonl", ".ndjson")
_LOOKED_AT = 100
"""Lines by which it is told whether a file is arXiv's snapshot."""
MAX_REPR = 1_000_000


def _sniff(sample: Sample) -> Confidence:
    if sample.text.startswith("{"):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if sample.suffix in SUFFIXES else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a JSON Lines file; a broken line is rejected and the next one read."""
    lines = content.read_lines()
    first = list(islice(lines, _LOOKED_AT))
    lines = chain(first, lines)
    if any(line.text.startswith('{"id"') for line in first) and 2 * find_form(_texts(first)).sum() > len(first):
        yield from _parse_snapshot(lines, content)
        return
    rows = Translation(_decode_lines(lines, content), day_in_name(content.name))
    yield from read_batches(rows, chain(rows.explain(), explain_damage(content)))


def _parse_snapshot(lines: Iterator[Line], content: Content) -> Iterator[Batch]:
    """The records of arXiv's snapshot: lines of its exact form column by column, all others as any JSON Lines."""
    while part := list(islice(lines, BATCH)):
        has_form = find_form(_texts(part))
        usual = [line for line, is_usual in zip(part, has_form, strict=True) if is_usual]
        others = [line for line, is_usual in zip(part, has_form, strict=True) if not is_usual]
        try:
            read = [read_columns(_texts(usual), pl.Series([line.number for line in usual], dtype=pl.Int64))]
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            read, others = [], part
        if others:
            read.append(read_rows(map(_complete, Translation(_decode_lines(iter(others), content)))))
        yield Batch(
            pl.concat(one.records for one in read).sort("position"),
            pl.concat(one.rejects for one in read).sort("position"),
        )
    yield make_batch(rejects=explain_damage(content))


def _texts(lines: Sequence[Line]) -> pl.Series:
    return pl.Series([line.text for line in lines], dtype=pl.String)


def _complete(row: tuple[int, object] | Reject) -> tuple[int, object] | Reject:
    """An object with the keys that a paper has, so that one without them is refused alone."""
    if isinstance(row, Reject) or not isinstance(row[1], dict):
        return row
    return row[0], {"title": None, "abstract": None} | row[1]


def _decode_lines(lines: Iterator[Line], content: Content) -> Iterator[tuple[int, object] | Reject]:
    last: Reject | None = None
    for line in lines:
        if last:
            yield last
            last = None
        text = line.text.strip()
        if not text:
            continue
        if line.too_long:
            yield Reject(line.number, "The line is too long to be a paper. Give each paper a line of its own.", text)
            continue
        try:
            yield line.number, decode_line(text)
        except ValueError as error:
            # Held back, since only the end of the file shows whether it cut this line.
            last = Reject(line.number, f"The line is not valid JSON: {error}.", text)
    if last:
        cut = "The file ends in the middle of this line. Get it again."
        is_cut = content.ends_mid_line and last.position == content.lines_read
        yield Reject(last.position, cut, last.excerpt) if is_cut else last


def decode_line(text: str) -> object:
    """The value of one line of JSON, or of Python's `repr`; NaN is null, and of a key stated twice the last counts.

    Raises:
        ValueError: it is neither; the message says where.
    """
    try:
        value, end = DECODER.raw_decode(text)
        if end == len(text):
            return value
        problem = f"extra data at character {end + 1}"
    except json.JSONDecodeError as error:
        problem = f"{error.msg.lower()} at character {error.pos + 1}"
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError as error:
        problem = str(error)[:80]
    if text.startswith("{") and len(text) <= MAX_REPR:
        try:
            with warnings.catch_warnings(action="ignore"):
                # Through JSON, so that tuples, sets and keys that are no text become what JSON can hold.
                return DECODER.decode(json.dumps(ast.literal_eval(text), default=str))
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            pass
    raise ValueError(problem)


FORMAT = Format(
    name="jsonl",
    label="JSON Lines",
    description="an object a line; Python's `repr` of one is read too",
    position="line",
    sniff=_sniff,
    parse=_parse,
)
