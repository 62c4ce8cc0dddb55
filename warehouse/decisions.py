"""What a user decided about terms on the page Data. The page writes it, the next run reads it.

The file is `decisions.yaml` in the data folder, a list with one decision a line (`warehouse.yaml_lists`). It is read
after the thesaurus that is edited by hand: a later decision wins over an earlier one and over that file.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from warehouse.yaml_lists import add_entry, one_line, read_entries, replace_entries

PREFACE = """Decisions on terms, made on the page Data, one a line.
The next run applies them after pipelines/curation/thesaurus.yaml.
A line may be taken out or added by hand; comments stay. `made` and `undone` are UTC.
  - {merge: "picture generation", into: "image generation"}
  - {keep: "MoE", apart_from: "mixture of experts"}
  - {rename: "large language model", to: "LLM"}
  - {block: "main results"}"""

_SECOND = {"merge": "into", "keep": "apart_from", "rename": "to", "block": None}
"""Kind of a decision to the field beside it that names the other term or label."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Args:
        kind: merge (`form` counts as `other`), keep (`form` is never `other`), rename (`form` is shown as `other`) or
            block (`form` is no term).
        form: a surface form of the term; of a merge and a keep, the form that is moved.
        other: see `kind`; empty for block.
        term_id: of the term named by `other` (merge, keep) or by `form` (rename, block), where it is known. It tells
            which term is meant where the same words have several senses.
        form_id: the same for `form` of a merge.
        made: when, UTC; None where a person wrote the line without it.
        undone: when it was taken back, UTC; the next run leaves it out.
    """

    kind: str
    form: str
    other: str = ""
    term_id: int | None = None
    form_id: int | None = None
    made: datetime | None = None
    undone: datetime | None = None

    def is_pending(self, started_at: datetime | None) -> bool:
        """Whether the build that began at `started_at` (UTC) does not know the decision, or its undoing, yet."""
        changed = self.undone or self.made
        return changed is not None and (started_at is None or changed > started_at)


def _drop_zone(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time


_Words = Annotated[str, Field(min_length=1)]
_Time = Annotated[datetime, AfterValidator(_drop_zone)]


class _Line(BaseModel):
    """A decision as a line of the file holds it."""

    model_config = ConfigDict(extra="forbid")

    merge: _Words | None = None
    into: _Words | None = None
    keep: _Words | None = None
    apart_from: _Words | None = None
    rename: _Words | None = None
    to: _Words | None = None
    block: _Words | None = None
    term_id: int | None = None
    form_id: int | None = None
    made: _Time | None = None
    undone: _Time | None = None

    @model_validator(mode="after")
    def _has_one_kind(self) -> Self:
        kinds = [kind for kind in _SECOND if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise ValueError(f"a decision needs one of {', '.join(_SECOND)}")
        needed = _SECOND[kinds[0]]
        if needed and getattr(self, needed) is None:
            raise ValueError(f"beside {kinds[0]}, {needed} is needed, with words")
        if idle := [one for one in _SECOND.values() if one and one != needed and getattr(self, one) is not None]:
            raise ValueError(f"beside {kinds[0]}, {idle[0]} says nothing; take it out")
        return self

    @classmethod
    def of(cls, decision: Decision) -> Self:
        second = _SECOND[decision.kind]
        words = {decision.kind: decision.form} | ({second: decision.other} if second else {})
        times = {"made": decision.made, "undone": decision.undone}
        return cls.model_validate(words | times | {"term_id": decision.term_id, "form_id": decision.form_id})

    def decision(self) -> Decision:
        kind, second = next((kind, second) for kind, second in _SECOND.items() if getattr(self, kind) is not None)
        other = getattr(self, second) if second else ""
        return Decision(kind, getattr(self, kind), other, self.term_id, self.form_id, self.made, self.undone)


def read_decisions(path: Path) -> list[Decision]:
    """The decisions in the file, the oldest first, those undone included; none where there is no file.

    Raises:
        UserFileError: the file, or an entry of it, cannot be understood.
    """
    return [line.decision() for line in read_entries(path, _Line)]


def decide(path: Path, decision: Decision) -> Decision:
    """Writes a decision as made now, unless the same is there and in force; returns it as written.

    Raises:
        UserFileError: the file cannot be changed.
    """
    fresh = replace(decision, form=one_line(decision.form), other=one_line(decision.other), made=_now(), undone=None)
    for known in read_decisions(path):
        if known.undone is None and (known.kind, known.form, known.other) == (fresh.kind, fresh.form, fresh.other):
            return known
    add_entry(path, _Line.of(fresh), PREFACE)
    return fresh


def undo(path: Path, decision: Decision, started_at: datetime | None) -> None:
    """Takes a decision back: out of the file where no build knows it, else marked as undone until the next run.

    Args:
        path: the file.
        decision: as of `read_decisions`.
        started_at: when the served build began, UTC; None where there is none.

    Raises:
        UserFileError: the file cannot be changed.
    """
    is_unknown = decision.made is not None and decision.is_pending(started_at)
    _replace(path, decision, None if is_unknown else replace(decision, undone=_now()))


def redo(path: Path, decision: Decision) -> None:
    """Puts an undone decision in force again, as if it had never been undone.

    Raises:
        UserFileError: the file cannot be changed.
    """
    _replace(path, decision, replace(decision, undone=None))


def _replace(path: Path, old: Decision, new: Decision | None) -> None:
    replace_entries(path, _Line, lambda line: line.decision() == old, _Line.of(new) if new else None)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
