"""Elements of XML to texts. Names are given without their namespaces."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

Element = etree._Element

_BREAKS = frozenset(
    {"p", "sec", "title", "list", "list-item", "list_item", "disp-formula", "break", "br", "def-list", "def-item"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "div", "tr", "td", "abstracttext"}
)
_SUPERSCRIPTS = frozenset({"sup", "superscript"})
_UNSHOWN = frozenset({"label", "object-id", "annotation", "annotation-xml", "graphic", "inline-graphic", "img"})
_TEX_BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


@lru_cache(maxsize=1000)
def _any_namespace(path: str) -> str:
    return "/".join("{*}" + step if step and step[0] not in ".*" else step for step in path.split("/"))


def find(element: Element | None, path: str) -> Element | None:
    """The first element at `path` (names with slashes between them, predicates as in XPath); None where there is
    none."""
    return None if element is None else element.find(_any_namespace(path))


def find_all(element: Element | None, path: str) -> list[Element]:
    """All elements at `path`, in order."""
    return [] if element is None else element.findall(_any_namespace(path))


def text_of(element: Element | None) -> str | None:
    """The whole text in `element`, on one line; None where it is blank.

    A superscript behind a figure is marked (``10^6``); MathML becomes its signs in a row, TeX stays what it is between
    dollars.
    """
    if element is None:
        return None
    if not len(element):
        return " ".join((element.text or "").split()) or None
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split()) or None


def text_at(element: Element | None, *paths: str) -> str | None:
    """`text_of` the first element at the first of `paths` at which there is text."""
    return next((text for path in paths for one in find_all(element, path) if (text := text_of(one))), None)


def texts_at(element: Element | None, path: str) -> list[str]:
    """`text_of` every element at `path`, without those that are blank."""
    return [text for one in find_all(element, path) if (text := text_of(one))]


def _collect(element: Element, parts: list[str]) -> None:
    name = local_name(element)
    if name in _UNSHOWN:
        return
    if name == "math":
        parts.append("".join("".join(piece.split()) for piece in _signs(element)))
        return
    if name == "tex-math":
        parts.append(_tex(element.text or ""))
        return
    if name == "alternatives":
        chosen = find(element, "tex-math")
        chosen = find(element, "math") if chosen is None else chosen
        for one in element[:1] if chosen is None else [chosen]:
            _collect(one, parts)
        return
    is_break = name.lower() in _BREAKS
    if is_break:
        parts.append(" ")
    is_raised = name in _SUPERSCRIPTS or element.get("face") == "superscript"
    if is_raised and parts and parts[-1][-1:].isdigit() and re.match(r"\s*[\d+−–-]", element.text or ""):
        parts.append("^")
    if element.text:
        parts.append(element.text)
    for child in element:
        _collect(child, parts)
        # Blanks between pieces of one text, each with its style, only indent them.
        if child.tail and not (local_name(child) == "style" and child.tail.isspace()):
            parts.append(child.tail)
    if is_break:
        parts.append(" ")


def _signs(element: Element) -> Iterator[str]:
    if local_name(element) in _UNSHOWN:
        return
    yield element.text or ""
    for child in element:
        yield from _signs(child)
        yield child.tail or ""


def _tex(source: str) -> str:
    """A formula of TeX between dollars, without the document that some publishers put around it."""
    found = _TEX_BODY.search(source)
    formula = " ".join((found[1] if found else source).split()).strip("$ ")
    return f"${formula}$" if formula else ""
