"""The Dagster instance: its home is in the data folder, whoever starts it."""

import json
import os
import shutil
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster import DagsterInstance, DagsterRun
from dagster._core.instance.ref import InstanceRef
from dagster._serdes import ConfigurableClassData

from pipelines.settings import PROJECT
from warehouse.paths import DataPaths, data_paths

DAGSTER_YAML = PROJECT / "dagster.yaml"
LOG_LEVEL = "PAPERTRENDS_LOG_LEVEL"
"""Environment variable: level from which on runs that Dagster's servers start tell their messages to the console."""


class PapertrendsInstance(DagsterInstance):
    """A Dagster instance whose home is `warehouse/data/dagster`, or in the folder that `PAPERTRENDS_DATA` names.

    `dagster.yaml` names this class. Without it, a `dagster dev` that knows no DAGSTER_HOME would keep its history in a
    temporary folder and lose it at its end.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The web server of Dagster makes its instance before its app. No other process has it loaded.
        if "dagster_webserver" in sys.modules:
            from pipelines.orchestration.web_guard import install

            install()

    def create_run(self, *, run_config: Mapping[str, object] | None, **named: Any) -> DagsterRun:
        """As Dagster does. Unless the run says so itself, its console tells no more than `LOG_LEVEL`, by default
        warnings: Dagster would write hundreds of lines a run into the log of the server. The history holds all."""
        level = os.environ.get(LOG_LEVEL, "warning").upper()
        quiet = {"loggers": {"console": {"config": {"log_level": level}}}}
        return super().create_run(run_config={**quiet, **(run_config or {})}, **named)

    @classmethod
    def config_schema(cls) -> Mapping[str, object]:
        """Settings of its own in dagster.yaml: none."""
        return {}

    @classmethod
    def config_defaults(cls, base_dir: str) -> Mapping[str, ConfigurableClassData | None]:
        """Where everything is kept that dagster.yaml does not place; `base_dir`, its folder, is not used."""
        home = str(prepare_home(data_paths()))
        storage = ConfigurableClassData("pipelines.orchestration.storage", "History", json.dumps({"base_dir": home}))
        return {**InstanceRef.config_defaults(home), "storage": storage}


def prepare_home(paths: DataPaths) -> Path:
    """Makes Dagster's home, with a copy of `dagster.yaml`, where it is not there; returns it."""
    home = paths.dagster_home
    if sign := next((sign for sign in "%?" if sign in str(home)), ""):
        raise OSError(
            f"Dagster keeps its history in files whose path must not hold {sign!r}; move it (PAPERTRENDS_DATA)."
        )
    home.mkdir(parents=True, exist_ok=True)
    copy = home / DAGSTER_YAML.name
    content = DAGSTER_YAML.read_bytes()
    if not copy.exists() or copy.read_bytes() != content:
        draft = copy.with_name(f".{copy.name}.{os.getpid()}")
        shutil.copyfile(DAGSTER_YAML, draft)
        draft.replace(copy)
    return home


@contextmanager
def open_instance() -> Generator[DagsterInstance]:
    """The instance that the command line shares with the Dagster UI; DAGSTER_HOME has no say."""
    home = prepare_home(data_paths())
    with DagsterInstance.from_ref(InstanceRef.from_dir(str(home))) as instance:
        yield instance
