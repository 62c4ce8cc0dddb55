"""What became of everything that one part of the harness tried, and the table of all parts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What must not happen; the value is the heading of its column."""

    LOST = "lost"
    """Rows or files are gone, or other than those of an undisturbed run."""
    HUNG = "hung"
    """It did not end in time, or waits for what will never come."""
    MIXED = "mixed"
    """One answer or page held rows of two builds."""
    FAILED = "failed"
    """It ended in an error that nothing explains, or published nothing."""
    LET_IN = "let in"
    """It did what it must refuse."""
    TRACE = "traces"
    """It showed a stack trace."""


@dataclass(slots=True)
class Tally:
    """What one part tried, and which faults it found.

    Args:
        what: the part.
        tried: how many things it tried.
        faults: how many faults there were of each kind.
        notes: a sentence for each fault, and for what a reader should know besides.
    """

    what: str
    tried: int = 0
    faults: Counter[Fault] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def find(self, fault: Fault, sentence: str) -> None:
        """Counts a fault and keeps the sentence that says how it came about."""
        self.faults[fault] += 1
        self.notes.append(f"{fault.upper()}: {sentence}")


def format_table(tallies: Iterable[Tally]) -> str:
    """A Markdown table with one line a part."""
    heading = ["tried", "how many", *(fault.value for fault in Fault)]
    cells = [[one.what, f"{one.tried:,}", *(f"{one.faults[fault]}" for fault in Fault)] for one in tallies]
    lines = [heading, *cells]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rows = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    rows.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(rows)
