"""Spreadsheets: which sheet, which row, and cells of any type."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def write_cell(place: str, value: object) -> str:
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value is not None else ""


def write_sheet(rows: Sequence[Sequence[object]]) -> str:
    written = []
    for at, row in enumerate(rows, 1):
        cells = "".join(write_cell(f"{chr(65 + column)}{at}", value) for column, value in enumerate(row))
        written += [f'<row r="{at}">{cells}</row>'] if row else []
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(written)}</sheetData></worksheet>'


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """The bytes of an xlsx file; a sheet is a list of rows, the first of which is row 1."""
    numbers = range(1, len(sheets) + 1)
    named = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}"/>' for at in numbers)
    links = "".join(
        f'<Relationship Id="r{at}" Type="{LINKS}/worksheet" Target="worksheets/s{at}.xml"/>' for at in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        f'<Relationship Id="s" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/s{at}.xml": write_sheet(rows) for at, rows in zip(numbers, sheets, strict=True)},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


HEADER = ["Title", "Abstract", "Date", "Year", "PMID"]


def test_the_first_sheet_with_title_and_abstract_is_read_whatever_stands_above(parse):
    notes = [["About", "this export"]]
    rows = [
        ["Exported by nobody"],
        [],
        HEADER,
        ["Kelp", "We dry kelp.", date(2024, 3, 12), 2024, 39600002],
        [],
        ["Fog", "We hear fog.", "March 2024", None, None],
        ["Moss", None, None, None, None],
    ]
    parsed = parse(workbook(notes, rows), "papers.csv")
    assert (parsed.format, parsed.found) == ("excel", 3)
    assert parsed.records.select("position", "title", "stated_on", "stated_precision", "pmid").rows() == [
        (4, "Kelp", date(2024, 3, 12), "day", "39600002"),
        (6, "Fog", date(2024, 3, 1), "month", None),
    ]
    assert parsed.rejects.select("position", "reason").rows() == [
        (7, "It has a title but no abstract; a paper needs both.")
    ]


def test_a_spreadsheet_without_both_columns_says_what_it_has(parse):
    parsed = parse(workbook([["Name", "Text"], ["a", "b"]]))
    assert parsed.format == "unknown"
    assert "the columns are Name, Text" in parsed.rejects["reason"][0]


def test_an_export_without_abstracts_says_which_has_them(parse):
    parsed = parse(workbook([["Authors", "Article Title", "Source Title", "UT (Unique WOS ID)"], ["a", "b", "c", "d"]]))
    assert "Full Record" in parsed.rejects["reason"][0]


def test_a_header_alone_is_said_to_have_no_rows(parse):
    assert parse(workbook([HEADER])).rejects["reason"].to_list() == ["The table has a header but no rows."]


@pytest.mark.parametrize("content", [workbook([HEADER])[:900], b"\xd0\xcf\x11\xe0" + b"\1" * 2000])
def test_a_damaged_spreadsheet_is_refused_in_words(parse, content):
    reason = parse(content, "x.xlsx").rejects["reason"][0]
    assert "spreadsheet" in reason and "Get it again" in reason
