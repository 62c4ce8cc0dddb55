"""What a user decided about terms on the page Data: written there, read by the next run, kept in the data folder.

The file is `decisions.yaml`, a list with one decision a line (`warehouse.yaml_lists`). It stands beside the curation that is edited
by hand, and is read after it: a later decision wins over an earlier one, and over the hand-edited file.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from warehouse.yaml_lists import EntriesError, Entry, add_entry, one_line, read_entries, replace_entry

PREFACE = """Decisions on terms, made on the page Data, one a line. The next run applies them after pipelines/curation/thesaurus.yaml.
A line may be taken out or added by hand; comments stay. `made` and `undone` are UTC.
  - {merge: "picture generation", into: "image generation"}
  - {keep: "MoE", apart_from: "mixture of experts"}
  - {rename: "large language model", to: "LLM"}
  - {block: "main results"}"""

_SECOND = {"merge": "into", "keep": "apart_from", "rename": "to", "block": None}
_OPTIONAL = ("term_id", "form_id", "made", "undone")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Args:
        kind: merge (`form` counts as `other`), keep (`form` is never `other`), rename (`form` is shown as `other`) or block
            (`form` is no term).
        form: a form of the term that it is about; of a merge and a keep, the form that is moved.
        other: see `kind`; empty for block.
        term_id: of the term named by `other` (merge, keep) or by `form` (rename, block), where it is known: tells which term is
            meant where the same words have several meanings.
        form_id: the same of the term named by `form`, of a merge.
        made: when, UTC; None where a person wrote the line without it.
        undone: when it was taken back; the next run leaves it out.
    """

    kind: str
    form: str
    other: str = ""
    term_id: int | None = None
    form_id: int | None = None
    made: datetime | None = None
    undone: datetime | None = None

    def is_pending(self, started_at: datetime | None) -> bool:
        """Whether the build that began at `started_at` (UTC) does not know of it, or of its undoing, yet."""
        changed = self.undone or self.made
        return changed is not None and (started_at is None or changed > started_at)

    def entry(self) -> Entry:
        """The decision as a line holds it."""
        second = _SECOND[self.kind]
        given: Entry = {self.kind: self.form, **({second: self.other} if second else {})}
        return given | {name: value for name in _OPTIONAL if (value := getattr(self, name)) is not None}


def read_decisions(path: Path) -> list[Decision]:
    """The decisions in the file, the oldest first, those undone included; none where there is no file.

    Raises:
        EntriesError: the file, or an entry of it, cannot be understood; says which and why.
    """
    return [_understand(entry, number, path) for number, entry in enumerate(read_entries(path), 1)]


def _understand(entry: Entry, number: int, path: Path) -> Decision:
    kind = next((kind for kind in _SECOND if kind in entry), None)
    where = f"{path}, entry {number}"
    if kind is None:
        raise EntriesError(f"{where}: no decision {', '.join(map(str, entry)) or '{}'}; there are {', '.join(_SECOND)}")
    second = _SECOND[kind]
    if unknown := [name for name in entry if name not in (kind, second, *_OPTIONAL)]:
        raise EntriesError(f"{where}: {kind} has no {unknown[0]!r}")
    words = [entry[kind], entry.get(second)] if second else [entry[kind]]
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise EntriesError(f"{where}: {kind}{f' and {second}' if second else ''} must be words in quotes")
    ids = {name: entry.get(name) for name in ("term_id", "form_id")}
    if not all(one is None or isinstance(one, int) for one in ids.values()):
        raise EntriesError(f"{where}: term_id and form_id must be whole numbers")
    times = [entry.get(name) for name in ("made", "undone")]
    if not all(one is None or isinstance(one, datetime) for one in times):
        raise EntriesError(f"{where}: made and undone must be times, for example 2026-05-01 12:00:00")
    made, undone = (one and one.replace(tzinfo=None) for one in times)
    form, other = words if second else (words[0], "")
    return Decision(kind, form, other, **ids, made=made, undone=undone)


def decide(path: Path, decision: Decision) -> Decision:
    """Writes a decision down as made now, unless the same is there and in force; returns it as written.

    Raises:
        EntriesError: the file cannot be changed.
    """
    fresh = replace(decision, form=one_line(decision.form), other=one_line(decision.other), made=_now(), undone=None)
    for known in read_decisions(path):
        if known.undone is None and (known.kind, known.form, known.other) == (fresh.kind, fresh.form, fresh.other):
            return known
    add_entry(path, fresh.entry(), PREFACE)
    return fresh


def undo(path: Path, decision: Decision, started_at: datetime | None) -> None:
    """Takes a decision back: out of the file where no build knows of it, else marked as undone until the next run.

    Args:
        started_at: when the served build began, UTC; None where there is none.

    Raises:
        EntriesError: the file cannot be changed.
    """
    unknown = decision.made is not None and decision.is_pending(started_at)
    replace_entry(path, decision.entry(), None if unknown else replace(decision, undone=_now()).entry())


def redo(path: Path, decision: Decision) -> None:
    """Puts an undone decision in force again, as if it had never been undone.

    Raises:
        EntriesError: the file cannot be changed.
    """
    replace_entry(path, decision.entry(), replace(decision, undone=None).entry())


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


__all__ = ["Decision", "EntriesError", "decide", "read_decisions", "redo", "undo"]
