"""Measures how fast texts become `paper_terms`, and compares acronyms with labels made by hand.

    python -m benchmarks.terms acronyms [TERMS]   precision and recall over the labels; the TERMS (200) commonest terms
    python -m benchmarks.terms speed [PAPERS]     papers (20,000) per second of each step, peak memory; peers on a slice

The labels (`benchmarks/data/acronyms.tsv`) are the definitions in 150 random arXiv abstracts: paper, acronym, long
form; a paper without one stands there with neither. More papers than there are real ones are made by recombining their
sentences. The peers (scikit-learn's counting of 1- to 3-grams, and YAKE, where `make bench` installed them) run in the
same minute, so that the ratio holds on a noisy machine. Reads `../shared/data`; the table last printed is in
`benchmarks/terms/results.md`.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from benchmarks.recombined import recombine
from benchmarks.shared_data import SHARED_DATA
from pipelines.incremental.analysis import AnalysisWriter, read_analysis
from pipelines.text import Thesaurus, analyse, find_terms
from pipelines.text.acronyms.definitions import find_definitions, make_keys
from warehouse.connection import open_build
from warehouse.writer import prepare_build

LABELS = Path(__file__).parents[1] / "data" / "acronyms.tsv"
BATCH = 20_000
PEER_PAPERS, YAKE_PAPERS = 2_000, 200
PEERS = {"scikit-learn, 1- to 3-grams": PEER_PAPERS, "YAKE": YAKE_PAPERS}


def read_papers(data: Path, count: int | None) -> pl.DataFrame:
    """paper_id, text_hash, title, abstract, published_on of arXiv papers; `count` of them at random, or all."""
    frame = pl.read_parquet(data / "arxiv" / "arxiv_cs_2025-03_2026-07.parquet").sort("id")
    if count is not None and count < frame.height:
        frame = frame.sample(count, seed=1)
    return frame.select(
        pl.col("id").alias("paper_id"),
        pl.col("id").alias("text_hash"),
        pl.col("title", "abstract").str.replace_all(r"\s+", " "),
        pl.col("date").str.to_date().alias("published_on"),
    )


def score_acronyms(papers: pl.DataFrame) -> dict[str, float]:
    """Precision and recall of the definitions found in the labelled papers; long forms are compared by their keys."""
    labels = pl.read_csv(LABELS, separator="\t", infer_schema=False)
    labelled = papers.filter(pl.col("paper_id").is_in(labels["paper"].implode()))
    found = find_definitions(labelled)
    gold = labels.filter(pl.col("acronym").is_not_null())
    keys = make_keys(gold["expansion"].unique().sort())
    gold = gold.join(keys, left_on="expansion", right_on="phrase").select("paper", "acronym", "key").unique()
    pairs = found.select(pl.col("text_hash").alias("paper"), "acronym", pl.col("expansion_key").alias("key")).unique()
    right = pairs.join(gold, on=["paper", "acronym", "key"], how="semi").height
    for row in pairs.join(gold, on=["paper", "acronym", "key"], how="anti").sort("paper").iter_rows():
        print("  not in the labels:", *row)
    return {"pairs": gold.height, "precision": right / max(pairs.height, 1), "recall": right / max(gold.height, 1)}


def make_papers(count: int) -> pl.DataFrame:
    """The columns of `read_papers`, of more papers than there are real ones."""
    real = pl.read_parquet(SHARED_DATA / "arxiv" / "arxiv_cs_2025-03_2026-07.parquet").sort("id")
    made = recombine(real, count, seed=1).filter(pl.col("source_id") == "recombined")
    return made.select(
        pl.col("stated_id").alias("paper_id"),
        pl.col("stated_id").alias("text_hash"),
        "title",
        "abstract",
        pl.col("stated_on").alias("published_on"),
    )


class Clock:
    """Wall-clock and CPU seconds of steps that may run several times."""

    def __init__(self) -> None:
        self.steps: dict[str, tuple[float, float]] = {}

    @contextmanager
    def step(self, name: str) -> Generator[None]:
        """Adds what happens within to the step `name`."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        before = self.steps.get(name, (0.0, 0.0))
        self.steps[name] = (before[0] + time.perf_counter() - wall, before[1] + time.process_time() - cpu)

    def print_step(self, name: str, papers: int, steps: tuple[str, ...] = ()) -> None:
        """One row of the table; `steps` are added up."""
        wall, cpu = (sum(self.steps[step][place] for step in steps or (name,)) for place in range(2))
        print(f"{name:36} {papers:8,} {wall:8.2f} {cpu:8.2f} {papers / wall:9,.0f} {papers / cpu:9,.0f}")


def time_peers(texts: list[str], clock: Clock) -> None:
    """Reads PEER_PAPERS `texts` as the peers do, where they are installed."""
    try:
        # Both are of the extra `bench`.
        import yake  # ty: ignore[import-not-found]
        from sklearn.feature_extraction.text import CountVectorizer  # ty: ignore[import-not-found]
    except ModuleNotFoundError:
        print("the peers are not installed: make bench")
        return
    counting, extracting = PEERS
    with clock.step(counting):
        CountVectorizer(ngram_range=(1, 3), stop_words="english").fit_transform(texts)
    extractor = yake.KeywordExtractor(lan="en", n=3, top=15)
    with clock.step(extracting):
        for text in texts[:YAKE_PAPERS]:
            extractor.extract_keywords(text)


def measure_speed(count: int) -> None:
    """Every step from texts to `paper_terms` with the build file between them, then the peers."""
    papers = read_papers(SHARED_DATA, count)
    if papers.height < count:
        papers = make_papers(count)
    analyse(papers.head(100))
    loaded, clock = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, Clock()
    with tempfile.TemporaryDirectory() as folder, open_build(Path(folder) / "build.duckdb") as connection:
        prepare_build(connection)
        connection.register("texts", papers.select("text_hash"))
        connection.execute("CREATE OR REPLACE TABLE papers AS SELECT text_hash, 'en' AS language FROM texts")
        writer = AnalysisWriter(connection)
        for batch in papers.iter_slices(BATCH):
            with clock.step("analyse"):
                analysis = analyse(batch)
            with clock.step("write to the build file"):
                writer.append(batch, analysis)
        with clock.step("write to the build file"):
            connection.execute("CHECKPOINT")
        analysed = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        with clock.step("read back"):
            analysis = read_analysis(connection)
        with clock.step("find_terms"):
            index = find_terms(papers, analysis, Thesaurus(), 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    time_peers((papers["title"] + ". " + papers["abstract"]).head(PEER_PAPERS).to_list(), clock)

    print(f"{'':36} {'papers':>8} {'seconds':>8} {'CPU s':>8} {'papers/s':>9} {'per CPU s':>9}")
    for name in ("analyse", "write to the build file", "read back", "find_terms"):
        clock.print_step(name, papers.height)
    clock.print_step("analyse and find_terms", papers.height, ("analyse", "find_terms"))
    clock.print_step("text to paper_terms, all of it", papers.height, tuple(clock.steps)[:4])
    for name, texts in PEERS.items():
        if name in clock.steps:
            clock.print_step(name, texts)
    print(f"memory: {loaded:.2f} GB before, {analysed:.2f} GB when all was analysed, {peak:.2f} GB at most")
    candidates = analysis.candidates["phrases"].list.len().sum()
    print(f"{candidates:,} candidates, {index.terms.height:,} terms, {index.paper_terms.height:,} paper_terms")


def measure_acronyms(terms: int) -> None:
    """Acronyms against the labels; then the commonest terms of 20,000 papers, to be looked at."""
    scores = score_acronyms(read_papers(SHARED_DATA, None))
    print(f"acronyms: {scores['pairs']} pairs, precision {scores['precision']:.3f}, recall {scores['recall']:.3f}\n")
    papers = read_papers(SHARED_DATA, 20_000)
    index = find_terms(papers, analyse(papers), Thesaurus(), 0)
    print("; ".join(f"{row['term']} {row['papers']}" for row in index.terms.head(terms).iter_rows(named=True)))


def main(arguments: list[str]) -> None:
    """Runs the measurement named first; see the module's docstring."""
    what, number = [*arguments, "", ""][:2]
    if what == "acronyms":
        measure_acronyms(int(number or 200))
    elif what == "speed":
        measure_speed(int(number or 20_000))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
