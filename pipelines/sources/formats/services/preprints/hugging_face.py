"""Daily papers of Hugging Face: the list of a day, a paper alone, and scrapes of the page that keep its form."""

import re

from pipelines.sources.formats.services.dates import iso_day
from pipelines.sources.formats.services.json_paths import at, list_at, number_at, text_at, texts
from pipelines.sources.formats.services.service import NoPaper, Service

_ARXIV = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_MARKS = frozenset({"upvotes", "discussionId", "submittedOnDailyAt", "submittedOnDailyBy", "ai_summary", "ai_keywords"})


def recognise(work: dict) -> bool:
    inner = work.get("paper")
    if isinstance(inner, dict):
        return "title" in inner and ("summary" in inner or "summary" in work) and "id" in inner
    if "arxivId" in work and "fetchedAt" in work:
        return "title" in work and "abstract" in work
    return "summary" in work and "id" in work and "title" in work and len(work.keys() & _MARKS) > 1


def to_record(work: dict) -> dict[str, object] | NoPaper:
    """The paper inside an entry of the list tells its own day; the entry's is shifted by a time zone."""
    if "fetchedAt" in work:
        return _read_scrape(work)
    paper = work["paper"] if isinstance(work.get("paper"), dict) else work
    ident = text_at(paper, "id")
    people = [person for person in list_at(paper, "authors") if not at(person, "hidden")]
    code, project = text_at(paper, "githubRepo"), text_at(paper, "projectPage")
    return {
        "title": text_at(paper, "title") or text_at(work, "title"),
        "abstract": text_at(paper, "summary") or text_at(work, "summary"),
        **_identify(ident),
        "stated_date": iso_day(text_at(paper, "publishedAt") or text_at(work, "publishedAt")),
        "listed_on": iso_day(text_at(paper, "submittedOnDailyAt") or text_at(work, "submittedOnDailyAt")),
        "authors": texts(people, "name") or texts(people),
        "upvotes": number_at(paper, "upvotes"),
        "keywords": texts(list_at(paper, "ai_keywords")),
        "links": list(filter(None, (code, project))),
        "payload": {
            "organization": text_at(paper, "organization", "fullname") or text_at(work, "organization", "fullname"),
            "ai_summary": text_at(paper, "ai_summary"),
            "github_stars": number_at(paper, "githubStars"),
        },
    }


def _identify(ident: str | None) -> dict[str, str]:
    if not ident:
        return {}
    named = {"arxiv_id": ident} if _ARXIV.fullmatch(ident) else {"stated_id": ident}
    return {**named, "url": f"https://huggingface.co/papers/{ident}"}


def _read_scrape(work: dict) -> dict[str, object]:
    """Of a scrape, whose `publishedAt` is the time of the scrape."""
    pdf = text_at(work, "pdfUrl")
    return {
        "title": text_at(work, "title"),
        "abstract": text_at(work, "abstract") or text_at(work, "summary"),
        **_identify(text_at(work, "arxivId") or text_at(work, "id")),
        "listed_on": iso_day(text_at(work, "date")) or iso_day(text_at(work, "fetchedAt")),
        "authors": [name.rstrip(", ") for name in texts(list_at(work, "authors"))],
        "upvotes": number_at(work, "upvotes"),
        "keywords": texts(list_at(work, "tags")),
        "links": [pdf] if pdf else [],
    }


def unfold(answer: dict) -> list | None:
    """The papers of a scrape, each with the day of the page."""
    papers, day = answer.get("papers"), text_at(answer, "date")
    if not day or not isinstance(papers, list) or not any(isinstance(one, dict) and recognise(one) for one in papers):
        return None
    return [{"date": day, **one} if isinstance(one, dict) else one for one in papers]


SERVICE = Service(
    label="Hugging Face",
    recognise=recognise,
    to_record=to_record,
    spent=frozenset(
        {
            *("paper", "id", "title", "summary", "abstract", "authors", "publishedAt", "submittedOnDailyAt"),
            *("submittedOnDailyBy", "submittedBy", "upvotes", "githubRepo", "projectPage", "ai_keywords", "ai_summary"),
            *("organization", "mediaUrls", "thumbnail", "thumbnailUrl", "discussionId", "isAuthorParticipating"),
            *("arxivId", "pdfUrl", "url", "date", "fetchedAt", "tags", "githubStars", "githubRepoAddedBy"),
        }
    ),
    answers=(("dailyPapers",),),
    unfold=unfold,
    lists_papers=True,
)
