"""Does cleaning leave residue, does merging find one work and no other, and how long do 600,000 papers take?

    python -m benchmarks.normalize residue          what still looks like markup in the real texts, and how often
    python -m benchmarks.normalize pairs [EACH]     labelled pairs: precision and recall, by kind; order of rows
    python -m benchmarks.normalize speed [PAPERS]   a recombined corpus (75,000): seconds, CPU seconds, peak memory

Reads the real texts in `../shared/data`. The tables last printed are kept in `benchmarks/normalize.md`.
"""

import resource
import sys
import time
from pathlib import Path

import polars as pl

from benchmarks.labelled_pairs import make_pairs, read_records
from benchmarks.recombined import recombine
from pipelines.papers import normalize
from pipelines.text.clean import clean_text
from pipelines.text.residue import find_residue
from warehouse.schema import table
from warehouse.schema.frames import empty_frame

DATA = Path(__file__).parents[2] / "shared" / "data"
SEED = 20_260_101
SOURCES, ALIASES = empty_frame(table("sources")), empty_frame(table("paper_aliases"))


def measure_residue() -> None:
    """Residue in the digests and in arXiv's abstracts, before and after; what is left, in full."""
    print(f"{'texts':<10}{'papers':>9}{'before /1000':>14}{'after /1000':>13}{'changed twice':>15}")
    for name in ("digests", "arxiv"):
        records = read_records(DATA / name)
        texts = records.select(pl.col("title") + "\n" + pl.col("abstract")).to_series()
        clean = clean_text(texts)
        before, after = (find_residue(column).list.len() > 0 for column in (texts, clean))
        again = (clean_text(clean) != clean).sum()
        print(f"{name:<10}{len(texts):>9,}{1000 * before.mean():>14.2f}{1000 * after.mean():>13.2f}{again:>15}")
        print("   left:", "  ".join(find_residue(clean).filter(after).list.join(" ").to_list()))


def measure_pairs(each: int) -> None:
    """Precision and recall over labelled pairs, and whether shuffled rows give the same papers."""
    labelled = make_pairs(DATA, each=each, seed=SEED)
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


def measure_speed(papers: int) -> None:
    """Seconds and memory of `normalize` on a recombined corpus."""
    records = recombine(read_records(DATA / "arxiv"), papers, seed=SEED)
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


def main(arguments: list[str]) -> None:
    """Runs the measurement named first; see the module's docstring."""
    what, number = [*arguments, "", ""][:2]
    if what == "residue":
        measure_residue()
    elif what == "pairs":
        measure_pairs(int(number or 60))
    elif what == "speed":
        measure_speed(int(number or 75_000))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
