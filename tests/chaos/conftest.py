"""The stage of the short part of the harness: two made-up corpora that are small enough for runs of seconds."""

import pytest
from filelock import FileLock

from benchmarks.chaos.stage import set_stage

PAPERS = 60


@pytest.fixture(scope="session")
def stage(shared_folder):
    """A data folder with the first files, and one with the second on top. Read-only but for copies of one's own."""
    with FileLock(shared_folder / "chaos.lock"):
        return set_stage(shared_folder / "chaos", PAPERS)
