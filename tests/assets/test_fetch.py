from datetime import UTC, date, datetime, timedelta

import dagster as dg
import pytest

from pipelines.assets.fetch import DAYS, FETCHED, FetchConfig, FetchSpanConfig, _failures_in_words, asset_name
from pipelines.definitions import build_definitions
from pipelines.orchestration.resources import Warehouse
from pipelines.sources.files import find_files
from pipelines.sources.services import SERVICES
from pipelines.sources.services.errors import ComeBackLater, GaveUp, Refused, Unwanted
from tests.sources.fetching.fake_services import FakeServices, serve
from warehouse.connection import open_served
from warehouse.paths import data_paths

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@pytest.fixture
def fake(monkeypatch):
    for service in SERVICES.values():
        monkeypatch.setattr(service, "interval", 0.0, raising=False)
    with serve(FakeServices()) as fake:
        monkeypatch.setenv("PAPERTRENDS_FETCH_ADDRESS", fake.address)
        fake.fill(date(2025, 11, 1), 6, 5, 3)
        yield fake


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("PAPERTRENDS_SETTINGS", str(tmp_path / "absent.toml"))
    return data_paths(tmp_path / "data")


@pytest.fixture
def instance():
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


@pytest.fixture
def run(data, instance):
    """Runs a job: ``run("fetch_arxiv", config={…}, partition_key="2025-11-01")``."""

    def run(job, config=None, step=None, **options):
        definitions = build_definitions(Warehouse(data_folder=str(data.root)))
        ops = {"ops": {step or f"{job}_day": {"config": config or {}}}}
        return definitions.resolve_job_def(job).execute_in_process(
            run_config=QUIET | ops, instance=instance, raise_on_error=False, **options
        )

    return run


def materialized(instance, service="huggingface"):
    return set(instance.get_materialized_partitions(dg.AssetKey(f"fetched_{service}")))


def last_of(instance, service="huggingface"):
    return instance.get_latest_materialization_event(dg.AssetKey(f"fetched_{service}")).asset_materialization


def problem(result):
    (event,) = [event for event in result.all_node_events if event.is_step_failure]
    return event.step_failure_data.user_failure_data.description


def test_a_partition_is_a_day_in_the_inbox(fake, data, run, instance):
    result = run("fetch_huggingface", partition_key="2025-11-01")
    assert result.success
    said = last_of(instance)
    assert (said.asset_key.to_user_string(), said.partition) == ("fetched_huggingface", "2025-11-01")
    assert said.metadata["run"].value == result.run_id
    numbers = {name: value.value for name, value in said.metadata.items()}
    assert numbers.pop("bytes") == sum(path.stat().st_size for path in find_files([data.inbox]))
    numbers.pop("run")
    assert numbers == {"dagster/row_count": 6, "stated": "not stated", "files": 2, "requests": 3, "fetched_before": 0}
    assert len(find_files([data.inbox])) == 2
    assert materialized(instance) == {"2025-11-01"}


def test_a_partition_that_was_fetched_is_not_asked_for_again(fake, run, instance):
    run("fetch_huggingface", partition_key="2025-11-01")
    asked = len(fake.log)
    again = run("fetch_huggingface", partition_key="2025-11-01")
    assert again.success
    assert len(fake.log) == asked
    assert last_of(instance).metadata["fetched_before"].value
    assert run("fetch_huggingface", {"again": True}, partition_key="2025-11-01").success
    assert len(fake.log) == 2 * asked


def test_a_backfill_of_three_days(fake, data, run, instance):
    days = {"2025-11-01", "2025-11-02", "2025-11-03"}
    for day in sorted(days):
        assert run("fetch_arxiv", {"categories": ["cs.CL"]}, partition_key=day).success
    assert materialized(instance, "arxiv") == days
    assert {path.parent.name for path in find_files([data.inbox])} == {"20251101", "20251102", "20251103"}


def test_a_day_that_falls_short_fails_and_the_others_are_there(fake, run, instance):
    fake.stated = lambda total: total + 2 if total == 5 else total
    config = {"service": "arxiv", "first_day": "2025-11-01", "last_day": "2025-11-03"}
    result = run("fetch", config, "fetch_span")
    assert not result.success
    assert problem(result).startswith("arXiv says that it has 7 records for 2025-11-02, and gave 5.")
    assert materialized(instance, "arxiv") == {"2025-11-01", "2025-11-03"}
    assert run("fetch_arxiv", {"accept_shortfall": True}, partition_key="2025-11-02").success
    assert materialized(instance, "arxiv") == {"2025-11-01", "2025-11-02", "2025-11-03"}


def test_what_is_wanted_comes_from_the_settings(fake, run, data, instance, tmp_path, monkeypatch):
    settings = tmp_path / "mine.toml"
    settings.write_text('[fetch.arxiv]\ncategories = ["cs.CL", "cs.LG"]\n')
    monkeypatch.setenv("PAPERTRENDS_SETTINGS", str(settings))
    result = run("fetch_arxiv", partition_key="2025-11-03")
    assert {path.parents[1].name for path in find_files([data.inbox])} == {"cs.CL", "cs.LG"}
    # One materialization a day, of both.
    assert result.success
    assert last_of(instance, "arxiv").metadata["dagster/row_count"].value == 6


def test_a_service_that_needs_a_query_says_so_and_is_not_tried_again(fake, run):
    result = run("fetch_pubmed", partition_key="2025-11-01")
    assert not result.success
    assert problem(result).startswith("Say what to fetch: PubMed takes in some 5,000 records a day")
    assert fake.log == []


def test_a_span_of_days_needs_no_partitions(fake, run, data, instance):
    config = {"service": "europepmc", "query": "pebbles", "first_day": "2025-11-01", "last_day": "2025-11-02"}
    assert run("fetch", config, "fetch_span").success
    assert materialized(instance, "europepmc") == {"2025-11-01", "2025-11-02"}
    assert len(find_files([data.inbox])) == 4


def test_a_span_may_reach_into_a_day_that_is_not_over(fake, run, data, instance):
    fake.fill(datetime.now(UTC).date(), 2)
    result = run("fetch", {"service": "huggingface", "first_day": "today", "last_day": "today"}, "fetch_span")
    assert result.success
    assert len(find_files([data.inbox])) == 1
    assert materialized(instance) == set()


def test_a_span_that_is_none_is_told(fake, run):
    result = run("fetch", {"service": "huggingface", "first_day": "soon"}, "fetch_span")
    assert problem(result).startswith("'soon' is no day; write it as ")


def test_what_is_fetched_is_taken_in_with_its_day_of_listing(fake, data, run, run_graph):
    assert run(
        "fetch", {"service": "huggingface", "first_day": "2025-11-01", "last_day": "2025-11-03"}, "fetch_span"
    ).success
    result = run_graph(data)
    assert result.success, [event.message for event in result.all_events if event.is_failure]
    with open_served(data.served) as connection:
        rows = connection.execute("SELECT listed_on, count(*) FROM sightings GROUP BY ALL ORDER BY ALL").fetchall()
        papers = connection.execute("SELECT count(*), count(DISTINCT arxiv_id) FROM papers").fetchall()
    assert rows == [(date(2025, 11, 1), 6), (date(2025, 11, 2), 5), (date(2025, 11, 3), 3)]
    assert papers == [(14, 14)]


@pytest.mark.parametrize(
    ("error", "retries"),
    [
        (GaveUp("no"), True),
        (Refused("no"), False),
        (Unwanted("no"), False),
        (ComeBackLater("no", datetime.now(UTC)), False),
    ],
)
def test_only_what_may_mend_itself_is_tried_again(error, retries):
    with pytest.raises(dg.Failure) as failed, _failures_in_words():
        raise error
    assert (failed.value.description, failed.value.allow_retries) == ("no", retries)


def test_each_job_is_tried_again():
    definitions = build_definitions(Warehouse())
    for name in ("fetch", *(f"fetch_{name}" for name in SERVICES)):
        (node,) = definitions.resolve_job_def(name).nodes
        assert node.definition.retry_policy.max_retries == 2


def test_the_config_is_documented_and_has_no_place_for_a_key():
    for config in (FetchConfig, FetchSpanConfig):
        assert all(field.description for field in config.model_fields.values())
    assert not [name for name in FetchSpanConfig.model_fields if "key" in name]
    assert set(FetchSpanConfig.model_fields) == {
        *("service", "first_day", "last_day"),
        *("query", "categories", "by", "again", "accept_shortfall"),
    }


def test_a_run_cannot_be_told_to_put_files_elsewhere(fake, data, tmp_path):
    job = build_definitions(Warehouse(data_folder=str(data.root))).resolve_job_def("fetch_huggingface")
    elsewhere = {"resources": {"inbox": {"config": {"data_folder": str(tmp_path / "elsewhere")}}}}
    assert job.execute_in_process(run_config=QUIET | elsewhere, partition_key="2025-11-01").success
    assert len(find_files([data.inbox])) == 2
    assert not (tmp_path / "elsewhere").exists()


def test_each_service_has_an_asset_by_day():
    for service, spec in zip(SERVICES.values(), FETCHED, strict=True):
        assert spec.key == dg.AssetKey(asset_name(service))
        assert spec.group_name == "fetch"
        assert spec.partitions_def == DAYS
        assert service.label in spec.description
        assert spec.freshness_policy
    # The last partition is a day that is over.
    assert DAYS.get_last_partition_key() == str(datetime.now(UTC).date() - timedelta(days=1))
