"""The ledger of what was fetched: one line a day beside the files, by which a day is never fetched twice."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from pipelines.sources.services.service import Service

LEDGER_NAME = ".fetched.jsonl"
"""Hidden, so that the inbox leaves it out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One day that was fetched.

    Args:
        scope: what was wanted, as `Service.scope` names it.
        day: ISO.
        fetched_at: ISO, UTC.
        is_final: whether the day was over then, so that nothing is missing.
        query, category, by: what was wanted, in full.
        stated: records that the service said it has; None where it said nothing.
        records: records that came.
        files: their names, in the folder of the day.
        bytes: of these files.
        requests: that it took.
    """

    scope: str
    day: str
    fetched_at: str
    is_final: bool
    query: str
    category: str
    by: str
    stated: int | None
    records: int
    files: list[str]
    bytes: int
    requests: int


def fetched_folder(inbox: Path, service: Service) -> Path:
    """Where the answers of a service are, and the ledger of them."""
    return inbox / "fetched" / service.name


class Ledger:
    """The ledger in `folder`, which holds all that was fetched of one service.

    A line is written whole and at once; one that a crash cut off is passed over, and its day is fetched again.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LEDGER_NAME
        self._entries = {(entry.scope, entry.day): entry for entry in _read(self._path)}

    def find(self, scope: str, day: date) -> Entry | None:
        """The last entry of a day; None where it was not fetched."""
        return self._entries.get((scope, day.isoformat()))

    def is_done(self, scope: str, day: date) -> bool:
        """Whether a day was fetched after it was over."""
        entry = self.find(scope, day)
        return entry is not None and entry.is_final

    def entries(self) -> list[Entry]:
        """The last entry of each day, by scope and day."""
        return [self._entries[key] for key in sorted(self._entries)]

    def add(self, entry: Entry) -> None:
        """Notes a day, on the disk too."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps(asdict(entry), ensure_ascii=False)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        with os.fdopen(descriptor, "r+b") as file:
            # A crash may have left a line without its end.
            is_cut = file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) >= 0 and file.read(1) != b"\n"
            file.write(b"\n" * bool(is_cut) + line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self._entries[entry.scope, entry.day] = entry


def _read(path: Path) -> Iterator[Entry]:
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            entry = Entry(**json.loads(line))
            date.fromisoformat(entry.day)
            datetime.fromisoformat(entry.fetched_at)
        except (ValueError, TypeError):
            continue
        yield entry
