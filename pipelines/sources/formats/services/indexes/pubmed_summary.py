"""PubMed's summaries (`esummary` as JSON), which have no abstracts."""

from pipelines.sources.formats.services.json_paths import at, list_at, text_at, texts
from pipelines.sources.formats.services.service import Service


def recognise(work: dict) -> bool:
    return "uid" in work and "articleids" in work and ("pubdate" in work or "fulljournalname" in work)


def to_record(work: dict) -> dict[str, object]:
    """One summary; `pubdate` is as exact as the journal says."""
    idents = {kind: text_at(one, "value") for one in list_at(work, "articleids") if (kind := text_at(one, "idtype"))}
    return {
        "title": (text_at(work, "title") or "").rstrip("."),
        "abstract": None,
        "pmid": idents.get("pubmed") or text_at(work, "uid"),
        "doi": idents.get("doi"),
        "pmcid": idents.get("pmc"),
        "stated_date": text_at(work, "pubdate") or text_at(work, "epubdate"),
        "authors": texts(list_at(work, "authors"), "name"),
        "venue": text_at(work, "fulljournalname") or text_at(work, "source"),
        "language": text_at(work, "lang", 0),
    }


def unfold(answer: dict) -> list | None:
    """The summaries, which stand under their numbers."""
    numbers = texts(list_at(answer, "result", "uids"))
    return [at(answer, "result", number) for number in numbers] or None


SERVICE = Service(
    label="PubMed's summaries",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {"uid", "title", "articleids", "pubdate", "epubdate", "authors", "fulljournalname", "source", "lang"}
    ),
    unfold=unfold,
    advice="Get the papers by `efetch` as XML, or save them on the web site in the format PubMed: both have abstracts.",
)
