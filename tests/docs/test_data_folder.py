"""The two lines of `docs/data-folder.md` that back up and restore a data folder do what they say."""

import re
import subprocess
from pathlib import Path

import pytest

from warehouse.connection import open_build, open_served
from warehouse.recovery.restoration import restore_files

DOCS = Path(__file__).parents[2] / "docs" / "data-folder.md"


@pytest.fixture
def commands():
    """The line that backs up, and the line that restores."""
    block = re.search(r"## Backup and restore.*?```\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    return block[1].strip().splitlines()


def test_what_was_backed_up_comes_back(commands, served_sample, tmp_path):
    backup, restore = commands
    data = tmp_path / "warehouse" / "data"
    data.mkdir(parents=True)
    (tmp_path / "backup").mkdir()
    (data / "papers.duckdb").write_bytes(served_sample.served.read_bytes())
    (data / "decisions.yaml").write_text("- {keep: MoE, apart_from: mixture of experts}\n")
    subprocess.run(backup, shell=True, cwd=tmp_path, check=False, capture_output=True)
    for file in data.iterdir():
        file.unlink()
    subprocess.run(restore, shell=True, cwd=tmp_path, check=True)
    paths = type(served_sample)(data)
    restore_files(paths)
    assert paths.decisions.exists()
    count = "SELECT count(*) FROM papers"
    with open_served(served_sample.served) as before, open_build(paths.build) as after:
        assert after.execute(count).fetchall() == before.execute(count).fetchall()
