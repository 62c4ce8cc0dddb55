"""arXiv's metadata snapshot: an object a paper, `versions` with their days and `authors_parsed` in parts."""

from calendar import month_abbr

from pipelines.sources.formats.services.json_paths import as_text, list_at, text_at
from pipelines.sources.formats.services.people import author
from pipelines.sources.formats.services.service import Service

MONTHS = {name: f"{number:02}" for number, name in enumerate(month_abbr)}
_MARKS = frozenset({"authors_parsed", "versions", "update_date", "submitter"})


def recognise(work: dict) -> bool:
    return "categories" in work and "abstract" in work and "id" in work and len(work.keys() & _MARKS) > 1


def to_record(work: dict) -> dict[str, object]:
    """`update_date` is when arXiv last touched its entry, and no date of the paper: the first version gives its day."""
    ident = as_text(work.get("id"))
    title = as_text(work.get("title"))
    return {
        "title": " ".join(title.split()) if title else None,
        "abstract": as_text(work.get("abstract")),
        "arxiv_id": ident,
        "doi": as_text(work.get("doi")),
        "stated_date": read_day(text_at(work, "versions", 0, "created")),
        "authors": [name for parts in list_at(work, "authors_parsed") if (name := _read_author(parts))]
        or as_text(work.get("authors")),
        "categories": (as_text(work.get("categories")) or "").split(),
        "venue": as_text(work.get("journal-ref")),
        "url": ident and f"https://arxiv.org/abs/{ident}",
    }


def read_day(created: str | None) -> str | None:
    """``Mon, 2 Apr 2007 19:18:42 GMT`` as ``2007-04-02``; another form as it is."""
    parts = created.split() if created else []
    if len(parts) > 3 and parts[2] in MONTHS and parts[1].isdigit() and len(parts[3]) == 4:
        return f"{parts[3]}-{MONTHS[parts[2]]}-{parts[1]:0>2}"
    return created


def _read_author(parts: object) -> object:
    """``["Balázs", "C.", "", "Michigan State"]``: last name, first name, suffix, and affiliations where there are
    any."""
    if not isinstance(parts, list):
        return None
    last, first, suffix, *places = parts if len(parts) > 2 else [*parts, "", "", ""]
    try:
        name = " ".join(filter(None, (first, last, suffix)))
        return author(name, places=filter(None, places)) if places else name
    except TypeError:
        return _read_author([part if isinstance(part, str) else "" for part in parts])


SERVICE = Service(
    label="the arXiv snapshot",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset({"id", "title", "abstract", "authors", "authors_parsed", "categories", "journal-ref", "doi"}),
)
