"""A recorded answer of a service: JSON that holds the address, the status and, as text, the XML that came."""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.parsed import Batch, Unreadable

MAX_ANSWER = 100_000_000
"""Characters of a recorded answer above which it is refused: it must be held in memory whole."""

_KEYS = ("body", "content", "text", "response")
_BODY = re.compile(rf'"(?:{"|".join(_KEYS)})"\s*:\s*"(?:\\[nrt]|\s)*<(?:\?xml|[A-Za-z])')


def _decode_again(body: str) -> bytes:
    """The UTF-8 of an answer; of one that was UTF-8 but was taken for Latin-1, as recorders do without a charset."""
    try:
        answer = body.encode("latin-1")
        answer.decode("utf-8")
    except UnicodeError:
        return body.encode("utf-8", "replace")
    return answer


def make_format(formats: Sequence[Format]) -> Format:
    """The format that reads recorded answers in any of `formats`."""
    return Format(
        name="recorded_answer",
        label="Recorded answer",
        description="JSON that holds an answer in XML as text",
        position="place in the answer",
        sniff=_sniff,
        parse=partial(_parse, formats),
    )


def _sniff(sample: Sample) -> Confidence:
    is_own = sample.text.startswith("{") and _BODY.search(sample.text[:20_000])
    return Confidence.CERTAIN if is_own else Confidence.NO


def _parse(formats: Sequence[Format], content: Content) -> Iterator[Batch]:
    text = content.read_text(MAX_ANSWER)
    if text is None:
        raise Unreadable(f"A recorded answer of more than {MAX_ANSWER // 1_000_000} MB is not read.")
    try:
        answer = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise Unreadable("The recorded answer is not valid JSON. Get it again.", text) from None
    body = next((value for key in _KEYS if isinstance(value := answer.get(key), str) and "<" in value), None)
    if body is None:
        raise Unreadable("The recorded answer holds no XML.", text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.xml"
        # The text is decoded already: what its first line says of an encoding no longer holds.
        path.write_bytes(_decode_again(re.sub(r"<\?xml[^>]*\?>", "", body, count=1)))
        inner = Content(path, content.name)
        sample = Sample.of(inner)
        chosen = next((one for one in formats if one.sniff(sample) > Confidence.NO), None)
        if chosen is None:
            raise Unreadable("The recorded answer holds XML of a kind that is not read.", body)
        yield from chosen.parse(inner)
