"""Are themes what a person would find, do they stay, and how long do they take? Beside scikit-learn's, in one process.

    python -m benchmarks.themes quality             NMI with the areas that authors chose, NPMI, diversity, seconds
    python -m benchmarks.themes identity            papers that keep their theme: another seed, +5 % papers, a new month
    python -m benchmarks.themes speed [PAPERS]      seconds and peak memory (more than the 74,728 real papers are
    recombined) python -m benchmarks.themes names               the themes of the arXiv corpus, to be read

`--keep FOLDER` keeps the terms found in the texts there, so that the next command need not find them again. The tables
last printed are kept in `benchmarks/themes/results.md`.

The methods are in `methods`, the corpora in `corpora`. NPMI is that of the pairs of a theme's ten words
(or terms) over the papers of the corpus, of every method without the words that meet the others no more often than
chance has it, as Papertrends shows them; words that hold one another (`graph`, `graph network`) are never both among a
theme's terms, so nesting earns nothing. Diversity is the number of different words over the number of all words shown.
"""

import argparse
import resource
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score  # ty: ignore[import-not-found]

from benchmarks.themes.corpora import (
    DATA,
    Literature,
    read_aaai,
    read_arxiv,
    read_digests,
    read_ijcai,
    read_literature,
    recombine,
)
from benchmarks.themes.methods import METHODS, list_primary
from pipelines.settings import ThemeSettings
from pipelines.themes import Pins, PreviousThemes, ThemeResult, find_themes, list_read_papers
from pipelines.themes.continuity.identity import match_themes

SEEDS = (1, 2, 3)
IDENTITY_CORPORA = {"ijcai": read_ijcai, "aaai": read_aaai, "digests": read_digests, "arxiv": read_arxiv}


def print_quality(keep: Path | None) -> None:
    """NMI, NPMI, diversity and seconds of every method, the mean over seeds."""
    for title, name, read, numbers in (("AAAI", "aaai", read_aaai, (32,)), ("IJCAI", "ijcai", read_ijcai, (25,))):
        literature = read_literature(name, read, keep)
        areas = literature.papers["area"].to_list()
        print(
            f"\n{title}, {literature.papers.height:,} papers in {len(set(areas))} areas, mean of {len(SEEDS)} seeds\n"
        )
        print("| method | themes | NMI | AMI | NPMI | diversity | seconds of processor |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for themes in numbers:
            for method, run in METHODS.items():
                outcomes = [run(literature, themes, seed) for seed in SEEDS]
                nmi = np.mean([normalized_mutual_info_score(areas, one.labels) for one in outcomes])
                ami = np.mean([adjusted_mutual_info_score(areas, one.labels) for one in outcomes])
                rest = np.mean([one[1:] for one in outcomes], axis=0)
                print(
                    f"| {method} | {themes} | {nmi:.3f} | {ami:.3f} | {rest[0]:.3f} | {rest[1]:.3f} | {rest[2]:.1f} |",
                    flush=True,
                )


def _as_previous(found: ThemeResult) -> PreviousThemes:
    return PreviousThemes(found.themes, found.paper_themes, found.theme_terms, found.theme_fits, found.theme_pairs)


def _kept(before: ThemeResult, now: ThemeResult) -> float:
    both = list_primary(before).join(list_primary(now), on="paper_id")
    return float((both["theme_id"] == both["theme_id_right"]).to_numpy().mean())


def print_identity(keep: Path | None) -> None:
    """Papers that keep their theme, of those that had one; every test has another seed too."""
    print("| corpus | test | by folding in | by a refit | from nothing, matched |\n| --- | --- | --- | --- | --- |")
    for name, read in IDENTITY_CORPORA.items():
        whole = read_literature(name, read, keep)
        order = whole.papers["paper_id"].hash(1).arg_sort()
        fewer = whole._replace(papers=whole.papers.gather(order[: round(whole.papers.height / 1.05)].sort()))
        tests = {"another seed": (whole, whole), "+5 % papers": (fewer, whole)}
        last = whole.papers["published_on"].max()
        if isinstance(last, date):
            earlier = whole.papers.filter(pl.col("published_on") < last.replace(day=1))
            tests["a month of new papers"] = (whole._replace(papers=earlier), whole)
        for test, (first, second) in tests.items():
            before = find_themes(*first, None, Pins(), ThemeSettings(seed=1), "b1")
            figures = []
            for refit in (False, True):
                chosen = ThemeSettings(seed=2, refit=refit)
                figures.append(_kept(before, find_themes(*second, _as_previous(before), Pins(), chosen, "b2")))
            figures.append(_matched(before, find_themes(*second, None, Pins(), ThemeSettings(seed=2), "b2")))
            print(f"| {name} | {test} | " + " | ".join(f"{one:.3f}" for one in figures) + " |", flush=True)


def _matched(before: ThemeResult, now: ThemeResult) -> float:
    both = list_primary(before).join(list_primary(now), on="paper_id")
    match = match_themes(
        both["theme_id"].to_numpy() - 1, both["theme_id_right"].to_numpy() - 1, before.themes.height, now.themes.height
    )
    held = np.flatnonzero(match.continued_from >= 0)
    return match.shared[match.continued_from[held], held].sum() / both.height


def print_speed(papers: int, keep: Path | None) -> None:
    """Seconds and peak memory from nothing, and with a day's papers folded in."""
    literature = read_literature("arxiv", read_arxiv, keep)
    if papers > literature.papers.height:
        literature = recombine(literature, papers)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    start, busy = time.perf_counter(), time.process_time()
    found = find_themes(*literature, None, Pins(), ThemeSettings(), "b1")
    fitted, worked = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    new = literature.papers.tail(300).with_columns(pl.col("paper_id") + "x")
    more = literature.papers.tail(300).select("paper_id").join(literature.paper_terms, on="paper_id")
    day = Literature(
        pl.concat([literature.papers, new]).sort("paper_id"),
        pl.concat(
            [literature.paper_terms, more.with_columns(pl.col("paper_id") + "x").select(literature.paper_terms.columns)]
        ),
        literature.terms,
    )
    previous = _as_previous(found)
    start, busy = time.perf_counter(), time.process_time()
    read = list_read_papers(day.papers, day.terms, previous, Pins(), ThemeSettings())
    paper_terms = day.paper_terms.filter(
        pl.col("paper_id").is_in((day.papers["paper_id"] if read is None else read).implode())
    )
    find_themes(day.papers, paper_terms, day.terms, previous, Pins(), ThemeSettings(), "b2")
    folded, worked_then = time.perf_counter() - start, time.process_time() - busy
    rows = literature.paper_terms.height
    print(
        "| papers | paper_terms | themes | seconds (of processor) | + 300 papers, seconds (of processor) | memory "
        "before, GB | peak, GB |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print(
        f"| {literature.papers.height:,} | {rows:,} | {found.themes.height} | {fitted:.1f} ({worked:.1f}) | "
        f"{folded:.1f} ({worked_then:.1f}) | {held:.1f} | {peak:.1f} |"
    )


def print_names(keep: Path | None) -> None:
    """Every theme of the arXiv corpus: papers, name, top terms."""
    found = find_themes(*read_literature("arxiv", read_arxiv, keep), None, Pins(), ThemeSettings(), "b1")
    for row in found.themes.sort("papers", descending=True).iter_rows(named=True):
        broad = f" [{row['broad_label']}]" if row["broad_label"] else ""
        print(f"{row['papers']:6,}  {row['label']}{broad}: {', '.join(row['top_terms'])}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("quality", "identity", "speed", "names"))
    parser.add_argument("papers", type=int, nargs="?", default=0)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit(
            "This benchmark needs the real texts in ../shared/data, which are not part of this repository."
        )
    if chosen.command == "speed":
        print_speed(chosen.papers, chosen.keep)
    else:
        {"quality": print_quality, "identity": print_identity, "names": print_names}[chosen.command](chosen.keep)


if __name__ == "__main__":
    main()
