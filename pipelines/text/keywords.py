"""`rank_keywords`: the most telling terms of every paper.

What speaks for a candidate is gathered in `evidence` and weighed in `ranker`; here candidates become terms, near-variants
become one, and the list is cut.
"""

import polars as pl

from pipelines.text.evidence import gather_evidence
from pipelines.text.ranker import score_evidence
from pipelines.text.variants import make_term_id
from warehouse.schema import table
from warehouse.schema.frames import conform, empty_frame

CANDIDATES_PER_KEYWORD = 2
"""A text gets one keyword for so many of its candidates, so that a short one gets fewer."""

MIN_SCORE = 0.02
"""Chance below which a candidate is no keyword, however few there are."""


def score_candidates(candidates: pl.DataFrame) -> pl.DataFrame:
    """`candidates` with `score`: the chance, 0 to 1, that the text's author or an indexer would name it.

    Args:
        candidates: rows of `internal.candidates`; one text's rows are scored with regard to all others.
    """
    ordered = candidates.sort("text_hash", "first_position", "words", "key")
    return ordered.with_columns(pl.Series("score", score_evidence(gather_evidence(ordered)), dtype=pl.Float64))


def _name_terms(
    scored: pl.DataFrame, terms: pl.DataFrame, term_variants: pl.DataFrame, paper_terms: pl.DataFrame
) -> pl.DataFrame:
    """`scored` (paper_id, key, surface, score) with `term_id` and `keyword`.

    A form that is a variant of several terms is the one that the paper holds; what is no variant of an indexed term is a
    term of its own, by its key.
    """
    forms = scored.select("surface").unique().with_columns(pl.col("surface").str.to_lowercase().alias("variant"))
    meant = (
        forms.join(term_variants.select("variant", "term_id"), on="variant")
        .join(terms.select("term_id", "term"), on="term_id")
        .select("surface", "term_id", "term")
    )
    held = (
        scored.select("paper_id", "surface")
        .join(meant, on="surface")
        .join(paper_terms.select("paper_id", "term_id"), on=["paper_id", "term_id"], how="semi")
        .sort("paper_id", "surface", "term_id")
        .unique(["paper_id", "surface"], keep="first", maintain_order=True)
    )
    named = scored.join(held, on=["paper_id", "surface"], how="left")
    loose = named.filter(pl.col("term_id").is_null()).select("key").unique().sort("key")
    ids = loose.with_columns(pl.Series("own_id", [make_term_id(key) for key in loose["key"]], dtype=pl.Int64))
    return named.join(ids, on="key", how="left").select(
        "paper_id",
        pl.coalesce("term_id", "own_id").alias("term_id"),
        pl.coalesce("term", "surface").alias("keyword"),
        "score",
        "first_position",
    )


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
        Rows of `keywords`, sorted by paper and rank; a paper whose text holds no candidate has none.
    """
    papers = papers.select("paper_id", "text_hash").sort("paper_id")
    candidates = candidates.join(papers.select("text_hash").unique(), on="text_hash", how="semi")
    if candidates.is_empty():
        return empty_frame(table("keywords"))
    scored = score_candidates(candidates)
    counts = scored.group_by("text_hash").agg(pl.len().alias("found"))
    best = (
        scored.join(counts, on="text_hash")
        .filter(pl.col("score") >= MIN_SCORE)
        .sort("text_hash", "score", "first_position", "key", descending=[False, True, False, False])
        .with_columns(pl.int_range(pl.len()).over("text_hash").alias("place"))
        # Twice as many as needed: some turn out to be variants of one term.
        .filter(pl.col("place") < 2 * max_keywords)
    )
    limit = pl.min_horizontal(pl.lit(max_keywords), (pl.col("found") / CANDIDATES_PER_KEYWORD).ceil())
    named = _name_terms(
        papers.join(best.select("text_hash", "key", "surface", "score", "first_position"), on="text_hash"),
        terms,
        term_variants,
        paper_terms,
    )
    ranked = (
        named.sort(
            "paper_id",
            "score",
            "first_position",
            "term_id",
            "keyword",
            descending=[False, True, False, False, False],
        )
        .unique(["paper_id", "term_id"], keep="first", maintain_order=True)
        .with_columns((pl.int_range(pl.len()).over("paper_id") + 1).alias("rank"))
        .join(papers.join(counts, on="text_hash").select("paper_id", "found"), on="paper_id")
        .filter(pl.col("rank") <= limit)
    )
    return conform(ranked.select("paper_id", "rank", "term_id", "keyword", "score"), table("keywords")).sort(
        "paper_id", "rank"
    )


__all__ = ["rank_keywords", "score_candidates"]
