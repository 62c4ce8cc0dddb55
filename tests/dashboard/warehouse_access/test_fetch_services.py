from datetime import date

import pytest
from dagster_graphql.schema import create_schema
from graphql import parse, validate

from dashboard.warehouse_access import dagster_client, fetch_services
from dashboard.warehouse_access.dagster_client import RunsUnavailable
from dashboard.warehouse_access.fetch_services import JOB, Service, fetch_config, list_services
from pipelines.assets.fetch import FETCHED, FetchSpanConfig
from pipelines.orchestration import fetch_jobs
from pipelines.sources.services import SERVICES


def test_services_are_told_as_their_assets_describe_them(fake_dagster):
    fake_dagster.services = [dict(asset.metadata) for asset in FETCHED]
    listed = list_services(fake_dagster.address)
    assert {one.name for one in listed} == set(SERVICES)
    arxiv = next(one for one in listed if one.name == "arxiv")
    assert arxiv == Service(
        "arxiv",
        "arXiv",
        "oaipmh.arxiv.org, export.arxiv.org",
        SERVICES["arxiv"].query_help,
        SERVICES["arxiv"].category_help,
        "",
        "was added or last changed",
    )


def test_without_services_it_is_said(fake_dagster):
    with pytest.raises(RunsUnavailable, match="no service"):
        list_services(fake_dagster.address)
    with pytest.raises(RunsUnavailable, match="does not answer"):
        list_services("http://127.0.0.1:9")


def test_the_config_is_one_that_the_job_takes():
    config = fetch_config("arxiv", date(2026, 11, 1), date(2026, 11, 7), "", ["cs.CL"])
    wanted = config["ops"]["fetch_span"]["config"]
    assert fetch_jobs.SPAN == JOB
    read = FetchSpanConfig(**wanted)
    assert (read.service.value, read.first_day, read.last_day) == ("arxiv", "2026-11-01", "2026-11-07")
    assert (read.query, read.categories, read.again) == ("", ["cs.CL"], False)


@pytest.mark.parametrize(
    "query", [dagster_client._RUNS, dagster_client._FAILURE, dagster_client._LAUNCH, fetch_services._SERVICES]
)
def test_dagster_understands_what_is_asked(query):
    assert validate(create_schema().graphql_schema, parse(query)) == []
