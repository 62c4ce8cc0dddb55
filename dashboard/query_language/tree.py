"""What a line of the query bar asks for: a set of papers, or the share of one set among another.

A parsed line holds `Name`, `Exact`, `Pattern` and `Theme` as its leaves; `dashboard.query_language.resolve` replaces them by `Leaf`, which
names a term, a theme or a text of the warehouse.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """Papers that mention a term, given by any of its forms; with `in_title` those whose title does."""

    words: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Exact:
    """Papers that hold exactly these words, whatever term they belong to."""

    text: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """The most frequent terms of which `words`, with one `*` for any words, is the shape: a line each."""

    words: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """Papers whose heaviest theme is the one of this label."""

    label: str


@dataclass(frozen=True, slots=True)
class Both:
    """Two sets made one: `+` papers in either, `-` papers in `left` that are not in `right`."""

    sign: str
    left: "Papers"
    right: "Papers"


@dataclass(frozen=True, slots=True)
class Share:
    """Papers of `whole` that are in `part` too, among the papers of `whole`."""

    part: "Papers"
    whole: "Papers"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A set that the warehouse knows: `kind` is ``term``, ``theme`` or ``text``; `ident` the number of the first two."""

    kind: str
    name: str
    ident: int | None = None
    in_title: bool = False


Papers = Name | Exact | Pattern | Theme | Both | Leaf
Line = Papers | Share


def leaves(line: Line) -> Iterator[Papers]:
    """The leaves of a line, from left to right, repeated ones too."""
    match line:
        case Both(_, left, right):
            yield from leaves(left)
            yield from leaves(right)
        case Share(part, whole):
            yield from leaves(part)
            yield from leaves(whole)
        case _:
            yield line


def replace_leaves(line: Line, by: Callable[[Papers], Papers]) -> Line:
    """`line` with each leaf replaced by what `by` makes of it."""
    match line:
        case Both(sign, left, right):
            return Both(sign, replace_leaves(left, by), replace_leaves(right, by))
        case Share(part, whole):
            return Share(replace_leaves(part, by), replace_leaves(whole, by))
        case _:
            return by(line)


def summands(line: Papers) -> list[Papers]:
    """The sets that a union is made of, from left to right; a set that is no union alone."""
    match line:
        case Both("+", left, right):
            return [*summands(left), *summands(right)]
        case _:
            return [line]
