"""Identifiers in every form in which they arrive."""

from datetime import date

import polars as pl
import pytest

from pipelines.papers.identity import REGISTRIES, arxiv_id, arxiv_month, doi, identify, registry_id


def apply(function, text: str, **options) -> str | None:
    return pl.select(function(pl.lit(text), **options)).item()


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("2503.11731", "2503.11731"),
        ("2503.11731v3", "2503.11731"),
        ("arXiv:2501.00001v2 [cs.CL]", "2501.00001"),
        ("https://arxiv.org/pdf/2501.00001v3.pdf", "2501.00001"),
        ("https://huggingface.co/papers/2503.19901", "2503.19901"),
        ("10.48550/arXiv.2501.00002", "2501.00002"),
        ("0704.0001", "0704.0001"),
        ("cs.CL/0601001v2", "cs/0601001"),
        ("math.GT/0309136", "math/0309136"),
        ("oai:arXiv.org:cs/0601001", "cs/0601001"),
        ("http://arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001"),
        # A spreadsheet took these for numbers.
        ("803.0775", "0803.0775"),
        ("1702.0817600000003", "1702.08176"),
        ("1702.081", "1702.08100"),
        ("704.001", "0704.0010"),
        # No ids.
        ("12", None),
        ("9912.12345", None),
        ("1713.12345", None),
        ("https://example.org/math/1234567", None),
        ("3.14159", None),
    ],
)
def test_arxiv_ids_are_made_one(text: str, identifier: str | None) -> None:
    assert apply(arxiv_id, text, trusted=True) == identifier
    assert apply(arxiv_id, text, trusted=False) == identifier


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("https://doi.org/10.1000/ABC.", "10.1000/abc"),
        ("doi:10.1016/S0140-6736(05)12345-6", "10.1016/s0140-6736(05)12345-6"),
        ("(see 10.1234/x-1)", "10.1234/x-1"),
        ("http://dx.doi.org/10.1000%2Fxyz", "10.1000/xyz"),
        ("10.48550/arXiv.2501.00002", None),
        ("110.1000/abc", None),
    ],
)
def test_dois_are_made_one(text: str, identifier: str | None) -> None:
    assert apply(doi, text) == identifier


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", "pmid:12345"),
        ("PMID: 00123", "pmid:123"),
        ("https://openalex.org/W2741809807", "openalex:w2741809807"),
        ("PMC1234567", "pmcid:pmc1234567"),
        ("649def34f8be52c8b66281af98ae884c09aef38b", "s2:649def34f8be52c8b66281af98ae884c09aef38b"),
        ("17", None),
    ],
)
def test_other_registries_are_told_apart(text: str, identifier: str | None) -> None:
    stated = [apply(registry_id, text, registry=name, trusted=False) for name in REGISTRIES]
    assert [value for value in stated if value] == ([identifier] if identifier else [])


@pytest.mark.parametrize(
    ("registry", "text", "identifier"),
    [
        ("pmid", "39600002", "pmid:39600002"),
        ("pmid", "39600002.0", "pmid:39600002"),
        ("pmid", " 0012 ", "pmid:12"),
        ("pmid", "39,600,002", "pmid:39600002"),
        ("pmid", "39600002,0", "pmid:39600002"),
        ("pmid", "3.9600002E7", "pmid:39600002"),
        ("pmid", "3.96E+07", None),
        ("pmid", "PMID: 12 [indexed for MEDLINE]", "pmid:12"),
        ("pmid", "MEDLINE:12", "pmid:12"),
        ("pmid", "0", None),
        ("pmid", "12.5", None),
        ("pmid", "1234567890", None),
        ("pmcid", "PMC900000", "pmcid:pmc900000"),
        ("pmcid", "900000", "pmcid:pmc900000"),
        ("pmcid", "PMC900000.1", "pmcid:pmc900000"),
        ("openalex", "W430000000", "openalex:w430000000"),
        ("corpus", "12345678", "corpus:12345678"),
        ("corpus", "CorpusID:12345678", "corpus:12345678"),
        ("s2", "12345678", None),
    ],
)
def test_a_column_that_is_said_to_hold_ids_may_hold_bare_ones(registry, text, identifier) -> None:
    assert apply(registry_id, text, registry=registry, trusted=True) == identifier


def test_columns_of_registries_come_before_other_columns(make_records) -> None:
    records = make_records(
        {"pmid": "8", "stated_id": "pmid:9"},
        {"pmid": "none", "stated_id": "pmid:9"},
        {"s2_id": "12345678"},
        {"s2_id": "0123456789abcdef0123456789abcdef01234567", "corpus_id": "77777.0"},
    )
    found = identify(records)
    assert found["pmid"].to_list() == ["pmid:8", "pmid:9", None, None]
    assert found["corpus"].to_list() == [None, None, "corpus:12345678", "corpus:77777"]
    assert found["s2"].to_list()[3] == "s2:0123456789abcdef0123456789abcdef01234567"


def test_ids_are_found_in_whatever_column_they_sit(make_records) -> None:
    records = make_records(
        {"stated_id": "2503.11731v1"},
        {"url": "https://arxiv.org/abs/2503.11731"},
        {"doi": "10.48550/arXiv.2503.11731"},
        {"arxiv_id": "803.0775", "doi": "https://doi.org/10.1000/A"},
        {"stated_id": "10.1000/b", "url": "https://pubmed.ncbi.nlm.nih.gov/7/"},
        {"stated_id": "pmid:8", "url": "https://openalex.org/W1234"},
        {"stated_id": "3"},
    )
    found = identify(records)
    assert found["arxiv"].to_list() == ["2503.11731"] * 3 + ["0803.0775", None, None, None]
    assert found["doi"].to_list() == [None, None, None, "10.1000/a", "10.1000/b", None, None]
    assert found["pmid"].to_list() == [None, None, None, None, "pmid:7", "pmid:8", None]
    assert found["openalex"].to_list() == [None, None, None, None, None, "openalex:w1234", None]


def test_the_month_is_read_from_both_forms() -> None:
    months = pl.DataFrame({"id": ["2503.11731", "0704.0001", "cs/0601001", "hep-th/9901001", None]}).select(
        arxiv_month(pl.col("id"))
    )
    assert months.to_series().to_list() == [
        date(2025, 3, 1),
        date(2007, 4, 1),
        date(2006, 1, 1),
        date(1999, 1, 1),
        None,
    ]
