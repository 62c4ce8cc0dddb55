"""BibTeX and BibLaTeX, also as Better BibTeX, Web of Science, Scopus and the ACL Anthology write it.

Entries are split by bibtexparser, one after the other, so that damage in one leaves the others as they are.
"""

import logging
import re
from collections.abc import Iterable, Iterator

from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String
from bibtexparser.splitter import Splitter

from pipelines.sources.content import Content, Line
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.references.rows import CUT_OFF, batch_rows
from pipelines.sources.formats.tagged.bibtex_entries import read_entry
from pipelines.sources.formats.tagged.bibtex_values import read_value
from pipelines.sources.parsed import Batch, Reject

# It tells of every entry that it cannot split; each becomes a reject.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_BLOCK = re.compile(r"\s*@\s*([A-Za-z]\w*)\s*[{(]")
_ANYWHERE = re.compile(
    r"(?:^|[\r\n])[ \t]*@\s*(?:(?:string|preamble|comment)\s*[{(]|[A-Za-z]\w*\s*[{(]\s*[^\s,{}()=]*\s*,\s*[\w-]+\s*=)",
    re.IGNORECASE,
)
_NO_KEY = re.compile(r"\A(\s*@\s*[A-Za-z]\w*\s*[{(])(\s*(?:title|author|abstract|year)\s*=)", re.IGNORECASE)
_MISSING_COMMA = re.compile(r"([}\"])([ \t]*\n[ \t]*)(?=[A-Za-z][\w-]*[ \t]*=[ \t]*[{\"])")
_ADVICE = (
    "BibTeX of Google Scholar, DBLP and most pages of journals holds no abstracts. Export the papers from Scopus, Web "
    "of Science, OpenAlex, the ACL Anthology or a reference manager, with abstracts."
)
_UNCLOSED = "A brace or a quotation mark of this entry is opened and not closed. Close it."


def _sniff(sample: Sample) -> Confidence:
    return Confidence.LIKELY if "@" in sample.text and _ANYWHERE.search(sample.text) else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a BibTeX file; positions are the lines on which entries begin."""
    return batch_rows(_read_blocks(content), content, _ADVICE)


def _read_blocks(content: Content) -> Iterator[tuple[int, dict] | Reject]:
    strings: dict[str, str] = {}
    held: Reject | None = None
    last = 0
    for block in _split_blocks(content.read_lines()):
        for line, row in _read_block(block, strings):
            if held:
                yield held
                held = None
            # Entries may share a line; a position belongs to one.
            last = max(line, last + 1)
            if isinstance(row, dict):
                yield last, row
            else:
                # Held back, since only the end of the file shows whether it cut this entry.
                held = Reject(last, row, block[line - block[0].number].text)
    if held:
        is_cut = content.ends_mid_line and held.reason == _UNCLOSED
        yield Reject(held.position, CUT_OFF, held.excerpt) if is_cut else held


def _split_blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines from one that begins an entry to the next; what stands before the first is a comment."""
    block: list[Line] = []
    for line in lines:
        if _BLOCK.match(line.text):
            if block:
                yield block
            block = []
        elif not block:
            continue
        block.append(line)
    if block:
        yield block


def _read_block(block: list[Line], strings: dict[str, str]) -> Iterator[tuple[int, dict | str]]:
    """Line of each entry in a block, and its row, or why it cannot be read."""
    start = block[0].number
    kind = _BLOCK.match(block[0].text)
    if kind and kind[1].lower() in ("preamble", "comment"):
        return
    if any(line.too_long for line in block):
        yield start, "A line of this entry is too long to be part of a paper."
        return
    text = _MISSING_COMMA.sub(r"\1,\2", "\n".join(line.text for line in block))
    try:
        found = Splitter(_NO_KEY.sub(r"\1,\2", text)).split().blocks
    except Exception as error:
        yield start, f"The entry cannot be read ({type(error).__name__})."
        return
    for one in found:
        entry = one.ignore_error_block if isinstance(one, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) else one
        line = start + min(entry.start_line or 0, len(block) - 1) if entry else start
        if isinstance(entry, String):
            strings[entry.key.lower()] = read_value(str(entry.value), strings)
        elif isinstance(entry, Entry):
            yield line, read_entry(entry, strings)
        elif isinstance(entry, ParsingFailedBlock):
            yield line, _explain(entry)


def _explain(block: ParsingFailedBlock) -> str:
    reason = str(getattr(block.error, "abort_reason", block.error))
    if "end of file" in reason or "looking for" in reason:
        return _UNCLOSED
    return f"The entry is no valid BibTeX: {' '.join(reason.split()).rstrip('.')}."


FORMAT = Format(
    name="bibtex",
    label="BibTeX",
    description="BibTeX and BibLaTeX with abstracts, also Better BibTeX",
    position="line on which the entry begins",
    sniff=_sniff,
    parse=_parse,
)
