"""Records to papers as a whole, on hand-made records and on the real digests."""

from datetime import date

import polars as pl

from pipelines.papers import normalize
from warehouse.schema import table
from warehouse.schema.frames import empty_frame, frame_schema

ABSTRACT = (
    "We weighed the beans of forty roof gardens for three years and found that shared cisterns gave twice as many."
)


def test_no_records_are_no_papers() -> None:
    result = normalize(*(empty_frame(table(name)) for name in ("records", "sources", "paper_aliases")))
    for name, frame in zip(result._fields, result, strict=True):
        assert frame.is_empty()
        assert dict(frame.schema) == frame_schema(table(name))


def test_a_paper_takes_the_best_of_its_records(run) -> None:
    result = run(
        {
            "stated_id": "2503.00001",
            "authors": ["Ada Lovelace"],
            "venue": None,
            "title": r"Roof $\times$ Gardens: A Study",
        },
        {
            "stated_id": "2503.00001v2",
            "venue": "Gardens Today",
            "categories": ["cs.CL"],
            "doi": "10.1000/A",
            "upvotes": 3,
        },
    )
    paper = result.papers.to_dicts()[0]
    assert paper["title"] == "Roof × Gardens: A Study"
    assert paper["authors"] == ["Ada Lovelace"]
    assert paper["venue"] == "Gardens Today"
    assert paper["categories"] == ["cs.CL"]
    assert paper["doi"] == "10.1000/a"
    assert paper["url"] == "https://arxiv.org/abs/2503.00001"
    assert paper["sightings"] == 2
    assert len(paper["text_hash"]) == 16
    assert result.sightings["upvotes"].to_list() == [None, 3]


def test_a_truncated_abstract_gives_way_to_the_whole(run) -> None:
    whole = " ".join(f"word{n}" for n in range(80))
    result = run({"stated_id": "2503.00001", "abstract": whole[:200]}, {"stated_id": "2503.00001", "abstract": whole})
    assert result.papers["abstract"].to_list() == [whole]


def test_real_digests_become_papers(shared_data, make_records) -> None:
    folder = shared_data / "digests"
    rows = []
    for path in [folder / "search_task_mismatch.txt", *sorted((folder / "daily").glob("*.txt"))]:
        lines = [line for line in path.read_text().splitlines() if line.strip() and not line.startswith("Get trending")]
        day = None if path.stem.startswith("search") else date.fromisoformat(path.stem)
        rows += [
            {
                "source_id": path.stem,
                "position": place + 1,
                "title": lines[place].removeprefix("Subscribe"),
                "abstract": lines[place + 1],
                "listed_on": day,
            }
            for place in range(0, len(lines) - 1, 2)
        ]
    records = make_records(*rows)
    assert records.height == 7149
    empty = empty_frame(table("paper_aliases"))
    result = normalize(records, empty_frame(table("sources")), empty)
    assert result.sightings.height == 7149
    assert result.papers["sightings"].sum() == 7149
    # Nine papers of the undated page stand in a daily digest too, and have its day.
    undated = result.papers.filter(pl.col("date_source") == "none")
    assert undated.height == 110
    dated = result.papers.filter(pl.col("date_source") == "listing")
    assert dated.height == result.papers.height - 110
    assert (dated["published_on"] == dated["first_listed_on"]).all()
    searched = result.sightings.filter(pl.col("source_id") == "search_task_mismatch").join(dated, on="paper_id")
    assert searched.height == 9
    # Another order, and the aliases of this build, give the same papers.
    again = normalize(records.reverse(), empty_frame(table("sources")), result.paper_aliases)
    assert again.papers.equals(result.papers)
    assert again.sightings.equals(result.sightings)


def test_a_snippet_is_marked_and_gives_way_to_a_whole_abstract(run) -> None:
    cut = run({"abstract": ABSTRACT + " Much more could be said of …"}, {"title": "Bees", "abstract": "Whole."})
    assert dict(cut.papers.select("title", "is_snippet").rows()) == {
        "Roof Gardens Feed Harbour Towns": True,
        "Bees": False,
    }
    said = run({"abstract": ABSTRACT + " It is cut", "is_snippet": True})
    assert said.papers["is_snippet"].to_list() == [True]
    both = run(
        {"arxiv_id": "2503.00001", "abstract": ABSTRACT + " And then we weighed them all again..."},
        {"arxiv_id": "2503.00001", "abstract": ABSTRACT},
    )
    assert both.papers.select("abstract", "is_snippet").rows() == [(ABSTRACT, False)]


def test_links_that_a_record_states_are_links_of_the_paper(run) -> None:
    made = run({"links": ["https://github.com/marsh/kelp", "https://kelp.github.io"]})
    assert made.paper_links.select("kind", "url").rows() == [
        ("code", "https://github.com/marsh/kelp"),
        ("project", "https://kelp.github.io"),
    ]
