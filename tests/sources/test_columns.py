"""Columns to records and rejects."""

import json

import polars as pl

from pipelines.sources.columns import Stated, build_records, read_table


def test_of_several_columns_the_first_value_that_is_not_blank_counts():
    frame = pl.DataFrame(
        {"title": ["", "B"], "document title": ["A", "X"], "abstract": ["c.", "d."], "doi": [" ", "10.1/x"]}
    )
    records, _ = read_table(frame, pl.Series([1, 2]))
    assert records["title"].to_list() == ["A", "B"]
    assert records["doi"].to_list() == [None, "10.1/x"]
    assert [json.loads(payload) for payload in records["payload"]] == [{"document title": "A"}, {"document title": "X"}]


def test_a_field_that_no_column_states_is_empty():
    stated = [Stated("title", pl.Series(["A"])), Stated("abstract", pl.Series(["B."]))]
    records, rejects = build_records(stated, None, pl.Series([7]))
    record = records.row(0, named=True)
    assert rejects.is_empty()
    assert (record["position"], record["stated_precision"], record["authors"], record["doi"]) == (7, "none", [], None)


def test_a_listing_day_that_is_no_day_is_left_out():
    frame = pl.DataFrame({"title": ["A", "B"], "abstract": ["c.", "d."], "listed_on": ["2025-04", "2025-04-03"]})
    records, _ = read_table(frame, pl.Series([1, 2]))
    assert records["listed_on"].cast(pl.String).to_list() == [None, "2025-04-03"]


def test_a_volume_of_proceedings_is_no_paper():
    frame = pl.DataFrame(
        {
            "title": ["Ponds 2010 - 3rd Conference", "How to read proceedings"],
            "abstract": [
                "The proceedings contain 20 papers. The topics include: frogs.",
                "The proceedings contain much.",
            ],
        }
    )
    records, rejects = read_table(frame, pl.Series([1, 2]))
    assert records["title"].to_list() == ["How to read proceedings"]
    assert rejects.drop("venue", "month").rows() == [
        (1, "It announces a volume of proceedings and is no paper itself.", "Ponds 2010 - 3rd Conference")
    ]


def test_of_several_addresses_the_first_that_is_safe_counts():
    table = pl.DataFrame(
        {
            "title": ["A", "B"],
            "abstract": ["Owls.", "Owls."],
            "url": ["javascript:alert(1)", "data:text/html,x"],
            "link": ["https://example.org/a", "//example.org"],
        }
    )
    records, _ = read_table(table, pl.Series([1, 2]))
    assert records["url"].to_list() == ["https://example.org/a", None]


def read_one(**columns):
    """The record of a table of one row, with a title and an abstract."""
    frame = pl.DataFrame({"title": ["A"], "abstract": ["B."]} | {name: [value] for name, value in columns.items()})
    return read_table(frame, pl.Series([1]))[0].row(0, named=True)


def test_ids_counts_and_links_have_columns_of_their_own():
    record = read_one(
        **{"Medline PMID": "39000000", "PMC ID": "PMC1", "Cited by": "1,204", "source urls": "https://a.org/x"}
    )
    assert (record["pmid"], record["pmcid"], record["cited_by"]) == ("39000000", "PMC1", 1204)
    assert (record["links"], record["stated_id"], record["is_snippet"]) == (["https://a.org/x"], None, None)


def test_authors_come_with_what_is_said_of_each():
    record = read_one(**{"Authors": "Marsh A.; Quill B.", "Author(s) ID": "572;573;", "author_countries": "NO"})
    assert (record["authors"], record["author_ids"]) == (["Marsh A.", "Quill B."], ["572", "573"])
    assert record["author_countries"] is None
    scopus = read_one(**{"Author full names": "Marsh, Ada (57200000000); Quill, Bela (57200000001)"})
    assert scopus["authors"] == ["Marsh, Ada", "Quill, Bela"]
    assert scopus["author_ids"] == ["57200000000", "57200000001"]


def test_the_first_of_january_in_openalex_is_the_year():
    day = {"publication_date": "2024-01-01", "publication_year": "2024"}
    assert read_one(id="https://openalex.org/W1234", **day)["stated_precision"] == "year"
    assert read_one(id="https://openalex.org/W1234", publication_date="2024-01-02")["stated_precision"] == "day"
    assert read_one(id="K1", **day)["stated_precision"] == "day"


def test_of_several_addresses_in_one_the_first_counts():
    assert read_one(url="https://a.org/x; https://b.org/y")["url"] == "https://a.org/x"
    assert read_one(url="https://a.org/x;v=2")["url"] == "https://a.org/x;v=2"


def test_two_letter_names_count_only_beside_ti_and_ab():
    frame = pl.DataFrame(
        {"TI": ["A"], "AB": ["B."], "ID": ["kelp; wind"], "PY": ["2024"], "PD": ["MAR 12"], "AF": ["Marsh, Ada"]}
    )
    record = read_table(frame, pl.Series([1]))[0].row(0, named=True)
    assert (record["keywords"], record["stated_id"], str(record["stated_on"])) == (["kelp", "wind"], None, "2024-03-12")
    assert record["authors"] == ["Marsh, Ada"]
    assert read_one(ID="7", DE="kelp")["keywords"] == []
