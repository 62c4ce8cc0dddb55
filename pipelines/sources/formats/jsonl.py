"""JSON Lines: an object a line, its position the line; also Python's `repr` of one, as in files written with
`print`."""

import ast
import json
import warnings
from collections.abc import Iterator
from itertools import chain

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.json_rows import DECODER, read_batches
from pipelines.sources.formats.services.translate import Translation
from pipelines.sources.parsed import Batch, Reject, explain_damage

SUFFIXES = (".jsonl", ".ndjson")
MAX_REPR = 1_000_000


def _sniff(sample: Sample) -> Confidence:
    if sample.text.startswith("{"):
        return Confidence.LIKELY
    return Confidence.POSSIBLE if sample.suffix in SUFFIXES else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a JSON Lines file; a broken line is rejected and the next one read."""
    rows = Translation(_decode_lines(content))
    yield from read_batches(rows, chain(rows.explain(), explain_damage(content)))


def _decode_lines(content: Content) -> Iterator[tuple[int, object] | Reject]:
    last: Reject | None = None
    for line in content.read_lines():
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
        yield Reject(last.position, cut, last.excerpt) if content.ends_mid_line else last


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
