"""What format a file is in: by its content first, by its name's ending only where the content does not tell."""

import re
import string
from pathlib import Path

from pipelines.sources.content import Content
from pipelines.sources.formats.delimited import choose_separator, split_header
from pipelines.sources.names import match_columns

_EXPORT = "Export the papers as CSV, JSON Lines or Parquet with the columns title and abstract."
_UNPACK = "Unpack it and take in what is inside."
_MAGIC = (
    (b"PK\x03\x04", f"This is a ZIP archive or an office document. {_UNPACK} A spreadsheet can be saved as CSV."),
    (b"PK\x05\x06", "This is an empty ZIP archive."),
    (b"BZh", f"This is a bzip2 archive. {_UNPACK}"),
    (b"\xfd7zXZ\x00", f"This is an xz archive. {_UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"This is a Zstandard archive. {_UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"This is a 7z archive. {_UNPACK}"),
    (b"%PDF-", f"This is a PDF. {_EXPORT}"),
    (b"\xd0\xcf\x11\xe0", "This is an old office document. A spreadsheet can be saved as CSV."),
    (b"SQLite format 3\x00", f"This is a SQLite database. {_EXPORT}"),
)
_FOREIGN = (
    (
        re.compile(r"<!doctype html|<html|<head|<body", re.I),
        "This is a web page. Save it as text, or copy its text into a file.",
    ),
    (re.compile(r"<\?xml|<[a-z][\w:.-]*[\s>]", re.I), f"This is XML, which is not read. {_EXPORT}"),
    (re.compile(r"\s*@\w+\s*\{", re.I), f"This is BibTeX, which is not read. {_EXPORT}"),
    (re.compile(r"\s*TY  - ", re.I), f"This is RIS, which is not read. {_EXPORT}"),
    (re.compile(r"\s*PMID-\s?\d", re.I), f"This is a PubMed (MEDLINE) export, which is not read. {_EXPORT}"),
)
_BY_NAME = {
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".parquet": "parquet",
}
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


class Unreadable(ValueError):
    """A file in a format that is not read; the message says what it is and what to do."""


def detect_format(content: Content) -> str:
    """``digest``, ``jsonl``, ``json``, ``csv`` or ``parquet``.

    Raises:
        Unreadable: the file is empty, binary, or in a format that is not read.
    """
    head = content.head
    if head.startswith(b"PAR1"):
        return "parquet"
    if not head:
        if content.damage:
            raise Unreadable(
                f"The compressed file is damaged ({content.damage}) and nothing in it can be read. Get it again."
            )
        raise Unreadable("The file is empty. Get it again, or take it away.")
    for magic, reason in _MAGIC:
        if head.startswith(magic):
            raise Unreadable(reason)
    suffix = _suffix(content.path)
    if suffix == ".parquet":
        raise Unreadable("The file is called .parquet but its beginning is not that of a Parquet file. Get it again.")
    if content.encoding.startswith("utf-8") and len(head) - len(head.translate(None, _CONTROL)) > 0.02 * len(head):
        raise Unreadable(f"This is a binary file, not text. {_EXPORT}")
    text = head.decode(content.encoding, "replace").lstrip("\ufeff\0" + string.whitespace)
    if not text:
        raise Unreadable("The file holds nothing but blanks. Get it again, or take it away.")
    return _detect_text(text, suffix)


def _detect_text(text: str, suffix: str) -> str:
    first = text.splitlines()[0]
    if first.startswith("{"):
        return "json" if _is_document(text, first.rstrip(), suffix) else "jsonl"
    if re.match(r"\[\s*(?:[\[{\]]|$)", first) or suffix == ".json":
        return "json"
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"
    for pattern, reason in _FOREIGN:
        if pattern.match(text):
            raise Unreadable(reason)
    separator = choose_separator(text)
    names = split_header(text, separator)
    matched = match_columns(names)
    if _BY_NAME.get(suffix) == "csv" or (len(names) > 1 and {"title", "abstract"} <= set(matched)):
        return "csv"
    return "digest"


def _is_document(text: str, first: str, suffix: str) -> bool:
    """Whether text that begins with a brace is one JSON document, as opposed to an object a line."""
    if first == "{":
        return True
    if suffix in (".jsonl", ".ndjson") or first.startswith("{'"):
        return False
    return "\n" not in text.strip() or (suffix == ".json" and not first.endswith("}"))


def _suffix(path: Path) -> str:
    """Ending of the name in lower case, without `.gz`."""
    return Path(path.stem if path.suffix.lower() == ".gz" else path.name).suffix.lower()
