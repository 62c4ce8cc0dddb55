"""A digest of trending papers saved as text: boilerplate, then a title line and an abstract line in turn. No ids, no
dates.

Which line is which is decided by shape, over the whole file at once: the pairing of neighbouring lines that costs
least. So a title without its abstract, or an abstract without its title, costs that one line and never shifts the
records after it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

import polars as pl

from pipelines.sources.content import Content, Line
from pipelines.sources.dates import day_in_name
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.parsed import RECORD_SCHEMA, Batch, Reject, Unreadable, explain_damage, make_batch

MAX_DIGEST_LINE = 50_000
"""Characters of a line above which it is no abstract."""

_BOILERPLATE = re.compile(
    r"get trending papers in your (?:email )?inbox.*|subscribe|(?:hugging face )?daily papers", re.I
)
_FURNITURE = re.compile(r"[\W\d_]+|upvotes?|(?:·\s*)?\d+ authors?", re.I)
"""What a page shows beside a paper, and the clipboard brings along: counts of votes and authors, dashes."""

_GLUED = re.compile(r"subscribe(?=\S)", re.I)
_GLUED_TO_TITLE = re.compile(r"Subscribe(?=[^\sa-z])")
SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]}*]*$")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S+$")
_MARKUP = re.compile(r"#{1,6} |[-*+] |\d+\. |```|\||>|<|={3,}|-{3,}|!?\[[^\]]*\]\(|[{}\[\]\"']|//|/\*")

_NO_DIGEST = (
    "This text is no digest of papers, in which a title line and an abstract line follow each other in turn. "
    "Papers can also be given as JSON Lines, CSV or Parquet with the columns title and abstract."
)
_WRAPPED = (
    "The abstracts of this digest are broken into short lines, so that titles cannot be told from them. "
    "Save it again with each abstract on one line."
)

_TOO_LONG = (
    f"The line has more than {MAX_DIGEST_LINE:,} characters, which no title or abstract has. "
    "If it holds several papers, give each title and each abstract a line of its own."
)

_NEVER = 1e9
_ORPHAN = 3.0
_SURE = 1.0
"""Cost up to which a pair is beyond doubt, without boilerplate that says what the text is."""


def _sniff(sample: Sample) -> Confidence:
    # Any text may be one; whether it is shows once its lines are paired.
    return Confidence.POSSIBLE


def _parse(content: Content) -> Iterator[Batch]:
    """The records of a digest, by line; the day in the file's name is the day that lists them.

    Text that is no digest (prose, a page of code) is refused as a whole: where no boilerplate names it as a digest,
    most of its lines must pair up as title and abstract.
    """
    lines: list[Line] = []
    has_boilerplate = after_boilerplate = False
    for line in content.read_lines(MAX_DIGEST_LINE):
        line.text = line.text.strip()
        if line.text and _BOILERPLATE.fullmatch(line.text):
            has_boilerplate = after_boilerplate = True
        elif line.text and not _FURNITURE.fullmatch(line.text):
            glued = _GLUED if after_boilerplate else _GLUED_TO_TITLE
            if (after_boilerplate or not lines) and (found := glued.match(line.text)):
                line.text, has_boilerplate = line.text[found.end() :], True
            lines.append(line)
            after_boilerplate = False
    # A line that is too long goes with none: blank, it keeps its neighbours apart.
    pairs, orphans = pair_lines(["" if line.too_long else line.text for line in lines])
    if reason := _refusal(lines, pairs, has_boilerplate):
        raise Unreadable(reason, lines[0].text if lines else "")
    if not lines:
        reason = "The digest holds no papers, only its heading. Save the page again when it has loaded."
        yield make_batch(rejects=[Reject(0, reason)])
        return
    rejects = [_explain_orphan(lines, at, content.ends_mid_line) for at in orphans]
    if pairs and content.ends_mid_line and pairs[-1][1] == len(lines) - 1 and not _is_finished(lines[-1].text):
        at, _ = pairs.pop()
        reason = "The file ends in the middle of this paper's abstract. Save the digest again and take it in once more."
        rejects.append(Reject(lines[at].number, reason, lines[at].text))
    rejects.extend(explain_damage(content))
    yield make_batch(_make_records(lines, pairs, day_in_name(content.name)), rejects)


def pair_lines(texts: Sequence[str]) -> tuple[list[tuple[int, int]], list[int]]:
    """Pair each title with the abstract on the next line.

    Args:
        texts: the lines that are neither boilerplate nor blank, in order; a blank one belongs to no pair.

    Returns:
        ``(pairs, orphans)``: indices of title and abstract, and indices of lines left over; each index occurs once. Of
        all ways to pair neighbours it is the one of least cost (dynamic programming, linear in the lines), where a line
        left over costs a constant and a pair costs what its lines look unlike a title and an abstract.
    """
    costs = [0.0]
    for end in range(1, len(texts) + 1):
        alone = costs[end - 1] + _ORPHAN
        together = costs[end - 2] + _pair_cost(texts[end - 2], texts[end - 1]) if end > 1 else _NEVER
        costs.append(min(alone, together))
    pairs, orphans, end = [], [], len(texts)
    while end:
        if end > 1 and costs[end] == costs[end - 2] + _pair_cost(texts[end - 2], texts[end - 1]):
            pairs.append((end - 2, end - 1))
            end -= 2
        else:
            orphans.append(end - 1)
            end -= 1
    return pairs[::-1], orphans[::-1]


def _pair_cost(title: str, abstract: str) -> float:
    if not title or not abstract:
        return _NEVER
    return _unlike_title(title) + _unlike_abstract(abstract) + (0.0 if len(abstract) > len(title) else _ORPHAN)


def _unlike_title(text: str) -> float:
    """0 for what looks like a title; 202 characters is the longest of 7,149 real ones, and none ends in a full stop."""
    if len(text) > 330 or (len(text) > 230 and SENTENCE_END.search(text)):
        return 2 * _ORPHAN + 1
    return (_ORPHAN if len(text) > 230 else 0.0) + (1.0 if text.endswith(".") else 0.0)


def _unlike_abstract(text: str) -> float:
    """0 for what looks like an abstract; 279 characters is the shortest of 7,149 real ones."""
    if len(text) >= 250:
        return 0.0
    if SENTENCE_END.search(text) and not text.endswith("?"):
        return 1.0 if len(text) >= 120 else 2.0
    return 2.5 if len(text) >= 170 else 2 * _ORPHAN + 1


def _is_finished(abstract: str) -> bool:
    return bool(SENTENCE_END.search(abstract) or _ADDRESS_END.search(abstract))


def _refusal(lines: Sequence[Line], pairs: Sequence[tuple[int, int]], has_boilerplate: bool) -> str | None:
    """Why the text is refused as a whole; None where it is a digest."""
    if has_boilerplate:
        is_wrapped = len(lines) >= 8 and 3 * len(pairs) < len(lines) and max(len(line.text) for line in lines) < 250
        return _WRAPPED if is_wrapped else None
    if lines and all(line.too_long for line in lines):
        return _TOO_LONG
    marked = sum(bool(_MARKUP.match(line.text)) for line in lines)
    sure = sum(_pair_cost(lines[title].text, lines[abstract].text) <= _SURE for title, abstract in pairs)
    return None if sure and 2 * sure >= 0.6 * len(lines) and marked <= 0.1 * len(lines) else _NO_DIGEST


def _explain_orphan(lines: Sequence[Line], at: int, ends_mid_line: bool) -> Reject:
    line = lines[at]
    if line.too_long:
        reason = _TOO_LONG
    elif _unlike_title(line.text) >= _ORPHAN or (_unlike_abstract(line.text) == 0 and _unlike_title(line.text) > 0):
        reason = "This abstract has no title on the line before it. Put the title there, or take the line out."
    elif at == len(lines) - 1 and ends_mid_line:
        reason = "The file ends after this title, before its abstract. Save the digest again and take it in once more."
    else:
        reason = "This title has no abstract on the line after it. Put the abstract there, or take the line out."
    return Reject(line.number, reason, line.text)


def _make_records(lines: Sequence[Line], pairs: Sequence[tuple[int, int]], day: date | None) -> pl.DataFrame:
    given = pl.DataFrame(
        {
            "position": [lines[title].number for title, _ in pairs],
            "title": [lines[title].text for title, _ in pairs],
            "abstract": [lines[abstract].text for _, abstract in pairs],
        },
        schema={"position": pl.Int64, "title": pl.String, "abstract": pl.String},
    )
    return given.join(_make_constant(day), how="cross", maintain_order="left").select(list(RECORD_SCHEMA))


@lru_cache(maxsize=4096)
def _make_constant(day: date | None) -> pl.DataFrame:
    """One row with what all records of a digest of `day` have in common: made once, not for each of many files."""
    said = {"stated_precision": "none", "listed_on": day, "authors": [], "categories": [], "keywords": []}
    stated = ("position", "title", "abstract")
    return pl.DataFrame(
        {name: [said.get(name)] for name in RECORD_SCHEMA if name not in stated},
        schema={name: dtype for name, dtype in RECORD_SCHEMA.items() if name not in stated},
    )


FORMAT = Format(
    name="digest",
    label="digest",
    description=(
        "a page of trending papers saved as text: a title line and an abstract line in turn, "
        "with or without the page's heading"
    ),
    position="line of the title",
    sniff=_sniff,
    parse=_parse,
)
