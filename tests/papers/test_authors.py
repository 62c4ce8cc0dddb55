"""Authors of papers, and what is said of each."""

from datetime import date

TITLE = "Roof Gardens Feed Harbour Towns"


def rows(made):
    return made.paper_authors.select("position", "author", "author_id", "affiliation", "country").rows()


def test_each_author_is_a_row_with_what_its_record_says(run) -> None:
    made = run(
        {
            "authors": ["Ada Marsh", "The Kelp Crew"],
            "author_ids": ["0000-0001", None],
            "author_affiliations": ["Kelp Lab; Moor", None],
            "author_countries": [None, "NO"],
        }
    )
    assert made.paper_authors["paper_id"].unique().to_list() == made.papers["paper_id"].to_list()
    assert rows(made) == [
        (1, "Ada Marsh", "0000-0001", "Kelp Lab; Moor", None),
        (2, "The Kelp Crew", None, None, "NO"),
    ]


def test_another_record_of_the_paper_adds_what_the_first_does_not_say(run) -> None:
    made = run(
        {"arxiv_id": "2503.00001", "authors": ["Ada Marsh", "Bela Quill"]},
        {"arxiv_id": "2503.00001", "authors": ["Marsh, A.", "Quill, B."], "author_countries": ["NO", "SE"]},
        # One author less, or another one: nobody can say who is who.
        {"arxiv_id": "2503.00001", "authors": ["Ada Marsh"], "author_ids": ["1"]},
        {"arxiv_id": "2503.00001", "authors": ["Ada Marsh", "Cleo Grey"], "author_ids": ["1", "2"]},
    )
    assert rows(made) == [(1, "Ada Marsh", None, None, "NO"), (2, "Bela Quill", None, None, "SE")]
    assert made.papers["authors"].to_list() == [["Ada Marsh", "Bela Quill"]]


def test_papers_without_authors_have_no_rows(run) -> None:
    assert run({}, {"title": "Another Roof", "abstract": "Short.", "authors": []}).paper_authors.is_empty()


def test_the_highest_count_of_citing_works_counts(run) -> None:
    made = run(
        {"doi": "10.1000/a", "cited_by": 3},
        {"doi": "10.1000/a", "cited_by": 7},
        {"doi": "10.1000/b", "title": "Another Roof Entirely", "abstract": "Short.", "stated_on": date(2024, 1, 1)},
    )
    assert sorted(made.papers["cited_by"].to_list(), key=str) == [7, None]
