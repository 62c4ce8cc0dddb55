import subprocess
import sys

import click
import pytest

from pipelines.cli import main

COMMANDS = main.list_commands(click.Context(main))


def test_help_names_every_command(call):
    result = call("--help")
    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_has_examples(call, name):
    result = call(name, "--help")
    assert result.exit_code == 0
    assert f"  papertrends {name}" in result.output


def test_an_unknown_command_is_answered_with_those_there_are(call):
    result = call("runn")
    assert result.exit_code == 2
    assert f"There is no command 'runn'; there are {', '.join(COMMANDS)}." in result.output


@pytest.mark.parametrize(
    ("command", "absent"),
    [("--help", ("dagster", "polars", "duckdb", "rich")), ("sql", ("dagster",)), ("status", ("dagster",))],
)
def test_what_is_not_needed_is_not_imported(command, absent, served_sample):
    arguments = {"sql": ["sql", "FROM builds"]}.get(command, [command])
    code = (
        "import sys\nfrom pipelines.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"print([name for name in {absent!r} if name in sys.modules], file=sys.stderr)"
    )
    environment = {"PAPERTRENDS_DATA": str(served_sample.root), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_main_is_what_the_project_installs():
    assert main.name == "main"
