"""OpenReview: notes of its API, version 1 and version 2, which wraps each value as ``{"value": …}``."""

from pipelines.sources.formats.services.dates import epoch_day
from pipelines.sources.formats.services.json_paths import as_text, at, list_at, split_texts, text_at, texts
from pipelines.sources.formats.services.people import author, keep_people
from pipelines.sources.formats.services.service import Service

_SITE = "https://openreview.net"
_MARKS = frozenset({"forum", "invitation", "invitations", "signatures", "cdate", "tcdate"})


def recognise(work: dict) -> bool:
    return isinstance(work.get("content"), dict) and "id" in work and len(work.keys() & _MARKS) > 2


def to_record(work: dict) -> dict[str, object]:
    """The day of a paper is when it was published (`pdate`), else shown (`odate`), else handed in (`cdate`)."""
    content = {key: _unwrap(value) for key, value in work["content"].items()}
    days = (epoch_day(work.get(key)) for key in ("pdate", "odate", "cdate", "tcdate"))
    forum, pdf = text_at(work, "forum") or text_at(work, "id"), text_at(content, "pdf")
    links = [f"{_SITE}{pdf}" if pdf.startswith("/") else pdf] if pdf else []
    taken = {"title", "abstract", "authors", "authorids", "keywords", "venue", "pdf", "_bibtex", "primary_area"}
    return {
        "title": text_at(content, "title"),
        "abstract": text_at(content, "abstract"),
        "stated_id": text_at(work, "id"),
        "stated_date": next(filter(None, days), None),
        "authors": _read_authors(content),
        "venue": text_at(content, "venue") or text_at(content, "venueid"),
        "keywords": split_texts(content.get("keywords"), "[;,|]"),
        "categories": _read_areas(content),
        "url": forum and f"{_SITE}/forum?id={forum}",
        "links": [*links, *filter(None, [text_at(content, "code"), text_at(content, "html")])],
        "payload": {key: value for key, value in content.items() if key not in taken},
    }


def _unwrap(value: object) -> object:
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _read_authors(content: dict) -> list:
    """Names, each with its profile (`~Ada_Marsh1`); an e-mail address is nobody's id."""
    people = list_at(content, "authors")
    idents = [as_text(ident) for ident in list_at(content, "authorids")]
    idents = idents if len(idents) == len(people) else [None] * len(people)
    return keep_people(
        author(
            as_text(person) or text_at(person, "fullname") or text_at(person, "name"),
            next((known for known in (ident, text_at(person, "username")) if known and known.startswith("~")), None),
        )
        for person, ident in zip(people, idents, strict=True)
    )


def _read_areas(content: dict) -> list[str]:
    return texts([at(content, "primary_area"), *split_texts(at(content, "subject_areas"), "[;|]")])


SERVICE = Service(
    label="OpenReview",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset({"content", "id", "forum", "cdate", "pdate", "odate", "tcdate"}),
    answers=(("notes",),),
)
