"""Resolves the names in the query bar: which term or theme of the warehouse each means, and which mean none.

Plain functions over rows of the warehouse; the page fetches them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import polars as pl

from dashboard.query_language.tree import (
    Exact,
    Expression,
    Item,
    Leaf,
    Name,
    Pattern,
    Share,
    Theme,
    leaves,
    replace_leaves,
)
from dashboard.query_language.write import show_line, write_line
from dashboard.rows import Row

MOST = 24
"""Lines that are drawn at most; more than eight become small multiples."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line that was asked for: what it counts, and its name in charts."""

    line: Expression
    name: str

    @property
    def term(self) -> Leaf | None:
        """The term, where the line is one and nothing else: its counts are ready in the warehouse."""
        line = self.line
        return line if isinstance(line, Leaf) and line.kind == "term" and not line.in_title else None

    @property
    def is_share(self) -> bool:
        """Whether it has a denominator of its own."""
        return isinstance(self.line, Share)

    @property
    def has_mentions(self) -> bool:
        """Whether anything in it is mentioned; a theme is not."""
        return any(isinstance(leaf, Leaf) and leaf.kind != "theme" for leaf in leaves(self.line))


@dataclass(slots=True)
class Understood:
    """All of a query: `asked` the lines, each once, and what became of names that mean nothing."""

    asked: list[Asked] = field(default_factory=list)
    unknown: list[Name] = field(default_factory=list)
    """Names that are no terms; counted by a search of the texts."""
    no_theme: list[Theme] = field(default_factory=list)
    no_completion: list[Pattern] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Names of lines beyond `MOST`."""


def names_in(lines: Iterable[Expression]) -> list[str]:
    """The names to look up, each once, in their order."""
    return list(dict.fromkeys(leaf.words for line in lines for leaf in leaves(line) if isinstance(leaf, Name)))


def patterns_in(lines: Iterable[Expression]) -> list[str]:
    """The patterns to complete, each once, in their order."""
    return list(dict.fromkeys(leaf.words for line in lines for leaf in leaves(line) if isinstance(leaf, Pattern)))


def find_theme(label: str, themes: Sequence[Row]) -> Row | None:
    """The theme that a label means, whatever its capitals: the one so called, or else the largest whose label begins
    with it, or else the largest that has it; `themes` (theme_id, label), the largest first."""
    wanted = label.casefold()
    tests: list[Callable[[str], bool]] = [
        lambda known: known == wanted,
        lambda known: known.startswith(wanted),
        lambda known: wanted in known,
    ]
    for test in tests:
        for theme in themes:
            if test(theme["label"].casefold()):
                return theme
    return None


def near_themes(label: str, themes: Sequence[Row]) -> list[str]:
    """Labels that are written like `label`, the nearest first."""
    labels = {theme["label"].casefold(): theme["label"] for theme in themes}
    return [labels[near] for near in get_close_matches(label.casefold(), labels, 3, 0.5)]


def understand(
    lines: Sequence[Expression], known: pl.DataFrame, themes: Sequence[Row], completed: Mapping[str, Sequence[Row]]
) -> Understood:
    """What each line means, in the order typed; lines that mean the same are one.

    Args:
        lines: as parsed.
        known: form, term_id, term; one row a form that means a term.
        themes: theme_id, label; the largest first.
        completed: for each pattern its terms (term_id, term), the most frequent first.
    """
    terms = {row["form"]: row for row in known.iter_rows(named=True)}
    found = Understood()

    def resolve(leaf: Item) -> Leaf:
        match leaf:
            case Leaf():
                return leaf
            case Name(words, in_title) if words in terms:
                return Leaf("term", terms[words]["term"], terms[words]["term_id"], in_title)
            case Name(words, in_title):
                if leaf not in found.unknown:
                    found.unknown.append(leaf)
                return Leaf("text", words, None, in_title)
            case Exact(text, in_title):
                return Leaf("text", text, None, in_title)
            case Theme(label) if theme := find_theme(label, themes):
                return Leaf("theme", theme["label"], theme["theme_id"])
        raise TypeError(f"{leaf!r} cannot be looked up")

    lines_asked: dict[str, Expression] = {}
    for line in lines:
        missing = [leaf for leaf in leaves(line) if isinstance(leaf, Theme) and find_theme(leaf.label, themes) is None]
        empty = [leaf for leaf in leaves(line) if isinstance(leaf, Pattern) and not completed.get(leaf.words)]
        found.no_theme.extend(leaf for leaf in missing if leaf not in found.no_theme)
        found.no_completion.extend(leaf for leaf in empty if leaf not in found.no_completion)
        if missing or empty:
            continue
        for one in _complete(line, completed):
            meant = replace_leaves(one, resolve)
            lines_asked.setdefault(write_line(meant).casefold(), meant)
    everything = [Asked(line, show_line(line)) for line in lines_asked.values()]
    found.asked, found.left_out = everything[:MOST], [one.name for one in everything[MOST:]]
    return found


def _complete(line: Expression, completed: Mapping[str, Sequence[Row]]) -> list[Expression]:
    """A line for each completion of its first pattern, and of the further ones; the line itself where it has none."""
    pattern = next((leaf for leaf in leaves(line) if isinstance(leaf, Pattern)), None)
    if pattern is None:
        return [line]
    found = []
    for row in completed[pattern.words]:
        term = Leaf("term", row["term"], row["term_id"], pattern.in_title)
        one = replace_leaves(line, lambda leaf, term=term: term if leaf == pattern else leaf)
        found.extend(_complete(one, completed))
    return found
