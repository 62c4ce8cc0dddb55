"""Are themes what a person would find, do they stay, and how long do they take? Beside scikit-learn's, in one process.

    python -m benchmarks.themes quality             NMI with the areas that authors chose, NPMI, diversity, seconds
    python -m benchmarks.themes identity            papers that keep their theme: another seed, +5 % papers, a new month
    python -m benchmarks.themes speed [PAPERS]      seconds and peak memory (74,728 real papers; more are recombined ones)
    python -m benchmarks.themes names               the themes of the arXiv corpus, to be read

`--keep FOLDER` keeps the terms found in the texts there, so that the next command need not find them again. The tables last
printed are kept in `benchmarks/themes.md`.

Peers: NMF on TF-IDF and LSA + k-means, both on words as their users run them, and BERTopic with its own embeddings where
it is installed. NPMI is that of the pairs of a theme's ten words (or terms) over the papers of the corpus; words that
hold one another (`graph`, `graph network`) are never both among a theme's terms, so nesting earns nothing. Diversity is
the part of all top words that no other theme shows.
"""

import argparse
import importlib.util
import resource
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score, normalized_mutual_info_score
from sklearn.preprocessing import normalize

from pipelines.settings import ThemeSettings
from pipelines.text import analyse, find_terms, load_thesaurus
from pipelines.themes import Pins, PreviousThemes, ThemeResult, find_themes
from pipelines.themes.corpus import build_corpus
from pipelines.themes.identity import match_themes
from pipelines.themes.words import count_together, npmi

PROJECT = Path(__file__).parents[1]
DATA = PROJECT.parent / "shared" / "data"
SEEDS = (1, 2, 3)
TOP = 10


class Literature(NamedTuple):
    """Papers with their text, and the terms in them."""

    papers: pl.DataFrame
    paper_terms: pl.DataFrame
    terms: pl.DataFrame


class Outcome(NamedTuple):
    """What a method made of the papers: label of each, top ten words of each theme as rows of `presence`' columns."""

    labels: np.ndarray
    coherence: float
    diversity: float
    seconds: float


def read_aaai() -> pl.DataFrame:
    """paper_id, title, abstract, published_on, area: 2,972 papers in 32 areas."""
    rows = pl.read_ndjson(DATA / "themes" / "aaai_primary_area.jsonl.gz")
    return rows.select(
        pl.col("id").alias("paper_id"),
        "title",
        "abstract",
        pl.lit(None, dtype=pl.Date).alias("published_on"),
        pl.col("primary_area").alias("area"),
    ).sort("paper_id")


def read_arxiv() -> pl.DataFrame:
    """paper_id, title, abstract, published_on, area (the first category)."""
    rows = pl.read_parquet(DATA / "arxiv" / "arxiv_cs_2025-03_2026-07.parquet")
    return (
        rows.select(
            ("arxiv:" + pl.col("id")).alias("paper_id"),
            "title",
            "abstract",
            pl.col("date").str.slice(0, 10).str.to_date(strict=False).alias("published_on"),
            pl.col("categories").list.first().alias("area"),
        )
        .unique("paper_id", keep="first", maintain_order=True)
        .sort("paper_id")
    )


def read_literature(name: str, read: Callable[[], pl.DataFrame], keep: Path | None) -> Literature:
    """The corpus `name` with its terms, from `keep` where they were kept."""
    papers = read()
    files = [keep / f"{name}.{part}.parquet" for part in ("paper_terms", "terms")] if keep else []
    if files and all(file.exists() for file in files):
        return Literature(papers, *map(pl.read_parquet, files))
    texts = papers.with_columns(
        text_hash=pl.concat_str("title", pl.lit("\n"), "abstract").map_elements(
            lambda text: sha256(text.encode()).hexdigest()[:32], return_dtype=pl.String
        )
    )
    analysis = analyse(texts.select("text_hash", "title", "abstract").unique("text_hash"))
    thesaurus = load_thesaurus(PROJECT / "pipelines" / "curation" / "thesaurus.yaml")
    index = find_terms(texts.drop("area"), analysis.candidates, analysis.abbreviations, thesaurus, 0)
    for file, frame in zip(files, (index.paper_terms, index.terms), strict=False):
        file.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(file)
    return Literature(papers, index.paper_terms, index.terms)


def rate_words(presence, tops: list[np.ndarray]) -> tuple[float, float]:
    """Mean NPMI of the pairs of each theme's top words, and the diversity of all of them."""
    values = []
    for top in tops:
        ties = npmi(count_together(presence, np.asarray(top)), presence.shape[0])
        values.append(ties[np.triu_indices(len(top), 1)].mean())
    every = np.concatenate(tops)
    return float(np.mean(values)), len(np.unique(every)) / len(every)


def run_ours(literature: Literature, themes: int, seed: int) -> Outcome:
    """`find_themes` from nothing."""
    start = time.perf_counter()
    found = find_themes(*literature, None, Pins(), ThemeSettings(count=themes, seed=seed), "b1")
    seconds = time.perf_counter() - start
    corpus = build_corpus(literature.papers, literature.paper_terms, literature.terms)
    column = {term: number for number, term in enumerate(corpus.terms["term_id"])}
    shown = found.theme_terms.filter(pl.col("rank") <= TOP).sort("theme_id", "rank")
    tops = [
        np.array([column[one] for one in group["term_id"]])
        for _, group in shown.group_by("theme_id", maintain_order=True)
    ]
    return Outcome(_primary(found)["theme_id"].to_numpy(), *rate_words(corpus.presence(), tops), seconds)


def _primary(found: ThemeResult) -> pl.DataFrame:
    return found.paper_themes.filter("is_primary").select("paper_id", "theme_id").sort("paper_id")


def _vectorise(papers: pl.DataFrame):
    texts = papers.select(pl.concat_str("title", pl.lit(". "), "abstract")).to_series().to_list()
    return TfidfVectorizer(stop_words="english", min_df=5, max_df=0.5, sublinear_tf=True).fit_transform(texts)


def run_nmf(literature: Literature, themes: int, seed: int) -> Outcome:
    """NMF on TF-IDF."""
    start = time.perf_counter()
    weighed = _vectorise(literature.papers)
    model = NMF(themes, init="nndsvda", random_state=seed, max_iter=200)
    labels = model.fit_transform(weighed).argmax(axis=1)
    tops = list(np.argsort(-model.components_, axis=1)[:, :TOP])
    seconds = time.perf_counter() - start
    return Outcome(labels, *rate_words(weighed.sign(), tops), seconds)


def run_lsa(literature: Literature, themes: int, seed: int) -> Outcome:
    """LSA + k-means; words by class-based TF-IDF."""
    start = time.perf_counter()
    weighed = _vectorise(literature.papers)
    coordinates = normalize(TruncatedSVD(100, random_state=seed).fit_transform(weighed))
    labels = KMeans(themes, n_init=5, random_state=seed).fit_predict(coordinates)
    means = np.array([np.asarray(weighed[labels == theme].mean(axis=0)).ravel() for theme in range(themes)])
    seconds = time.perf_counter() - start
    return Outcome(labels, *rate_words(weighed.sign(), list(np.argsort(-means, axis=1)[:, :TOP])), seconds)


def run_bertopic(literature: Literature, themes: int, seed: int) -> Outcome:
    """BERTopic with its default embeddings, which it must have at hand; `seed` has no effect on its defaults."""
    from bertopic import BERTopic

    start = time.perf_counter()
    texts = literature.papers.select(pl.concat_str("title", pl.lit(". "), "abstract")).to_series().to_list()
    model = BERTopic(nr_topics=themes)
    labels = np.array(model.fit_transform(texts)[0])
    seconds = time.perf_counter() - start
    vectoriser = TfidfVectorizer(stop_words="english", min_df=5, max_df=0.5)
    presence = vectoriser.fit_transform(texts).sign()
    tops = [
        np.array([vectoriser.vocabulary_[word] for word, _ in words if word in vectoriser.vocabulary_])
        for topic, words in model.get_topics().items()
        if topic >= 0
    ]
    return Outcome(labels, *rate_words(presence, tops), seconds)


METHODS = {"Papertrends": run_ours, "NMF on TF-IDF": run_nmf, "LSA + k-means": run_lsa}


def print_quality(keep: Path | None) -> None:
    """NMI, NPMI, diversity and seconds of every method, the mean over seeds."""
    literature = read_literature("aaai", read_aaai, keep)
    areas = literature.papers["area"].to_list()
    methods = METHODS | ({"BERTopic": run_bertopic} if importlib.util.find_spec("bertopic") else {})
    print(f"AAAI, {literature.papers.height:,} papers in {len(set(areas))} areas, mean of {len(SEEDS)} seeds\n")
    print("| method | themes | NMI | AMI | NPMI | diversity | seconds |\n| --- | --- | --- | --- | --- | --- | --- |")
    for themes in (20, 32):
        for name, run in methods.items():
            outcomes = [run(literature, themes, seed) for seed in SEEDS]
            nmi = np.mean([normalized_mutual_info_score(areas, one.labels) for one in outcomes])
            ami = np.mean([adjusted_mutual_info_score(areas, one.labels) for one in outcomes])
            rest = np.mean([one[1:] for one in outcomes], axis=0)
            print(
                f"| {name} | {themes} | {nmi:.3f} | {ami:.3f} | {rest[0]:.3f} | {rest[1]:.3f} | {rest[2]:.1f} |",
                flush=True,
            )


def _as_previous(found: ThemeResult) -> PreviousThemes:
    return PreviousThemes(found.themes, found.paper_themes, found.theme_terms, found.theme_fits, found.theme_pairs)


def _kept(before: ThemeResult, now: ThemeResult) -> float:
    both = _primary(before).join(_primary(now), on="paper_id")
    return (both["theme_id"] == both["theme_id_right"]).mean()


def print_identity(keep: Path | None) -> None:
    """Papers that keep their theme, of those that had one."""
    print("| corpus | test | by folding in | by a refit | from nothing, matched |\n| --- | --- | --- | --- | --- |")
    for name, read in (("aaai", read_aaai), ("arxiv", read_arxiv)):
        whole = read_literature(name, read, keep)
        order = whole.papers["paper_id"].hash(1).arg_sort()
        fewer = whole._replace(papers=whole.papers.gather(order[: round(whole.papers.height / 1.05)].sort()))
        tests = {"another seed": (whole, whole), "+5 % papers": (fewer, whole)}
        last = whole.papers["published_on"].max()
        if last is not None:
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
    both = _primary(before).join(_primary(now), on="paper_id")
    match = match_themes(
        both["theme_id"].to_numpy() - 1, both["theme_id_right"].to_numpy() - 1, before.themes.height, now.themes.height
    )
    held = np.flatnonzero(match.previous >= 0)
    return match.shared[match.previous[held], held].sum() / both.height


def recombine(literature: Literature, papers: int, seed: int = 0) -> Literature:
    """As many papers as wanted, each with the beginning of one real paper and the terms of it and some of another's."""
    rng = np.random.default_rng(seed)
    real = literature.papers.height
    row = literature.papers.select("paper_id").with_row_index("row")
    cells = literature.paper_terms.join(row, on="paper_id").drop("paper_id")
    made, held = [], []
    for copy in range(-(-papers // real)):
        other = rng.permutation(real)
        ids = pl.Series("paper_id", [f"title:{copy:04x}{number:012x}" for number in range(real)])
        text = literature.papers.with_columns(
            ids,
            abstract=pl.concat_str(
                pl.col("abstract").str.slice(0, 700), pl.lit(" "), pl.col("abstract").gather(other).str.slice(700)
            ),
        )
        made.append(text)
        mine = cells.filter(pl.Series(rng.random(cells.height) < 0.7)).with_columns(owner=pl.col("row"))
        place = pl.DataFrame({"row": other.astype(np.uint32), "owner": np.arange(real, dtype=np.uint32)})
        theirs = cells.filter(pl.Series(rng.random(cells.height) < 0.3)).join(place, on="row").select(mine.columns)
        both = pl.concat([mine, theirs]).unique(["owner", "term_id"], keep="first", maintain_order=True)
        held.append(both.with_columns(paper_id=ids.gather(both["owner"])).drop("row", "owner"))
    kept = pl.concat(made).head(papers)
    return Literature(kept, pl.concat(held), literature.terms)


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
        pl.concat([literature.papers, new]),
        pl.concat(
            [literature.paper_terms, more.with_columns(pl.col("paper_id") + "x").select(literature.paper_terms.columns)]
        ),
        literature.terms,
    )
    start, busy = time.perf_counter(), time.process_time()
    find_themes(*day, _as_previous(found), Pins(), ThemeSettings(), "b2")
    folded, worked_then = time.perf_counter() - start, time.process_time() - busy
    rows = literature.paper_terms.height
    print(
        "| papers | paper_terms | themes | seconds (of processor) | + 300 papers, seconds (of processor) | memory before, GB | peak, GB |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print(
        f"| {literature.papers.height:,} | {rows:,} | {found.themes.height} | {fitted:.1f} ({worked:.1f}) | {folded:.1f} ({worked_then:.1f}) | {held:.1f} | {peak:.1f} |"
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
