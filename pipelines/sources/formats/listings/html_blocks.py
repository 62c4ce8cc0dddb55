"""The visible texts of a web page, block by block, with the papers to which each leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    }
)
_UNSEEN = frozenset(
    {"head", "script", "style", "template", "noscript", "svg", "button", "select", "textarea", "nav", "footer"}
)
"""What is not shown, and what is no part of what a page is about."""
_PAPER = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf)/|huggingface\.co/papers/|\A/papers/|\A/abs/)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?\Z"
)


@dataclass(slots=True)
class Block:
    """A text without a break in it.

    Args:
        text: on one line.
        papers: arXiv ids of the papers to which it leads, each with the longest text of such a link.
    """

    text: str = ""
    papers: dict[str, str] = field(default_factory=dict)


def parse_page(text: str) -> html.HtmlElement | None:
    """The root of a web page; None where it holds no element. Nothing is fetched."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def read_blocks(root: html.HtmlElement) -> Iterator[Block]:
    """The blocks of text below `root`, in the order of the page, without blank ones."""
    text = _Text()
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end" and element.tag == "a" and not unseen:
            text.close_link()
        is_break = element.tag in _BLOCKS and not unseen
        if event == "start":
            unseen += element.tag in _UNSEEN
        elif element.tag in _UNSEEN:
            unseen -= 1
        if is_break and (block := text.end_block()):
            yield block
        if event == "start" and element.tag == "a" and not unseen:
            text.open_link(find_paper(element.get("href")))
        if not unseen:
            text.add(element.text if event == "start" else element.tail)
    if block := text.end_block():
        yield block


class _Text:
    """The block that is being read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._papers: dict[str, str] = {}
        self._links: list[tuple[str | None, int]] = []
        """Paper of each link that is open, and the number of parts before it."""

    def add(self, part: str | None) -> None:
        if part:
            self._parts.append(part)

    def open_link(self, paper: str | None) -> None:
        self._links.append((paper, len(self._parts)))

    def close_link(self) -> None:
        if self._links:
            self._note(*self._links.pop())

    def _note(self, paper: str | None, start: int) -> None:
        shown = " ".join("".join(self._parts[start:]).split())
        if paper and len(shown) >= len(self._papers.get(paper, "")):
            self._papers[paper] = shown

    def end_block(self) -> Block | None:
        """The block, unless it is blank; a link may go on into the next one."""
        for paper, start in self._links:
            if len(self._parts) > start:
                self._note(paper, start)
        block = Block(" ".join("".join(self._parts).split()), self._papers)
        self._parts, self._papers = [], {}
        self._links = [(paper, 0) for paper, _ in self._links]
        return block if block.text or block.papers else None


def find_paper(address: str | None) -> str | None:
    """The arXiv id of the paper whose page is at `address`; None where it leads elsewhere."""
    found = _PAPER.search(address.strip()) if address else None
    return found["id"] if found else None
