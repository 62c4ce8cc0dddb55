"""Which column states which field of a record: names as files spell them. Reads no value."""

import re
from collections.abc import Iterable, Sequence

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "paper_title", "document_title", "article_title", "display_name"),
    "abstract": ("abstract", "abstract_text", "paper_abstract", "abstract_note", "summary"),
    "stated_id": ("id", "stated_id", "paper_id", "openalex_id", "pmid", "pubmed_id", "corpusid", "eid", "identifier"),
    "arxiv_id": ("arxiv_id", "arxiv", "arxivid", "eprint"),
    "doi": ("doi",),
    "stated_date": (
        *("published_on", "published", "published_at", "published_date", "publication_date", "date_published"),
        *("pub_date", "pubdate", "stated_date", "date", "online_date", "cover_date", "issue_date"),
        *("year", "publication_year", "pub_year", "published_year"),
    ),
    "listed_on": ("listed_on", "date_listed", "listing_date", "listed", "listed_at"),
    "authors": ("authors", "author", "author_names", "creators", "creator"),
    "categories": ("categories", "category", "subjects", "subject", "subject_areas", "primary_area"),
    "venue": (
        *("venue", "journal", "conference", "booktitle", "journal_title", "journal_name", "publication_title"),
        *("source_title", "container_title", "journal_ref", "publication"),
    ),
    "url": ("url", "link", "paper_url", "page", "landing_page_url", "pdf_link", "pdf_url"),
    "keywords": ("keywords", "author_keywords", "keyword"),
    "language": ("language", "lang", "language_of_original_document"),
    "upvotes": ("upvotes", "votes", "num_upvotes"),
}
"""Field of a record -> normalised names of the columns that state it, the best first."""

LIST_FIELDS = frozenset({"authors", "categories", "keywords"})
_PUBLISHED = FIELD_NAMES["stated_date"][:8]


def normalize_name(name: str) -> str:
    """`name` in lower snake case: ``Document Title`` and ``documentTitle`` are ``document_title``."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip().lstrip("\ufeff"))
    return re.sub(r"[^0-9a-z]+", "_", spaced.lower()).strip("_")


def match_columns(names: Iterable[str]) -> dict[str, list[str]]:
    """Field -> the columns among `names` that state it, the best first; fields that none states are left out.

    Where a column says when a paper was published, one that is only called `date` is the day it was listed: so the
    archives of daily digests name them.
    """
    known: dict[str, list[str]] = {}
    for name in names:
        known.setdefault(normalize_name(name), []).append(name)
    wanted = {field: list(choices) for field, choices in FIELD_NAMES.items()}
    if "date" in known and any(name in known for name in _PUBLISHED):
        wanted["stated_date"].remove("date")
        wanted["listed_on"].append("date")
    matched = {
        field: [name for choice in choices for name in known.get(choice, [])] for field, choices in wanted.items()
    }
    return {field: columns for field, columns in matched.items() if columns}


def explain_missing(names: Sequence[str]) -> str | None:
    """Why columns called `names` hold no papers, naming them; None where title and abstract are among them."""
    matched = match_columns(names)
    missing = [field for field in ("title", "abstract") if field not in matched]
    if not missing:
        return None
    shown = ", ".join(str(name)[:40] for name in names[:20]) + (", …" if len(names) > 20 else "")
    return (
        f"There is no column for the {' and the '.join(missing)}: the columns are {shown or 'none'}. "
        f"Rename the columns that hold them to {' and '.join(missing)}."
    )
