"""Cases of tables: what NOTE.md of each says is right."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from pipelines.papers import Normalized, normalize
from pipelines.sources import Parsed, parse_file
from warehouse.paths import DataPaths
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

TITLES = [
    "Drying kelp by slow wind in the Lark basin",
    "Lantern acoustics for harbours without bells",
    "Routing moss around wet stones",
    "A tidal ledger for small crews",
]


@pytest.fixture
def read(shared_data) -> Callable[..., Parsed]:
    """Reads a file of a case, once the numbers of records and of refused pieces are as expected."""

    def run(path: str, records: int, rejected: int = 0) -> Parsed:
        parsed = parse_file(shared_data / "intake" / path)
        assert (parsed.records.height, parsed.rejects.height) == (records, rejected)
        assert parsed.found == records + rejected
        return parsed

    return run


@pytest.fixture
def merge(shared_data) -> Callable[..., Normalized]:
    """The papers of all files of a case that `pattern` fits."""

    def run(case: str, pattern: str) -> Normalized:
        paths = sorted((shared_data / "intake" / case).glob(pattern))
        read = [parse_file(path).records.with_columns(source_id=pl.lit(f"s{at}")) for at, path in enumerate(paths)]
        records = conform(pl.concat(read), table("records"))
        return normalize(records, empty_frame(table("sources")), empty_frame(table("paper_aliases")))

    return run


def dates(parsed: Parsed) -> list[tuple[date | None, str]]:
    return parsed.records.select("stated_on", "stated_precision").rows()


def test_01_a_trend_that_its_interval_does_not_prove_blocks_nothing(shared_data, run_graph, tmp_path):
    paths = DataPaths(tmp_path / "data")
    assert run_graph(paths, [shared_data / "intake" / "01-publish-blocked" / "papers.csv"]).success
    assert paths.served.is_file()


def test_02_embase_has_lines_before_its_header(read, merge):
    records = read("02-embase-csv-preamble/records.csv", 4)
    assert records.records["position"].to_list() == [5, 6, 7, 8]
    assert records.records["title"].to_list() == TITLES
    assert records.records["authors"].to_list() == [["Marsh A.", "Quill B."]] * 4
    assert records.records["venue"].unique().to_list() == ["Made Up Notes"]
    assert dates(records) == [
        (date(2024, 3, 14), "day"),
        (date(2024, 3, 1), "month"),
        (date(2024, 1, 1), "year"),
        (date(2024, 4, 1), "day"),
    ]
    assert records.records["keywords"].to_list() == [["basket", "crew (keeper, planner)", "human", "kelp"]] * 4
    assert merge("02-embase-csv-preamble", "*.csv").record_keys["pmid"].to_list()[0] == "pmid:39000000"


def test_03_dimensions_says_first_when_it_was_exported(read):
    parsed = read("03-dimensions-about-line/Dimensions-Publication-2026-01-05_10-11-12.csv", 3)
    assert parsed.records["authors"].to_list() == [["Marsh, Ada", "Quill, Bela"]] * 3
    assert parsed.records["venue"].unique().to_list() == ["Made Up Notes"]
    assert dates(parsed)[:2] == [(date(2024, 5, 1), "month"), (date(2024, 5, 2), "day")]
    assert (parsed.captured_on, parsed.records["listed_on"].null_count()) == (date(2026, 1, 5), 3)


@pytest.mark.parametrize("name", ["savedrecs_utf8.txt", "savedrecs_win.txt"])
def test_07_tab_delimited_web_of_science_knows_no_quotation_marks(read, name):
    parsed = read(f"07-wos-tab-delimited/{name}", 3)
    assert dates(parsed) == [(date(2024, 3, 1), "month")] * 3
    assert parsed.records["abstract"][1].startswith('The 5" plate')


def test_07_both_encodings_hold_the_same_papers(merge):
    assert merge("07-wos-tab-delimited", "*.txt").papers.height == 3


def test_11_short_rows_over_several_lines(read):
    parsed = read("11-csv-short-multiline-rows/labels.csv", 6, rejected=1)
    assert parsed.rejects["excerpt"].to_list() == ['{"(internal) id":"citations that are not yet labeled by anyone"}']


def test_12_ebsco_guards_its_dates(read):
    parsed = read("12-ebsco-formula-dates/delivery.csv", 5)
    assert dates(parsed) == [
        (date(2024, 4, 30), "day"),
        (date(2024, 4, 3), "day"),
        (date(2023, 6, 1), "month"),
        (date(2023, 1, 1), "year"),
        (date(2022, 11, 1), "month"),
    ]
    assert parsed.records["payload"].str.json_path_match("$.ISSN").unique().to_list() == ["11112222"]


def test_14_cord_19_states_one_work_in_several_rows(read, merge):
    parsed = read("14-cord19/metadata.csv", 4)
    assert dates(parsed)[:3] == [(date(2020, 3, 12), "day"), (date(2020, 1, 1), "year"), (date(2020, 4, 1), "day")]
    made = merge("14-cord19", "*.csv")
    assert made.papers.height == 3
    assert made.record_keys.select("pmid", "pmcid").row(0) == ("pmid:39300000", "pmcid:pmc900000")


def test_23_a_number_in_a_column_of_pubmed_ids_is_one(merge):
    made = merge("23-one-pmid-two-texts", "*.csv")
    assert made.papers.height == 2
    assert made.sightings["merged_by"].drop_nulls().to_list() == ["id", "id"]


def test_24_a_file_that_ends_within_a_row(read):
    parsed = read("24-csv-cut-in-the-middle/half.csv", 3, rejected=1)
    assert parsed.records["title"].to_list() == TITLES[:3]
    assert parsed.rejects["reason"].to_list() == ["The file ends in the middle of this row. Get it again."]


def test_26_a_markdown_table(read):
    assert read("26-markdown-table/papers.md", 3).records["title"].to_list() == TITLES[:3]


def test_27_zotero_lists_attachments_and_pages_among_papers(read):
    parsed = read("27-zotero-csv-and-endnote-xml/My Library.csv", 2, rejected=2)
    assert parsed.records["keywords"].to_list() == [["kelp", "slow wind"]] * 2
    assert dates(parsed) == [(date(2024, 3, 12), "day"), (date(2024, 3, 1), "month")]
    assert parsed.rejects["reason"].to_list() == [
        "It has a title but no abstract; a paper needs both.",
        "It is no paper: its source calls it webpage.",
    ]


@pytest.mark.parametrize("files", ["*.csv", "a.csv"])
def test_25_notes_that_follow_a_form_are_papers_of_their_own(merge, files):
    assert merge("25-template-abstracts", files).papers.height == (8 if files == "*.csv" else 4)
