"""The code location `papertrends`: everything put together, nothing defined."""

import dagster as dg

from pipelines.assets import changes, fetch, growth_parts, ingest, papers, publish, search_index, terms, themes, trends
from pipelines.orchestration import fetch_jobs
from pipelines.orchestration.jobs import refresh
from pipelines.orchestration.resources import Inbox, Warehouse
from pipelines.orchestration.schedules import daily_refresh
from pipelines.orchestration.sensors import inbox_sensor

ASSETS = [
    *fetch.FETCHED,
    ingest.INBOX,
    ingest.read_files,
    papers.merge_records,
    terms.find_phrases,
    search_index.index_words,
    terms.index_terms,
    terms.rank_paper_keywords,
    themes.find_paper_themes,
    *trends.COUNTS,
    trends.divide_papers,
    *trends.VERDICTS,
    growth_parts.explain_growth,
    changes.note_changes,
    publish.check_build,
    publish.publish_build,
]


def build_definitions(warehouse: Warehouse) -> dg.Definitions:
    """The definitions over `warehouse`; tests hand in their own."""
    return dg.Definitions(
        assets=ASSETS,
        jobs=[refresh, *fetch_jobs.JOBS],
        schedules=[daily_refresh, *fetch_jobs.SCHEDULES],
        sensors=[inbox_sensor],
        resources={"warehouse": warehouse, "inbox": Inbox(warehouse.data_folder)},
        # Each step is multi-threaded by itself, and the lock of a run lives in one process.
        executor=dg.in_process_executor,
    )


defs = build_definitions(Warehouse())
