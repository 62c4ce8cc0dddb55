"""Publishes a hand-made warehouse in one of its states."""

from datetime import date
from pathlib import Path

import polars as pl

from tests.dashboard.handmade.corpus import FIRST, MONTHS, SECOND, hand_corpus
from tests.dashboard.handmade.judged import write_periods, write_verdicts
from tests.dashboard.handmade.tables import write_corpus
from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.writer import prepare_build, replace_table


def build_warehouse(root: Path, state: str) -> None:
    """Publishes the warehouse of `state` under `root`: full, undated, one_month, empty or sample (full, but made
    up)."""
    paths = data_paths(root)
    papers, paper_terms = hand_corpus()
    if state == "undated":
        papers = [
            paper
            | {
                "published_on": None,
                "date_precision": "none",
                "date_source": "none",
                "first_listed_on": None,
                "month": None,
            }
            for paper in papers
        ]
    elif state == "one_month":
        kept = {paper["paper_id"] for paper in papers if paper["month"] == MONTHS[1]}
        papers = [paper for paper in papers if paper["paper_id"] in kept]
        paper_terms = [row for row in paper_terms if row["paper_id"] in kept]
    elif state == "empty":
        papers, paper_terms = [], []
    judged = state in ("full", "sample")
    with open_build(paths.build) as connection:
        prepare_build(connection)
        dated = sum(paper["published_on"] is not None for paper in papers)
        _write_builds(connection, state, len(papers), dated, judged)
        if papers:
            write_corpus(connection, papers, paper_terms)
            write_periods(connection)
            write_verdicts(connection, judged)
    publish(paths.build, paths.served)


def _write_builds(connection, state: str, papers: int, dated: int, judged: bool) -> None:
    rows = [
        {
            "build_id": f"{when:%Y%m%d-%H%M%S}",
            "started_at": when.replace(minute=0),
            "published_at": when.replace(minute=1),
            "papers": many,
            "dated_papers": some,
            "analyser_version": "1",
            "git_revision": "unknown",
            "is_sample": state == "sample",
            "baseline_start": MONTHS[0] if judged else None,
            "recent_start": MONTHS[1] if judged else None,
            "recent_end": date(2025, 3, 31) if judged else None,
            "false_discovery_rate": 0.05,
        }
        for when, many, some in ((FIRST, 40, 39), (SECOND, papers, dated))
    ]
    replace_table(connection, "builds", pl.DataFrame(rows, infer_schema_length=None))
