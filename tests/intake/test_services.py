"""JSON of services as users have it: the made-up cases of `../shared/data/intake`, and real answers beside them."""

import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml

from pipelines.papers import normalize
from pipelines.sources import Parsed, parse_file
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

KELP, LANTERNS, MOSS = (
    "Drying kelp by slow wind in the Lark basin",
    "Lantern acoustics for harbours without bells",
    "Routing moss around wet stones",
)
DAY, MONTH, YEAR = "day", "month", "year"


def read(shared_data: Path, path: str) -> Parsed:
    return parse_file(shared_data / path)


def merge(shared_data: Path, case: str, pattern: str) -> pl.DataFrame:
    """The papers of all files of a case that `pattern` fits."""
    paths = sorted((shared_data / "intake" / case).glob(pattern))
    parts = [parse_file(path).records.with_columns(source_id=pl.lit(f"s{at}")) for at, path in enumerate(paths)]
    records = conform(pl.concat(parts), table("records"))
    return normalize(records, empty_frame(table("sources")), empty_frame(table("paper_aliases"))).papers


@pytest.mark.parametrize(
    ("case", "pattern", "papers"),
    [
        ("13-biorxiv-api", "*.json", 3),
        ("15-hf-daily-api", "*.json", 3),
        ("16-openalex-page-and-csv", "works*", 2),
        ("17-csl-json", "*.json", 4),
        ("18-crossref", "*.json", 2),
        ("19-semantic-scholar", "*.json", 2),
    ],
)
def test_all_files_of_a_case_give_the_right_papers(shared_data, case, pattern, papers):
    assert merge(shared_data, case, pattern).height == papers


def test_merged_papers_keep_what_their_services_state(shared_data):
    preprints = merge(shared_data, "13-biorxiv-api", "*.json").sort("doi")
    assert preprints["published_on"].to_list() == [date(2024, 1, day) for day in (1, 2, 3)]
    assert preprints["date_source"].unique().to_list() == ["given"]
    listed = merge(shared_data, "15-hf-daily-api", "*.json").sort("paper_id")
    assert listed["paper_id"].to_list() == ["arxiv:2503.01111", "arxiv:2503.01112", "arxiv:2503.01113"]
    assert listed["first_listed_on"].to_list() == [date(2025, 3, day) for day in (5, 6, 7)]


def dates(records: pl.DataFrame) -> list[tuple]:
    return records.select("stated_on", "stated_precision").rows()


def test_13_preprints_of_biorxiv(shared_data):
    parsed = read(shared_data, "intake/13-biorxiv-api/details.json")
    records = parsed.records
    assert (parsed.found, records["title"].to_list()) == (3, [KELP, LANTERNS, MOSS])
    assert dates(records) == [(date(2024, 1, day), DAY) for day in (1, 2, 3)]
    assert records["listed_on"].null_count() == 3
    assert records["doi"].to_list() == [f"10.1101/2024.01.0{at}.55555{at}" for at in (0, 1, 2)]
    assert records["authors"].to_list() == [["A. Marsh", "B. C. Quill"]] * 3
    assert records["links"].to_list() == [None, ["https://doi.org/10.5555/journal.9"], None]
    one = read(shared_data, "intake/13-biorxiv-api/one.json")
    assert (one.found, one.records["title"].to_list()) == (1, [KELP])


def test_15_daily_papers_of_hugging_face(shared_data):
    parsed = read(shared_data, "intake/15-hf-daily-api/2025-03-05.json")
    records = parsed.records
    assert (parsed.found, records["title"].to_list()) == (3, [KELP, LANTERNS, MOSS])
    assert records["arxiv_id"].to_list() == ["2503.01111", "2503.01112", "2503.01113"]
    assert records["authors"].to_list() == [["Ada Marsh", "Bela Quill"]] * 3
    assert records["upvotes"].to_list() == [12, 13, 14]
    assert dates(records) == [(date(2025, 3, day), DAY) for day in (3, 4, 5)]
    assert records["listed_on"].to_list() == [date(2025, 3, day) for day in (5, 6, 7)]
    assert records["url"][0] == "https://huggingface.co/papers/2503.01111"
    assert records["links"].to_list() == [["https://github.com/example/kelp"]] * 3


def test_16_works_of_openalex(shared_data):
    parsed = read(shared_data, "intake/16-openalex-page-and-csv/works.json")
    records = parsed.records
    assert (parsed.found, records["title"].to_list()) == (3, [KELP, LANTERNS])
    assert parsed.rejects["reason"].str.contains("no abstract").to_list() == [True]
    assert records["abstract"].str.starts_with("Little is known about the ").all()
    assert records["abstract"].str.ends_with("should write down first.").all()
    assert dates(records) == [(date(2024, 3, 10), DAY), (date(2024, 1, 1), YEAR)]
    assert records["authors"].to_list() == [["Ada Marsh", "Bela Quill"]] * 2
    assert records["venue"].to_list() == ["Made Up Notes"] * 2
    assert records["pmid"].str.ends_with("39400000").to_list() == [True, False]
    assert (records["keywords"][0].to_list(), records["categories"][0].to_list()) == (["Slow wind"], ["Kelp drying"])


def test_17_a_library_as_csl_json(shared_data):
    parsed = read(shared_data, "intake/17-csl-json/My Library.json")
    assert parsed.found == parsed.records.height == 4
    assert dates(parsed.records) == [
        (date(2024, 3, 12), DAY),
        (date(2024, 3, 1), MONTH),
        (date(2024, 3, 12), DAY),
        (date(2023, 11, 1), MONTH),
    ]
    assert parsed.records["authors"].to_list() == [["Ada Marsh", "The Kelp Crew"]] * 4
    assert parsed.records["doi"].n_unique() == 4


def test_18_works_of_crossref(shared_data):
    parsed = read(shared_data, "intake/18-crossref/works.json")
    records = parsed.records
    assert (parsed.found, records["title"].to_list()) == (2, [KELP, LANTERNS])
    assert records["abstract"].str.starts_with("Aim: Little is known").all()
    assert not records["abstract"].str.contains("[<>]").any()
    assert dates(records) == [(None, "none"), (date(2024, 3, 1), MONTH)]
    assert records["authors"].to_list() == [["Ada Marsh", "The Kelp Crew"]] * 2


def test_19_papers_of_semantic_scholar(shared_data):
    parsed = read(shared_data, "intake/19-semantic-scholar/bulk.json")
    records = parsed.records
    assert (parsed.found, records["title"].to_list()) == (3, [LANTERNS, MOSS])
    assert parsed.rejects["position"].to_list() == [1]
    assert records["doi"].to_list() == ["10.5555/s2.1", "10.5555/s2.2"]
    assert records["arxiv_id"].to_list() == ["2504.02223", "2504.02224"]
    assert records["pmid"].to_list() == ["39500001", "39500002"]
    assert records["venue"].to_list() == ["Made Up Notes"] * 2
    assert records["categories"].to_list() == [["Computer Science"]] * 2


# What a person counts in the real answers: works, those with an abstract, and why the others are none.
COUNTS = {
    "arxiv_snapshot/lokendra_small.json": (4, 4, "an array of four papers"),
    "arxiv_snapshot/wanng_arxiv-metadata-oai-snapshot.json": (200, 200, "two hundred lines"),
    "openalex/W2741809807_2023.json": (1, 1, "one work, its abstract an index"),
    "openalex/snapshot_works_part_000.jsonl.gz": (27, 0, "27 lines, `abstract_inverted_index` is null in each"),
    "hf_api/hf_api_daily_papers_item_2602.23229.json": (1, 1, "one entry of the list"),
    "hf_api/paperblog_scrape_2026-03-01.json": (10, 10, "ten papers of one page"),
}


@pytest.mark.parametrize("path", COUNTS)
def test_real_answers_give_the_records_that_a_person_counts(shared_data, path):
    parsed = read(shared_data, f"formats/{path}")
    assert (parsed.found, parsed.records.height) == COUNTS[path][:2]


# Of recorded exchanges the bodies: which one, then as above.
EXCHANGES = {
    ("semantic_scholar/vcr_search_bulk.yaml", 0): (1000, 0, "a page of a bulk search that asked for titles only"),
    ("semantic_scholar/vcr_search_bulk.yaml", 1): (1000, 0, "the next page"),
    ("semantic_scholar/vcr_search_bulk.yaml", 2): (674, 0, "the last page of 2,674"),
    ("crossref/habanero_test_works_mixed_ids_warn.yaml", 0): (1, 0, "one work; this publisher gives no abstracts"),
    ("crossref/habanero_test_works_mixed_ids_warn.yaml", 1): (0, 0, "no JSON: Resource not found."),
    ("crossref/habanero_test_works_mixed_ids_warn.yaml", 2): (1, 0, "one work; this publisher gives no abstracts"),
}


def read_body(path: Path, number: int) -> bytes:
    """The body of an answer in a recorded exchange, unpacked."""
    answer = yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"][number]["response"]
    body = answer.get("content") or answer["body"]["string"]
    body = body.encode() if isinstance(body, str) else body
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


@pytest.mark.parametrize(("path", "number"), EXCHANGES)
def test_bodies_of_recorded_exchanges_give_the_records_that_a_person_counts(shared_data, tmp_path, path, number):
    (tmp_path / "answer").write_bytes(read_body(shared_data / "formats" / path, number))
    parsed = parse_file(tmp_path / "answer")
    assert (parsed.found, parsed.records.height) == EXCHANGES[path, number][:2]
    if parsed.found:
        assert "has an abstract" in parsed.rejects["reason"][0] or "has no abstract" in parsed.rejects["reason"][0]


def test_every_field_of_real_answers_arrives(shared_data):
    day = read(shared_data, "formats/hf_api/hf_api_daily_papers_item_2602.23229.json").records.row(0, named=True)
    assert (day["arxiv_id"], len(day["authors"]), day["upvotes"]) == ("2602.23229", 5, 10)
    assert (day["stated_on"], day["listed_on"]) == (date(2026, 2, 26), date(2026, 3, 6))
    assert [link.split("/")[2] for link in day["links"]] == ["github.com", "circle-lmm.github.io"]
    work = read(shared_data, "formats/openalex/W2741809807_2023.json").records.row(0, named=True)
    assert (work["pmcid"], len(work["authors"]), work["venue"]) == ("PMC5815332", 9, "PeerJ")
    assert (work["stated_on"], work["language"], work["cited_by"]) == (date(2018, 2, 13), "en", 562)
    assert (work["author_countries"][0], work["author_countries"][8]) == ("US", "CA")
    assert work["abstract"].startswith("Despite ") and work["abstract"].endswith(" practice.")
    lines = read(shared_data, "formats/arxiv_snapshot/wanng_arxiv-metadata-oai-snapshot.json").records
    assert lines["stated_precision"].unique().to_list() == ["day"]
    assert (lines["stated_on"][0], lines["authors"][0].to_list()[0]) == (date(2007, 4, 2), "C. Balázs")
    assert lines["categories"][1].to_list() == ["math.CO", "cs.CG"]
    scraped = read(shared_data, "formats/hf_api/paperblog_scrape_2026-03-01.json").records
    assert scraped["listed_on"].unique().to_list() == [date(2026, 3, 1)]
    assert scraped["stated_on"].null_count() == 10
