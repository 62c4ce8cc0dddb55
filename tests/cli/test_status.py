import shutil
from datetime import UTC, datetime

import duckdb

from pipelines.sources.fetching.ledger import Entry, Ledger, fetched_folder
from pipelines.sources.services import SERVICES
from warehouse.paths import data_paths
from warehouse.sources.intake_note import IntakeNote, write_intake_note


def test_nothing_served_yet(call, tmp_path):
    result = call("status", data=tmp_path)
    assert result.exit_code == 0
    assert "nothing yet; `papertrends run`" in result.output
    assert "inbox" in result.output


def test_what_is_served_and_what_waits(call, served_sample, tmp_path):
    paths = data_paths(tmp_path / "data")
    shutil.copytree(served_sample.root, paths.root)
    paths.inbox.mkdir(exist_ok=True)
    (paths.inbox / "new.txt").write_text("A title\nAn abstract of it, long enough to be one.\n")
    output = call("status", data=paths.root).output
    assert "A MADE-UP SAMPLE" in output
    assert "1 file, 1 file not taken in yet" in output
    assert " hold\n" in output
    assert "just now" in output or "minute" in output


def test_a_damaged_file_is_told_without_a_stack_trace(call, tmp_path):
    data_paths(tmp_path).served.write_bytes(b"no DuckDB file" * 1000)
    result = call("status", data=tmp_path)
    assert result.exit_code == 1
    assert "cannot be read" in result.output


def test_a_file_of_another_program_is_told_to_be_one(call, tmp_path):
    with duckdb.connect(str(data_paths(tmp_path).served)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS x")
    result = call("status", data=tmp_path)
    assert result.exit_code == 1
    assert "papers.duckdb cannot be read (it was not made by Papertrends)" in result.output


NOTE = IntakeNote(
    "run",
    files=3,
    found=7,
    parsed=5,
    rejected=2,
    unread=(("scan.pdf", "This is a PDF."),),
    reasons=(("It has no abstract.", 2, "a.csv"),),
    gone=("old.csv",),
    unfinished=("b.part",),
)


def test_where_nothing_is_served_the_last_run_says_what_it_refused(call, tmp_path):
    write_intake_note(data_paths(tmp_path).intake, NOTE)
    lines = call("status", data=tmp_path).output.splitlines()
    assert "last run      3 files: 7 pieces found, 5 read, 2 refused" in lines
    assert "  refused     scan.pdf: This is a PDF." in lines
    assert "  refused     2 × It has no abstract. (as in a.csv)" in lines
    assert any("old.csv: gone from the inbox" in line and "papertrends forget" in line for line in lines)


def test_a_build_of_an_earlier_version_is_told_to_be_one(call, served_sample, tmp_path):
    paths = data_paths(tmp_path / "data")
    shutil.copytree(served_sample.root, paths.root)
    with duckdb.connect(str(paths.served)) as connection:
        connection.execute("UPDATE internal.layout SET layout = 1")
        connection.execute("ALTER TABLE sources DROP COLUMN left_out")
    result = call("status", data=paths.root)
    assert result.exit_code == 0
    assert "by an earlier version; `papertrends run` brings it up to date" in result.output


def test_until_when_services_were_fetched(call, tmp_path):
    folder = fetched_folder(data_paths(tmp_path).inbox, SERVICES["arxiv"])
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    for day in ("2026-11-02", "2026-11-01"):
        Ledger(folder).add(Entry("cs.CL", day, moment, True, "", "cs.CL", "entered", 4, 4, [], 100, 2))
    lines = call("status", data=tmp_path).output.splitlines()
    assert "fetched       arXiv, cs.CL: until 2026-11-02, 8 records of 2 days (just now)" in lines
