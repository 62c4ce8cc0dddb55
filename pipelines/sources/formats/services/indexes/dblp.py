"""dblp: answers of its search for publications, which has no abstracts."""

import html
import re

from pipelines.sources.formats.services.json_paths import list_at, text_at, texts
from pipelines.sources.formats.services.people import keep_people
from pipelines.sources.formats.services.service import Service


def recognise(work: dict) -> bool:
    info = work.get("info")
    return isinstance(info, dict) and "title" in info and ("@id" in work or "@score" in work)


def to_record(work: dict) -> dict[str, object]:
    """One hit; a number tells authors of one name apart, and is no part of it."""
    title = text_at(work, "info", "title")
    people = (text_at(one, "text") or text_at(one) for one in list_at(work, "info", "authors", "author"))
    return {
        "title": html.unescape(title).rstrip(".") if title else None,
        "abstract": None,
        "stated_id": text_at(work, "info", "key"),
        "doi": text_at(work, "info", "doi"),
        "stated_date": text_at(work, "info", "year"),
        "authors": keep_people(re.sub(r" \d{4}$", "", name) for name in people if name),
        "venue": text_at(work, "info", "venue") or text_at(work, "info", "venue", 0),
        "url": text_at(work, "info", "url"),
        "links": texts(list_at(work, "info", "ee")),
    }


SERVICE = Service(
    label="dblp",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset({"info", "@id", "@score", "url"}),
    answers=(("result", "hits", "hit"),),
    advice="dblp has none; OpenAlex, Semantic Scholar and Crossref have many of them.",
)
