"""Crossref: a page of its API, a work alone, or items of its public data file; abstracts are JATS, titles lists."""

from pipelines.sources.formats.services.dates import csl_date, most_exact
from pipelines.sources.formats.services.json_paths import at, list_at, number_at, text_at, texts
from pipelines.sources.formats.services.markup import markup_to_text
from pipelines.sources.formats.services.people import author, full_name, keep_people
from pipelines.sources.formats.services.service import Service

_MARKS = frozenset(
    {"indexed", "deposited", "reference-count", "is-referenced-by-count", "member", "prefix", "created", "score"}
)
_DAYS = ("issued", "published", "published-online", "published-print", "published-other", "posted")


def recognise(work: dict) -> bool:
    if "DOI" not in work:
        return False
    return isinstance(work.get("title"), list) or len(work.keys() & _MARKS) > 1


def to_record(work: dict) -> dict[str, object]:
    """`created` and `deposited` are days of Crossref's entry, and no dates of the work."""
    return {
        "title": _on_one_line(markup_to_text(text_at(work, "title", 0) or text_at(work, "title"))),
        "abstract": markup_to_text(text_at(work, "abstract")),
        "doi": text_at(work, "DOI"),
        "stated_date": most_exact([csl_date(work.get(key)) for key in _DAYS]),
        "authors": keep_people(map(_read_author, list_at(work, "author"))),
        "venue": _on_one_line(markup_to_text(_read_venue(work))),
        "language": text_at(work, "language"),
        "categories": texts(list_at(work, "subject")) or texts([work.get("group-title")]),
        "cited_by": number_at(work, "is-referenced-by-count"),
        "url": text_at(work, "URL") or text_at(work, "resource", "primary", "URL"),
        "links": texts(list_at(work, "link"), "URL"),
    }


def _read_venue(work: dict) -> str | None:
    names = (at(work, "container-title", 0), at(work, "container-title"), at(work, "event", "name"))
    place = text_at(work, "institution", 0, "name") if text_at(work, "type") == "posted-content" else None
    return next((name.strip() for name in names if isinstance(name, str) and name.strip()), place)


def _on_one_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _read_author(person: object) -> object:
    return author(
        full_name(person, ["given"], ["family"]) or text_at(person, "name") or text_at(person, "literal"),
        text_at(person, "ORCID"),
        texts(list_at(person, "affiliation"), "name"),
    )


SERVICE = Service(
    label="Crossref",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("DOI", "title", "abstract", "author", "container-title", "language", "subject", "URL"),
            *("is-referenced-by-count", "link", *_DAYS, "reference", "indexed", "deposited", "resource", "score"),
        }
    ),
    answers=(("message", "items"), ("message",), ("items",)),
    advice="Crossref has abstracts of some publishers only: ask with `filter=has-abstract:true`.",
)
