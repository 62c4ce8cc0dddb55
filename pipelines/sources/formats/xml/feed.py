"""RSS and Atom feeds of papers: arXiv's daily listing, digests such as Hugging Face's, journals.

What HTML in a description says behind a label (`Authors:`, `Summary:`) is read as that field.
"""

import re

from pipelines.sources.formats.references.dates import iso_date
from pipelines.sources.formats.references.identifiers import find_doi
from pipelines.sources.formats.references.people import all_first_last
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.references.subjects import split_subjects
from pipelines.sources.formats.xml.elements import Element, find, find_all, local_name, text_at, text_of, texts_at
from pipelines.sources.formats.xml.html_texts import parse_html, read_sections
from pipelines.sources.formats.xml.records import Dialect, make_format

_ANNOUNCED = re.compile(r"\s*arXiv:\S+\s+Announce Type:\s*(\S+)\s*(?:Abstract:\s*)?", re.IGNORECASE)
_ABSTRACT = re.compile(r"\s*Abstract\s*:\s*", re.IGNORECASE)
_COUNT = re.compile(r"\d+")
_ARXIV_PAGE = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf)/|oai:arXiv\.org:|huggingface\.co/papers/)([\w./-]+)", re.IGNORECASE
)


def _to_row(item: Element) -> dict:
    address = _read_address(item)
    source = _read_description(item)
    labelled = _read_labels(source)
    text = labelled.get("summary") or labelled.get("abstract") or read_sections(source)
    announced = _ANNOUNCED.match(text or "")
    arxiv = next(
        (found[1] for one in (address, text_at(item, "guid", "id")) if (found := _ARXIV_PAGE.search(one or ""))), None
    )
    day = iso_date(text_at(item, "pubDate", "published", "publicationDate", "date", "updated"))
    votes = _COUNT.search(labelled.get("upvotes", ""))
    row = {
        "title": read_sections(text_at(item, "title")),
        "abstract": _ABSTRACT.sub("", text[announced.end() :] if announced else text, count=1) if text else None,
        "stated_id": None if arxiv else text_at(item, "guid", "id"),
        "arxiv_id": arxiv,
        "doi": find_doi([text_at(item, "doi", "DOI"), *texts_at(item, "identifier"), address]),
        # arXiv dates an item by the day on which it is announced.
        "stated_date": None if announced else day,
        "listed_on": day if announced else _read_day_of_feed(item),
        "authors": _read_authors(item) or labelled.get("authors"),
        "venue": text_at(item, "publicationName"),
        "language": text_at(item, "language"),
        "url": address,
        "keywords": [],
        "categories": split_subjects((one.get("term") or text_of(one) for one in find_all(item, "category")), "\n"),
        "upvotes": votes and votes[0],
    }
    return make_row(row, {"announced": announced and announced[1], "rights": text_at(item, "rights")}, "feed")


def _read_address(item: Element) -> str | None:
    """The address of an item: RSS states it as text, Atom as an attribute."""
    links = find_all(item, "link")
    chosen = next(
        (one.get("href") for one in links if one.get("href") and one.get("rel", "alternate") == "alternate"), None
    )
    return chosen or next(filter(None, map(text_of, links)), None)


def _read_day_of_feed(item: Element) -> str | None:
    """The day on which a feed was written, and so listed its items."""
    holder = item.getparent()
    holder = find(holder, "channel") if holder is not None and local_name(holder) == "RDF" else holder
    day = iso_date(text_at(holder, "lastBuildDate", "pubDate", "updated", "date"))
    return day if day and len(day) == len("2024-03-12") else None


def _read_description(item: Element) -> str | None:
    """The longest of the texts that describe an item: some feeds state a teaser beside the whole."""
    names = ("description", "encoded", "summary", "content", "abstract")
    texts = ("".join(one.itertext()) for name in names for one in find_all(item, name))
    return max(texts, key=len, default=None)


def _read_labels(source: str | None) -> dict[str, str]:
    """Label in lower case to what follows it, of paragraphs that begin with a bold label and a colon."""
    said: dict[str, str] = {}
    root = parse_html(source) if source and "<" in source else None
    for bold in () if root is None else root.iter("b", "strong"):
        label, paragraph = text_of(bold), bold.getparent()
        if label and label.endswith(":") and paragraph is not None and local_name(paragraph) in ("p", "li", "div"):
            whole = text_of(paragraph) or ""
            if whole.startswith(label):
                said.setdefault(label.rstrip(":").strip().lower(), whole[len(label) :].strip())
    return said


def _read_authors(item: Element) -> list[str]:
    """The authors; several may stand in one element, with commas between them."""
    stated = texts_at(item, "author/name") or texts_at(item, "creator") or texts_at(item, "author")
    names = re.split(r"\s*(?:,|;|\band\b)\s*", stated[0]) if len(stated) == 1 else []
    # `Marsh, Ada` is one name, `Ada Marsh, Bela Quill` are two.
    are_several = len(names) > 2 or (len(names) == 2 and all(" " in name for name in names))
    return [name for name in names if name] if are_several else all_first_last(stated)


FORMAT = make_format(
    Dialect(
        name="feed",
        label="RSS or Atom feed",
        description="arXiv's daily listing, digests and journals",
        recognise=lambda root, text: root in ("rss", "feed") or (root == "RDF" and "purl.org/rss/" in text),
        records=("item", "entry"),
        to_row=_to_row,
    )
)
