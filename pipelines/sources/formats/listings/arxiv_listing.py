r"""arXiv's listing e-mail as text: papers between lines of dashes, each with fields between two lines ``\\`` and its
abstract after them. Papers that were only replaced have no abstract there."""

import re
from collections.abc import Iterator
from itertools import chain

from pipelines.sources.content import Content, Line
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.json_rows import read_batches
from pipelines.sources.formats.services.preprints.arxiv_snapshot import read_day
from pipelines.sources.parsed import Batch, Reject, explain_damage

_BEGINNING = re.compile(r"^\\\\[ \t]*\r?\n(?:Paper|arXiv)\s*:\s*\S+", re.MULTILINE)
_IDENT = re.compile(r"(?:Paper|arXiv)\s*:\s*(?:arXiv:)?(\S+)", re.IGNORECASE)
_FIELD = re.compile(r"([A-Z][A-Za-z-]{2,15}):\s*(.*)")
_END = re.compile(r"\\\\\s*\(\s*(https?://\S+)")
_RULE = re.compile(r"-{20,}|%{2,}")
_INNER_BRACKETS = re.compile(r"\([^()]*\)")
_SIZE = re.compile(r"\s*\([\d.]+\s*kb[^)]*\)\s*\Z", re.IGNORECASE)
_NO_ABSTRACT = "The listing only says that this paper was replaced, and has no abstract of it."
_CUT = "The listing ends in the middle of this paper. Get it again."


def _sniff(sample: Sample) -> Confidence:
    return Confidence.CERTAIN if _BEGINNING.search(sample.text) else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The papers of a listing, each at the line of its id."""
    yield from read_batches(_read_papers(content.read_lines()), explain_damage(content))


def _read_papers(lines: Iterator[Line]) -> Iterator[tuple[int, object] | Reject]:
    piece: list[Line] = []
    for line in chain(lines, [Line(0, "-" * 80)]):
        if not _RULE.fullmatch(line.text.strip()):
            piece.append(line)
            continue
        if paper := _read_paper(piece):
            yield paper
        piece = []


def _read_paper(piece: list[Line]) -> tuple[int, object] | Reject | None:
    """The paper between two rules; None where it is none, as the heading of the listing is."""
    marks = [at for at, line in enumerate(piece) if line.text.startswith("\\\\")]
    start = next((at + 1 for at in marks if at + 1 < len(piece) and _IDENT.match(piece[at + 1].text)), None)
    if start is None:
        return None
    position, ident = piece[start].number, _IDENT.match(piece[start].text)
    later = [at for at in marks if at > start]
    if not later:
        return Reject(position, _CUT, piece[start].text)
    fields = _read_fields(piece[start + 1 : later[0]])
    title = fields.get("title")
    end = _END.match(piece[later[-1]].text)
    if len(later) == 1:
        return Reject(position, _NO_ABSTRACT if end else _CUT, title or piece[start].text)
    if not end:
        return Reject(position, _CUT, title or piece[start].text)
    abstract = " ".join(line.text.strip() for line in piece[later[0] + 1 : later[-1]])
    return position, {
        "title": title,
        "abstract": abstract,
        "arxiv_id": ident and ident[1],
        "doi": fields.get("doi"),
        "stated_date": read_day(_SIZE.sub("", fields["date"])) if "date" in fields else None,
        "authors": _split_authors(fields.get("authors") or fields.get("author") or ""),
        "categories": fields.get("categories", "").split(),
        "venue": fields.get("journal-ref"),
        "url": end[1],
        "payload": {key: fields[key] for key in ("comments", "report-no", "msc-class", "acm-class") if key in fields},
    }


def _read_fields(lines: list[Line]) -> dict[str, str]:
    """Name of a field in lower case to its text, which goes on over lines that begin with a blank."""
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        found = _FIELD.match(line.text)
        if found:
            name = found[1].lower()
            fields[name] = found[2].strip()
        elif name and line.text[:1] in (" ", "\t"):
            fields[name] += " " + line.text.strip()
    return fields


def _split_authors(text: str) -> list[str]:
    """The names, without affiliations in brackets."""
    while (bare := _INNER_BRACKETS.sub("", text)) != text:
        text = bare
    return [" ".join(name.split()) for name in re.split(r",|\band\b", text) if name.strip()]


FORMAT = Format(
    name="arxiv_listing",
    label="arXiv listing",
    description="arXiv's daily e-mail of new papers, as text",
    position="line of the paper's id",
    sniff=_sniff,
    parse=_parse,
)
