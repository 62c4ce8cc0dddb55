"""Identifiers and counts that references hold in fields meant for something else."""

import re
from collections.abc import Iterable

_DOI = re.compile(r"\s*(?:https?://(?:dx\.)?doi\.org/|doi\s*[:=]?\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMCID = re.compile(r"\s*(?:PMCID\s*:?\s*)?(PMC\d{3,9})(?:\.\d+)?\s*", re.IGNORECASE)
_PUBMED_PAGE = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/|europepmc\.org/(?:article|abstract)/MED/)(\d{1,9})\b",
    re.IGNORECASE,
)
_CENTRAL_PAGE = re.compile(r"(?:/pmc/articles/|europepmc\.org/articles?/(?:PMC/)?)(PMC\d{3,9})\b", re.IGNORECASE)
_ARXIV = r"arXiv\s*:\s*((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?)"
# At the beginning of a note, or of a part of one: the list of references, which is a note too, names other papers.
_NOTED = tuple(
    (name, re.compile(rf"(?:^|;)\s*{pattern}", re.IGNORECASE | re.MULTILINE))
    for name, pattern in (
        ("pmid", r"PMID\s*:\s*(\d{1,9})\b"),
        ("pmcid", r"PMCID\s*:\s*(PMC\d{3,9})\b"),
        ("arxiv_id", _ARXIV),
        ("cited_by", r"(?:Cited By(?:\s*\([^)\n]*\))?|Times Cited[^:\n]*)\s*:\s*(\d+)"),
    )
)
_PREPRINT = re.compile(rf"\s*(?:arXiv preprint\s+|CoRR,?\s+)?{_ARXIV}", re.IGNORECASE)


def read_notes(notes: Iterable[str | None]) -> dict[str, str]:
    """Canonical name to value of what notes state with its name: ``PMID: 1``, ``PMCID: PMC1``, ``arXiv:2401.00001``,
    ``Cited By: 3``."""
    known: dict[str, str] = {}
    for note in filter(None, notes):
        for name, pattern in _NOTED:
            if name not in known and (found := pattern.search(note)):
                known[name] = found[1]
    return known


def read_addresses(addresses: Iterable[str | None]) -> dict[str, str]:
    """Canonical name to the id of PubMed and PubMed Central that the addresses of a paper show."""
    known: dict[str, str] = {}
    for address in filter(None, addresses):
        for name, pattern in (("pmid", _PUBMED_PAGE), ("pmcid", _CENTRAL_PAGE)):
            if found := pattern.search(address):
                known.setdefault(name, found[1])
    return known


def find_preprint(venue: str | None) -> str | None:
    """The arXiv id that stands where a venue should (``arXiv preprint arXiv:2401.00001``)."""
    found = _PREPRINT.match(venue or "")
    return found[1] if found else None


def find_doi(texts: Iterable[str | None]) -> str | None:
    """The first DOI with which one of `texts` begins."""
    return next((found[1] for text in texts if text and (found := _DOI.match(text))), None)


def find_pmcid(texts: Iterable[str | None]) -> str | None:
    """The first of `texts` that is nothing but the id of an article in PubMed Central."""
    return next((found[1].upper() for text in texts if text and (found := _PMCID.fullmatch(text))), None)
