"""`rank_keywords`: the best keywords of every paper.

`features` describes the candidates and `ranker` scores them. Here the list is cut, variations of a better phrase are
left out, and phrases are named by their terms. Texts are ranked in batches to bound memory; the keywords of a text
depend on its own candidates and on the counts of the corpus.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from pipelines.arrays.grouping import sort_rows
from pipelines.arrays.parallel import map_ahead
from pipelines.text.keywords.corpus import KeywordCorpus, describe_keyword_corpus
from pipelines.text.keywords.features import PhraseFeatures, compute_features, compute_phrase_features
from pipelines.text.keywords.ranker import predict_probability
from pipelines.text.phrases.candidates import list_candidates
from pipelines.text.phrases.canonical_keys import make_term_id
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

BATCH = 2_000
"""Texts ranked at once."""

MIN_SCORE = 0.13
"""Score below which a candidate is no keyword."""

ALWAYS_KEPT = 3
"""The best candidates of a text; for so many, half of MIN_SCORE is enough."""

MIN_VARIATION_SCORE = 0.2
"""Score below which a phrase is left out beside a better one that it contains at its beginning or end (`pre-trained
diffusion models` beside `diffusion models`)."""

SPARE = 5
"""Candidates kept beyond the number of keywords, because several of them may turn out to be variants of one term."""

_BLOCK = 4
"""Characters by which pairs of keys are found that begin or end alike."""


class _Context(NamedTuple):
    """What all batches share.

    Attributes:
        corpus: the papers.
        features: of the corpus's phrases.
        paper_terms: int64, sorted; paper * number of terms + term, for each term of each paper.
    """

    corpus: KeywordCorpus
    features: PhraseFeatures
    paper_terms: np.ndarray


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


def rank_corpus(corpus: KeywordCorpus, paper_terms: pl.DataFrame, max_keywords: int) -> pl.DataFrame:
    """The keywords of the papers of `corpus`, as `rank_keywords` returns them.

    Args:
        corpus: the papers, or some of them (`KeywordCorpus.take`).
        paper_terms: paper_id, term_id; of these papers at least.
        max_keywords: keywords per paper at most, 1 to 15.
    """
    if corpus.candidates.is_empty():
        return empty_frame(table("keywords"))
    features = compute_phrase_features(corpus.phrases, corpus.counts)
    context = _Context(corpus, features, _encode_paper_terms(corpus, paper_terms))
    batches = corpus.candidates.iter_slices(BATCH)
    ranked = pl.concat(list(map_ahead(lambda batch: _rank_batch(batch, context, max_keywords), batches)))
    return _name_keywords(ranked.sort("paper", "rank"), corpus)


def _encode_paper_terms(corpus: KeywordCorpus, paper_terms: pl.DataFrame) -> np.ndarray:
    """`_Context.paper_terms`."""
    rows = corpus.terms.select("term_id", pl.int_range(pl.len()).alias("term"))
    known = paper_terms.select("paper_id", "term_id").join(corpus.papers.select("paper_id", "paper"), on="paper_id")
    code = pl.col("paper").cast(pl.Int64) * corpus.terms.height + pl.col("term")
    return known.join(rows, on="term_id").select(code).to_series().sort().to_numpy()


def _rank_batch(candidates: pl.DataFrame, context: _Context, max_keywords: int) -> pl.DataFrame:
    """The keywords of the papers of some texts: paper, rank, phrase, term (null where it is no indexed one), score.

    Args:
        candidates: text, and the columns of `internal.candidates` without text_hash.
        context: what all batches share.
        max_keywords: of a paper.
    """
    corpus = context.corpus
    rows = list_candidates(candidates)
    rows = rows.with_columns(pl.Series("phrase", corpus.places[rows["phrase"].to_numpy()]))
    words = corpus.phrases["words"].to_numpy()[rows["phrase"].to_numpy()]
    score = predict_probability(compute_features(rows, context.features))
    best = _drop_variations(_select_best(rows, score, words, max_keywords + SPARE), corpus.phrases)
    named = _find_terms(corpus.papers.select("paper", "text").join(best, on="text"), context)
    # A concept is a term, or a key of phrases that are no term; the latter are negative.
    key = pl.Series("key", corpus.key[named["phrase"].to_numpy()])
    return (
        named.with_columns(pl.coalesce("term", -1 - key).alias("concept"))
        .sort("paper", "place")
        .unique(["paper", "concept"], keep="first", maintain_order=True)
        .with_columns((pl.int_range(pl.len()).over("paper") + 1).alias("rank"))
        .filter(pl.col("rank") <= max_keywords)
        .select("paper", "rank", "phrase", "term", "score")
    )


def _select_best(rows: pl.DataFrame, score: np.ndarray, words: np.ndarray, count: int) -> pl.DataFrame:
    """The best `count` candidates of every text: text, phrase, score, place (0 is best).

    Args:
        rows: text, phrase, first_position; those of a text together.
        score: (rows,), from 0 to 1.
        words: (rows,), number of words of the phrases.
        count: candidates of a text at most.
    """
    text = rows["text"].to_numpy()
    # Scores are rounded, so that tiny errors decide no tie. Of equal scores the earlier, then longer phrase is better.
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
    """`best` without phrases of low score that begin or end with a better phrase of the text.

    Args:
        best: text, phrase, score, place.
        phrases: key, words; by row.
    """
    better = best.select("text", "phrase", "place").with_columns(
        phrases["key"].gather(best["phrase"]), phrases["words"].gather(best["phrase"])
    )
    weak = better.filter(best["score"] < MIN_VARIATION_SCORE)
    variations = []
    for block, contains in (
        (pl.col("key").str.head(_BLOCK), pl.col("key").str.starts_with(pl.col("key_right"))),
        (pl.col("key").str.tail(_BLOCK), pl.col("key").str.ends_with(pl.col("key_right"))),
    ):
        pairs = weak.with_columns(block.alias("block")).join(
            better.with_columns(block.alias("block")), on=["text", "block"]
        )
        is_better = (pl.col("place_right") < pl.col("place")) & (pl.col("words_right") < pl.col("words"))
        variations.append(pairs.filter(is_better & contains).select("text", "phrase"))
    return best.join(pl.concat(variations), on=["text", "phrase"], how="anti")


def _find_terms(candidates: pl.DataFrame, context: _Context) -> pl.DataFrame:
    """`candidates` (paper, phrase …) with `term`, the term of the paper that the phrase is a variant of, or null."""
    terms, known = context.corpus.terms, context.paper_terms
    named = candidates.select("paper", "phrase").join(context.corpus.phrase_terms, on="phrase")
    code = named["paper"].to_numpy() * terms.height + named["term"].to_numpy()
    place = np.minimum(np.searchsorted(known, code), max(len(known) - 1, 0))
    is_known = known[place] == code if len(known) else np.zeros(len(code), bool)
    term_id = terms["term_id"].gather(named["term"]).alias("term_id")
    # Of several terms the one of the lowest id counts.
    named = named.with_columns(term_id).filter(pl.Series(is_known)).sort("term_id")
    named = named.unique(["paper", "phrase"], keep="first", maintain_order=True).drop("term_id")
    return candidates.join(named, on=["paper", "phrase"], how="left")


def _name_keywords(ranked: pl.DataFrame, corpus: KeywordCorpus) -> pl.DataFrame:
    """Rows of `keywords`: terms have their id and name, other phrases the id of their key and their surface."""
    phrases = ranked.select(pl.col("phrase").filter(pl.col("term").is_null()).unique()).to_series()
    key_ids = [make_term_id(key) for key in corpus.phrases["key"].gather(phrases)]
    ids = pl.DataFrame({"phrase": phrases, "key_id": pl.Series(key_ids, dtype=pl.Int64)})
    keywords = ranked.join(ids, on="phrase", how="left", maintain_order="left").select(
        corpus.papers["paper_id"].gather(ranked["paper"]).alias("paper_id"),
        "rank",
        pl.coalesce(corpus.terms["term_id"].gather(ranked["term"]), "key_id").alias("term_id"),
        pl.coalesce(
            corpus.terms["term"].gather(ranked["term"]), corpus.phrases["surface"].gather(ranked["phrase"])
        ).alias("keyword"),
        "score",
    )
    return conform(keywords, table("keywords"))
