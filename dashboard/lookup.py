"""From what a reader typed into the query bar to lines: which term each form means, and what to do with the rest.

Plain functions over what the warehouse answered; the asking itself is the page's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

MOST = 8
"""Lines that can be told apart."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line that was asked for: as typed, the term that it means (None: no term, count it as a phrase), and its name."""

    form: str
    term_id: int | None
    name: str

    @property
    def is_phrase(self) -> bool:
        return self.term_id is None

    @property
    def renamed(self) -> bool:
        """Whether the line is named otherwise than it was typed, by more than capitals."""
        return self.form.casefold() != self.name.casefold()


def split_forms(entries: Iterable[str]) -> list[str]:
    """The forms in what was typed: cut at commas outside quotes, without quotes and needless blanks, each once."""
    forms: dict[str, str] = {}
    for entry in entries:
        parts, quoted = [""], False
        for sign in entry:
            if sign in '"“”':
                quoted = not quoted
            elif sign == "," and not quoted:
                parts.append("")
            else:
                parts[-1] += sign
        for part in parts:
            form = " ".join(part.split())
            if form:
                forms.setdefault(form.casefold(), form)
    return list(forms.values())


def resolve(forms: Sequence[str], known: pl.DataFrame) -> list[Asked]:
    """What each form means, in the order typed; two forms of one term make one line.

    Args:
        forms: as from `split_forms`.
        known: form, term_id, term; one row a form that means a term.
    """
    terms = {row["form"]: row for row in known.iter_rows(named=True)}
    asked: dict[object, Asked] = {}
    for form in forms:
        term = terms.get(form)
        one = Asked(form, term["term_id"], term["term"]) if term else Asked(form, None, f"“{form}”")
        asked.setdefault(one.term_id or one.name.casefold(), one)
    return list(asked.values())
