"""arXiv's snapshot: the day of the first version, authors in parts, categories between blanks."""

import json
from datetime import date

import pytest

from pipelines.sources.formats.services.preprints.arxiv_snapshot import read_day

WORK = {
    "id": "2503.01111",
    "submitter": "Bela Quill",
    "authors": "B. \\'Quill, A. Marsh Jr.",
    "title": "Drying kelp by\n  slow wind",
    "comments": "12 pages",
    "journal-ref": "Made Up Notes 7 (2026)",
    "doi": "10.5555/kelp.1",
    "report-no": None,
    "categories": "q-bio.PE stat.ML",
    "license": "http://example.org/licence",
    "abstract": "  We weighed every coil\nby hand. All of them held.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 3 Mar 2025 23:59:59 GMT"},
        {"version": "v2", "created": "Tue, 7 Oct 2025 10:00:00 GMT"},
    ],
    "update_date": "2026-01-02",
    "authors_parsed": [["Quíll", "Bela", ""], ["Marsh", "A.", "Jr.", "The Kelp Crew"], ["Nobody", "", ""], [None], []],
}


def test_all_that_a_paper_states_has_its_place(read_one):
    record = read_one(WORK)
    assert record["title"] == "Drying kelp by slow wind"
    assert record["abstract"] == "We weighed every coil\nby hand. All of them held."
    assert (record["arxiv_id"], record["doi"]) == ("2503.01111", "10.5555/kelp.1")
    assert (record["stated_on"], record["stated_precision"]) == (date(2025, 3, 3), "day")
    assert record["authors"] == ["Bela Quíll", "A. Marsh Jr.", "Nobody"]
    assert record["author_affiliations"] == [None, "The Kelp Crew", None]
    assert record["categories"] == ["q-bio.PE", "stat.ML"]
    assert (record["venue"], record["url"]) == ("Made Up Notes 7 (2026)", "https://arxiv.org/abs/2503.01111")
    assert record["payload"]["comments"] == "12 pages"
    assert record["payload"]["update_date"] == "2026-01-02"


def test_without_versions_no_other_date_takes_their_place(read_one):
    record = read_one({key: value for key, value in WORK.items() if key not in ("versions", "authors_parsed")})
    assert "stated_on" not in record
    assert record["authors"] == ["B. \\'Quill", "A. Marsh Jr."]


def test_a_snapshot_in_batches_gives_all_its_papers_once(parse, monkeypatch):
    monkeypatch.setattr("pipelines.sources.formats.json_rows.BATCH", 2)
    monkeypatch.setattr("pipelines.sources.formats.json_rows.MOST_HELD", 4)
    lines = [json.dumps(WORK | {"id": f"2503.{at:05}"}) for at in range(11)]
    lines[5] = "broken"
    lines[7] = json.dumps(WORK | {"abstract": None})
    parsed = parse("\n".join(lines) + "\n", "arxiv-metadata-oai-snapshot.json")
    assert (parsed.format, parsed.found) == ("jsonl", 11)
    assert parsed.records["position"].to_list() == [1, 2, 3, 4, 5, 7, 9, 10, 11]
    assert parsed.rejects["position"].to_list() == [6, 8]


@pytest.mark.parametrize(
    ("created", "day"),
    [
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("Tue, 24 Jul 2007 20:10:27 GMT", "2007-07-24"),
        ("2007-04-02", "2007-04-02"),
        ("some time", "some time"),
        (None, None),
    ],
)
def test_days_of_versions(created, day):
    assert read_day(created) == day
