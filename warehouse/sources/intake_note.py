"""What became of the files of the last run: a note in the data folder, there also where nothing could be served.

The run writes it; `papertrends status`, the error of a first run and the page Data say what is in it in the same words.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from warehouse.user_files import replace_text

MOST_NAMED = 100
"""Files, reasons and names that are kept of each kind."""


@dataclass(frozen=True, slots=True)
class IntakeNote:
    """What the last run found and refused.

    Attributes:
        run: the run, by the id of its build.
        files: files that there were to take in.
        found, parsed, rejected: pieces of all sources that count: what looked like a record, was read, was refused.
        unread: files of which nothing could be read, with the reason.
        reasons: why pieces of files were refused: reason, pieces, a file with such a piece; the most frequent first.
        gone: sources that count although they are gone from the inbox.
        outdated: sources whose present file cannot be read, so that the former version counts.
        changing: files that were written to while they were read; they wait for the next run.
        unfinished: downloads under way, or broken off.
        forgotten: sources that the user took out.
    """

    run: str = ""
    files: int = 0
    found: int = 0
    parsed: int = 0
    rejected: int = 0
    unread: tuple[tuple[str, str], ...] = ()
    reasons: tuple[tuple[str, int, str], ...] = ()
    gone: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    changing: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()


def write_intake_note(path: Path, note: IntakeNote) -> None:
    """Replaces the note in one step; at most `MOST_NAMED` of each kind are kept."""
    content = {name: value[:MOST_NAMED] if isinstance(value, tuple) else value for name, value in asdict(note).items()}
    replace_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def read_intake_note(path: Path) -> IntakeNote | None:
    """The note; None where there is none, or none that can be read."""
    try:
        return TypeAdapter(IntakeNote).validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


_SAID = {
    "gone": ("gone from the inbox, and counts all the same", "papertrends forget takes it out"),
    "outdated": ("cannot be read as it is now; its former version counts", "get it again, or take it away"),
    "changing": ("was written to while it was read", "the next run takes it in"),
    "unfinished": ("left out, since its name is that of an unfinished download", "end the download, or take it away"),
    "forgotten": ("taken out of all counts", "papertrends restore lets it count again"),
}
"""Kind of a source or file to what is said of it, and what to do."""


def say_refused(note: IntakeNote) -> Iterator[str]:
    """A sentence for each file that could not be read, then for each reason why pieces were refused."""
    for name, reason in note.unread:
        yield f"{name}: {reason}"
    for reason, pieces, name in note.reasons:
        yield f"{pieces:,} × {reason} (as in {name})"


def explain_nothing(note: IntakeNote, most: int = 5) -> str:
    """Why there is no paper: what was refused and why."""
    refused = list(say_refused(note))
    more = f" And {len(refused) - most:,} more; `papertrends status` says which." if len(refused) > most else ""
    return f"No record could be read from any file. {' '.join(refused[:most])}".rstrip() + more


def say_sources(note: IntakeNote) -> Iterator[tuple[str, str]]:
    """(what, what to do) for the sources and files that are not simply there."""
    for kind, (words, remedy) in _SAID.items():
        if names := getattr(note, kind):
            yield f"{name_some(names)}: {words}", remedy


def name_some(names: Iterable[str], most: int = 5) -> str:
    """The first of `names`, and how many more there are."""
    names = list(names)
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most:,} more"
