"""Identifiers in fields meant for something else."""

import pytest

from pipelines.sources.formats.references.identifiers import find_doi, find_pmcid, find_preprint, read_addresses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.5555/a.1", "10.5555/a.1"),
        ("doi: 10.5555/a.1", "10.5555/a.1"),
        ("http://dx.doi.org/10.5555/a.1", "10.5555/a.1"),
        ("https://example.org/10.5555/a.1", None),
        ("See doi: 10.5555/a.1", None),
        (None, None),
    ],
)
def test_a_doi_stands_at_the_beginning(text, expected):
    assert find_doi([None, text]) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/123/", {"pmid": "123"}),
        ("http://www.ncbi.nlm.nih.gov/pubmed/123", {"pmid": "123"}),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123", {"pmcid": "PMC123"}),
        ("https://europepmc.org/article/MED/123", {"pmid": "123"}),
        ("https://europepmc.org/article/PMC/PMC123", {"pmcid": "PMC123"}),
        ("https://example.org/pubmed/123", {}),
    ],
)
def test_an_address_shows_an_id(address, expected):
    assert read_addresses([None, address]) == expected


def test_other_ids():
    assert find_pmcid(["x", "PMCID: pmc123"]) == "PMC123"
    assert find_preprint("arXiv preprint arXiv:2401.00001") == "2401.00001"
    assert find_preprint("arXiv:hep-ph/9901001v2 [hep-ph]") == "hep-ph/9901001v2"
    assert find_preprint("Notes on arXiv:2401.00001") is None
