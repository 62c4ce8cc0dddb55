"""A JSON document: an array of objects, or an object that holds one. A record's position is its place in it, from 1."""

import re
from collections.abc import Iterator

from pipelines.sources.columns import match_columns
from pipelines.sources.content import Content
from pipelines.sources.json_rows import DECODER, read_rows
from pipelines.sources.parsed import Parsed, Reject, explain_damage, refuse_file

FORMAT = "json"
MAX_DOCUMENT = 400_000_000
"""Characters of a document above which it is refused: it must be held in memory whole."""

_BETWEEN = re.compile(r"[\s,\]]*")
_NEXT_OBJECT = re.compile(r"(?:[}\]]\s*,|\[|\n)\s*(?=\{)")


def parse_json(content: Content) -> Parsed:
    """The records of a JSON document; where it is damaged, those that can be read on either side of the damage."""
    text = content.read_text(MAX_DOCUMENT)
    if text is None:
        size = f"{MAX_DOCUMENT // 1_000_000} MB"
        return refuse_file(
            f"A JSON document of more than {size} is not read whole. Write it as JSON Lines.", kind=FORMAT
        )
    rows = list(_decode_document(text))
    if not rows:
        return refuse_file("The JSON document holds no objects.", text[:200], kind=FORMAT)
    return read_rows(rows, FORMAT, explain_damage(content))


def _decode_document(text: str) -> Iterator[tuple[int, object] | Reject]:
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    at = start + 1 if text[start : start + 1] == "[" else start
    position, is_lost = 0, False
    while (at := _BETWEEN.match(text, at).end()) < len(text):
        try:
            value, end = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            if not is_lost:
                position += 1
                where = getattr(error, "pos", at)
                reason = f"It is not valid JSON: {getattr(error, 'msg', 'nested too deeply').lower()} at character {where + 1} of the file."
                yield Reject(position, reason, text[at : at + 1000])
            is_lost = True
            following = _NEXT_OBJECT.search(text, at + 1)
            if not following:
                return
            at = following.end()
            continue
        at = end
        inner = _find_list(value)
        # After damage the next object may be a part of the damaged one, such as an author.
        if is_lost and inner is None and not (isinstance(value, dict) and _is_paper(value)):
            continue
        is_lost = False
        for one in [value] if inner is None else inner:
            position += 1
            yield position, one


def _is_paper(value: dict) -> bool:
    return "title" in match_columns(value)


def _find_list(value: object) -> list | None:
    """The longest list of objects in an object that is no paper itself, as ``{"papers": […]}``; None where there is none."""
    if not isinstance(value, dict) or _is_paper(value):
        return None
    lists = [one for one in value.values() if isinstance(one, list) and any(isinstance(item, dict) for item in one)]
    return max(lists, key=len, default=None)
