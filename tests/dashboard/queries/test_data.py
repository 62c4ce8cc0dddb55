from datetime import date

from dashboard.queries import data, sql


def test_what_came_in(ask_full):
    row = ask_full(data.intake()).row(0, named=True)
    assert (row["files"], row["unread_files"], row["found"], row["parsed"], row["rejected"]) == (2, 0, 46, 46, 0)
    assert ask_full(data.sources_by_format()).rows() == [("digest", 2, 46, 46, 0, 2)]
    assert ask_full(data.newest_sources(5))["path"].to_list() == ["b.txt", "a.txt"]
    assert ask_full(data.rejects_by_reason()).is_empty()
    assert ask_full(data.rejected_pieces(5)).is_empty()


def test_how_papers_are_dated(ask_full):
    assert ask_full(data.dates_by_source()).rows() == [("listing", "day", 44), ("none", "none", 2)]
    assert ask_full(data.languages()).rows() == [("en", 46)]
    assert ask_full(data.date_disagreements()).rows() == [(0, 0)]


def test_coverage(ask_full):
    assert ask_full(data.coverage("month")).rows() == [
        (date(2025, 1, 1), 10, True, False),
        (date(2025, 2, 1), 20, True, False),
        (date(2025, 3, 1), 4, True, True),
        (date(2025, 4, 1), 10, False, False),
    ]


def test_merged_forms_leave_the_label_out(ask_full):
    rows = {row["rule"]: row for row in ask_full(data.variants_by_rule()).to_dicts()}
    assert set(rows) == {"acronym", "plural", "hyphen"}
    assert rows["acronym"]["examples"] == [{"variant": "GAN", "term": "generative adversarial network", "papers": 5}]


def test_builds(ask_full):
    rows = ask_full(data.builds(5)).select("papers", "dated_papers", "seconds").rows()
    assert rows == [(46, 44, 60), (40, 39, 60)]


def test_checks_and_merges_may_be_none(ask_full):
    assert ask_full(data.checks()).is_empty()
    assert ask_full(data.merges_by_rule()).is_empty()
    assert ask_full(data.most_sighted(5)).is_empty()


def test_the_tables_are_described(ask_full):
    rows = ask_full(sql.columns_of_tables())
    assert "records" not in rows["table_name"].to_list()
    [papers] = rows.filter((rows["table_name"] == "papers") & (rows["column_name"] == "paper_id")).to_dicts()
    assert papers["table_comment"].startswith("One row is a paper")
    assert papers["data_type"] == "VARCHAR"
    assert papers["comment"].startswith("`arxiv:<id>`")


def test_rows_are_counted_exactly(ask_full):
    counted = ask_full(sql.rows_of_tables(["papers", "paper_terms", "rejects"]))
    # 12 + 1, 7, 4 and 6 papers hold the four terms.
    assert dict(counted.iter_rows()) == {"papers": 46, "paper_terms": 30, "rejects": 0}
