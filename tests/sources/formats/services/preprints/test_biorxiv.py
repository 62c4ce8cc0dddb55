"""bioRxiv and medRxiv: `published` is no date."""

from datetime import date

WORK = {
    "doi": "10.1101/2024.01.01.555551",
    "title": "Kelp of the <i>Laminaria</i> kind",
    "authors": "Marsh, A.; Quill, B. C.; The Kelp Crew",
    "author_corresponding": "Ada Marsh",
    "date": "2024-01-02",
    "version": "2",
    "type": "new results",
    "category": "ecology",
    "jatsxml": "https://example.org/x",
    "published": "10.5555/journal.9",
    "server": "medRxiv",
}


def answer(works: list) -> dict:
    return {"messages": [{"status": "ok", "count": len(works), "total": "3"}], "collection": works}


def test_all_that_a_preprint_states_has_its_place(read_one, abstract):
    record = read_one(WORK | {"abstract": abstract}, answer)
    assert (record["title"], record["abstract"]) == ("Kelp of the Laminaria kind", abstract)
    assert record["doi"] == "10.1101/2024.01.01.555551"
    assert (record["stated_on"], record["stated_precision"]) == (date(2024, 1, 2), "day")
    assert "listed_on" not in record
    assert record["authors"] == ["A. Marsh", "B. C. Quill", "The Kelp Crew"]
    assert (record["venue"], record["categories"]) == ("medRxiv", ["ecology"])
    assert record["url"] == "https://www.medrxiv.org/content/10.1101/2024.01.01.555551v2"
    assert record["links"] == ["https://doi.org/10.5555/journal.9"]
    assert record["payload"]["type"] == "new results"


def test_a_preprint_without_a_journal_article_has_no_link(read_one, abstract):
    assert "links" not in read_one(WORK | {"abstract": abstract, "published": "NA"}, answer)


def test_a_pair_of_preprint_and_article_is_the_preprint(read_one, abstract):
    pair = {
        "biorxiv_doi": "10.1101/2024.01.01.555551",
        "published_doi": "10.5555/journal.9",
        "preprint_title": "Kelp",
        "preprint_abstract": abstract,
        "preprint_authors": "Marsh, A.",
        "preprint_date": "2024-01-02",
        "preprint_category": "ecology",
        "preprint_platform": "bioRxiv",
        "published_date": "2025-05-05",
        "published_journal": "Made Up Notes",
    }
    record = read_one(pair, answer)
    assert (record["title"], record["doi"]) == ("Kelp", "10.1101/2024.01.01.555551")
    assert record["stated_on"] == date(2024, 1, 2)
    assert record["payload"]["published_journal"] == "Made Up Notes"
