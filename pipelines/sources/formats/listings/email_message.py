"""An e-mail that lists papers (a digest, arXiv's listing), and a page that a browser saved in one file (MHTML)."""

import re
import tempfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats import digest
from pipelines.sources.formats.listings import arxiv_listing, web_page
from pipelines.sources.parsed import Batch, Unreadable

MAX_MESSAGE = 50_000_000
"""Bytes of a message above which it is refused."""

_HEADER = re.compile(
    r"^(?:from|to|subject|date|mime-version|received|message-id|content-type|delivered-to|return-path|reply-to|"
    r"snapshot-content-location)\s*:\s",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST = re.compile(r"From \S+|[A-Za-z][A-Za-z0-9-]*:\s")
_NO_PAPERS = "This is an e-mail in which no papers were found. Save its text in a file of its own."
_READERS = {"html": (web_page.FORMAT,), "plain": (arxiv_listing.FORMAT, digest.FORMAT)}


def _sniff(sample: Sample) -> Confidence:
    headers = re.split(r"\r?\n\r?\n", sample.text, maxsplit=1)[0]
    is_own = _FIRST.match(headers) and len({name.lower() for name in _HEADER.findall(headers)}) > 2
    return Confidence.CERTAIN if is_own else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The papers of the message; the day on which it was sent is the day that lists them."""
    with content.open() as stream:
        raw = stream.read(MAX_MESSAGE + 1)
    if len(raw) > MAX_MESSAGE:
        raise Unreadable(f"An e-mail of more than {MAX_MESSAGE // 1_000_000} MB is not read.")
    message = message_from_bytes(raw, policy=default)
    day = _read_day(message)
    bodies = [(kind, body) for kind in _READERS for body in _find_bodies(message, kind)]
    with tempfile.TemporaryDirectory() as folder:
        for at, (kind, body) in enumerate(bodies):
            path = Path(folder) / str(at)
            path.write_text(body, encoding="utf-8", errors="replace")
            if (batches := _read_body(Content(path, f"{day or content.name}.txt"), kind)) is not None:
                yield from batches
                return
    raise Unreadable(_NO_PAPERS, str(message.get("subject", "")))


def _read_body(body: Content, kind: str) -> list[Batch] | None:
    """What the reader that is surest of `body` finds in it; None where it finds no record."""
    if not body.head.strip():
        return None
    sample = Sample.of(body)
    reader = max(_READERS[kind], key=lambda one: one.sniff(sample))
    try:
        batches = list(reader.parse(body))
    except Unreadable:
        return None
    return batches if any(not batch.records.is_empty() for batch in batches) else None


def _read_day(message: EmailMessage) -> str | None:
    try:
        sent = message["date"].datetime
        return sent.date().isoformat() if sent else None
    except (AttributeError, ValueError, TypeError, IndexError):
        return None


def _find_bodies(message: EmailMessage, kind: str) -> Iterator[str]:
    """The texts of the type ``text/kind`` in `message`, attached ones too."""
    for part in message.walk():
        if part.get_content_type() != f"text/{kind}" or part.is_multipart():
            continue
        try:
            text = part.get_content()
        except (LookupError, ValueError, KeyError, AttributeError):
            payload = part.get_payload(decode=True)
            text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
        if text.strip():
            yield text


FORMAT = Format(
    name="email",
    label="e-mail",
    description="an e-mail that lists papers, or a web page saved as a single file",
    position="place in the message",
    sniff=_sniff,
    parse=_parse,
)
