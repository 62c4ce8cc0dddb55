"""The header of a table: which of the first lines it is, its names, and how rows are brought to its width.

Services put lines before it: the query (Embase), when it was exported (Dimensions), `sep=;` (Excel).
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.sources.formats.digest import SENTENCE_END
from pipelines.sources.names import explain_missing, match_columns

SEPARATORS = ",;\t|"
MAX_PREAMBLE = 60
"""Lines among which the header is searched."""
_LONGEST = 50_000
_TITLE, _ABSTRACT = re.compile(r"title|display_?name|\bti\b", re.I), re.compile(r"abstract|summary|\bab\b", re.I)


def split_header(line: str, separator: str) -> list[str]:
    """The fields of `line`."""
    line = line.lstrip("\ufeff")[:_LONGEST]
    try:
        return [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return [name.strip() for name in line.split(separator)]


def find_header(lines: Iterable[str]) -> tuple[int, str] | None:
    """Place and separator of the first of `lines` that has columns for title and abstract; None where none has."""
    separators = SEPARATORS
    for place, line in enumerate(lines):
        if line.lower().lstrip("\ufeff").startswith("sep="):
            separators = line[4:5] if line[4:5] in SEPARATORS and line[4:5] else "\t"
        if len(line) > _LONGEST or not (_TITLE.search(line) and _ABSTRACT.search(line)):
            continue
        fitting = [one for one in separators if one in line and _has_both(split_header(line, one))]
        if fitting:
            return place, max(fitting, key=line.count)
    return None


def _has_both(names: Sequence[str]) -> bool:
    return len(names) > 1 and {"title", "abstract"} <= set(match_columns(names))


def explain_no_header(lines: Sequence[str]) -> tuple[str, str]:
    """Why none of `lines` is the header of a table of papers, and the line that comes closest."""

    def rank(line: str) -> tuple[int, int]:
        names = max((split_header(line, one) for one in SEPARATORS), key=len)
        return len({"title", "abstract"} & set(match_columns(names))), -lines.index(line)

    best = max(lines, key=rank)
    names = max((split_header(best, one) for one in SEPARATORS), key=len)
    damaged = "The names of the columns hold signs that do not belong there. Get the file again."
    return explain_missing(names) or damaged, best


def make_distinct(names: Sequence[str]) -> list[str]:
    """`names` without blank and repeated ones: those are called after their place."""
    seen: set[str] = set()
    distinct = []
    for place, name in enumerate(names, 1):
        chosen = name if name and name not in seen else f"{name or 'column'}_{place}"
        seen.add(chosen)
        distinct.append(chosen)
    return distinct


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table of text.

    Args:
        names: distinct.
        separator: what stands between two fields.
        title: place of the title, from 0.
        abstract: place of the abstract.
        is_plain: quotation marks mean nothing, as in the tab-delimited files of Web of Science.
        repeated: place of the one column that is numbered 1 with no 2 behind it; None where there is none. In Scopus a
            row may have several fields there (`Funding Text 1`).
    """

    names: list[str]
    separator: str
    title: int
    abstract: int
    is_plain: bool = False
    repeated: int | None = None

    @classmethod
    def of(cls, line: str, separator: str) -> "Header":
        """The header that `line` is; it has columns for title and abstract."""
        names = make_distinct(split_header(line, separator))
        matched = match_columns(names)
        title, abstract = matched["title"][0], matched["abstract"][0]
        is_plain = separator == "\t" and (title.upper(), abstract.upper()) == ("TI", "AB")
        numbered = [place for place, name in enumerate(names) if name.endswith(" 1") and f"{name[:-1]}2" not in names]
        repeated = numbered[0] if len(numbered) == 1 else None
        return cls(names, separator, names.index(title), names.index(abstract), is_plain, repeated)

    @property
    def width(self) -> int:
        return len(self.names)

    def fit(self, fields: list[str]) -> Sequence[str | None] | None:
        """`fields` brought to the width; None where there are too many to tell which is which.

        A row with a field too many, but with a title and a whole abstract in their places, is kept up to the later of
        the two: what follows may be shifted.
        """
        while len(fields) > self.width and not fields[-1].strip():
            fields.pop()
        if len(fields) <= self.width:
            return [*fields, *[None] * (self.width - len(fields))]
        if self.repeated is not None:
            after = self.repeated + 1 + len(fields) - self.width
            return [*fields[: self.repeated], " ".join(fields[self.repeated : after]).strip(), *fields[after:]]
        title, abstract = fields[self.title].strip(), fields[self.abstract].strip()
        if not (0 < len(title) <= 300 and len(abstract) >= 250 and SENTENCE_END.search(abstract)):
            return None
        kept = max(self.title, self.abstract) + 1
        return [*fields[:kept], *[None] * (self.width - kept)]

    def explain_width(self, found: int) -> str:
        """Why a row of `found` fields is refused."""
        name = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}[self.separator]
        return (
            f"The row has {found} fields, the header names {self.width}. "
            f"Put every field that holds a {name} in quotation marks."
        )
