"""Entries of BibTeX and BibLaTeX to rows: which field of which program states what."""

import re
from collections.abc import Mapping

from bibtexparser.model import Entry

from pipelines.sources.formats.references.dates import iso_date, join_date, refine
from pipelines.sources.formats.references.identifiers import (
    find_doi,
    find_pmcid,
    find_preprint,
    read_addresses,
    read_notes,
)
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.tagged.bibtex_values import decode_prose, decode_text, read_people, read_value

_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_LOCAL = frozenset({"file", "local-url", "bdsk-file-1", "owner", "timestamp"})
"""Fields that tell of the user's own computer."""
_MERGED = frozenset({"keywords", "keyword"})
_SEASONS = re.compile(r"(\d{4})-(?:2[1-9]|3\d|4[01])")
"""A date of BibLaTeX whose month is a season or a quarter (ISO 8601-2)."""
_USED = frozenset(
    (
        *(
            "title",
            "abstract",
            "abstractnote",
            "author",
            "journal",
            "journaltitle",
            "booktitle",
            "year",
            "month",
            "day",
        ),
        *(
            "date",
            "doi",
            "url",
            "keywords",
            "keyword",
            "language",
            "langid",
            "primaryclass",
            "pmid",
            "pmcid",
            "unique-id",
        ),
    )
)


def read_entry(entry: Entry, strings: Mapping[str, str]) -> dict:
    """An entry as canonical name to value; of a field that is stated twice the first counts, of keywords both.

    Args:
        strings: see `bibtex_values.read_value`.
    """
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
