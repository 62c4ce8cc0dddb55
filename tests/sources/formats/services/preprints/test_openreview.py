"""OpenReview: both versions of its API state the same."""

from datetime import date

import pytest

CONTENT = {
    "title": "Drying kelp by slow wind",
    "authors": ["Ada Marsh", "Bela Quill"],
    "authorids": ["~Ada_Marsh1", "bela@example.org"],
    "keywords": ["kelp", "slow wind"],
    "venue": "Made Up Conference 2025 poster",
    "venueid": "made.up/2025",
    "primary_area": "drying",
    "pdf": "/pdf/abc.pdf",
    "TLDR": "Wind dries kelp.",
}
NOTE = {
    "id": "aBc123",
    "forum": "aBc123",
    "cdate": 1727740800000,  # 2024-10-01
    "tcdate": 1727740800000,
    "odate": 1730419200000,  # 2024-11-01
    "pdate": 1737590400000,  # 2025-01-23
    "invitations": ["made.up/2025/-/Submission"],
    "signatures": ["made.up/2025/Submission1"],
}


def answer(works: list) -> dict:
    return {"notes": works, "count": len(works)}


@pytest.mark.parametrize("is_second", [False, True])
def test_all_that_a_note_states_has_its_place(read_one, abstract, is_second):
    content = CONTENT | {"abstract": abstract}
    if is_second:
        content = {key: {"value": value} for key, value in content.items()}
    record = read_one(NOTE | {"content": content}, answer)
    assert (record["title"], record["abstract"]) == ("Drying kelp by slow wind", abstract)
    assert (record["stated_on"], record["stated_precision"]) == (date(2025, 1, 23), "day")
    assert record["authors"] == ["Ada Marsh", "Bela Quill"]
    assert record["author_ids"] == ["~Ada_Marsh1", None]
    assert (record["stated_id"], record["url"]) == ("aBc123", "https://openreview.net/forum?id=aBc123")
    assert record["keywords"] == ["kelp", "slow wind"]
    assert record["categories"] == ["drying"]
    assert record["venue"] == "Made Up Conference 2025 poster"
    assert record["links"] == ["https://openreview.net/pdf/abc.pdf"]
    assert record["payload"]["TLDR"] == "Wind dries kelp."


@pytest.mark.parametrize(
    ("gone", "day"),
    [(["pdate"], date(2024, 11, 1)), (["pdate", "odate"], date(2024, 10, 1))],
)
def test_the_day_is_the_best_that_is_known(read_one, abstract, gone, day):
    note = {key: value for key, value in NOTE.items() if key not in gone}
    assert read_one(note | {"content": CONTENT | {"abstract": abstract}})["stated_on"] == day


def test_a_review_is_no_paper(refuse):
    review = NOTE | {"content": {"title": "Official review", "review": "Well done."}}
    assert refuse({"notes": [review]})["reason"].to_list()[-1].startswith("It has a title but no abstract")
