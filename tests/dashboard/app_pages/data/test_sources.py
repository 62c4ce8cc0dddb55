"""Sources on the page Data: taken out and brought back, gone, and refused without a build."""

from datetime import datetime

from warehouse.connection import open_served
from warehouse.paths import data_paths
from warehouse.sources.forgotten import forget_source, read_forgotten
from warehouse.sources.intake_note import IntakeNote, write_intake_note


def first_source(folder) -> tuple[str, str]:
    with open_served(data_paths(folder).served) as connection:
        return connection.execute("SELECT source_id, coalesce(name, path) FROM sources ORDER BY path").fetchall()[0]


def test_a_source_is_taken_out_after_what_would_go_was_shown_and_brought_back(open_page, changed):
    folder = changed()
    source_id, name = first_source(folder)
    page = open_page(folder, "data")
    page.app.multiselect(key="forget_sources").set_value([source_id]).run()
    assert "would go that no other source names" in page.text
    assert not read_forgotten(data_paths(folder).forgotten).names
    page.app.button(key="forget_chosen").click().run()
    assert read_forgotten(data_paths(folder).forgotten).names == {name}
    assert f"{name} is taken out pending" in page.text
    page.app.button(key="life_0").click().run()
    assert not read_forgotten(data_paths(folder).forgotten).names
    assert "is taken out" not in page.text


def test_what_cannot_be_read_of_the_list_is_said(open_page, changed):
    folder = changed()
    data_paths(folder).forgotten.write_text("- {forgot: a}\n")
    assert "forgotten.yaml, line 1" in open_page(folder, "data").text


def test_what_is_gone_or_out_is_told(open_page, changed):
    def source(source_id: str, **life) -> dict:
        return {
            "source_id": source_id,
            "path": f"/inbox/{source_id}.csv",
            "name": f"{source_id}.csv",
            "format": "csv",
            "sha256": source_id,
            "captured_on": None,
            "found": 1,
            "parsed": 1,
            "rejected": 0,
            "is_sample": False,
            "ingested_at": datetime(2025, 4, 1),
            "superseded_by": None,
            "left_out": None,
            "gone_since": None,
            **life,
        }

    folder = changed(
        sources=[
            source("away", gone_since=datetime(2025, 4, 2)),
            source("former", superseded_by="away", left_out="superseded"),
            source("out", left_out="forgotten"),
        ]
    )
    forget_source(data_paths(folder).forgotten, "out.csv")
    page = open_page(folder, "data")
    assert "Gone from the inbox, and counted all the same: away.csv." in page.text
    assert "1 former version of files no longer counts" in page.text
    assert "out.csv is taken out in force" in page.text
    assert "3 files, 46 records" not in page.text, "only what counts is counted"


def test_a_venue_of_which_far_more_is_refused_is_told(open_page, changed):
    folder = changed(refusals=[{"venue": "Ponds", "month": datetime(2025, 4, 1).date(), "found": 20, "refused": 15}])
    assert "Ponds: of 20 pieces of the last 12 months 15 were refused" in open_page(folder, "data").text


def test_where_nothing_is_served_the_page_says_what_the_last_run_refused(open_page, tmp_path):
    write_intake_note(data_paths(tmp_path).intake, IntakeNote(files=1, unread=(("scan.pdf", "This is a PDF."),)))
    page = open_page(tmp_path, "data")
    assert "scan.pdf: This is a PDF." in page.text
    assert "Nothing to show yet" in page.text
