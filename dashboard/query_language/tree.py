"""The expression that one line of the query bar holds: a set of papers, or the share of one set among another.

The leaves of a parsed expression are `Name`, `Exact`, `Pattern` and `Theme`. `dashboard.query_language.resolve`
replaces each by a `Leaf`: a term, a theme or a text of the warehouse.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal


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
    """The most frequent terms that match `words`, in which one `*` stands for any words; each becomes an expression of
    its own."""

    words: str
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """Papers whose heaviest theme is the one of this label."""

    label: str


@dataclass(frozen=True, slots=True)
class Both:
    """Two sets made one: `+` papers in either, `-` papers in `left` that are not in `right`."""

    sign: Literal["+", "-"]
    left: "Papers"
    right: "Papers"


@dataclass(frozen=True, slots=True)
class Share:
    """Papers of `whole` that are in `part` too, among the papers of `whole`."""

    part: "Papers"
    whole: "Papers"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A set that the warehouse knows; `ident` is the term_id or theme_id, None for a text."""

    kind: Literal["term", "theme", "text"]
    name: str
    ident: int | None = None
    in_title: bool = False


Item = Name | Exact | Pattern | Theme | Leaf
Papers = Item | Both
Expression = Papers | Share


def leaves(line: Expression) -> Iterator[Item]:
    """The leaves of an expression, from left to right, repeated ones too."""
    match line:
        case Both(_, left, right):
            yield from leaves(left)
            yield from leaves(right)
        case Share(part, whole):
            yield from leaves(part)
            yield from leaves(whole)
        case _:
            yield line


def replace_leaves(line: Expression, by: Callable[[Item], Papers]) -> Expression:
    """`line` with each leaf replaced by what `by` makes of it."""
    if isinstance(line, Share):
        return Share(_replace_in_set(line.part, by), _replace_in_set(line.whole, by))
    return _replace_in_set(line, by)


def _replace_in_set(papers: Papers, by: Callable[[Item], Papers]) -> Papers:
    if isinstance(papers, Both):
        return Both(papers.sign, _replace_in_set(papers.left, by), _replace_in_set(papers.right, by))
    return by(papers)


def summands(line: Papers) -> list[Papers]:
    """The sets that a union is made of, from left to right; a set that is no union alone."""
    match line:
        case Both("+", left, right):
            return [*summands(left), *summands(right)]
        case _:
            return [line]
