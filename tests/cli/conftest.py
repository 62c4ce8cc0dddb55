"""Fixtures of the command line's tests."""

import pytest
from click.testing import CliRunner

from pipelines.cli import main


@pytest.fixture
def call(monkeypatch):
    """Calls ``papertrends`` in this process: ``call("run", path, data=folder)``."""

    def call(*arguments, data=None, **options):
        if data is not None:
            monkeypatch.setenv("PAPERTRENDS_DATA", str(data))
        return CliRunner().invoke(main, [str(one) for one in arguments], **options)

    return call
