"""Tables in Markdown, as copied from a chat, a README or a note. A record's position is the line of its row."""

import re
from collections.abc import Iterator
from itertools import pairwise

import polars as pl

from pipelines.sources.columns import read_table
from pipelines.sources.content import Content, Line
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.tables.csv_rows import CUT
from pipelines.sources.formats.tables.header import make_distinct
from pipelines.sources.names import match_columns
from pipelines.sources.parsed import Batch, Reject, Unreadable, explain_damage, make_batch, reject_frame

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)+\|?\s*|\s*\|\s*:?-+:?\s*\|\s*")
"""The line of dashes below a header (GitHub Flavored Markdown, tables; Org has `+` in it)."""
_QUOTED = re.compile(r"(?:\s*>)+ ?")
_BAR = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\]]*)\]\((\S+?)(?:\s+\"[^\"]*\")?\)")
_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_BREAK = re.compile(r"<br\s*/?>", re.I)


def _unquote(line: str) -> str:
    """`line` without the marks of a quotation before it."""
    return _QUOTED.sub("", line, count=1) if line.lstrip().startswith(">") else line


def split_row(line: str) -> list[str]:
    """The cells of a row, without the bars around it."""
    line = _unquote(line).strip()
    line = line[1:] if line.startswith("|") else line
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def _is_header(line: str, following: str) -> bool:
    return (
        "|" in line
        and bool(_RULE.fullmatch(_unquote(following)))
        and {"title", "abstract"} <= set(match_columns(split_row(line)))
    )


def _sniff(sample: Sample) -> Confidence:
    found = "|" in sample.text and any(_is_header(*lines) for lines in pairwise(sample.text.splitlines()))
    return Confidence.CERTAIN if found else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The records of all tables in a text that have a title and an abstract; what stands around them is none."""
    lines = list(content.read_lines())
    batches = [_read_table(lines, place, ends_mid_line=content.ends_mid_line) for place in _find_tables(lines)]
    if not batches:
        raise Unreadable("No table in this text has a column for the title and one for the abstract.")
    yield from batches
    yield make_batch(rejects=explain_damage(content))


def _find_tables(lines: list[Line]) -> Iterator[int]:
    return (place for place, (line, rule) in enumerate(pairwise(lines)) if _is_header(line.text, rule.text))


def _read_table(lines: list[Line], place: int, *, ends_mid_line: bool) -> Batch:
    names = make_distinct(split_row(lines[place].text))
    rows: list[list[str | None]] = []
    positions, links = [], []
    for line in lines[place + 2 :]:
        if "|" not in line.text:
            break
        cells = split_row(line.text)[: len(names)]
        links.append(next((found[2] for cell in cells for found in [_LINK.search(cell)] if found), None))
        rows.append([_read_cell(cell) for cell in cells] + [None] * (len(names) - len(cells)))
        positions.append(line.number)
    table = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    if "url" not in match_columns(names) and any(links):
        table = table.with_columns(pl.Series("url", links, dtype=pl.String))
    if table.is_empty():
        return make_batch()
    is_cut = ends_mid_line and lines[place].text.rstrip().endswith("|") and not line.text.rstrip().endswith("|")
    if is_cut and line is lines[-1]:
        records, rejects = read_table(table[:-1], pl.Series(positions[:-1], dtype=pl.Int64))
        return Batch(records, pl.concat([rejects, reject_frame([Reject(line.number, CUT, line.text)])]))
    return Batch(*read_table(table, pl.Series(positions, dtype=pl.Int64)))


def _read_cell(cell: str) -> str:
    return _MARKS.sub(r"\2", _BREAK.sub(" ", _LINK.sub(r"\1", cell)))


FORMAT = Format(
    name="markdown",
    label="Markdown",
    description="tables with a title and an abstract, whatever text stands around them",
    position="line of the row",
    sniff=_sniff,
    parse=_parse,
)
