"""The terms that are planted in the made-up corpus, read from `data/planted_terms.toml`, and how their shares move."""

import re
from dataclasses import dataclass

from pipelines.sample.data import read_data

TURN_START, TURN_END = 0.4, 0.8
"""Where, in a span of 0 to 1, a rise or a fall begins and is complete."""

RISING, FALLING, BURST, NEW, STEADY = "rising", "falling", "burst", "new", "steady"


@dataclass(frozen=True, slots=True)
class PlantedTerm:
    """One planted term.

    Args:
        spellings: its spellings in the singular, the main one first.
        kind: rising, falling, burst, new or steady.
        low, high: shares of a month's papers between which it moves; a steady term stays at `high`.
        topics: names of the topics whose papers come to hold it first.
        acronym: its acronym in the singular, or "".
        is_countable: whether its plural, with an s, is used too.
        start, end: as parts of the span, 0 to 1: where a burst starts and ends, and where a new term begins.
    """

    spellings: tuple[str, ...]
    kind: str
    low: float
    high: float
    topics: tuple[str, ...]
    acronym: str = ""
    is_countable: bool = True
    start: float = 0.0
    end: float = 1.0

    @property
    def term(self) -> str:
        """The main spelling."""
        return self.spellings[0]

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form in which it can stand in a text: spellings, plurals, acronym."""
        singular = (*self.spellings, *([self.acronym] if self.acronym else []))
        return (*singular, *(f"{form}s" for form in singular)) if self.is_countable else singular

    @property
    def pattern(self) -> str:
        """A regular expression that finds every form: spellings in any case, the acronym in capitals."""
        plural = "s?" if self.is_countable else ""
        spelled = rf"(?i:\b(?:{'|'.join(map(re.escape, self.spellings))}){plural}\b)"
        return spelled + (rf"|\b{self.acronym}{plural}\b" if self.acronym else "")

    def month_range(self, months: int) -> tuple[int, int]:
        """First and last month, from 0, of a burst or of a new term's life; all months for the other kinds."""
        if self.kind not in (BURST, NEW):
            return 0, months - 1
        first = min(months - 1, round(self.start * months))
        return first, months - 1 if self.kind == NEW else max(first, round(self.end * months) - 1)

    def expected_share(self, month: int, months: int) -> float:
        """Share of the papers of `month`, from 0, that hold it."""
        first, last = self.month_range(months)
        if self.kind == STEADY:
            return self.high
        if self.kind == BURST:
            return self.high if first <= month <= last else self.low
        if month < first:
            return 0.0
        part = (month - first) / max(1, last - first)
        if self.kind == NEW:
            return self.low * (self.high / self.low) ** part
        start, end = (self.high, self.low) if self.kind == FALLING else (self.low, self.high)
        return start * (end / start) ** smoothstep(part)


def smoothstep(part: float) -> float:
    """0 before `TURN_START` of the span, 1 after `TURN_END`, and a smooth step between: as adoption goes."""
    step = min(1.0, max(0.0, (part - TURN_START) / (TURN_END - TURN_START)))
    return step * step * (3 - 2 * step)


PLANTED_TERMS = tuple(PlantedTerm(**one) for one in read_data("planted_terms")["term"])
