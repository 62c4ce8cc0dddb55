"""Identifiers and counts that references hold in fields meant for something else."""

import re
from collections.abc import Iterable

DOI = re.compile(r"(?:^|doi(?:\.org/|\s*[:=]\s*))\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)
PMCID = re.compile(r"\s*(?:PMCID\s*:?\s*)?(PMC\d{3,9})(?:\.\d+)?\s*", re.IGNORECASE)
_NOTED = (
    ("pmid", re.compile(r"\bPMID\s*:\s*(\d{1,9})\b", re.IGNORECASE)),
    ("pmcid", re.compile(r"\bPMCID\s*:\s*(PMC\d{3,9})\b", re.IGNORECASE)),
    (
        "arxiv_id",
        re.compile(r"\barXiv\s*:\s*((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)", re.IGNORECASE),
    ),
    ("cited_by", re.compile(r"\b(?:Cited By|Times Cited[^:\n]*)\s*:\s*(\d+)", re.IGNORECASE)),
)


def read_notes(notes: Iterable[str | None]) -> dict[str, str]:
    """Canonical name to value of what notes state with its name: ``PMID: 1``, ``PMCID: PMC1``, ``arXiv:2401.00001``,
    ``Cited By: 3``."""
    known: dict[str, str] = {}
    for note in filter(None, notes):
        for name, pattern in _NOTED:
            if name not in known and (found := pattern.search(note)):
                known[name] = found[1]
    return known


def find_doi(texts: Iterable[str | None]) -> str | None:
    """The first DOI with which one of `texts` begins, or that one of them names as a DOI."""
    return next((found[1] for text in texts if text and (found := DOI.search(text))), None)


def find_pmcid(texts: Iterable[str | None]) -> str | None:
    """The first of `texts` that is nothing but the id of an article in PubMed Central."""
    return next((found[1].upper() for text in texts if text and (found := PMCID.fullmatch(text))), None)
