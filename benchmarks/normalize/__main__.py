"""Figures of cleaning and merging: residue, precision and recall on labelled pairs, and speed.

    python -m benchmarks.normalize residue          what still looks like markup in the real texts, and how often
    python -m benchmarks.normalize pairs [EACH]     labelled pairs: precision and recall, by kind; order of rows
    python -m benchmarks.normalize unseen           pairs of kinds that no threshold was set on
    python -m benchmarks.normalize searches         public labelled searches, with abstracts and without
    python -m benchmarks.normalize speed [PAPERS]   a recombined corpus (75,000): seconds, CPU seconds, peak memory
    python -m benchmarks.normalize added [PAPERS]   the same in a build file, then one more digest on top of it

Reads the real texts in `../shared/data`. The tables last printed are kept in `benchmarks/normalize/results.md`.
"""

import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from benchmarks.normalize.labelled_pairs import Labelled, make_pairs, read_records
from benchmarks.normalize.labelled_searches import SEARCHES, read_search
from benchmarks.normalize.unseen_pairs import make_unseen_pairs
from benchmarks.recombined import recombine
from benchmarks.shared_data import SHARED_DATA
from pipelines.incremental.papers import fill_papers
from pipelines.papers import normalize
from pipelines.text.cleaning.lost_latex import find_residue
from pipelines.text.cleaning.pipeline import clean_text
from warehouse.connection import open_build
from warehouse.schema import table
from warehouse.schema.frames import empty_frame
from warehouse.writer import append_tables, prepare_build

SEED = 20_260_101
SOURCES, ALIASES = empty_frame(table("sources")), empty_frame(table("paper_aliases"))


def measure_residue() -> None:
    """Residue in the digests and in arXiv's abstracts, before and after; what is left, in full."""
    print(f"{'texts':<10}{'papers':>9}{'before /1000':>14}{'after /1000':>13}{'changed twice':>15}")
    for name in ("digests", "arxiv"):
        records = read_records(SHARED_DATA / name)
        texts = records.select(pl.col("title") + "\n" + pl.col("abstract")).to_series()
        clean = clean_text(texts)
        before, after = ((find_residue(column).list.len() > 0).to_numpy() for column in (texts, clean))
        again = (clean_text(clean) != clean).sum()
        print(f"{name:<10}{len(texts):>9,}{1000 * before.mean():>14.2f}{1000 * after.mean():>13.2f}{again:>15}")
        print("   left:", "  ".join(find_residue(clean).filter(pl.Series(after)).list.join(" ").to_list()))


def measure_pairs(labelled: Labelled) -> None:
    """Precision and recall over labelled pairs, and whether shuffled rows give the same papers."""
    result = normalize(labelled.records, SOURCES, ALIASES)
    paper = result.sightings.select("source_id", "position", "paper_id")
    judged = (
        labelled.pairs.join(paper, left_on=["left", "position"], right_on=["source_id", "position"])
        .join(paper, left_on=["right", "position"], right_on=["source_id", "position"], suffix="_right")
        .with_columns(merged=pl.col("paper_id") == pl.col("paper_id_right"))
    )
    table_ = (
        judged.group_by("same", "kind")
        .agg(pl.len().alias("pairs"), pl.col("merged").sum())
        .sort("same", "kind", descending=[True, False])
    )
    print(f"{'kind':<36}{'one work':>9}{'pairs':>8}{'merged':>8}")
    for same, kind, pairs, merged in table_.iter_rows():
        print(f"{kind:<36}{'yes' if same else 'no':>9}{pairs:>8}{merged:>8}")
    right = judged.filter("same", "merged").height
    precision, recall = right / judged["merged"].sum(), right / judged["same"].sum()
    print(f"{judged.height} pairs: precision {precision:.4f} (to reach 0.995), recall {recall:.4f} (to reach 0.97)")
    shuffled = normalize(labelled.records.sample(fraction=1, shuffle=True, seed=SEED), SOURCES, ALIASES)
    print("shuffled rows give the same:", all(a.equals(b) for a, b in zip(result, shuffled, strict=True)))


def measure_searches() -> None:
    """Precision and recall over all pairs of records of searches: of all records, and of those with an abstract."""
    print(
        f"{'search':<16}{'records':>9}{'with abstract':>15}{'one work':>10}{'merged':>8}{'precision':>11}{'recall':>8}"
    )
    for name in SEARCHES:
        records, same = read_search(SHARED_DATA / "dedupe", name)
        for chosen in (records, records.filter(pl.col("abstract") != "")):
            if chosen.is_empty() or (chosen is not records and chosen.height == records.height):
                continue
            kept = set(chosen["position"])
            wanted = {pair for pair in same if kept.issuperset(pair)}
            sightings = normalize(chosen, SOURCES, ALIASES).sightings
            groups = sightings.group_by("paper_id").agg(pl.col("position").sort())["position"].to_list()
            merged = {pair for group in groups for pair in combinations(group, 2)}
            right = len(wanted & merged)
            print(
                f"{name:<16}{chosen.height:>9,}{(chosen['abstract'] != '').sum():>15,}{len(wanted):>10}{len(merged):>8}"
                f"{right / len(merged):>11.3f}{right / len(wanted):>8.3f}"
            )


def measure_speed(papers: int) -> None:
    """Seconds and memory of `normalize` on a recombined corpus."""
    records = recombine(read_records(SHARED_DATA / "arxiv"), papers, seed=SEED)
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    started, cpu = time.perf_counter(), time.process_time()
    result = normalize(records, SOURCES, ALIASES)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{records.height:,} records of {papers:,} works -> {result.papers.height:,} papers")
    print(
        f"{seconds:.1f} s, {cpu:.1f} CPU s, peak {peak:.2f} GB ({loaded:.2f} GB before it began, the corpus included)"
    )
    print(result.sightings["merged_by"].value_counts(sort=True))


def _timed(what: str, run: Callable[[], object]) -> object:
    started, cpu = time.perf_counter(), time.process_time()
    result = run()
    print(f"{what:<44}{time.perf_counter() - started:>8.1f} s{time.process_time() - cpu:>8.1f} CPU s", flush=True)
    return result


def measure_added(papers: int) -> None:
    """Seconds of the step that makes papers, tables written: all records at once, and a digest of forty added to
    them."""
    records = recombine(read_records(SHARED_DATA / "arxiv"), papers, seed=SEED)
    last = records.filter(pl.col("source_id") == "digest").tail(40)
    first = records.join(last, on=["source_id", "position"], how="anti")
    last = last.with_columns(source_id=pl.lit("last digest"))
    names = [*first["source_id"].unique(), "last digest"]
    sources = pl.DataFrame({"source_id": names, "path": names}).with_columns(
        sha256=pl.lit("0" * 64),
        format=pl.lit("parquet"),
        found=pl.lit(1),
        parsed=pl.lit(1),
        rejected=pl.lit(0),
        is_sample=pl.lit(False),
        ingested_at=pl.lit(datetime(2026, 1, 1)),
    )
    with TemporaryDirectory() as folder, open_build(Path(folder) / "build.duckdb") as connection:
        prepare_build(connection)
        append_tables(connection, {"sources": sources, "records": first})
        del records, first
        print(_timed("all at once", lambda: fill_papers(connection, sources)))
        _timed("   checkpoint", lambda: connection.execute("CHECKPOINT").fetchall())
        append_tables(connection, {"records": last})
        print(_timed("one more digest", lambda: fill_papers(connection, sources)))
        _timed("   checkpoint", lambda: connection.execute("CHECKPOINT").fetchall())


def main(arguments: list[str]) -> None:
    """Runs the measurement named first; see the module's docstring."""
    what, number = [*arguments, "", ""][:2]
    if what == "residue":
        measure_residue()
    elif what == "pairs":
        measure_pairs(make_pairs(SHARED_DATA, each=int(number or 60), seed=SEED))
    elif what == "unseen":
        measure_pairs(make_unseen_pairs(SHARED_DATA, seed=SEED))
    elif what == "searches":
        measure_searches()
    elif what == "speed":
        measure_speed(int(number or 75_000))
    elif what == "added":
        measure_added(int(number or 75_000))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
