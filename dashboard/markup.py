"""HTML whose safety is a matter of type: `html` escapes every text that is put into it, and only `Markup` is shown as
it stands."""

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from string import Formatter
from typing import LiteralString

from markupsafe import Markup

__all__ = ["Markup", "html", "list_html"]


def html(template: LiteralString, *pieces: object) -> Markup:
    """A piece of HTML: `template` with `{}` for each of `pieces`, as in `html("<b>{}</b>, {:.1f}", name, score)`.

    A text is escaped, `Markup` stays as it is. None is nothing, and an iterable is its pieces one after the other.
    Numbers and dates take a format. The template itself is written in the code: a type checker refuses one that is put
    together from data.

    Raises:
        TypeError: there are more or fewer pieces than `{}`.
    """
    filled, formats = _parse(template)
    if formats:
        pieces = tuple(format(piece, formats[at]) if at in formats else piece for at, piece in enumerate(pieces))
    # A page makes thousands of pieces: `Markup(…)` and `Markup.format` would take three times as long.
    return str.__new__(Markup, filled % tuple(map(_piece, pieces)))


def list_html(items: Sequence[str], last: str = "and") -> Markup:
    """`a, b and c` as HTML: `format.listing` for items that are HTML already."""
    if len(items) < 2:
        return html("{}", items)
    return html("{} {} {}", Markup(", ").join(items[:-1]), last, items[-1])


@cache
def _parse(template: str) -> tuple[str, dict[int, str]]:
    """The template with `%s` for each of its fields, and the formats by the place of the field."""
    parts = list(Formatter().parse(template))
    fields = [spec for _, _, spec, _ in parts if spec is not None]
    filled = "".join(text.replace("%", "%%") + ("" if spec is None else "%s") for text, _, spec, _ in parts)
    return filled, {at: spec for at, spec in enumerate(fields) if spec}


def _piece(piece: object) -> str:
    if isinstance(piece, Markup):
        return piece
    if isinstance(piece, str):
        return escape(piece)
    if piece is None:
        return ""
    return "".join(map(_piece, piece)) if isinstance(piece, Iterable) else escape(str(piece))
