import re
import tomllib
from pathlib import Path

import dagster as dg
import pytest
from ruamel.yaml import YAML

from pipelines.definitions import build_definitions, defs
from pipelines.orchestration.instance import DAGSTER_YAML, PapertrendsInstance, open_instance
from pipelines.orchestration.resources import Warehouse
from pipelines.sources.services import SERVICES
from warehouse.schema import TABLES, table
from warehouse.schema.declare import GROUPS

ROOT = Path(__file__).parents[1]
SPECS = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}


STEPS = [one for one in defs.assets if isinstance(one, dg.AssetsDefinition)]
FETCHED = {f"fetched_{name}" for name in SERVICES}


def upstream_of(name):
    found = set()
    waiting = [name]
    while waiting:
        deps = {dep.asset_key.to_user_string() for dep in SPECS[waiting.pop()].deps}
        waiting.extend(deps - found)
        found |= deps
    return found


def test_the_definitions_can_be_loaded():
    dg.Definitions.validate_loadable(defs)
    dg.Definitions.validate_loadable(build_definitions(Warehouse(data_folder="/somewhere")))


def test_each_table_is_an_asset_and_each_asset_a_table_a_file_or_what_was_fetched():
    assert set(SPECS) == {table.name for table in TABLES} | {"served_warehouse", "inbox"} | FETCHED


@pytest.mark.parametrize("name", sorted(SPECS))
def test_an_asset_says_what_it_is(name):
    spec = SPECS[name]
    assert spec.description
    assert spec.owners
    assert spec.kinds
    assert spec.group_name in (*GROUPS, "fetch")
    if name not in {"served_warehouse", "inbox", *FETCHED}:
        schema = spec.metadata["dagster/column_schema"]
        assert all(column.description for column in schema.columns)


def test_the_graph_is_that_of_the_design():
    assert {dep.asset_key.to_user_string() for dep in SPECS["sources"].deps} == {"inbox"}
    assert upstream_of("sources") == {"inbox", *FETCHED}
    assert "records" in upstream_of("papers")
    assert {"papers", "candidates"} <= upstream_of("paper_terms")
    assert {"terms", "paper_terms"} <= upstream_of("themes")
    assert {"periods", "term_counts"} <= upstream_of("term_trends")
    assert {"periods", "theme_counts"} <= upstream_of("theme_trends")
    assert upstream_of("checks") == set(SPECS) - {"checks", "builds", "served_warehouse"}
    assert {name for name, spec in SPECS.items() if spec.partitions_def} == FETCHED
    assert "checks" in upstream_of("served_warehouse")


def test_no_step_takes_a_slot_that_a_killed_run_would_keep():
    assert {assets.op.pool for assets in STEPS} == {None}


def test_only_checks_on_data_stop_a_build():
    blocking = {spec.asset_key.to_user_string() for one in STEPS for spec in one.check_specs if spec.blocking}
    assert {table(name).group for name in blocking} == {"ingest", "papers"}
    assert blocking >= {"sources", "rejects", "records", "papers", "sightings"}


def test_the_job_holds_the_whole_graph_but_fetches_nothing_and_needs_no_choice():
    job = defs.resolve_job_def("refresh")
    assert {key.to_user_string() for key in job.asset_layer.executable_asset_keys} == set(SPECS) - {"inbox", *FETCHED}
    assert job.partitions_def is None
    dg.validate_run_config(job, {})
    assert job.executor_def is dg.in_process_executor


def test_nothing_is_fetched_before_it_is_asked_for():
    schedules = {schedule.name: schedule for schedule in defs.get_repository_def().schedule_defs}
    assert set(schedules) == {"daily_refresh", *(f"fetch_{name}_daily" for name in SERVICES)}
    assert {one.default_status for one in schedules.values()} == {dg.DefaultScheduleStatus.STOPPED}


def test_workspace_and_project_agree():
    workspace = YAML(typ="safe").load((ROOT / "workspace.yaml").read_text(encoding="utf-8"))
    location = workspace["load_from"][0]["python_module"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["dg"]["project"]
    assert location["location_name"] == project["code_location_name"]
    assert location["module_name"] == f"{project['root_module']}.definitions"


def test_the_home_follows_the_data_folder_whoever_starts(tmp_path, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "elsewhere"))
    home = tmp_path / "data" / "dagster"
    with open_instance() as instance:
        assert isinstance(instance, PapertrendsInstance)
        assert Path(instance.root_directory) == home
    # As `dagster dev` does without a DAGSTER_HOME: a temporary folder, and the configuration of the working directory.
    reference = dg._core.instance.ref.InstanceRef.from_dir(str(tmp_path / "temporary"), config_dir=str(ROOT))
    with dg.DagsterInstance.from_ref(reference) as instance:
        assert Path(instance.root_directory) == home
        assert not instance.nux_enabled
        assert instance.get_settings("telemetry") == {"enabled": False}
        assert instance.get_concurrency_config().pool_config.default_pool_limit is None
    assert (home / "dagster.yaml").read_bytes() == DAGSTER_YAML.read_bytes()
    assert not (tmp_path / "elsewhere").exists()


def test_the_configuration_names_no_place_of_one_machine():
    assert not re.search(r"(^|[\s:\"'])/\w", DAGSTER_YAML.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["a%20b", "a?b"])
def test_a_path_that_dagster_cannot_open_is_told(tmp_path, monkeypatch, name):
    monkeypatch.setenv("PAPERTRENDS_DATA", str(tmp_path / name))
    with pytest.raises(OSError, match="must not hold"), open_instance():
        pass
    assert not list(tmp_path.iterdir())
