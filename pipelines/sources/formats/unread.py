"""Formats that are recognised but not read: each is refused with what it is and what to do."""

import re
from collections.abc import Iterator
from functools import partial

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.parsed import EXPORT_ADVICE, Batch, Unreadable

_UNPACK = "Unpack it and take in what is inside."
_BY_MAGIC = (
    (b"PK\x03\x04", "This is an office document or a book. A spreadsheet can be saved as CSV."),
    (b"7z\xbc\xaf\x27\x1c", f"This is a 7z archive. {_UNPACK}"),
    (b"%PDF-", f"This is a PDF. {EXPORT_ADVICE}"),
    (b"\xd0\xcf\x11\xe0", "This is an old office document. A spreadsheet can be saved as CSV."),
    (b"SQLite format 3\x00", f"This is a SQLite database. {EXPORT_ADVICE}"),
)
_PUBMED_TEXT = re.compile(r"1[.:] \S[^\r\n]{20,}.{0,20000}?\bPMID: ?\d{5,9}\b", re.DOTALL)
"""What PubMed saves as “Summary (text)” or “Abstract (text)”: numbered citations."""


def _refuse(reason: str, content: Content) -> Iterator[Batch]:
    raise Unreadable(reason)


def _by_magic(magic: bytes, reason: str) -> Format:
    def sniff(sample: Sample) -> Confidence:
        return Confidence.CERTAIN if sample.head.startswith(magic) else Confidence.NO

    return Format("unread", "", "", "", sniff, partial(_refuse, reason), is_text=False)


def _sniff_pubmed_text(sample: Sample) -> Confidence:
    return Confidence.LIKELY if _PUBMED_TEXT.match(sample.text) else Confidence.NO


_refuse_pubmed_text = partial(
    _refuse,
    "This is what PubMed saves as “Summary (text)” or “Abstract (text)”. On the page of the search choose “Save” with "
    "the format “PubMed”, which is read with abstracts, dates and ids.",
)
FORMATS = (
    *(_by_magic(magic, reason) for magic, reason in _BY_MAGIC),
    Format("unread", "", "", "", _sniff_pubmed_text, _refuse_pubmed_text),
)
