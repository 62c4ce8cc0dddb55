"""CSV and its relatives: separators, quotes, ragged rows, and names that are missing."""

import csv
import io
from datetime import date

import pytest


def table(rows: list[list[str]], separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


HEADER = ["title", "abstract", "year"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["papers.csv", "papers.tsv", "papers.txt", "papers"])
def test_the_separator_is_found_whatever_the_name(parse, separator, name):
    parsed = parse(
        table([HEADER, ["Owls, Barns; Nights", "We watch | them.", "2024"], ["B", "C.", ""]], separator), name
    )
    assert parsed.format == "csv"
    assert parsed.records.select("position", "title", "abstract", "stated_on").rows() == [
        (2, "Owls, Barns; Nights", "We watch | them.", date(2024, 1, 1)),
        (3, "B", "C.", None),
    ]


def test_quoted_line_breaks_and_doubled_quotes_are_read(parse):
    rows = [HEADER, ["Owls", 'Line one.\nLine "two".\n\nLine three.', "2024"], ["B", "C.", "2023"]]
    parsed = parse(table(rows))
    assert parsed.records["abstract"].to_list() == ['Line one.\nLine "two".\n\nLine three.', "C."]
    assert parsed.records["position"].to_list() == [2, 6]


def test_a_byte_order_mark_and_a_separator_line_are_no_header(parse):
    parsed = parse(("sep=;\n" + table([HEADER, ["A", "B.", "2020"]], ";")).encode("utf-8-sig"), "excel.csv")
    assert parsed.records["title"].to_list() == ["A"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_encodings_are_read(parse, encoding):
    parsed = parse(table([HEADER, ["Naïve “Owls”", "Déjà vu.", "2020"]]).encode(encoding), "x.csv")
    assert parsed.records["title"].to_list() == ["Naïve “Owls”"]


def test_names_of_services_are_known(parse):
    header = [
        "Document Title",
        "Authors",
        "Publication Title",
        "Publication Year",
        "Abstract",
        "DOI",
        "PDF Link",
        "Author Keywords",
    ]
    row = [
        "Owls",
        "A. Brown; C. Green",
        "Owl Letters",
        "2013",
        "We watch.",
        "10.1000/x",
        "https://example.org",
        "owls;barns",
    ]
    record = parse(table([header, row])).records.row(0, named=True)
    assert (record["title"], record["authors"], record["venue"]) == ("Owls", ["A. Brown", "C. Green"], "Owl Letters")
    assert (record["stated_on"], record["stated_precision"]) == (date(2013, 1, 1), "year")
    assert (record["url"], record["keywords"]) == ("https://example.org", ["owls", "barns"])


def test_a_row_with_fewer_fields_is_read_as_far_as_it_goes(parse):
    parsed = parse("title,abstract,year\nA,B.\nC\nD,E.,2020\n")
    assert parsed.records["title"].to_list() == ["A", "D"]
    assert parsed.rejects.select("position", "reason").rows() == [
        (3, "It has a title but no abstract; a paper needs both.")
    ]


def test_a_row_with_more_fields_is_rejected_with_its_reason(parse):
    parsed = parse("title,abstract,year\nA,B, and C.,2020\nD,E.,2021\nF,G.,2022,,\n")
    assert parsed.records["title"].to_list() == ["D", "F"]
    assert parsed.rejects["position"].to_list() == [2]
    assert "has 4 fields, the header names 3" in parsed.rejects["reason"][0]
    assert "a comma in quotation marks" in parsed.rejects["reason"][0]


def test_a_field_too_many_after_a_whole_abstract_costs_no_record(parse):
    abstract = "We watch owls at night and by day. " * 10
    parsed = parse(table([HEADER, ["Owls", abstract, "x", "2020"]]))
    record = parsed.records.row(0, named=True)
    assert (record["title"], record["stated_date"]) == ("Owls", None)


def test_a_quotation_mark_that_is_never_closed_costs_only_its_row(parse):
    text = 'title,abstract,year\nA,B.,2020\n"Open,C.\nD,E.,2021\nF,"G, h.",2022\n'
    parsed = parse(text)
    assert parsed.records["title"].to_list() == ["A", "D", "F"]
    assert parsed.rejects["position"].to_list() == [3]
    assert "quotation mark" in parsed.rejects["reason"][0]


def test_a_stray_quotation_mark_costs_no_row(parse):
    parsed = parse('title,abstract,year\nA 5" Owl,B.,2020\nC,"D\nE.",2021\nF,G.,2022\n')
    assert parsed.records["title"].to_list() == ['A 5" Owl', "C", "F"]
    assert parsed.records["abstract"].to_list() == ["B.", "D\nE.", "G."]


def test_stray_quotation_marks_in_every_row_are_quick(parse):
    text = "title,abstract,year\n" + "".join(f'A{at} 5" Owl,B.,2020\n' for at in range(3_001))
    parsed = parse(text)
    assert parsed.records.height == 3_001


def test_huge_fields_are_rejected_and_the_rest_is_read(parse):
    parsed = parse(
        table([HEADER, ["A", "x" * 900_000, ""], ["B", "C.", ""], ["D", "y" * 5_000_000, ""], ["E", "F.", ""]])
    )
    assert parsed.records["title"].to_list() == ["B", "E"]
    assert parsed.rejects["position"].to_list() == [2, 4]


def test_columns_that_are_missing_are_named(parse):
    parsed = parse("name,year,text\nA,2020,B\n", "x.csv")
    assert (parsed.format, parsed.found) == ("unknown", 0)
    assert parsed.rejects["reason"][0] == (
        "There is no column for the title and the abstract: the columns are name, year, text. "
        "Rename the columns that hold them to title and abstract."
    )


def test_columns_without_a_name_or_with_a_repeated_one_are_kept(parse):
    record = parse("title,abstract,,note,note\nA,B.,x,y,z\n").records.row(0, named=True)
    assert record["payload"] == '{"column_3":"x","note":"y","note_5":"z"}'


def test_blank_rows_are_no_rows(parse):
    parsed = parse("title,abstract,year\n\nA,B.,2020\n,,\n\n")
    assert (parsed.found, parsed.records["position"].to_list()) == (1, [3])


def test_a_header_alone_is_said_to_have_no_rows(parse):
    parsed = parse("title,abstract\n")
    assert (parsed.format, parsed.found, parsed.rejects["reason"].to_list()) == (
        "csv",
        0,
        ["The table has a header but no rows."],
    )
