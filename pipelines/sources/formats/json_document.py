"""A JSON document: an array of objects, or an object that holds one. A record's position is its place in it, from 1."""

import json
import re
from collections.abc import Iterator
from itertools import chain

from pipelines.sources.content import Content
from pipelines.sources.dates import day_in_name
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats import jsonl
from pipelines.sources.formats.json_rows import DECODER, read_batches
from pipelines.sources.formats.services import find_service, find_works, is_empty_answer
from pipelines.sources.formats.services.translate import Translation
from pipelines.sources.names import match_columns
from pipelines.sources.parsed import Batch, Reject, Unreadable, explain_damage, make_batch

MAX_DOCUMENT = 400_000_000
"""Characters of a document above which it is refused: it must be held in memory whole."""

MAX_FAILURES = 1_000
"""Damaged places in a row after which the rest of a document is given up."""

_NO_WORKS = re.compile(r"[\s\[\]{}\ufeff]*")
_LOOKED_AT = 20
"""Elements of a list by which it is told whether it holds papers."""

_SLICE = 16_384
_SEPARATORS = re.compile(r"[\s,\]]+")
_NEXT_OBJECT = re.compile(r"(?:[}\]]\s*,|\[|\n)\s*(?=\{)")


def _sniff(sample: Sample) -> Confidence:
    first = sample.first_line
    if re.match(r"\[\s*(?:[\[{\]]|$)", first):
        return Confidence.LIKELY
    if first.startswith("{"):
        if _is_answer(first):
            return Confidence.CERTAIN
        return Confidence.LIKELY if _is_document(sample.text, first.rstrip(), sample.suffix) else Confidence.NO
    return Confidence.POSSIBLE if sample.suffix == ".json" else Confidence.NO


def _is_answer(line: str) -> bool:
    """Whether a line is an answer of a known service, which holds several works."""
    try:
        value = DECODER.decode(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and not _is_paper(value) and find_service(value) is None and bool(find_works(value))


def _is_document(text: str, first: str, suffix: str) -> bool:
    """Whether text that begins with a brace is one JSON document, as opposed to an object a line."""
    if first == "{":
        return True
    if suffix in jsonl.SUFFIXES or first.startswith("{'"):
        return False
    return "\n" not in text.strip() or (suffix == ".json" and not first.endswith("}"))


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a JSON document; where it is damaged, those that can be read on either side of the damage."""
    text = content.read_text(MAX_DOCUMENT)
    if text is None:
        size = f"{MAX_DOCUMENT // 1_000_000} MB"
        yield make_batch(
            rejects=[Reject(0, f"A JSON document of more than {size} is not read whole. Write it as JSON Lines.")]
        )
        return
    rows = list(_decode_document(text))
    if not rows:
        if _NO_WORKS.fullmatch(text):
            raise Unreadable("The JSON document holds no objects.", text[:200])
        yield make_batch(rejects=[Reject(0, "This answer holds no works: the search found none.", text[:200])])
        return
    works = Translation(rows, day_in_name(content.name))
    yield from read_batches(works, chain(works.explain(), explain_damage(content)))


def _decode_document(text: str) -> Iterator[tuple[int, object] | Reject]:
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    at = start + 1 if text[start : start + 1] == "[" else start
    position, failures = 0, 0
    while (at := _skip_separators(text, at)) < len(text):
        try:
            value, end = _decode_value(text, at)
        except (ValueError, RecursionError) as error:
            failures += 1
            if failures == 1:
                position += 1
                yield Reject(position, _explain_failure(error, at), text[at : at + 1000])
            following = _NEXT_OBJECT.search(text, at)
            if not following:
                return
            if failures == MAX_FAILURES:
                yield Reject(
                    position + 1, "The rest of the document is damaged. Get the file again.", text[at : at + 1000]
                )
                return
            at = following.end()
            continue
        at = end
        inner = _find_list(value)
        # After damage the next object may be a part of the damaged one, such as an author.
        if failures and inner is None and not (isinstance(value, dict) and _is_paper(value)):
            continue
        failures = 0
        for one in [value] if inner is None else inner:
            position += 1
            yield position, one


def _skip_separators(text: str, at: int) -> int:
    found = _SEPARATORS.match(text, at)
    return found.end() if found else at


def _decode_value(text: str, at: int) -> tuple[object, int]:
    """The value that begins at `at`, and where it ends.

    A slice is tried first: the cost of an error grows with the text before it, since it counts lines.
    """
    part = text[at : at + _SLICE]
    try:
        value, length = DECODER.raw_decode(part)
    except json.JSONDecodeError as error:
        is_cut = len(part) == _SLICE and (error.pos > _SLICE - 20 or error.msg.startswith("Unterminated"))
        if not is_cut:
            raise ValueError(f"{error.msg.lower()} at character {at + error.pos + 1} of the file") from None
        return DECODER.raw_decode(text, at)
    return value, at + length


def _explain_failure(error: Exception, at: int) -> str:
    where = "nested too deeply" if isinstance(error, RecursionError) else str(error).split(": line", 1)[0].lower()
    return (
        f"It is not valid JSON: {where}."
        if "character" in where
        else f"It is not valid JSON after character {at + 1}: {where}."
    )


def _is_paper(value: dict) -> bool:
    return "title" in match_columns(value)


def _find_list(value: object) -> list | None:
    """The works in an answer of a known service; else the list of objects in an object that is no paper itself, as
    ``{"papers": […]}``: one with titles before others, then the longest. None where there is none."""
    if not isinstance(value, dict) or _is_paper(value) or find_service(value):
        return None
    if (works := find_works(value)) is not None:
        return works
    lists = [one for one in value.values() if isinstance(one, list) and any(isinstance(item, dict) for item in one)]
    best = max(lists, key=lambda values: (_holds_papers(values), len(values)), default=[])
    if not _holds_papers(best) and is_empty_answer(value):
        return []
    return best or None


def _holds_papers(values: list) -> bool:
    return any(isinstance(one, dict) and _is_paper(one) for one in values[:_LOOKED_AT])


FORMAT = Format(
    name="json",
    label="JSON",
    description="an array of objects, or an object that holds one",
    position="place in the array",
    sniff=_sniff,
    parse=_parse,
)
