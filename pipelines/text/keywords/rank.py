"""`rank_keywords`: the most telling terms of every paper.

What speaks for a candidate is gathered in `evidence` and weighed in `ranker`; here the list is cut, variations of a phrase
that is already named are left out, and candidates become terms. Texts are ranked in batches, which bound the memory: a
text's keywords depend on its own candidates and on the counts of the corpus.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.grouping import sort_rows
from pipelines.text.keywords.corpus import KeywordCorpus, describe_keyword_corpus
from pipelines.text.keywords.features import PhraseEvidence, gather_evidence, weigh_phrases
from pipelines.text.keywords.ranker import score_evidence
from pipelines.text.phrases.candidates import list_candidates
from pipelines.text.phrases.canonical_keys import make_term_id
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


class _Shared(NamedTuple):
    """What all batches share.

    Attributes:
        corpus: what is ranked.
        evidence: of its phrases.
        held: sorted; paper x number of terms + term, for the terms that each paper holds.
    """

    corpus: KeywordCorpus
    evidence: PhraseEvidence
    held: np.ndarray


def _take_best(rows: pl.DataFrame, score: np.ndarray, words: np.ndarray, count: int) -> pl.DataFrame:
    """The best `count` candidates of every text: text, phrase, score, place (0 is best).

    Args:
        rows: text, phrase, first_position; those of a text together.
        score: (rows,), chances.
        words: (rows,), words of the phrases.
        count: candidates of a text at most.
    """
    text = rows["text"].to_numpy()
    # Scores are rounded so that the order of additions cannot decide a tie; then the earlier and longer phrase is better.
    score = np.round(score.astype(np.float64), 6)
    likely = np.flatnonzero(score >= MIN_SCORE / 2)
    order = likely[
        sort_rows(
            text[likely],
            1_000_000 - np.rint(score[likely] * 1e6).astype(np.int64),
            rows["first_position"].to_numpy()[likely],
            words.max(initial=0) - words[likely],
        )
    ]
    text = text[order]
    begins = np.flatnonzero(np.diff(text, prepend=-1))
    place = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    floor = np.where(place < ALWAYS_KEPT, MIN_SCORE / 2, MIN_SCORE)
    kept = (place < count) & (score[order] >= floor)
    best = rows.select("text", "phrase")[order[kept]]
    return best.with_columns(pl.Series("score", score[order[kept]]), pl.Series("place", place[kept]))


def _drop_variations(best: pl.DataFrame, phrases: pl.DataFrame) -> pl.DataFrame:
    """`best` without weak phrases that a better one of the text begins or ends.

    Args:
        best: text, phrase, score, place.
        phrases: key, words; by row.
    """
    better = best.select("text", "phrase", "place").with_columns(
        phrases["key"].gather(best["phrase"]), phrases["words"].gather(best["phrase"])
    )
    weak = better.filter(best["score"] < MIN_VARIATION_SCORE)
    said = []
    for block, holds in (
        (pl.col("key").str.head(_BLOCK), pl.col("key").str.starts_with(pl.col("key_right"))),
        (pl.col("key").str.tail(_BLOCK), pl.col("key").str.ends_with(pl.col("key_right"))),
    ):
        pairs = weak.with_columns(block.alias("block")).join(
            better.with_columns(block.alias("block")), on=["text", "block"]
        )
        said.append(
            pairs.filter(
                (pl.col("place_right") < pl.col("place")) & (pl.col("words_right") < pl.col("words")) & holds
            ).select("text", "phrase")
        )
    return best.join(pl.concat(said), on=["text", "phrase"], how="anti")


def _code_held(papers: pl.DataFrame, terms: pl.DataFrame, paper_terms: pl.DataFrame) -> np.ndarray:
    """`_Shared.held`."""
    rows = terms.select("term_id", pl.int_range(pl.len()).alias("term"))
    held = paper_terms.select("paper_id", "term_id").join(papers.select("paper_id", "paper"), on="paper_id")
    code = held.join(rows, on="term_id").select(pl.col("paper").cast(pl.Int64) * terms.height + pl.col("term"))
    return code.to_series().sort().to_numpy()


def _name_terms(named: pl.DataFrame, corpus: KeywordCorpus, held: np.ndarray) -> pl.DataFrame:
    """`named` (paper, phrase …) with `term`, the indexed term that the paper holds by this form; null where there is none."""
    meant = named.select("paper", "phrase").join(corpus.meant, on="phrase")
    code = meant["paper"].to_numpy() * corpus.terms.height + meant["term"].to_numpy()
    place = np.minimum(np.searchsorted(held, code), max(len(held) - 1, 0))
    is_held = held[place] == code if len(held) else np.zeros(len(code), bool)
    term_id = corpus.terms["term_id"].gather(meant["term"]).alias("term_id")
    held = meant.with_columns(term_id).filter(pl.Series(is_held)).sort("term_id")
    held = held.unique(["paper", "phrase"], keep="first", maintain_order=True).drop("term_id")
    return named.join(held, on=["paper", "phrase"], how="left")


def _rank_batch(candidates: pl.DataFrame, shared: _Shared, max_keywords: int) -> pl.DataFrame:
    """The keywords of the papers of some texts: paper, rank, phrase, term (null where it is no indexed one), score.

    Args:
        candidates: text, and the columns of `internal.candidates` without text_hash.
        shared: what all batches share.
        max_keywords: of a paper.
    """
    corpus = shared.corpus
    rows = list_candidates(candidates)
    rows = rows.with_columns(pl.Series("phrase", corpus.places[rows["phrase"].to_numpy()]))
    words = corpus.phrases["words"].to_numpy()[rows["phrase"].to_numpy()]
    score = score_evidence(gather_evidence(rows, shared.evidence))
    best = _drop_variations(_take_best(rows, score, words, max_keywords + SPARE), corpus.phrases)
    named = _name_terms(corpus.papers.select("paper", "text").join(best, on="text"), corpus, shared.held)
    key = pl.Series("key", corpus.key[named["phrase"].to_numpy()])
    # Terms and the keys of what is no term are told apart by their sign.
    return (
        named.with_columns(pl.coalesce("term", -1 - key).alias("concept"))
        .sort("paper", "place")
        .unique(["paper", "concept"], keep="first", maintain_order=True)
        .with_columns((pl.int_range(pl.len()).over("paper") + 1).alias("rank"))
        .filter(pl.col("rank") <= max_keywords)
        .select("paper", "rank", "phrase", "term", "score")
    )


def rank_corpus(corpus: KeywordCorpus, paper_terms: pl.DataFrame, max_keywords: int) -> pl.DataFrame:
    """The keywords of the papers of `corpus`, as `rank_keywords` returns them.

    Args:
        corpus: the papers, or some of them (`KeywordCorpus.take`).
        paper_terms: paper_id, term_id; of these papers at least.
        max_keywords: keywords per paper at most, 1 to 15.
    """
    if corpus.candidates.is_empty():
        return empty_frame(table("keywords"))
    shared = _Shared(
        corpus, weigh_phrases(corpus.phrases, corpus.counts), _code_held(corpus.papers, corpus.terms, paper_terms)
    )
    with ThreadPoolExecutor(THREADS) as pool:
        ranked = pl.concat(
            pool.map(lambda batch: _rank_batch(batch, shared, max_keywords), corpus.candidates.iter_slices(BATCH))
        )
    return _spell_out(ranked.sort("paper", "rank"), corpus)


def rank_keywords(
    papers: pl.DataFrame,
    candidates: pl.DataFrame,
    phrases: pl.DataFrame,
    terms: pl.DataFrame,
    term_variants: pl.DataFrame,
    paper_terms: pl.DataFrame,
    max_keywords: int,
) -> pl.DataFrame:
    """The keywords of every paper, best first.

    Args:
        papers, candidates, phrases, terms, term_variants: as for `describe_keyword_corpus`.
        paper_terms: paper_id, term_id.
        max_keywords: keywords per paper at most, 1 to 15.

    Returns:
        Rows of `keywords`, sorted by paper and rank. A short text has fewer; one without a likely candidate has none.
    """
    corpus = describe_keyword_corpus(papers, candidates, phrases, terms, term_variants)
    return rank_corpus(corpus, paper_terms, max_keywords)


def _spell_out(ranked: pl.DataFrame, corpus: KeywordCorpus) -> pl.DataFrame:
    """Rows of `keywords`: terms by their id and name, other phrases by an id of their own and as the text has them."""
    loose = ranked.select(pl.col("phrase").filter(pl.col("term").is_null()).unique()).to_series()
    keys = corpus.phrases["key"].gather(loose)
    own = pl.DataFrame({"phrase": loose, "own_id": pl.Series([make_term_id(key) for key in keys], dtype=pl.Int64)})
    keywords = ranked.join(own, on="phrase", how="left", maintain_order="left").select(
        corpus.papers["paper_id"].gather(ranked["paper"]).alias("paper_id"),
        "rank",
        pl.coalesce(corpus.terms["term_id"].gather(ranked["term"]), "own_id").alias("term_id"),
        pl.coalesce(
            corpus.terms["term"].gather(ranked["term"]), corpus.phrases["surface"].gather(ranked["phrase"])
        ).alias("keyword"),
        "score",
    )
    return conform(keywords, table("keywords"))


__all__ = ["rank_corpus", "rank_keywords"]
