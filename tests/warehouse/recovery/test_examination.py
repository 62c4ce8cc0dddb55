"""What is said of files that are damaged, foreign, or of another version."""

import subprocess
import sys

import duckdb
import pytest

from warehouse.connection import open_build
from warehouse.recovery.examination import State, examine, find_damaged_table, read_last_build, read_publication
from warehouse.writer import prepare_build


def run_sql(path, *statements):
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_published_build_is_whole(publish_papers):
    paths = publish_papers(3)
    assert examine(paths.build).state is examine(paths.served).state is State.WHOLE
    assert find_damaged_table(paths.served) is None
    assert read_last_build(paths.served) == "build-3"


@pytest.mark.parametrize(
    ("harm", "state"),
    [
        (lambda path: path.unlink(), State.MISSING),
        (lambda path: (path.unlink(), path.mkdir()), State.FOLDER),
        (lambda path: path.write_bytes(b""), State.UNREADABLE),
        (lambda path: path.write_text("hello"), State.UNREADABLE),
        (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), State.UNREADABLE),
        (lambda path: (path.unlink(), run_sql(path, "CREATE TABLE papers (a INTEGER)")), State.FOREIGN),
        (lambda path: run_sql(path, "ALTER TABLE builds RENAME papers TO paper_count"), State.NEWER),
        (lambda path: run_sql(path, "ALTER TABLE builds ADD COLUMN mood VARCHAR"), State.NEWER),
        (lambda path: run_sql(path, "ALTER TABLE builds DROP COLUMN papers"), State.OLDER),
        (lambda path: run_sql(path, "ALTER TABLE sources DROP COLUMN sha256"), State.WHOLE),
        (lambda path: run_sql(path, "CREATE TABLE mine (a INTEGER)"), State.WHOLE),
        (lambda path: run_sql(path, "DELETE FROM builds"), State.INCOMPLETE),
        (lambda path: run_sql(path, "DROP TABLE builds"), State.FOREIGN),
    ],
    ids=lambda one: one.name if isinstance(one, State) else "",
)
def test_each_damage_has_its_state(publish_papers, harm, state):
    paths = publish_papers(3)
    harm(paths.build)
    assert examine(paths.build).state is state


def test_a_file_that_is_open_elsewhere_is_told_from_a_damaged_one(publish_papers):
    paths = publish_papers(3)
    hold = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('open', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", hold, str(paths.build)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "open\n"
        assert examine(paths.build).state is State.BUSY
    finally:
        process.kill()
        process.wait()


def test_a_build_that_a_killed_run_left_is_whole(tmp_path):
    path = tmp_path / "build.duckdb"
    code = (
        "import sys, os, pathlib\nfrom warehouse.connection import open_build\n"
        "from warehouse.writer import prepare_build\n"
        "with open_build(pathlib.Path(sys.argv[1])) as c:\n    prepare_build(c)\n    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.with_name("build.duckdb.wal").exists()
    assert examine(path).state is State.WHOLE
    with open_build(path) as connection:
        assert prepare_build(connection) == []


def test_rows_that_cannot_be_read_are_found(tmp_path):
    path = tmp_path / "build.duckdb"
    with open_build(path) as connection:
        prepare_build(connection)
        connection.execute("CREATE TABLE noise AS SELECT random() AS a FROM range(500_000)")
    content = bytearray(path.read_bytes())
    assert find_damaged_table(path) is None
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert examine(path).state is State.WHOLE
    assert find_damaged_table(path) == "noise"


def test_what_was_published_is_noted(publish_papers):
    paths = publish_papers(3)
    assert read_publication(paths) == ("build-3", 3, "")
    paths.publication.write_text("{")
    assert read_publication(paths) is None
