"""`CONTRIBUTING.md` against the project: every path, command and name in it is there."""

import re

import pytest

from pipelines.cli import main
from pipelines.settings import PROJECT

PAGE = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))


def test_every_path_is_there():
    paths = {name for name in NAMED if re.fullmatch(r"[\w.]+(/[\w.<>*]+)+/?|[\w-]+\.(md|toml|yaml)", name)}
    paths = {path for path in paths if not path.startswith(".venv/") and "<" not in path}
    assert len(paths) > 25
    assert not [path for path in paths if not any(PROJECT.glob(path.rstrip("/")))]


def test_every_target_of_make_is_there():
    targets = set(re.findall(r"^(\w+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for name in (*NAMED, *re.findall(r"^make \w+", PAGE, re.MULTILINE))
        for target in re.findall(r"^make (\w+)", name)
    }
    assert {"install", "test", "lint"} <= named <= targets


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("_COMMANDS", "pipelines/cli/__init__.py"),
        ("ASSETS", "pipelines/definitions.py"),
        ("ANALYSER_VERSION", "pipelines/text/phrases/analyse.py"),
        ("Rule", "warehouse/schema/rules.py"),
        ("tables_asset", "pipelines/orchestration/metadata.py"),
        ("Query", "dashboard/query.py"),
        ("FORMAT", "pipelines/sources/formats/__init__.py"),
    ],
)
def test_every_name_is_where_it_says(name, place):
    assert name in PAGE
    assert re.search(rf"\b{name}\b", (PROJECT / place).read_text(encoding="utf-8"))


def test_every_command_stands_in_the_readme():
    table = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert not [name for name in main.list_commands(None) if f"| `papertrends {name}" not in table]
