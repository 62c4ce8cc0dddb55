"""HTML whose safety is a matter of type: `html` escapes every text that is put into it, and only `Markup` is shown as
it stands."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import LiteralString

from markupsafe import Markup, escape

__all__ = ["Markup", "html", "list_html"]


def html(template: LiteralString, *pieces: object) -> Markup:
    """A piece of HTML: `template` with `{}` for each of `pieces`, as in `html("<b>{}</b>, {:.1f}", name, score)`.

    A text is escaped, `Markup` stays as it is. None is nothing, and an iterable is its pieces one after the other.
    Numbers and dates take a format. The template itself is written in the code: a type checker refuses one that is put
    together from data.
    """
    return Markup(template.format(*map(_piece, pieces)))  # noqa: S704


def list_html(items: Sequence[str], last: str = "and") -> Markup:
    """`a, b and c` as HTML: `format.listing` for items that are HTML already."""
    if len(items) < 2:
        return html("{}", items)
    return html("{} {} {}", Markup(", ").join(items[:-1]), last, items[-1])


def _piece(piece: object) -> object:
    if isinstance(piece, str):
        return escape(piece)
    if isinstance(piece, (int, float, date)):
        return piece
    if piece is None:
        return ""
    return Markup().join(piece) if isinstance(piece, Iterable) else escape(piece)
