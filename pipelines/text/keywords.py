"""`rank_keywords`: the most telling terms of every paper.

What speaks for a candidate is gathered in `evidence` and weighed in `ranker`; here the list is cut, variations of a phrase
that is already named are left out, and candidates become terms. Texts are ranked in batches, which bound the memory: a
text's keywords depend on its own candidates and on the counts of the corpus.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl

from pipelines.text.evidence import CorpusCounts, count_corpus, gather_evidence
from pipelines.text.ranker import score_evidence
from pipelines.text.variants import make_term_id
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

BATCH = 2_000
"""Texts ranked at once."""
THREADS = 2

MIN_SCORE = 0.13
"""Chance below which a candidate pads the list."""

ALWAYS_KEPT = 3
"""The best so many of a text are kept down to half of that."""

MIN_VARIATION_SCORE = 0.2
"""Chance below which a phrase goes without saying beside a better one that begins or ends it (`pre-trained diffusion models`
beside `diffusion models`)."""

SPARE = 5
"""Candidates kept beyond the number of keywords, for those that turn out to be variants of one term."""

_BLOCK = 4


def _gather_texts(candidates: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`candidates` with the rows of a text together, and their runs: value (text_hash), len."""
    runs = candidates.select(pl.col("text_hash").rle().alias("run")).unnest("run")
    if runs["value"].is_duplicated().any():
        candidates = candidates.sort("text_hash", maintain_order=True)
        runs = candidates.select(pl.col("text_hash").rle().alias("run")).unnest("run")
    return candidates, runs


def _cut_batches(candidates: pl.DataFrame, runs: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """`candidates` in pieces of BATCH texts."""
    ends = np.cumsum(runs["len"].to_numpy().astype(np.int64))
    begin = 0
    for text in range(BATCH - 1, len(ends) + BATCH - 1, BATCH):
        end = int(ends[min(text, len(ends) - 1)])
        yield candidates[begin:end]
        begin = end


def _score(batch: pl.DataFrame, corpus: CorpusCounts) -> pl.DataFrame:
    score = score_evidence(gather_evidence(batch, corpus))
    return batch.with_columns(pl.Series("score", score, dtype=pl.Float32).cast(pl.Float64))


def score_candidates(candidates: pl.DataFrame) -> pl.DataFrame:
    """`candidates` with `score`: the chance, 0 to 1, that the text's author or an indexer would name it.

    Args:
        candidates: rows of `internal.candidates`; one text's rows are scored with regard to all others.

    Returns:
        The same rows, those of a text together.
    """
    if candidates.is_empty():
        return candidates.with_columns(pl.lit(0.0).alias("score"))
    candidates, runs = _gather_texts(candidates)
    corpus = count_corpus(candidates)
    return pl.concat([_score(batch, corpus) for batch in _cut_batches(candidates, runs)])


def _take_best(scored: pl.DataFrame, count: int) -> pl.DataFrame:
    """The best `count` candidates of every text and what is said of them, with `place` (0 is best)."""
    text = scored["text_hash"].rle_id().to_numpy()
    # Scores are rounded so that the order of additions cannot decide a tie; then the earlier and longer phrase is better.
    score = np.round(scored["score"].to_numpy(), 6)
    likely = np.flatnonzero(score >= MIN_SCORE / 2)
    keys = (
        -scored["words"].to_numpy()[likely],
        scored["first_position"].to_numpy()[likely],
        -score[likely],
        text[likely],
    )
    order = likely[np.lexsort(keys)]
    text = text[order]
    begins = np.flatnonzero(np.diff(text, prepend=-1))
    place = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    floor = np.where(place < ALWAYS_KEPT, MIN_SCORE / 2, MIN_SCORE)
    kept = (place < count) & (score[order] >= floor)
    best = scored.select("text_hash", "key", "surface", "words")[order[kept]]
    return best.with_columns(pl.Series("score", score[order[kept]]), pl.Series("place", place[kept]))


def _drop_variations(best: pl.DataFrame) -> pl.DataFrame:
    """`best` without weak phrases that a better one of the text begins or ends."""
    better = best.select("text_hash", "key", "words", "place")
    weak = better.filter(best["score"] < MIN_VARIATION_SCORE)
    said = []
    for block, holds in (
        (pl.col("key").str.head(_BLOCK), pl.col("key").str.starts_with(pl.col("key_right"))),
        (pl.col("key").str.tail(_BLOCK), pl.col("key").str.ends_with(pl.col("key_right"))),
    ):
        pairs = weak.with_columns(block.alias("block")).join(
            better.with_columns(block.alias("block")), on=["text_hash", "block"]
        )
        said.append(
            pairs.filter(
                (pl.col("place_right") < pl.col("place")) & (pl.col("words_right") < pl.col("words")) & holds
            ).select("text_hash", "key")
        )
    return best.join(pl.concat(said), on=["text_hash", "key"], how="anti")


def _name_terms(
    named: pl.DataFrame, terms: pl.DataFrame, term_variants: pl.DataFrame, paper_terms: pl.DataFrame
) -> pl.DataFrame:
    """`named` (paper_id, surface …) with the `term_id` and `term` of the indexed term that the paper holds by this form.

    Both are null where there is none.
    """
    forms = named.select(pl.col("surface").unique()).with_columns(pl.col("surface").str.to_lowercase().alias("variant"))
    variants = term_variants.select(pl.col("variant").str.to_lowercase(), "term_id").unique()
    meant = forms.join(variants, on="variant").join(terms.select("term_id", "term"), on="term_id")
    held = (
        named.select("paper_id", "surface")
        .join(meant.select("surface", "term_id", "term"), on="surface")
        .join(paper_terms.select("paper_id", "term_id"), on=["paper_id", "term_id"], how="semi")
        .sort("term_id")
        .unique(["paper_id", "surface"], keep="first", maintain_order=True)
    )
    return named.join(held, on=["paper_id", "surface"], how="left")


def rank_keywords(
    papers: pl.DataFrame,
    candidates: pl.DataFrame,
    terms: pl.DataFrame,
    term_variants: pl.DataFrame,
    paper_terms: pl.DataFrame,
    max_keywords: int,
) -> pl.DataFrame:
    """The keywords of every paper, best first.

    Args:
        papers: paper_id, text_hash; English papers only.
        candidates: rows of `internal.candidates`; those of other texts are ignored.
        terms: term_id, term.
        term_variants: term_id, variant.
        paper_terms: paper_id, term_id.
        max_keywords: keywords per paper at most, 1 to 15.

    Returns:
        Rows of `keywords`, sorted by paper and rank. A short text has fewer; one without a likely candidate has none.
    """
    papers = papers.select("paper_id", "text_hash")
    candidates, runs = _gather_texts(candidates)
    wanted = runs["value"].is_in(papers["text_hash"].unique().implode())
    if not wanted.all():
        candidates = candidates.filter(pl.Series(np.repeat(wanted.to_numpy(), runs["len"].to_numpy())))
        runs = runs.filter(wanted)
    if candidates.is_empty():
        return empty_frame(table("keywords"))
    corpus = count_corpus(candidates)
    with ThreadPoolExecutor(THREADS) as pool:
        best = pl.concat(
            pool.map(
                lambda batch: _drop_variations(_take_best(_score(batch, corpus), max_keywords + SPARE)),
                _cut_batches(candidates, runs),
            )
        )
    named = _name_terms(papers.join(best, on="text_hash"), terms, term_variants, paper_terms)
    ranked = (
        named.sort("paper_id", "place")
        .unique(["paper_id", pl.coalesce(pl.col("term_id").cast(pl.String), "key")], keep="first", maintain_order=True)
        .with_columns((pl.int_range(pl.len()).over("paper_id") + 1).alias("rank"))
        .filter(pl.col("rank") <= max_keywords)
    )
    loose = ranked.filter(pl.col("term_id").is_null()).select(pl.col("key").unique())
    own = loose.with_columns(pl.Series("own_id", [make_term_id(key) for key in loose["key"]], dtype=pl.Int64))
    keywords = ranked.join(own, on="key", how="left").select(
        "paper_id",
        "rank",
        pl.coalesce("term_id", "own_id").alias("term_id"),
        pl.coalesce("term", "surface").alias("keyword"),
        "score",
    )
    return conform(keywords, table("keywords")).sort("paper_id", "rank")


__all__ = ["rank_keywords", "score_candidates"]
