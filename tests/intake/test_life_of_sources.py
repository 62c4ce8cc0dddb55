"""Made-up inputs 20 to 22 with the whole graph: a name that is not UTF-8, a corrected file, and nothing readable."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse.connection import open_served
from warehouse.paths import DataPaths, data_paths
from warehouse.sources.forgotten import forget_source, restore_source
from warehouse.sources.intake_note import read_intake_note


@pytest.fixture
def paths(tmp_path) -> DataPaths:
    paths = data_paths(tmp_path / "data")
    paths.inbox.mkdir(parents=True)
    return paths


@pytest.fixture
def case(shared_data, paths) -> Callable[[str, str], None]:
    """Copies a file of a made-up input into the inbox."""
    folder = shared_data / "intake"
    if not folder.is_dir():
        pytest.skip("needs the made-up inputs in ../shared/data/intake, which are not part of this repository")

    def copy(source: str, name: str = "") -> None:
        shutil.copyfile(folder / source, paths.inbox / (name or Path(source).name))

    return copy


def ask(paths: DataPaths, query: str) -> list[tuple]:
    with open_served(paths.served) as connection:
        return connection.execute(query).fetchall()


def test_a_name_that_is_not_utf8_and_a_pipe_stop_nothing(paths, case, shared_data, run_graph):
    for file in (shared_data / "intake" / "20-file-name-not-utf8" / "inbox").iterdir():
        case(f"20-file-name-not-utf8/inbox/{file.name}")
    (paths.inbox / "cp1252-name.csv").rename(paths.inbox / os.fsdecode(b"M\xfcller.csv"))
    os.mkfifo(paths.inbox / "p.csv")
    assert run_graph(paths).success
    assert ask(paths, "SELECT sum(parsed)::INT FROM sources") == [(9,)]
    assert ("M\ufffdller.csv",) in ask(paths, "SELECT parse_filename(path) FROM sources")
    assert (
        "a pipe" in ask(paths, "SELECT reason FROM rejects JOIN sources USING (source_id) WHERE name = 'p.csv'")[0][0]
    )


CORRECTED = "21-corrected-file-same-name"
PAPERS = "SELECT title, abstract, published_on::VARCHAR, venue, authors, doi FROM papers ORDER BY title"


def test_a_corrected_file_counts_as_if_it_alone_had_come(paths, case, run_graph, tmp_path):
    case(f"{CORRECTED}/first/export.csv")
    case(f"{CORRECTED}/other/other.csv")
    assert run_graph(paths).success
    assert ask(paths, "SELECT papers FROM builds") == [(16,)]
    case(f"{CORRECTED}/second/export.csv")
    assert run_graph(paths).success
    corrected = ask(paths, PAPERS)
    assert len(corrected) == 15
    by_title = {title: rest for title, *rest in corrected}
    assert "printed here by mistake" in by_title["Drying kelp by slow wind in the Lark basin"][0]
    assert by_title["Lantern acoustics for harbours without bells"][1] == "2025-06-01"
    assert by_title["Routing moss around wet stones"][1] == "2021-01-15"
    assert by_title["A tidal ledger for small crews"][2] == "Another Journal"
    assert any("Moor" in author for author in by_title["Steering paper kites with two strings"][3])
    assert "A wholly other title on copper bells" in by_title
    assert (
        "Learning bronze gears from worn teeth" not in by_title
        and "Indexing river stones by weight alone" not in by_title
    )
    assert ask(paths, "SELECT count(*) FROM sources WHERE name = 'export.csv' AND left_out IS NULL") == [(1,)]
    assert ask(paths, "SELECT count(*) FROM sources WHERE left_out = 'superseded'") == [(1,)]
    assert ask(paths, "SELECT change, papers_before, papers_now FROM build_changes") == [
        ("export.csv replaced by its newer version", 12, 11)
    ]
    # As from nothing: every row but the identities that were given first and stay.
    anew = data_paths(tmp_path / "anew")
    shutil.copytree(paths.inbox, anew.inbox)
    assert run_graph(anew).success
    assert ask(anew, PAPERS) == corrected
    for query in (
        "SELECT grain, period_start, papers FROM periods ORDER BY ALL",
        "SELECT grain, period_start, term, papers, mentions FROM term_counts ORDER BY ALL",
        "SELECT term, papers, mentions, first_seen, last_seen FROM terms ORDER BY ALL",
        "SELECT source_id, position, stated_on, listed_on FROM sightings ORDER BY ALL",
        "SELECT title, keyword, rank FROM keywords JOIN papers USING (paper_id) ORDER BY ALL",
        "SELECT word, papers FROM words ORDER BY ALL",
    ):
        assert ask(paths, query) == ask(anew, query), query


def test_a_file_that_is_gone_is_said_and_taken_out_and_brought_back(paths, case, run_graph):
    case(f"{CORRECTED}/second/export.csv")
    case(f"{CORRECTED}/other/other.csv")
    assert run_graph(paths).success
    (paths.inbox / "export.csv").unlink()
    assert run_graph(paths).success
    assert ask(paths, "SELECT count(*) FROM papers") == [(15,)]
    assert ask(paths, "SELECT name FROM sources WHERE gone_since IS NOT NULL") == [("export.csv",)]
    assert read_intake_note(paths.intake).gone == ("export.csv",)
    forget_source(paths.forgotten, "export.csv")
    assert run_graph(paths).success
    assert ask(paths, "SELECT count(*) FROM papers") == [(4,)]
    change = "SELECT change, papers_before FROM build_changes WHERE build_id = (SELECT max(build_id) FROM builds)"
    assert ask(paths, change) == [("export.csv taken out", 11)]
    restore_source(paths.forgotten, "export.csv")
    assert run_graph(paths).success
    assert ask(paths, "SELECT count(*) FROM papers") == [(15,)]
    assert ask(paths, change) == [("export.csv counts again", None)]


def test_a_first_run_of_unreadable_files_says_which_and_why(paths, run_graph):
    """Input 22, with a file of a kind that no version reads."""
    (paths.inbox / "scan.pdf").write_bytes(b"%PDF-1.7 made up")
    result = run_graph(paths)
    assert not result.success
    said = " ".join(str(event.event_specific_data) for event in result.all_events if event.is_step_failure)
    assert "scan.pdf: This is a PDF." in said
    note = read_intake_note(paths.intake)
    assert [name for name, _ in note.unread] == ["scan.pdf"]
