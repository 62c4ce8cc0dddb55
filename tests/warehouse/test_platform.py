"""Windows lacks what queries and runs need: it is told so in words, by the package and by the command."""

import importlib
import sys

import pytest
from click.testing import CliRunner

import warehouse
from pipelines.cli import main


def test_windows_is_told_to_use_wsl(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(ImportError, match="install WSL"):
        importlib.reload(warehouse)


def test_the_command_says_it_without_a_trace(monkeypatch):
    for name in [
        name for name in sys.modules if name.partition(".")[0] == "warehouse" or name == "pipelines.cli.status"
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "platform", "win32")
    result = CliRunner().invoke(main, ["status"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: Papertrends runs on Linux and macOS.")
