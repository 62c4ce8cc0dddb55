"""Headers that are not on line 1, and tables without one."""

import pytest

from pipelines.sources.formats.tables.header import explain_no_header, find_header


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["title,abstract"], (0, ",")),
        (["sep=;", "title;abstract;a,b"], (1, ";")),
        (['"SEARCH QUERY","kelp:ti"', "-----", "", '"Title","Abstract"'], (3, ",")),
        (["About the data: Exported on Jan 05, 2026. Title and abstract.", "Rank,Title,Abstract"], (1, ",")),
        (["PT\tTI\tAB"], (0, "\t")),
        (["title,year", "A,2024"], None),
        (["A title and an abstract make a paper."], None),
    ],
)
def test_the_header_is_the_first_line_that_names_title_and_abstract(lines, found):
    assert find_header(lines) == found


def test_positions_are_lines_of_the_file(parse):
    parsed = parse('"SEARCH QUERY","kelp:ti"\n-----\n\n"Title","Abstract"\n"A","One.\n\nTwo."\n"B","Three."\n', "x.csv")
    assert parsed.records.select("position", "title", "abstract").rows() == [
        (5, "A", "One.\n\nTwo."),
        (8, "B", "Three."),
    ]


def test_an_export_without_abstracts_says_which_has_them(parse):
    parsed = parse("PMID,Title,Authors,Citation,Journal/Book,Create Date\n1,A,B,C,D,2024/01/01\n", "csv-kelp-set.txt")
    assert parsed.format == "unknown"
    assert "PubMed's CSV never holds abstracts" in parsed.rejects["reason"][0]


def test_blank_abstracts_in_all_rows_are_explained_too(parse):
    parsed = parse("Cites,Title,Abstract,GSRank\n3,A,,1\n4,B,,2\n", "pop.csv")
    assert (parsed.format, parsed.found, parsed.rejects.height) == ("csv", 2, 3)
    assert parsed.rejects["position"].to_list() == [0, 2, 3]
    assert parsed.rejects["reason"][0].startswith("No row of this export of Publish or Perish has an abstract.")


def test_the_column_title_in_a_preamble_is_no_header(parse):
    parsed = parse("title of this list,x\ntitle,abstract\nA,B.\n", "x.csv")
    assert parsed.records["position"].to_list() == [3]


def test_fields_too_many_belong_to_the_column_that_is_numbered(parse):
    text = "Title,Abstract,Funding Text 1,PubMed ID\nA,B.,one,39000001\nC,D.,one,two,39000002\nE,F.\n"
    records = parse(text, "scopus.csv").records
    assert records.select("title", "pmid").rows() == [("A", "39000001"), ("C", "39000002"), ("E", None)]
    assert records["payload"].to_list() == ['{"Funding Text 1":"one"}', '{"Funding Text 1":"one two"}', None]


def test_a_damaged_name_is_said_to_be_damaged():
    """A mark of the byte order within a name: found by the fuzzer."""
    assert find_header(["t\xfe\xffitle,abstract"]) is None
    reason, line = explain_no_header(["t\xfe\xffitle,abstract"])
    assert reason == "The names of the columns hold signs that do not belong there. Get the file again."
    assert line == "t\xfe\xffitle,abstract"
