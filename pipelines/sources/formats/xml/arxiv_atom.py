"""Answers of arXiv's search, in Atom: https://info.arxiv.org/help/api/user-manual.html"""

from pipelines.sources.formats.references.dates import iso_date
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.xml.elements import Element, find_all, text_at
from pipelines.sources.formats.xml.records import Dialect, make_format


def _to_row(entry: Element) -> dict | str:
    address = text_at(entry, "id") or ""
    if "/api/errors" in address:
        return f"arXiv answered with an error: {(text_at(entry, 'summary') or 'unknown').rstrip('.')}. Ask again."
    links = [(one.get("title") or one.get("rel"), one.get("href")) for one in find_all(entry, "link")]
    primary = [one.get("term") for one in find_all(entry, "primary_category")]
    categories = [*primary, *(one.get("term") for one in find_all(entry, "category"))]
    row = {
        "title": text_at(entry, "title"),
        "abstract": text_at(entry, "summary"),
        "arxiv_id": address.rpartition("/abs/")[2],
        "doi": text_at(entry, "doi"),
        "stated_date": iso_date(text_at(entry, "published")),
        "authors": _read_authors(entry),
        "venue": text_at(entry, "journal_ref"),
        "url": next((href for kind, href in links if kind == "alternate"), None) or address,
        "categories": list(dict.fromkeys(filter(None, categories))),
        "links": [href for kind, href in links if kind not in ("alternate", "doi") and href],
    }
    rest = {"comment": text_at(entry, "comment"), "updated": text_at(entry, "updated")}
    return make_row(row, rest, "atom")


def _read_authors(entry: Element) -> list[dict]:
    people = (
        {"name": text_at(one, "name"), "affiliation": text_at(one, "affiliation")} for one in find_all(entry, "author")
    )
    return [{key: value for key, value in person.items() if value} for person in people if person["name"]]


FORMAT = make_format(
    Dialect(
        name="arxiv_atom",
        label="arXiv Atom",
        description="answers of arXiv's search",
        recognise=lambda root, text: root == "feed" and "arxiv.org/api/" in text,
        records=("entry",),
        to_row=_to_row,
    )
)
