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
from pipelines.sources.formats.references.dates import iso_date, join_date, refine
from pipelines.sources.formats.references.identifiers import (
    find_doi,
    find_pmcid,
    find_preprint,
    read_addresses,
    read_notes,
)
from pipelines.sources.formats.references.rows import CUT_OFF, batch_rows, make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.bibtex_values import decode_prose, decode_text, read_people, read_value
from pipelines.sources.parsed import Batch, Reject

# It tells of every entry that it cannot split; each becomes a reject.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_BLOCK = re.compile(r"\s*@\s*([A-Za-z]\w*)\s*[{(]")
_ANYWHERE = re.compile(
    r"(?:^|[\r\n])[ \t]*@\s*(?:(?:string|preamble|comment)\s*[{(]|[A-Za-z]\w*\s*[{(]\s*[^\s,{}()=]*\s*,\s*[\w-]+\s*=)",
    re.IGNORECASE,
)
_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_LOCAL = frozenset({"file", "local-url", "bdsk-file-1", "owner", "timestamp"})
"""Fields that tell of the user's own computer."""
_MERGED = frozenset({"keywords", "keyword"})
_SEASONS = re.compile(r"(\d{4})-(?:2[1-9]|3\d|4[01])")
"""A date of BibLaTeX whose month is a season or a quarter (ISO 8601-2)."""
_USED = frozenset(
    {
        "title",
        "abstract",
        "author",
        "journal",
        "journaltitle",
        "booktitle",
        "year",
        "month",
        "day",
        "date",
        "doi",
        "url",
    }
    | {"keywords", "keyword", "language", "langid", "primaryclass", "pmid", "pmcid", "unique-id"}
)
_ADVICE = (
    "BibTeX of Google Scholar, DBLP and most pages of journals holds no abstracts. Export the papers from Scopus, Web "
    "of Science, OpenAlex, the ACL Anthology or a reference manager, with abstracts."
)
_UNCLOSED = "A brace or a quotation mark of this entry is opened and not closed. Close it."


def _sniff(sample: Sample) -> Confidence:
    return Confidence.LIKELY if _ANYWHERE.search(sample.text) else Confidence.NO


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
    try:
        found = Splitter("\n".join(line.text for line in block)).split().blocks
    except Exception as error:
        yield start, f"The entry cannot be read ({type(error).__name__})."
        return
    for one in found:
        entry = one.ignore_error_block if isinstance(one, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) else one
        line = start + min(entry.start_line or 0, len(block) - 1) if entry else start
        if isinstance(entry, String):
            strings[entry.key.lower()] = read_value(str(entry.value), strings)
        elif isinstance(entry, Entry):
            yield line, _to_row(entry, strings)
        elif isinstance(entry, ParsingFailedBlock):
            yield line, _explain(entry)


def _explain(block: ParsingFailedBlock) -> str:
    reason = str(getattr(block.error, "abort_reason", block.error))
    if "end of file" in reason or "looking for" in reason:
        return _UNCLOSED
    return f"The entry is no valid BibTeX: {' '.join(reason.split()).rstrip('.')}."


def _to_row(entry: Entry, strings: dict[str, str]) -> dict:
    said: dict[str, str] = {}
    for field in entry.fields:
        name, value = field.key.lower().strip(), read_value(str(field.value), strings).strip()
        if value and name in said and name in _MERGED:
            said[name] += ";" + value
        elif value:
            said.setdefault(name, value)

    def first(*names: str) -> str | None:
        return next((text for name in names if name in said and (text := decode_text(said[name]))), None)

    venue = next((name for name in ("journal", "journaltitle", "booktitle", "eventtitle", "series") if first(name)), "")
    scheme = (first("archiveprefix", "eprinttype") or "").lower()
    eprint = first("eprint")
    row = (
        read_addresses([_raw(said, "url")])
        | read_notes([first("note"), first("annote"), first("extra")])
        | {
            "title": decode_prose(said.get("title", "")),
            "abstract": decode_prose(said.get("abstract") or said.get("abstractnote") or ""),
            "stated_id": first("unique-id") or entry.key,
            "doi": _raw(said, "doi") or find_doi([_raw(said, "url"), first("note")]),
            "stated_date": _read_date(first("date"), first("year"), said.get("month"), first("day")),
            "authors": read_people(said.get("author", "")),
            "venue": first(venue),
            "language": first("language", "langid"),
            "url": _raw(said, "url"),
            "keywords": _subjects(first("keywords", "keyword", "author_keywords", "author-keywords")),
            "categories": split_subjects([first("primaryclass", "web-of-science-categories", "research-areas")]),
            "links": [link for link in (_raw(said, name) for name in ("pdf", "code", "project", "video")) if link],
        }
    )
    if eprint and (scheme == "arxiv" or (not scheme and _ARXIV.fullmatch(eprint))):
        row["arxiv_id"] = eprint
    elif arxiv := first("arxivid") or find_preprint(first(venue)) or find_preprint(first("howpublished")):
        row["arxiv_id"] = arxiv
    for name, scheme_name, value in (("pmid", "pubmed", first("pmid")), ("pmcid", "pmc", find_pmcid([first("pmcid")]))):
        if value or (eprint and scheme == scheme_name):
            row[name] = value or eprint
    if cited := first("times-cited"):
        row["cited_by"] = cited
    rest = {name: decode_text(value) for name, value in said.items() if name not in _USED | _LOCAL}
    return make_row(row, {"type": entry.entry_type, "key": entry.key} | rest, "bibtex")


def _raw(said: dict[str, str], name: str) -> str | None:
    """An address or an identifier, in which a percent sign or a tilde means itself."""
    value = said.get(name, "").replace("{", "").replace("}", "").replace("\\url", "")
    return re.sub(r"\\([%&#_~])", r"\1", value).replace("\\textasciitilde", "~").strip() or None


def _subjects(text: str | None) -> list[str]:
    return split_subjects([text], ";" if text and ";" in text else r"[,\n]")


def _read_date(date: str | None, year: str | None, month: str | None, day: str | None) -> str | None:
    """The date of an entry: BibLaTeX's `date` (the first day of a range), else `year`, `month` and `day`."""
    if date:
        first, _, last = date.partition("/")
        stated = _SEASONS.sub(r"\1", first.strip(" ~?%"))
        if last and len(stated) < len("2024-03-12"):
            stated = stated[:4]
        if iso := iso_date(stated):
            return iso
    written = decode_text(month or "").replace("~", " ")
    return join_date(year, written, day) if day else refine(iso_date(year), [iso_date(written, iso_date(year))])


FORMAT = Format(
    name="bibtex",
    label="BibTeX",
    description="BibTeX and BibLaTeX with abstracts, also Better BibTeX",
    position="line on which the entry begins",
    sniff=_sniff,
    parse=_parse,
)
