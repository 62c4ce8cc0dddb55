"""What a typed query may take, what its answer is, and what is said where it goes beyond its limits.

Imports neither DuckDB nor Polars: a process that only asks another one (`warehouse.query_process`) starts at once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl

NEEDS_MEMORY = (
    "Stopped: the query needs more memory than it may have. Narrow it with WHERE, or aggregate before joining."
)


class Limits(NamedTuple):
    """What a query may take.

    Args:
        rows: rows of the answer, None for all; what is beyond is cut.
        bytes: size of the answer.
        seconds: time.
        memory: bytes that DuckDB may use; what it does not count may be as much again.
        advice: what is said beside the limit of time, for example how to raise it.
    """

    rows: int | None
    bytes: int
    seconds: float
    memory: int
    advice: str = ""


class QueryRefused(ValueError):
    """A query that was not answered; the message says why in words, and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Args:
        rows: the rows, at most as many as were asked for.
        is_cut: whether there were more.
        seconds: how long it took.
    """

    rows: "pl.DataFrame"
    is_cut: bool
    seconds: float


def takes_too_long(seconds: float, advice: str = "") -> str:
    """What is said of a query that was stopped after so many seconds."""
    said = f"Stopped after {seconds:g} seconds: the query takes too long."
    return f"{said} Narrow it with WHERE, or aggregate before joining. {advice}".strip()
