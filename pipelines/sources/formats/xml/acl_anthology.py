"""The ACL Anthology's XML, a file a venue and year: https://github.com/acl-org/acl-anthology"""

from pipelines.sources.formats.references.dates import iso_date, join_date
from pipelines.sources.formats.references.rows import make_row
from pipelines.sources.formats.xml.elements import Element, find, find_all, text_at, text_of
from pipelines.sources.formats.xml.records import Dialect, make_format

_SITE = "https://aclanthology.org/"


def _to_row(paper: Element) -> dict:
    volume = paper.getparent()
    meta = find(volume, "meta")
    identifier = text_at(paper, "url") or _identify(paper, volume)
    is_address = identifier is not None and "://" in identifier
    row = {
        "title": text_at(paper, "title"),
        "abstract": text_at(paper, "abstract"),
        "stated_id": text_at(paper, "bibkey") if is_address else identifier,
        "doi": text_at(paper, "doi"),
        "stated_date": iso_date(text_at(meta, "date"))
        or join_date(
            text_at(paper, "year") or text_at(meta, "year"), text_at(paper, "month") or text_at(meta, "month")
        ),
        "authors": [person for one in find_all(paper, "author") if (person := _read_author(one))],
        # Volumes are named anew each year; the venue's name stays.
        "venue": text_at(meta, "venue", "journal-title", "booktitle"),
        "language": text_at(paper, "language"),
        "url": identifier if is_address else identifier and _SITE + identifier,
        "links": [link for one in find_all(paper, "pwccode") if (link := one.get("url"))],
    }
    rest = {
        "booktitle": text_at(meta, "booktitle"),
        "bibkey": text_at(paper, "bibkey"),
        "pages": text_at(paper, "pages"),
        "publisher": text_at(meta, "publisher"),
        "awards": [text_of(one) for one in find_all(paper, "award")],
    }
    return make_row(row, rest, "acl")


def _identify(paper: Element, volume: Element | None) -> str | None:
    collection = None if volume is None else volume.getparent()
    if volume is None or collection is None or not collection.get("id") or "-" in collection.get("id", ""):
        return None
    return f"{collection.get('id')}-{volume.get('id')}.{paper.get('id')}"


def _read_author(author: Element) -> dict:
    name = " ".join(filter(None, (text_at(author, "first"), text_at(author, "last")))) or text_of(author)
    person = {
        "name": name,
        "id": author.get("orcid") or author.get("id"),
        "affiliation": text_at(author, "affiliation"),
    }
    return {key: value for key, value in person.items() if value} if name else {}


FORMAT = make_format(
    Dialect(
        name="acl_anthology",
        label="ACL Anthology XML",
        description="a file of the anthology's data",
        recognise=lambda root, text: root in ("collection", "volume") and "<paper" in text,
        records=("paper",),
        to_row=_to_row,
    )
)
