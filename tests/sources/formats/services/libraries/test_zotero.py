"""Zotero's own JSON: papers among attachments, notes and web pages."""

from datetime import date

DATA = {
    "key": "ABCD2345",
    "version": 7,
    "itemType": "journalArticle",
    "title": "Drying kelp by slow wind",
    "creators": [
        {"creatorType": "author", "firstName": "Ada", "lastName": "Marsh"},
        {"creatorType": "author", "name": "The Kelp Crew"},
        {"creatorType": "editor", "firstName": "An", "lastName": "Editor"},
    ],
    "publicationTitle": "Made Up Notes",
    "date": "03/2024",
    "DOI": "10.5555/z.0",
    "url": "https://example.org/kelp",
    "language": "en",
    "tags": [{"tag": "kelp"}, {"tag": "slow wind", "type": 1}],
    "extra": "PMID: 39000001\narXiv: 2503.01111 [q-bio]",
}


def make_item(**data: object) -> dict:
    return {"key": "ABCD2345", "version": 7, "library": {"id": 1}, "links": {}, "meta": {}, "data": DATA | data}


def test_all_that_an_item_states_has_its_place(read_one, abstract):
    record = read_one(make_item(abstractNote=abstract))
    assert (record["title"], record["abstract"]) == ("Drying kelp by slow wind", abstract)
    assert (record["doi"], record["pmid"], record["arxiv_id"]) == ("10.5555/z.0", "39000001", "2503.01111")
    assert (record["stated_on"], record["stated_precision"]) == (date(2024, 3, 1), "month")
    assert record["authors"] == ["Ada Marsh", "The Kelp Crew"]
    assert (record["venue"], record["language"]) == ("Made Up Notes", "en")
    assert (record["keywords"], record["url"]) == (["kelp", "slow wind"], "https://example.org/kelp")


def test_what_is_no_paper_is_refused_as_what_it_is(refuse):
    items = [make_item(itemType=kind, abstractNote="x") for kind in ("attachment", "note", "webpage")]
    assert refuse(items)["reason"].to_list() == [
        "It is an attachment, not a paper.",
        "It is a note, not a paper.",
        "It is a web page, not a paper.",
    ]


def test_better_bibtex_writes_the_items_alone(read_one, abstract):
    item = {"itemKey": "ABCD2345", **DATA, "abstractNote": abstract, "tags": ["kelp"]}
    record = read_one(item, lambda works: {"config": {"id": "x"}, "items": works})
    assert (record["doi"], record["keywords"]) == ("10.5555/z.0", ["kelp"])
