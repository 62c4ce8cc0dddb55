"""Rows of delimited text: over several lines, short, stray, and cut off."""

import pytest

from pipelines.sources.formats.tables.csv_rows import CUT, scan_quotes


@pytest.mark.parametrize(
    ("text", "is_open", "found"),
    [
        ("a,b", False, (False, False)),
        ('a,"b', False, (True, False)),
        ('a,"b ""c"', False, (False, False)),
        ('a 5" plate,b', False, (False, False)),
        ('a,"b "c" d"', False, (False, True)),
        ('end",b', True, (False, False)),
        ('end" ,b', True, (False, False)),
        ("middle", True, (True, False)),
        ('x,"b', True, (False, True)),
    ],
)
def test_a_quotation_mark_opens_a_field_at_its_beginning_only(text, is_open, found):
    assert scan_quotes(text, ",", is_open=is_open) == found


def test_a_short_row_may_stand_over_several_lines(parse):
    text = 'id,abstract,title,year,note\n1,"One.\nTwo.","A"\n2,"Three.","B",2024,x\nno row at all\n'
    parsed = parse(text)
    assert parsed.records.select("position", "title", "abstract").rows() == [(2, "A", "One.\nTwo."), (4, "B", "Three.")]
    assert parsed.rejects.select("position", "reason", "excerpt").rows() == [
        (5, "It has neither a title nor an abstract.", "no row at all")
    ]


WHOLE = "title,abstract,year\nA,We weigh kelp.,2024\nB,We dry kelp.,2023\n"


@pytest.mark.parametrize(
    "tail",
    [
        'C,"We weighed kelp and then',
        'C,"We weighed kelp,\nand then',
        "C,We weighed kelp and then",
        "C",
    ],
)
def test_a_file_that_ends_within_a_row_costs_that_row(parse, tail):
    parsed = parse(WHOLE + tail)
    assert parsed.records["title"].to_list() == ["A", "B"]
    assert parsed.rejects.select("position", "reason").rows() == [(4, CUT)]


@pytest.mark.parametrize("tail", ["C,We sort kelp.,2022", "C,We sort kelp."])
def test_a_last_line_without_a_line_break_is_a_row(parse, tail):
    assert parse(WHOLE + tail).records["title"].to_list() == ["A", "B", "C"]


def test_a_stray_mark_before_whole_rows_is_no_cut(parse):
    parsed = parse('title,abstract,year\n"A,We weigh kelp.,2024\nB,We dry kelp.,2023\nC,We sort kelp.,2022')
    assert parsed.records["title"].to_list() == ['"A', "B", "C"]


def test_in_tab_delimited_web_of_science_quotation_marks_are_text(parse):
    rows = ["PT\tTI\tAB\tPY\t", 'J\tA\tThe 5" plate fell.\t2024\t\t', 'J\t"B ""x"""\t"Kelp" is "cold".\t2023\t']
    parsed = parse("\ufeff" + "\r\n".join(rows) + "\r\n", "savedrecs.txt")
    assert parsed.records.select("position", "title", "abstract", "stated_date").rows() == [
        (2, "A", 'The 5" plate fell.', "2024"),
        (3, 'B "x"', '"Kelp" is "cold".', "2023"),
    ]
