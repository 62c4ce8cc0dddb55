"""Describes a resolved expression in words: `papers that mention a or b`."""

from dashboard.query_language.tree import Both, Expression, Leaf, Papers, Share, summands
from dashboard.wording.format import listing


def read_line(line: Expression) -> str:
    """What a line counts: `papers that mention a or b`, `share of the papers that mention b that also mention a`."""
    if isinstance(line, Share):
        return f"share of the papers that {read_set(line.whole)} that also {read_set(line.part)}"
    return f"papers that {read_set(line)}"


def read_set(papers: Papers) -> str:
    """What is true of the papers of a set, as what follows `papers that`."""
    match papers:
        case Both("-", left, right):
            without = f"({read_set(right)})" if isinstance(right, Both) and right.sign == "-" else read_set(right)
            return f"{read_set(left)} but do not {without}"
        case Both():
            parts = summands(papers)
            mentioned = [_noun(part) for part in parts if isinstance(part, Leaf) and _verb(part) == "mention"]
            if len(mentioned) == len(parts):
                return f"mention {listing(mentioned, 'or')}"
            return " or ".join(map(read_set, parts))
        case Leaf("theme", name):
            return f"belong to the theme {name}"
        case Leaf():
            return f"{_verb(papers)} {_noun(papers)}{' in the title' if papers.in_title else ''}"
        case _:
            raise TypeError(f"{papers!r} is not resolved")


def _verb(leaf: Leaf) -> str:
    return "belong to" if leaf.kind == "theme" else "name" if leaf.in_title else "mention"


def _noun(leaf: Leaf) -> str:
    return f"“{leaf.name}”" if leaf.kind == "text" else leaf.name
