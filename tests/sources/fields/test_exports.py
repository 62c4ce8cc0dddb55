"""Exports without abstracts are known by their columns, and say which export has them."""

import pytest

from pipelines.sources.names import explain_missing


@pytest.mark.parametrize(
    ("columns", "service", "advice"),
    [
        (
            "PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,NIHMS ID,DOI",
            "PubMed",
            "format: PubMed",
        ),
        (
            "Cites,Authors,Title,Year,Source,Publisher,ArticleURL,CitesURL,GSRank,QueryDate",
            "Publish or Perish",
            "OpenAlex",
        ),
        ("Item Title,Publication Title,Item DOI,Authors,Publication Year,URL,Content Type", "SpringerLink", "RIS"),
        ("Authors,Title,Year,Source title,Cited by,DOI,Link,Document Type,EID", "Scopus", "tick"),
        ("Authors,Article Title,Source Title,UT (Unique WOS ID)", "Web of Science", "Full Record"),
        ("PT\tAU\tTI\tSO\tUT".replace("\t", ","), "Web of Science", "Full Record"),
    ],
)
def test_a_known_export_without_abstracts_says_which_export_has_them(columns, service, advice):
    reason = explain_missing(columns.split(","))
    assert service in reason and "holds no abstracts" in reason and advice in reason and "Rename" not in reason
