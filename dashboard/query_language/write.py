"""Writes expressions as text again: `parse_query(write_query(lines)) == lines` for names of any signs."""

from collections.abc import Iterable

from dashboard.query_language.tokens import NOT_BARE, SIGNS, TITLE
from dashboard.query_language.tree import Both, Exact, Expression, Leaf, Name, Pattern, Share, Theme


def write_query(lines: Iterable[Expression]) -> str:
    """The text that asks for these lines."""
    return ", ".join(map(write_line, lines))


def write_names(names: Iterable[str]) -> str:
    """The text that asks for a line for each of these terms."""
    return write_query([Name(" ".join(name.split())) for name in names if name.strip()])


def write_line(line: Expression) -> str:
    """One line as text; a name that could be read otherwise is put in square brackets."""
    match line:
        case Share(part, whole):
            return f"{_write_item(part)} / {_write_item(whole)}"
        case Both(sign, left, right):
            return f"{write_line(left)} {sign} {_write_item(right)}"
        case Name(words, in_title):
            return _write_name(words) + _suffix(in_title)
        case Pattern(words, in_title):
            return words + _suffix(in_title)
        case Exact(text, in_title):
            return '"' + text.replace('"', '""') + '"' + _suffix(in_title)
        case Theme(label):
            return f"@{_write_name(label)}"
        case Leaf("theme", name):
            return write_line(Theme(name))
        case Leaf("term", name, _, in_title):
            return write_line(Name(name, in_title))
        case Leaf(_, name, _, in_title):
            return write_line(Exact(name, in_title))


def show_line(line: Expression) -> str:
    """One line as it is named in a chart: as it is written, with the quotes of a printed text."""
    match line:
        case Share(part, whole):
            return f"{_enclose(part, show_line(part))} / {_enclose(whole, show_line(whole))}"
        case Both(sign, left, right):
            return f"{show_line(left)} {'−' if sign == '-' else sign} {_enclose(right, show_line(right))}"
        case Exact(text, in_title) | Leaf("text", text, _, in_title):
            return f"“{text}”{_suffix(in_title)}"
        case Leaf("term", name, _, in_title):
            return name + _suffix(in_title)
        case Leaf("theme", name):
            return f"@{name}"
        case _:
            return write_line(line)


def _enclose(line: Expression, text: str) -> str:
    return f"({text})" if isinstance(line, Both) else text


def _write_item(line: Expression) -> str:
    return _enclose(line, write_line(line))


def _suffix(in_title: bool) -> str:
    return TITLE if in_title else ""


def _write_name(words: str) -> str:
    return words if _is_bare(words) else f"[{words.replace(']', ']]')}]"


def _is_bare(words: str) -> bool:
    """Whether the words are read as one name as they stand."""
    return (
        not words.startswith("@")
        and not NOT_BARE.intersection(words)
        and not any(word in SIGNS or word == "*" or word.casefold().endswith(TITLE) for word in words.split())
    )
