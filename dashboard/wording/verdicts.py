"""How a verdict is called and marked. Another word for "fading" is one line here. No streamlit."""

from typing import NamedTuple

import polars as pl


class Wording(NamedTuple):
    """The words for a direction: `fading`, `fade` (third person with an s), `faded`; and the sign that stands before a
    name."""

    adjective: str
    verb: str = ""
    past: str = ""
    sign: str = ""

    @property
    def head(self) -> str:
        """`Fading`."""
        return self.adjective.capitalize()


WORDINGS = {
    "rising": Wording("rising", "rise", "rose", "▲"),
    "falling": Wording("fading", "fade", "faded", "▼"),
    "new": Wording("new"),
    "steady": Wording("steady"),
    "unclear": Wording("unclear"),
}
"""By the direction of a verdict in the warehouse. Signs tell rising from falling by position and shape, not by
colour."""


def sign_of(direction: str | None) -> str:
    """The sign of a direction; empty where it has none, or where there is no verdict."""
    return WORDINGS[direction].sign if direction else ""


def verdict_words(directions: pl.Expr) -> pl.Expr:
    """The adjectives of a column of directions; null where there is no verdict."""
    return directions.replace({direction: words.adjective for direction, words in WORDINGS.items()})
