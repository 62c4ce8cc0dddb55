"""Semantic Scholar: answers of its API and papers of its datasets."""

from datetime import date

import pytest

WORK = {
    "paperId": "00000000000000000000000000000000000000a7",
    "externalIds": {
        "DOI": "10.5555/s2.0",
        "ArXiv": "2504.02222",
        "PubMed": "39500000",
        "PubMedCentral": "100001",
        "CorpusId": 77,
    },
    "title": "Drying kelp by slow wind",
    "year": 2025,
    "publicationDate": "2025-04-10",
    "venue": "",
    "journal": {"name": "Made Up Notes", "volume": "3"},
    "authors": [{"authorId": "1", "name": "Ada Marsh", "affiliations": ["Lark University"]}, {"name": "Bela Quill"}],
    "fieldsOfStudy": None,
    "s2FieldsOfStudy": [{"category": "Biology", "source": "x"}, {"category": "Biology", "source": "y"}],
    "citationCount": 4,
    "openAccessPdf": {"url": "https://example.org/kelp.pdf"},
    "url": "https://www.semanticscholar.org/paper/a7",
    "tldr": {"text": "Wind dries kelp."},
}


def answer(works: list) -> dict:
    return {"total": len(works), "token": None, "data": works}


def check(record: dict, abstract: str) -> None:
    assert (record["title"], record["abstract"]) == ("Drying kelp by slow wind", abstract)
    assert (record["doi"], record["arxiv_id"], record["pmid"]) == ("10.5555/s2.0", "2504.02222", "39500000")
    assert (record["pmcid"], record["corpus_id"]) == ("PMC100001", "77")
    assert (record["stated_on"], record["stated_precision"]) == (date(2025, 4, 10), "day")
    assert record["authors"] == ["Ada Marsh", "Bela Quill"]
    assert record["author_ids"] == ["1", None]
    assert (record["venue"], record["categories"], record["cited_by"]) == ("Made Up Notes", ["Biology"], 4)
    assert record["url"] == "https://www.semanticscholar.org/paper/a7"


def test_all_that_a_paper_of_a_search_states_has_its_place(read_one, abstract):
    record = read_one(WORK | {"abstract": abstract}, answer)
    check(record, abstract)
    assert record["s2_id"] == "00000000000000000000000000000000000000a7"
    assert record["author_affiliations"] == ["Lark University", None]
    assert record["links"] == ["https://example.org/kelp.pdf"]
    assert record["payload"]["tldr"]["text"] == "Wind dries kelp."


def test_a_paper_of_a_dataset_states_the_same_in_small_letters(read_one, abstract):
    work = {key.lower(): value for key, value in WORK.items() if key not in ("paperId", "openAccessPdf")}
    check(read_one(work | {"corpusid": 77, "abstract": abstract}), abstract)


@pytest.mark.parametrize("key", ["citedPaper", "citingPaper"])
def test_a_citation_is_the_paper_in_it(read_one, abstract, key):
    check(read_one({"contexts": [], key: WORK | {"abstract": abstract}}, answer), abstract)


def test_null_is_nothing(read_one, abstract):
    work = dict.fromkeys(WORK) | {"paperId": WORK["paperId"], "title": "Drying kelp", "abstract": abstract}
    assert set(read_one(work)) == {"position", "title", "abstract", "s2_id", "payload"}


def test_papers_without_abstracts_are_refused_and_the_way_to_them_said(refuse):
    reasons = refuse(answer([{"paperId": WORK["paperId"], "title": "Drying kelp"}]))["reason"]
    assert reasons[0].startswith("The one work of Semantic Scholar here has no abstract. Name the abstract")
