"""Compares keywords with those that people gave: `python -m benchmarks.keywords [--ablation]`.

Every method runs in this process, on the halves of the sets that nothing was tuned on. "Papertrends" is what
`rank_keywords` writes, from text to list. "fitted elsewhere" ranks each set with weights that were fitted on the other
two only. Needs the extra `bench` and the texts under ../shared/data.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
import polars as pl
import yake  # ty: ignore[import-not-found]  # of the extra `bench`

from benchmarks.keywords.corpora import CUTS, SETS, load_set, measure_recall, score_found
from benchmarks.keywords.fit import GROUPS, Labelled, fit_weights, label_candidates
from pipelines.text import Thesaurus, analyse, find_terms, rank_keywords
from pipelines.text.keywords.features import FEATURES

YAKE_DOCUMENTS = 250
SMALL_CORPUS = 20

Found = dict[str, list[str]]


def collect_found(scored: pl.DataFrame) -> Found:
    """The best 30 surfaces of every text by `score`."""
    ordered = scored.sort("text_hash", "score", "first_position", descending=[False, True, False])
    return dict(ordered.group_by("text_hash", maintain_order=True).agg(pl.col("surface").head(30)).iter_rows())


def run_papertrends(documents: pl.DataFrame) -> Found:
    """`rank_keywords` over a corpus of `documents`."""
    papers = documents.select(
        pl.col("text_hash").alias("paper_id"),
        "text_hash",
        "title",
        "abstract",
        pl.lit(None, pl.Date).alias("published_on"),
    )
    analysis = analyse(papers)
    index = find_terms(papers, analysis, Thesaurus(), 0)
    ranked = rank_keywords(papers, analysis.candidates, analysis.phrases, *index, max_keywords=15)
    return dict(ranked.group_by("paper_id", maintain_order=True).agg("keyword").iter_rows())


def run_papertrends_apart(documents: pl.DataFrame) -> Found:
    """The same in corpora of 20 papers each."""
    found: Found = {}
    for batch in documents.sample(fraction=1.0, shuffle=True, seed=1).iter_slices(SMALL_CORPUS):
        found |= run_papertrends(batch)
    return found


def run_tfidf(documents: pl.DataFrame) -> Found:
    """Noun phrases that stand alone, by mentions times inverse document frequency."""
    candidates = analyse(documents).spell_out().filter(pl.col("free_mentions") > 0)
    counts = candidates.group_by("key").agg(pl.len().alias("papers"))
    idf = (documents.height / pl.col("papers")).log()
    return collect_found(candidates.join(counts, on="key").with_columns((pl.col("mentions") * idf).alias("score")))


def run_first_phrases(documents: pl.DataFrame) -> Found:
    """Noun phrases that stand alone, in the order of the text."""
    candidates = analyse(documents).spell_out().filter(pl.col("free_mentions") > 0)
    return collect_found(candidates.with_columns((-pl.col("first_position")).alias("score")))


def run_yake(documents: pl.DataFrame) -> Found:
    """YAKE with its own defaults (up to three words), on the first documents."""
    extractor = yake.KeywordExtractor(lan="en", n=3, top=30)
    sample = documents.filter("reported").head(YAKE_DOCUMENTS)
    return {
        text: [phrase for phrase, _ in extractor.extract_keywords(f"{title}. {abstract}")]
        for text, title, abstract in sample.select("text_hash", "title", "abstract").iter_rows()
    }


METHODS: dict[str, Callable[[pl.DataFrame], Found]] = {
    "Papertrends": run_papertrends,
    "Papertrends, 20 papers at a time": run_papertrends_apart,
    "TF-IDF, noun phrases": run_tfidf,
    "first noun phrases": run_first_phrases,
    "YAKE": run_yake,
}


def _row(label: str, scores: list[dict[int, float]], speed: str = "") -> str:
    cells = "".join(f" | {score[cut]:5.1f}" for score in scores for cut in CUTS)
    return f"{label:34}{cells} | {speed:>8}"


def print_methods(documents: dict[str, pl.DataFrame]) -> None:
    """One row a method: F1 on the reported halves, and documents per second over all sets."""
    for label, method in METHODS.items():
        scores, read, seconds = [], 0, 0.0
        for frame in documents.values():
            begun = time.perf_counter()
            found = method(frame)
            seconds += time.perf_counter() - begun
            read += len(found)
            reported = frame.filter("reported")
            scores.append(score_found(found, reported.head(YAKE_DOCUMENTS) if method is run_yake else reported))
        print(_row(label, scores, f"{read / seconds:,.0f}"), flush=True)


def print_fitted(
    label: str, labelled: dict[str, Labelled], documents: dict[str, pl.DataFrame], apart: bool, **how
) -> None:
    """A row of weights fitted here: on all sets' tuning halves, or `apart` on those of the two other sets."""
    scores = []
    shared = None if apart else fit_weights(list(labelled.values()), **how)
    for name, one in labelled.items():
        others = [other for key, other in labelled.items() if key != name]
        ranker = shared or fit_weights(others, set_weights={}, **how)
        scored = one.candidates.with_columns(pl.Series("score", ranker(one.features[-1])))
        scores.append(score_found(collect_found(scored), documents[name].filter("reported")))
    print(_row(label, scores), flush=True)


def main(arguments: list[str]) -> None:
    documents = {name: load_set(name) for name in SETS}
    print("F1 in percent on documents that were not tuned on; precision over what was returned")
    print(f"{'':34}" + "".join(f" | {name:^21}" for name in SETS) + " |")
    print(f"{'':34}" + "".join(f" | {'@' + str(cut):>5}" for _ in SETS for cut in CUTS) + " |   docs/s")
    print_methods(documents)
    labelled = {name: label_candidates(name, frame) for name, frame in documents.items()}
    print_fitted("fitted elsewhere (other two sets)", labelled, documents, apart=True)
    if "--ablation" in arguments:
        print_fitted("ranker alone, all features", labelled, documents, apart=False)
        print_fitted("  linear instead of a network", labelled, documents, apart=False, hidden=0)
        print_fitted("  linear, fitted elsewhere", labelled, documents, apart=True, hidden=0)
        for group, names in GROUPS.items():
            kept = np.array([feature not in names for feature in FEATURES])
            print_fitted(f"  without {group}", labelled, documents, apart=False, kept=kept)
            print_fitted("    the same, fitted elsewhere", labelled, documents, apart=True, kept=kept)
    print("\nshare of gold phrases among the candidates (no ranking can name more)")
    for name, frame in documents.items():
        candidates = labelled[name].candidates
        print(f"  {name:12} {measure_recall(candidates, frame):.1f} %, {candidates.height / frame.height:.0f} a text")


if __name__ == "__main__":
    main(sys.argv[1:])
