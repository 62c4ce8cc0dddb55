"""JSON as services and programs write it, one module each; applied to JSON documents and JSON Lines alike. To add one:
write its module, add it to `SERVICES`, test it (see `service.Service`)."""

from pipelines.sources.formats.services.indexes import (
    core,
    crossref,
    dblp,
    dimensions,
    europe_pmc,
    lens,
    openalex,
    pubmed_summary,
    semantic_scholar,
)
from pipelines.sources.formats.services.json_paths import at
from pipelines.sources.formats.services.libraries import csl_json, zotero
from pipelines.sources.formats.services.preprints import arxiv_snapshot, biorxiv, hugging_face, openreview
from pipelines.sources.formats.services.service import Service

SERVICES: tuple[Service, ...] = (
    arxiv_snapshot.SERVICE,
    openalex.SERVICE,
    hugging_face.SERVICE,
    semantic_scholar.SERVICE,
    crossref.SERVICE,
    biorxiv.SERVICE,
    openreview.SERVICE,
    europe_pmc.SERVICE,
    core.SERVICE,
    lens.SERVICE,
    dimensions.SERVICE,
    dblp.SERVICE,
    pubmed_summary.SERVICE,
    zotero.SERVICE,
    csl_json.SERVICE,
)
"""Of two that recognise an object the first reads it."""


def find_service(work: object) -> Service | None:
    """The service that writes such a work; None where none of `SERVICES` does."""
    if not isinstance(work, dict):
        return None
    return next((one for one in SERVICES if one.recognise(work)), None)


def find_works(answer: dict) -> list | None:
    """The works in an answer of one of `SERVICES`; None where it is none, or holds none."""
    return next((works for one in SERVICES if (works := one.find_works(answer)) is not None), None)


def is_empty_answer(answer: dict) -> bool:
    """Whether an empty list stands where one of `SERVICES` puts the works that it found."""
    return any(at(answer, *path) == [] for one in SERVICES for path in one.answers)


__all__ = ["SERVICES", "Service", "find_service", "find_works", "is_empty_answer"]
