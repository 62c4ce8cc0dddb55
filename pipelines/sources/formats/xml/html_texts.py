"""HTML that stands in an element as text, to plain text."""

import re

from lxml import etree, html

from pipelines.sources.formats.xml.elements import Element, local_name, text_of

_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#\w]+;")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def parse_html(source: str | None) -> Element | None:
    """The element around a piece of HTML, without what is not shown; None where it is blank or cannot be read."""
    if not source or not source.strip():
        return None
    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    etree.strip_elements(root, "script", "style", etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return root


def read_sections(source: str | None) -> str | None:
    """The text of `source` on one line, headings as labels of what follows them (``Background: …``)."""
    if not source or not _MARKUP.search(source):
        return source
    root = parse_html(source)
    if root is None:
        return source
    for element in root.iter():
        if isinstance(element.tag, str) and local_name(element) in _HEADINGS and (label := text_of(element)):
            element.clear(keep_tail=True)
            element.text = f" {label.rstrip(':. ')}: "
    return text_of(root)
