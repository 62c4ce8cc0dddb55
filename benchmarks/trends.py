"""Are the verdicts true, and how long do counting and judging take?

    python -m benchmarks.trends truth            planted truth: precision, recall, false alarms, coverage of intervals
    python -m benchmarks.trends speed [PAPERS]   every query and every verdict for PAPERS papers (600,000)

The truth is simulated: monthly counts of made-up terms whose shares are known, with uneven collection and with shares that
also vary from month to month by more than chance. The tables last printed are kept in `benchmarks/trends.md`.
"""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.settings import TrendSettings
from pipelines.sql import read_query
from pipelines.trends import judge
from pipelines.trends.verdicts import STEADY_WITHIN
from warehouse.connection import open_build
from warehouse.writer import fill_table, prepare_build, read_table, replace_table

TERMS = 4000
CORPORA = 5
MONTHS = (11, 24, 60)
PAPERS_A_MONTH = (600, 5000)
VARIATION = (0.0, 0.1, 0.2)
"""Usual coefficient of variation of a share from month to month beyond chance; the real digests show 0.05 to 0.13."""

ENOUGH = 30
"""Papers a month from which a change by a factor of two must be found."""

TERMS_PER_PAPER = 40
VOCABULARY = 80_000


class Corpus(NamedTuple):
    """Simulated counts and what is true of them: planted kind and true log2 ratio of each line, its papers a month."""

    counts: pl.DataFrame
    periods: pl.DataFrame
    kind: np.ndarray
    true_growth: np.ndarray
    usual_papers: np.ndarray


def _windows(months: int) -> tuple[slice, slice]:
    recent = min(-(-months // 4), 12)
    baseline = min(3 * recent, months - recent)
    return slice(months - recent, months), slice(months - recent - baseline, months - recent)


def _climb(factors: np.ndarray, months: int) -> np.ndarray:
    """Exponential growth over both windows by which the recent mean is `factors` times the baseline's, which is 1."""
    recent, baseline = _windows(months)
    rates = np.linspace(0, 1, 400)
    lines = np.exp(rates[:, None] * np.maximum(np.arange(months) - baseline.start, 0))
    reached = lines[:, recent].mean(axis=1) / lines[:, baseline].mean(axis=1)
    climbs = np.exp(np.interp(factors, reached, rates)[:, None] * np.maximum(np.arange(months) - baseline.start, 0))
    return climbs / climbs[:, baseline].mean(axis=1, keepdims=True)


def simulate(months: int, papers: int, variation: float, planted: bool, seed: int) -> Corpus:
    """One corpus. Of the planted ones each twentieth of the lines rises (at once or steadily), falls, is new, or bursts."""
    random = np.random.default_rng(seed)
    totals = np.round(papers * random.uniform(0.6, 1.4, months) * np.linspace(0.8, 1.2, months))
    recent, baseline = _windows(months)
    level = 10 ** random.uniform(-3, -0.7, TERMS)
    shape = np.ones((TERMS, months))
    kind = np.full(TERMS, "level", dtype=object)
    if planted:
        part = TERMS // 20
        factor = random.uniform(2, 4, part)[:, None]
        for place, name in enumerate(("rising", "falling", "new", "burst")):
            kind[place * part : (place + 1) * part] = name
        shape[:part, recent] = factor
        # Every second riser climbs by the same factor from month to month instead, to the same ratio of the windows' means.
        shape[:part:2] = _climb(factor[::2, 0], months)
        shape[part : 2 * part, recent] = 1 / factor
        shape[2 * part : 3 * part, : recent.start] = 0
        middle = baseline.start + (recent.start - baseline.start) // 2
        shape[3 * part : 4 * part, middle - 1 : middle + 2] = factor
    shares = np.minimum(level[:, None] * shape, 0.9)
    with np.errstate(divide="ignore"):
        true_growth = np.log2(
            (shares[:, recent] * totals[recent]).sum(axis=1)
            / totals[recent].sum()
            / ((shares[:, baseline] * totals[baseline]).sum(axis=1) / totals[baseline].sum())
        )
    if variation:
        # Terms differ in how much they vary.
        spread = variation * random.lognormal(-0.03, 0.25, TERMS)[:, None]
        shares = np.minimum(shares * random.gamma(1 / spread**2, spread**2, shares.shape), 0.95)
    drawn = random.binomial(totals.astype(int), shares)
    starts = pl.date_range(date(2015, 1, 1), date(2030, 1, 1), "1mo", eager=True).head(months)
    line, month = np.nonzero(drawn)
    counts = pl.DataFrame({"id": line, "period_start": starts.gather(month), "papers": drawn[line, month]})
    periods = pl.DataFrame({"period_start": starts, "papers": totals.astype(int), "is_complete": True, "is_gap": False})
    expected = (level[:, None] * shape * totals)[:, baseline.start :]
    usual = np.where(kind == "new", expected[:, -1], expected.min(axis=1))
    return Corpus(counts, periods, kind, true_growth, usual)


def _verdicts(corpus: Corpus) -> pl.DataFrame:
    known = pl.DataFrame(
        {
            "id": np.arange(TERMS),
            "kind": corpus.kind.astype(str),
            "true_growth": corpus.true_growth,
            "usual_papers": corpus.usual_papers,
        }
    )
    return judge(corpus.counts, corpus.periods, TrendSettings()).frame.join(known, on="id")


def _simulate_all(months: int, papers: int, variation: float, planted: bool) -> pl.DataFrame:
    return pl.concat(
        _verdicts(simulate(months, papers, variation, planted, seed=1000 * months + papers + seed))
        for seed in range(CORPORA)
    )


def _part(frame: pl.DataFrame, condition: pl.Expr, of: pl.Expr) -> str:
    among = frame.filter(of)
    return f"{among.select(condition.mean()).item():.3f}" if among.height else "–"


def _print_table(title: str, header: list[str], rows: list[list[str]]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(header)} |\n|{' --- |' * len(header)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def measure_truth() -> None:
    """Prints the tables of planted truth and of corpora without any trend."""
    enough = pl.col("usual_papers") >= ENOUGH
    direction, kind, growth = pl.col("direction"), pl.col("kind"), pl.col("true_growth")
    tested = pl.col("q_value").is_not_null()
    covered = (pl.col("growth_low") <= growth) & (growth <= pl.col("growth_high"))
    has_ratio = tested & (kind != "new")
    bursts = pl.col("burst_strength").is_not_null()
    truth, level = [], []
    for months in MONTHS:
        for papers in PAPERS_A_MONTH:
            for variation in VARIATION:
                name = [str(months), f"{papers:,}", f"{variation:.0%}"]
                found = _simulate_all(months, papers, variation, planted=True)
                truth.append(
                    [
                        *name,
                        _part(found, (growth > 0), direction == "rising"),
                        _part(found, direction == "rising", (kind == "rising") & enough),
                        _part(found, (growth < 0), direction == "falling"),
                        _part(found, direction == "falling", (kind == "falling") & enough),
                        _part(found, kind == "new", direction == "new"),
                        _part(found, direction == "new", (kind == "new") & enough),
                        _part(found, growth.abs() <= STEADY_WITHIN, direction == "steady"),
                        _part(found, kind != "level", bursts),
                        _part(found, bursts, (kind == "burst") & enough),
                        _part(found, covered, has_ratio),
                        _part(found, covered, has_ratio & (kind != "level") & enough),
                        _part(found, covered, has_ratio & (pl.col("usual_papers") < 5)),
                    ]
                )
                found = _simulate_all(months, papers, variation, planted=False)
                changed = direction.is_in(["rising", "falling", "new"])
                level.append(
                    [
                        *name,
                        _part(found, changed, tested),
                        _part(found, pl.col("line_q") <= 0.05, tested),
                        _part(found, bursts, tested),
                        _part(found, direction == "steady", enough),
                        _part(found, covered, tested),
                    ]
                )
    corpus = ["months", "papers a month", "variation"]
    _print_table(
        f"Planted changes by a factor of 2 to 4; recall at {ENOUGH}+ papers a month",
        [
            *corpus,
            "rising: precision",
            "recall",
            "falling: precision",
            "recall",
            "new: precision",
            "recall",
            "steady: precision",
            "burst: precision",
            "recall",
            "coverage of 95 % intervals",
            "of changed lines",
            "below 5 papers a month",
        ],
        truth,
    )
    _print_table(
        "Corpora without any trend: share of lines said to have one",
        [*corpus, "rising, falling or new", "monotonic line", "burst", "steady", "coverage of 95 % intervals"],
        level,
    )


def _make_warehouse(path: Path, papers: int) -> None:
    """Papers over five years with terms drawn by the law of Zipf and Mandelbrot; texts are empty, as no query reads them."""
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
        _make_warehouse(path, papers)
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
    _print_table(
        f"Counting and judging {papers:,} papers with {TERMS_PER_PAPER} terms each",
        ["step", "rows", "seconds", "seconds of one core"],
        [[step, f"{made:,}" if made else "", f"{wall:.1f}", f"{used:.1f}"] for step, made, wall, used in steps],
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["truth"]:
            measure_truth()
        case ["speed"]:
            measure_speed(600_000)
        case ["speed", papers]:
            measure_speed(int(papers))
        case _:
            sys.exit(__doc__)
