"""Seconds of counting and judging a made-up corpus: `python -m benchmarks.trends speed`."""

import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.trends.tables import print_table
from pipelines.settings import TrendSettings
from pipelines.sql import read_query
from pipelines.trends import judge
from warehouse.connection import open_build
from warehouse.writer import fill_table, prepare_build, read_table, replace_table

TERMS_PER_PAPER = 20
"""Terms drawn a paper; 74,728 arXiv papers have 19.7 on average."""

VOCABULARY = 80_000


def make_warehouse(path: Path, papers: int) -> None:
    """Papers over five years with terms drawn by the law of Zipf and Mandelbrot; texts are empty, as no query reads
    them."""
    random = np.random.default_rng(1)
    precision = random.choice(["day", "month", "year"], papers, p=[0.8, 0.19, 0.01])
    numbers = pl.Series("paper_id", [f"arxiv:{2000 + number // 5000}.{number:07d}" for number in range(papers)])
    day = pl.Series(np.datetime64("2020-01-01") + random.integers(0, 5 * 365, papers))
    frame = (
        pl.DataFrame({"paper_id": numbers, "day": day, "date_precision": precision})
        .with_columns(
            published_on=pl.when(pl.col("date_precision") == "day")
            .then("day")
            .when(pl.col("date_precision") == "month")
            .then(pl.col("day").dt.truncate("1mo"))
            .otherwise(pl.col("day").dt.truncate("1y")),
            title=pl.lit(""),
            abstract=pl.lit(""),
            date_source=pl.lit("given"),
            language=pl.lit("en"),
            categories=pl.lit([], dtype=pl.List(pl.String)),
            authors=pl.lit([], dtype=pl.List(pl.String)),
            sightings=pl.lit(1),
            is_snippet=pl.lit(False),
            text_hash=pl.lit(""),
        )
        .drop("day")
    )
    weights = np.cumsum(1 / (np.arange(VOCABULARY) + 30.0))
    drawn = np.searchsorted(weights, random.random(papers * TERMS_PER_PAPER) * weights[-1])
    pairs = np.unique(np.repeat(np.arange(papers), TERMS_PER_PAPER) * VOCABULARY + drawn)
    paper, term = pairs // VOCABULARY, pairs % VOCABULARY
    ids = random.choice(2**53 - 1, VOCABULARY, replace=False)
    held = np.bincount(term, minlength=VOCABULARY)
    terms = pl.DataFrame(
        {"term_id": ids, "term": [f"made-up {number:05d}" for number in range(VOCABULARY)], "papers": held}
    ).with_columns(words=pl.lit(2), mentions=2 * pl.col("papers"))
    paper_terms = pl.DataFrame({"paper_id": numbers.gather(paper), "term_id": ids[term]}).with_columns(
        mentions=pl.lit(2), in_title=pl.lit(False)
    )
    themes = pl.DataFrame({"theme_id": np.arange(1, 41)}).with_columns(
        label=pl.concat_str(pl.lit("theme "), "theme_id"),
        top_terms=pl.lit([], dtype=pl.List(pl.String)),
        representative_papers=pl.lit([], dtype=pl.List(pl.String)),
        papers=pl.lit(1),
        coherence=pl.lit(0.0),
        x=pl.lit(0.0),
        y=pl.lit(0.0),
        centrality=pl.lit(0.0),
        density=pl.lit(0.0),
        color=pl.lit(0),
        pinned=pl.lit(False),
    )
    paper_themes = pl.DataFrame({"paper_id": numbers, "theme_id": random.integers(1, 41, papers)}).with_columns(
        weight=pl.lit(1.0), is_primary=pl.lit(True)
    )
    with open_build(path) as connection:
        prepare_build(connection)
        replace_table(connection, "papers", frame)
        replace_table(connection, "terms", terms.filter(pl.col("papers") > 0))
        replace_table(connection, "paper_terms", paper_terms)
        replace_table(connection, "themes", themes)
        replace_table(connection, "paper_themes", paper_themes)


def _read_months(connection, table: str, identity: str) -> pl.DataFrame:
    return connection.sql(f"SELECT {identity} AS id, period_start, papers FROM {table} WHERE grain = 'month'").pl()


def measure_speed(papers: int) -> None:
    """Prints the seconds of each step for a made-up corpus of this many papers."""
    steps: list[tuple[str, int, float, float]] = []

    def note(step: str, made: int, started: tuple[float, float]) -> None:
        steps.append((step, made, time.perf_counter() - started[0], time.process_time() - started[1]))

    def now() -> tuple[float, float]:
        return time.perf_counter(), time.process_time()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "build.duckdb"
        # In a process of its own, so that the peak memory is that of counting and judging.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as maker:
            maker.submit(make_warehouse, path, papers).result()
        with open_build(path) as connection:
            for name in ("periods", "term_counts", "theme_counts", "term_pairs"):
                started = now()
                note(f"{name}.sql", fill_table(connection, name, read_query(name)), started)
            for table, identity in (("term_counts", "term_id"), ("theme_counts", "theme_id")):
                started = now()
                periods = read_table(connection, "periods").filter(pl.col("grain") == "month")
                verdicts = judge(_read_months(connection, table, identity), periods, TrendSettings())
                note(f"judge {table.removesuffix('_counts')}s", verdicts.frame.height, started)
    steps.append(("together", 0, sum(step[2] for step in steps), sum(step[3] for step in steps)))
    print_table(
        f"Counting and judging {papers:,} papers with {TERMS_PER_PAPER} terms each",
        ["step", "rows", "seconds", "seconds of one core"],
        [[step, f"{made:,}" if made else "", f"{wall:.1f}", f"{used:.1f}"] for step, made, wall, used in steps],
    )
    print(f"\nPeak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB.")
