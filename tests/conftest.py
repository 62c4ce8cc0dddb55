"""Fixtures that tests of several parts share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import settings

from warehouse.paths import DataPaths, data_paths

if TYPE_CHECKING:
    import dagster as dg

# Where a landing is decided, properties try the same examples every time; elsewhere they look for new ones.
settings.register_profile("landing", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("landing")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real third-party texts beside the checkout; tests that need it are skipped where it is absent."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the real texts in ../shared/data, which are not part of this repository")
    return folder


@pytest.fixture(scope="session")
def run_graph() -> Callable[..., "dg.ExecuteInProcessResult"]:
    """Runs the real job `refresh` in this process: ``run_graph(paths, sources=[], refit=False, instance=None)``.

    A run that fails is a result, not an exception.
    """
    from pipelines.definitions import build_definitions
    from pipelines.orchestration.jobs import REFRESH
    from pipelines.orchestration.resources import Warehouse
    from pipelines.sources.given_paths import giving

    def run(paths: DataPaths, sources=(), *, refit=False, instance=None) -> "dg.ExecuteInProcessResult":
        definitions = build_definitions(Warehouse(data_folder=str(paths.root)))
        config = {
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            "ops": {
                "read_files": {"config": {"paths": [str(source) for source in sources]}},
                "find_paper_themes": {"config": {"refit": refit}},
            },
        }
        with giving(sources):
            return definitions.resolve_job_def(REFRESH).execute_in_process(
                run_config=config, instance=instance, raise_on_error=False
            )

    return run


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory) -> Path:
    """Folder that all processes of one call of pytest have in common (pytest-xdist gives each its own otherwise)."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session")
def small_sample(shared_folder) -> Path:
    """Folder of a made-up corpus that is small enough to run the graph on in seconds. Read-only."""
    from pipelines.sample import write_sample

    folder = shared_folder / "sample"
    with FileLock(shared_folder / "sample.lock"):
        if not (folder / "truth.json").exists():
            write_sample(folder, months=12, papers=180)
    return folder


@pytest.fixture(scope="session")
def served_sample(shared_folder, run_graph, small_sample) -> DataPaths:
    """Data folder of the one run on `small_sample` that all tests share; whoever wants to change it copies it first."""
    paths = data_paths(shared_folder / "served")
    with FileLock(shared_folder / "served.lock"):
        if not paths.served.exists():
            result = run_graph(paths, [small_sample])
            assert result.success, [event.message for event in result.all_events if event.is_failure]
    return paths
