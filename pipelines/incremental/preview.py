"""What files would give, before anything is taken in: their formats, records, refusals, and what of them is new.

Writes nothing but copies of members of archives, into a temporary folder.
"""

import logging
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

import polars as pl

from pipelines.papers.folding import fold_titles, is_generic, remove_edition_note, title_key
from pipelines.papers.identity import REGISTRIES, identify
from pipelines.sources import Reading
from pipelines.sources.containers.copies import locate_contents
from pipelines.sources.files import FoundFiles
from pipelines.sources.formats import FORMATS
from pipelines.sources.inbox import SourceFile, identify_files
from pipelines.sources.parsed import UNKNOWN, Batch
from pipelines.text.cleaning.pipeline import clean_text
from warehouse.connection import DatabaseError, NotServed, open_served
from warehouse.paths import DataPaths
from warehouse.schema import LATEST_BUILD

FIRST_RECORDS = 5
"""Records of a file that are shown."""
_MOST_REASONS = 8
_KNOWN_WORKS = """
    SELECT paper_id FROM papers UNION SELECT alias FROM internal.paper_aliases SEMI JOIN papers USING (paper_id)
"""
_LABELS = {one.name: one.label for one in FORMATS}


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as it is shown: texts as the file states them, cleaned; empty where it states none."""

    title: str
    date: str
    venue: str
    authors: list[str]


@dataclass(frozen=True, slots=True)
class Refused:
    """Pieces that were refused for one reason, with the beginning of the first; 0 pieces: the file as a whole."""

    reason: str
    pieces: int
    excerpt: str


@dataclass(slots=True)
class FilePreview:
    """What a file, or a member of an archive, would give.

    Args:
        name: as the user called it.
        format: name of its format; ``unknown`` where it could not be read.
        label: of the format, for people; empty where unknown.
        found: pieces that looked like a record.
        parsed: records.
        new: records that neither the served build nor what stands before them has, by identifiers and title.
        known: records of which the served build has the paper.
        repeated: records that name again what stands before them.
        refused: the most frequent reasons.
        first: the first records.
        is_partial: whether only its beginning was read, for want of time.
    """

    name: str
    format: str = UNKNOWN
    label: str = ""
    found: int = 0
    parsed: int = 0
    new: int = 0
    known: int = 0
    repeated: int = 0
    refused: list[Refused] = field(default_factory=list)
    first: list[Shown] = field(default_factory=list)
    is_partial: bool = False

    @property
    def rejected(self) -> int:
        """Pieces that were refused."""
        return self.found - self.parsed


def preview_files(
    found: FoundFiles, paths: DataPaths, log: logging.Logger, *, seconds: float | None = None
) -> Iterator[FilePreview]:
    """Reads the files and says of each what it would give; of a copy of another only that it is one.

    Args:
        found: what to look at.
        paths: the data folder whose served build says what is known.
        log: is told what cannot be read.
        seconds: after which no more is read; None for no limit. Every file is named all the same.
    """
    end = None if seconds is None else time.monotonic() + seconds
    files = list(identify_files(found.files, paths.inbox, log))
    known = read_known_works(paths.served)
    seen: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for file, path in locate_contents(files, Path(folder) / "members"):
            yield _preview(file, path, known, seen, end)


def read_known_works(served: Path) -> frozenset[str]:
    """Identities (`arxiv:…`, `doi:…`, `title:…`) of the papers of the served build; none of a made-up sample, which
    goes when something real comes, nor where nothing can be read."""
    try:
        with open_served(served) as connection:
            if connection.execute(f"SELECT is_sample FROM {LATEST_BUILD}").fetchall() == [(True,)]:
                return frozenset()
            return frozenset(row[0] for row in connection.execute(_KNOWN_WORKS).fetchall())
    except (NotServed, DatabaseError):
        return frozenset()


def _preview(file: SourceFile, path: Path, known: frozenset[str], seen: set[str], end: float | None) -> FilePreview:
    name = f"{file.path.name}/{file.member}" if file.member else file.path.name
    result = FilePreview(name)
    reading = Reading(path, name=PurePath(file.member).name or file.path.name, problem=file.problem)
    reasons: dict[str, Refused] = {}
    pieces: Counter[str] = Counter()
    for place, batch in enumerate(reading):
        has_more = batch.records.height or batch.rejects.height
        if place and has_more and end is not None and time.monotonic() > end:
            result.is_partial = True
            break
        _add(batch, result, known, seen)
        for position, reason, excerpt in batch.rejects.select("position", "reason", "excerpt").iter_rows():
            pieces[reason] += position > 0
            reasons.setdefault(reason, Refused(reason, 0, excerpt))
    result.format, result.label = reading.format, _LABELS.get(reading.format, "")
    result.found = result.parsed + pieces.total()
    result.refused = [
        Refused(reason, pieces[reason], reasons[reason].excerpt)
        for reason in sorted(reasons, key=lambda one: (pieces[one] > 0, -pieces[one]))[:_MOST_REASONS]
    ]
    return result


def _add(batch: Batch, result: FilePreview, known: frozenset[str], seen: set[str]) -> None:
    """Counts the records of a batch, and shows the first ones."""
    records = batch.records
    result.parsed += records.height
    if records.is_empty():
        return
    titles = clean_text(records["title"])
    records = records.with_columns(title=titles)
    for identities in _identify(records):
        if not known.isdisjoint(identities):
            result.known += 1
        elif not seen.isdisjoint(identities):
            result.repeated += 1
        else:
            result.new += 1
        seen.update(identities)
    if len(result.first) < FIRST_RECORDS:
        result.first += map(_show, records.head(FIRST_RECORDS - len(result.first)).iter_rows(named=True))


def _identify(records: pl.DataFrame) -> Iterable[Sequence[str]]:
    """The identities of each record, as `internal.paper_aliases` writes them; `title` must be clean."""
    bare = remove_edition_note(records["title"])
    folded = fold_titles(bare)
    keys = title_key(bare, folded).zip_with(~is_generic(folded), pl.Series([None], dtype=pl.String))
    identified = identify(records).select(
        *REGISTRIES, arxiv="arxiv:" + pl.col("arxiv"), doi="doi:" + pl.col("doi"), title="title:" + keys
    )
    return ([one for one in row if one] for row in identified.iter_rows())


def _show(record: dict) -> Shown:
    date = record["stated_date"] or (str(record["listed_on"]) if record["listed_on"] else "")
    return Shown(
        record["title"][:300],
        date[:40],
        (record["venue"] or "")[:120],
        [one[:80] for one in record["authors"] or []][:8],
    )
