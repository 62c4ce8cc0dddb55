"""CSL-JSON: dates in parts, authors in parts, and keys that are no ids."""

from datetime import date

import pytest

WORK = {
    "id": "marsh2024",
    "type": "article-journal",
    "title": "Drying <i>kelp</i> by slow wind",
    "container-title": "Made Up Notes",
    "DOI": "10.5555/csl.0",
    "PMID": "39000001",
    "PMCID": "PMC100001",
    "URL": "https://example.org/kelp",
    "language": "en",
    "author": [
        {"family": "Marsh", "given": "Ada", "suffix": "Jr."},
        {"family": "Beek", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "The Kelp Crew"},
    ],
    "issued": {"date-parts": [[2024, 3, 12]]},
    "keyword": "kelp, slow wind",
    "note": "read it",
}


def test_all_that_an_entry_states_has_its_place(read_one, abstract):
    record = read_one(WORK | {"abstract": abstract})
    assert (record["title"], record["abstract"]) == ("Drying kelp by slow wind", abstract)
    assert (record["doi"], record["pmid"], record["pmcid"]) == ("10.5555/csl.0", "39000001", "PMC100001")
    assert "stated_id" not in record
    assert (record["stated_on"], record["stated_precision"]) == (date(2024, 3, 12), "day")
    assert record["authors"] == ["Ada Marsh Jr.", "Jan van der Beek", "The Kelp Crew"]
    assert (record["venue"], record["language"]) == ("Made Up Notes", "en")
    assert (record["keywords"], record["url"]) == (["kelp", "slow wind"], "https://example.org/kelp")
    assert (record["payload"]["citation_key"], record["payload"]["note"]) == ("marsh2024", "read it")


@pytest.mark.parametrize(
    ("issued", "day", "precision"),
    [
        ({"date-parts": [["2024", "3"]]}, date(2024, 3, 1), "month"),
        ({"date-parts": [[2024]]}, date(2024, 1, 1), "year"),
        ({"date-parts": [[2023, 11], [2023, 12]]}, date(2023, 11, 1), "month"),
        ({"raw": "12 March 2024"}, date(2024, 3, 12), "day"),
        ({"literal": "March 2024"}, date(2024, 3, 1), "month"),
        ({"date-parts": [[2024, 0, 0]]}, date(2024, 1, 1), "year"),
        ({"date-parts": [[None]]}, None, None),
        ({"date-parts": []}, None, None),
        ({}, None, None),
        ("2024-03-12", date(2024, 3, 12), "day"),
    ],
)
def test_a_date_is_as_exact_as_it_is_stated(read_one, abstract, issued, day, precision):
    record = read_one(WORK | {"abstract": abstract, "issued": issued})
    assert (record.get("stated_on"), record.get("stated_precision")) == (day, precision)


def test_works_with_one_key_are_several(read_works, abstract):
    works = [WORK | {"abstract": abstract, "title": f"Kelp {at}", "DOI": f"10.5555/csl.{at}"} for at in range(3)]
    assert [record["title"] for record in read_works(works)] == ["Kelp 0", "Kelp 1", "Kelp 2"]
