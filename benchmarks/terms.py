"""Terms: documents per second from text to `paper_terms`, and acronyms against labels made by hand.

    python benchmarks/terms.py [--papers 20000] [--terms 200] [--data ../shared/data]

The labels (`benchmarks/data/acronyms.tsv`) are the definitions in 150 random arXiv abstracts: paper, acronym, long form;
a paper without one stands there with neither. scikit-learn's counting of 1- to 3-grams runs in the same minute, so that
the ratio holds on a noisy machine.
"""

import argparse
import time
from pathlib import Path

import polars as pl
from sklearn.feature_extraction.text import CountVectorizer

from pipelines.text import Thesaurus, analyse, find_terms
from pipelines.text.acronyms import find_definitions, make_keys

LABELS = Path(__file__).parent / "data" / "acronyms.tsv"


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=20_000)
    parser.add_argument("--terms", type=int, default=200)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    options = parser.parse_args()

    everything = read_papers(options.data, None)
    scores = score_acronyms(everything)
    print(f"acronyms: {scores['pairs']} pairs, precision {scores['precision']:.3f}, recall {scores['recall']:.3f}\n")

    papers = read_papers(options.data, options.papers)
    analyse(papers.head(100))
    start, cpu = time.perf_counter(), time.process_time()
    analysis = analyse(papers)
    analysed, analysed_cpu = time.perf_counter(), time.process_time()
    index = find_terms(papers, analysis, Thesaurus(), 0)
    done, done_cpu = time.perf_counter(), time.process_time()
    texts = (papers["title"] + ". " + papers["abstract"]).head(2_000).to_list()
    CountVectorizer(ngram_range=(1, 3), stop_words="english").fit_transform(texts)
    counted, counted_cpu = time.perf_counter() - done, time.process_time() - done_cpu

    print(f"{'':34} {'seconds':>8} {'CPU s':>8} {'papers/s':>9}")
    for name, wall, used, count in (
        ("analyse", analysed - start, analysed_cpu - cpu, papers.height),
        ("find_terms", done - analysed, done_cpu - analysed_cpu, papers.height),
        ("text to paper_terms", done - start, done_cpu - cpu, papers.height),
        ("scikit-learn, 1- to 3-grams", counted, counted_cpu, len(texts)),
    ):
        print(f"{name:34} {wall:8.2f} {used:8.2f} {count / wall:9.0f}")
    print(
        f"\n{analysis.candidates['phrases'].list.len().sum()} candidates, {index.terms.height} terms, {index.paper_terms.height} paper_terms"
    )
    print("; ".join(f"{row['term']} {row['papers']}" for row in index.terms.head(options.terms).iter_rows(named=True)))


if __name__ == "__main__":
    main()
