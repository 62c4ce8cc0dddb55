"""Markdown tables, alone and among other text."""

TABLE = "| Title | Abstract |\n|:--|---|\n| Kelp | We dry kelp. |\n| Moss \\| stone | **We** route<br>moss. |\n"


def test_rows_are_read_and_the_dashes_are_none(parse):
    parsed = parse(TABLE, "papers.md")
    assert (parsed.format, parsed.found) == ("markdown", 2)
    assert parsed.records.select("position", "title", "abstract").rows() == [
        (3, "Kelp", "We dry kelp."),
        (4, "Moss | stone", "We route moss."),
    ]


def test_several_tables_in_a_text_are_read_and_the_text_is_none(parse):
    other = "title | n | abstract\n--- | --- | ---\nFog | 3 | We hear fog.\n"
    text = f"# Reading list\n\nMine:\n\n{TABLE}\nOther:\n\n{other}\nEnd\n"
    parsed = parse(text, "README")
    assert parsed.records.select("position", "title").rows() == [(7, "Kelp"), (8, "Moss | stone"), (14, "Fog")]
    assert parsed.rejects.is_empty()


def test_a_link_around_a_title_is_the_page_of_the_paper(parse):
    record = parse("|title|abstract|\n|-|-|\n|[Kelp](https://example.org/kelp)|We dry kelp.|\n").records.row(
        0, named=True
    )
    assert (record["title"], record["url"]) == ("Kelp", "https://example.org/kelp")


def test_a_row_without_an_abstract_is_refused(parse):
    parsed = parse("|title|abstract|\n|-|-|\n|Kelp|\n|Fog|We hear fog.|\n")
    assert parsed.records["title"].to_list() == ["Fog"]
    assert parsed.rejects.select("position", "reason").rows() == [
        (3, "It has a title but no abstract; a paper needs both.")
    ]


def test_tables_of_org_and_in_quotations_are_read(parse):
    assert parse("| title | abstract |\n|-------+----------|\n| Kelp | We dry kelp. |\n").records[
        "title"
    ].to_list() == ["Kelp"]
    quoted = "> | title | abstract |\n> |---|---|\n> | Kelp | We dry kelp. |\n"
    assert parse(quoted).records["title"].to_list() == ["Kelp"]


def test_a_text_that_ends_within_a_row_costs_that_row(parse):
    parsed = parse(TABLE + "| Fog | We hear fo")
    assert parsed.records["title"].to_list() == ["Kelp", "Moss | stone"]
    assert parsed.rejects.select("position", "reason").rows() == [
        (5, "The file ends in the middle of this row. Get it again.")
    ]
    assert parse(TABLE + "| Fog | We hear fog. |").records.height == 3
