"""A saved web page that lists papers: Hugging Face's daily papers, and others whose titles lead to arXiv.

What a page carries for its own scripts as JSON is read before what it shows; a page of one paper may state it in its
`citation_…` fields, as publishers do for search engines.
"""

import re
from collections.abc import Iterator

from lxml import html

from pipelines.sources.content import Content
from pipelines.sources.dates import day_in_name
from pipelines.sources.format import Confidence, Format, Sample
from pipelines.sources.formats.digest import SENTENCE_END
from pipelines.sources.formats.json_rows import DECODER, read_batches
from pipelines.sources.formats.listings.html_blocks import parse_page, read_blocks
from pipelines.sources.formats.services import find_service, find_works
from pipelines.sources.formats.services.translate import Translation
from pipelines.sources.parsed import Batch, Reject, Unreadable

MAX_PAGE = 50_000_000
"""Characters of a page above which it is refused."""
LEAST_ABSTRACT = 150
"""Characters of a text below which it is no abstract but something that the page says of a paper."""

_BEGINNING = re.compile(r"(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"(?:abstract|summary)\s*[:.]?\s+", re.IGNORECASE)
_TITLE = re.compile(r"Title:\s*(\S.*)")
_NO_PAPERS = "This is a web page on which no papers were found. Save it as text, or copy its text into a file."


def _sniff(sample: Sample) -> Confidence:
    return Confidence.LIKELY if _BEGINNING.match(sample.text) else Confidence.NO


def _parse(content: Content) -> Iterator[Batch]:
    """The papers of a page, by their place on it; the day in the file's name is the day that lists them."""
    text = content.read_text(MAX_PAGE)
    if text is None:
        raise Unreadable(f"A web page of more than {MAX_PAGE // 1_000_000} MB is not read.")
    root = parse_page(text)
    works = [] if root is None else _find_carried(root) or _find_cited(root) or _find_shown(root)
    if not works:
        raise Unreadable(_NO_PAPERS, text[:200])
    day = day_in_name(content.name)
    rows = Translation(enumerate(works, 1))
    yield from read_batches(_list_on(rows, day.isoformat() if day else None), rows.explain())


def _list_on(rows: Translation, day: str | None) -> Iterator[tuple[int, object] | Reject]:
    for row in rows:
        if isinstance(row, Reject) or not isinstance(work := row[1], dict) or work.get("listed_on"):
            yield row
        else:
            yield row[0], work | {"listed_on": day}


def _find_carried(root: html.HtmlElement) -> list:
    """Works in the JSON that elements carry in attributes (`data-props`)."""
    for element in root.iter():
        for name, value in element.attrib.items() if isinstance(element.tag, str) else ():
            if not name.startswith("data-") or not value.lstrip().startswith("{"):
                continue
            try:
                carried = DECODER.decode(value)
            except (ValueError, RecursionError):
                continue
            if works := find_works(carried):
                return works
            if find_service(carried):
                return [carried]
    return []


def _find_cited(root: html.HtmlElement) -> list:
    """The one paper of which the page is, from its `citation_…` fields (Highwire Press tags)."""
    said: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if text := " ".join((meta.get("content") or "").split()):
            said.setdefault(name, []).append(text)

    def first(*names: str) -> str | None:
        return next((said[name][0] for name in names if name in said), None)

    title, abstract = first("citation_title"), first("citation_abstract", "dc.description", "dcterms.abstract")
    if not title or not abstract:
        return []
    day = first("citation_publication_date", "citation_date", "citation_online_date", "dc.date", "citation_year")
    return [
        {
            "title": title,
            "abstract": abstract,
            "arxiv_id": first("citation_arxiv_id"),
            "doi": first("citation_doi"),
            "pmid": first("citation_pmid"),
            "stated_date": day.replace("/", "-") if day else None,
            "authors": [_turn(name) for name in said.get("citation_author", [])],
            "venue": first("citation_journal_title", "citation_conference_title"),
            "language": first("citation_language"),
            "keywords": [word for text in said.get("citation_keywords", []) for word in re.split(r"\s*[;,]\s*", text)],
            "url": first("citation_abstract_html_url", "og:url"),
            "links": said.get("citation_pdf_url"),
        }
    ]


def _turn(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def _find_shown(root: html.HtmlElement) -> list:
    """Papers that the page shows: a title that leads to the paper, and the first long text before the next one.

    A link within a sentence is none. arXiv's own pages link the id, and the title comes after it with a label.
    """
    shown: dict[str, dict] = {}
    current: dict | None = None
    for block in read_blocks(root):
        for paper, text in block.papers.items():
            if paper in shown or text == block.text or paper in text:
                current = shown.setdefault(paper, _begin(paper))
                current["title"] = max(current["title"], "" if paper in text else text, key=len)
        if current and not current["title"] and (labelled := _TITLE.match(block.text)):
            current["title"] = labelled[1]
        if current and not current["abstract"] and block.text != current["title"]:
            text = _LABEL.sub("", block.text, count=1)
            # A long list of authors ends in no full stop.
            if len(text) >= LEAST_ABSTRACT and SENTENCE_END.search(text):
                current["abstract"] = text
    return list(shown.values()) if any(paper["abstract"] for paper in shown.values()) else []


def _begin(paper: str) -> dict:
    return {"title": "", "abstract": "", "arxiv_id": paper, "url": f"https://arxiv.org/abs/{paper}"}


FORMAT = Format(
    name="web_page",
    label="web page",
    description="a saved page of daily papers, or another whose titles lead to arXiv; a publisher's page of one paper",
    position="place on the page",
    sniff=_sniff,
    parse=_parse,
)
