"""The title filter: candidates that are no terms because titles hardly ever name them, and pieces of longer terms.

Titles name what a paper is about. `title_rate` estimates how often titles name a phrase; the least rate depends on the
words of the phrase.
"""

import polars as pl

from pipelines.text import lexicons
from pipelines.text.phrases.noun_phrases import MAX_WORDS
from pipelines.text.terms.termhood import (
    MIN_LEADING_SHARE,
    WEAK_HEAD_RATIO,
    allowed_keys,
    is_defined,
    is_titled,
)
from pipelines.text.terms.title_rate import estimate_title_share
from pipelines.text.tokens.lexicon import KNOWN
from pipelines.text.tokens.singular import singularise
from pipelines.text.tokens.token_classes import describe_types

MIN_TITLE_SHARE = 0.04
"""Least share of a term of several words."""
MIN_TITLE_SHARE_FILLER = 0.1
"""The same where the last word says little (`visual features`)."""
MIN_TITLE_SHARE_WORK = 0.3
"""The same where the last word names what a paper is, which titles like to say (`hybrid framework`)."""
MIN_TITLE_SHARE_VAGUE = 0.15
"""The same where the first word may stand before anything (`structural drift`)."""
MIN_TITLE_SHARE_RARE = 0.05
"""Least share of a rare term of a large corpus; rare ones make most of what seems to rise."""
RARE_PAPERS = 30
MIN_TITLE_SHARE_COMPOUND = 0.08
"""Least share of a lone hyphened word: most are adjectives that lost their noun (`load-bearing`)."""
MIN_TITLE_SHARE_COMPOUND_RARE = 0.12
"""The same in fewer than twice RARE_PAPERS of a large corpus."""
MIN_TITLE_SHARE_ADJECTIVE = 0.3
"""Least share of a lone word that looks like an adjective and is in no dictionary (`ergodic`)."""
MIN_TITLE_SHARE_WORD = 0.03
"""Least share of any other word."""

MIN_FREE_SHARE_NAME = 0.2
"""Share of the mentions of a lone name that must stand on their own, twice as many where titles do not name it: most
are cut from longer ones (`Nash`, `Wilcoxon`)."""

MIN_ACRONYM_SHARE = 0.2
"""Share of a term's texts that must write its acronym for it to be one whatever titles say."""

CUT_SHARE = 0.7
"""Share of a phrase's papers that one longer term which begins with it may hold before the phrase is a piece of it."""
CUT_SHARE_NAME = 0.45
"""The same for one name that ends another."""

_LONE_ADJECTIVE = r"[a-z]ic$|ous$|proof$"
_ADJECTIVE = r"(?:[a-z]ic|ar|ous|proof|tone)$|^multi"


def find_non_terms(terms: pl.DataFrame, surfaces: pl.DataFrame, large: bool) -> pl.DataFrame:
    """Candidates that are no terms: words that titles avoid, and pieces of longer terms.

    Args:
        terms: term, key, surface, words, papers, titles, mentions, free_mentions, defined.
        surfaces: term, surface, is_acronym, texts, uses (texts that show its usual capitals).
        large: whether the corpus is large enough to ask more of rare terms.

    Returns:
        term.
    """
    named = surfaces.group_by("term").agg(
        pl.col("uses").filter(pl.col("surface").str.contains(r"^[A-Z0-9]\S*(?: [A-Z0-9]\S*)*$")).sum().alias("capital"),
        pl.col("uses").sum(),
        pl.col("texts").filter("is_acronym").sum().alias("acronym"),
        pl.col("texts").sum(),
    )
    # Word classes matter for lone words only.
    lone = terms.filter(pl.col("words") == 1)
    lone = lone.select("term", describe_types(lone["surface"])["classes"].alias("classes"))
    frame = (
        terms.with_columns(pl.Series("share", estimate_title_share(terms)))
        .join(lone, on="term", how="left", maintain_order="left")
        .join(named, on="term", how="left")
        .with_columns((pl.col("capital") > 0.5 * pl.col("uses")).fill_null(False).alias("is_name"))
    )
    form = pl.col("surface").str.to_lowercase()
    head = singularise(form.str.split(" ").list.last())
    least = (
        pl.when((pl.col("words") > 1) & head.is_in(sorted(lexicons.WORK_HEADS)))
        .then(MIN_TITLE_SHARE_WORK)
        .when((pl.col("words") > 1) & head.is_in(sorted(lexicons.FILLER_NOUNS | lexicons.WEAK_HEADS)))
        .then(MIN_TITLE_SHARE_FILLER)
        .when((pl.col("words") > 1) & form.str.split(" ").list.first().is_in(sorted(lexicons.VAGUE_MODIFIERS)))
        .then(MIN_TITLE_SHARE_VAGUE)
        .when((pl.col("words") > 1) & (pl.col("papers") < RARE_PAPERS) & large)
        .then(MIN_TITLE_SHARE_RARE)
        .when(pl.col("words") > 1)
        .then(MIN_TITLE_SHARE)
        .when(form.str.contains(_ADJECTIVE) & ((pl.col("classes") & KNOWN) == 0))
        .then(MIN_TITLE_SHARE_ADJECTIVE)
        .when(form.str.contains("-") & (pl.col("papers") < 2 * RARE_PAPERS) & large)
        .then(MIN_TITLE_SHARE_COMPOUND_RARE)
        .when(form.str.contains("-"))
        .then(MIN_TITLE_SHARE_COMPOUND)
        .otherwise(MIN_TITLE_SHARE_WORD)
    )
    # Measures, data sets and models are seldom named in titles; their capitals and digits tell them.
    marked = (pl.col("words") == 1) & pl.col("surface").str.contains(r"^[^-]+[A-Z]|[A-Za-z]{2,}.*\d|^o\d|@")
    abbreviated = pl.col("acronym") >= MIN_ACRONYM_SHARE * pl.col("texts")
    untitled = ~pl.col("is_name") & ~marked & ~abbreviated.fill_null(False) & (pl.col("share") < least)
    lone_name = (
        pl.col("is_name")
        & (pl.col("words") == 1)
        & pl.col("surface").str.contains(r"^[A-Z][a-z]+$")
        & (
            (pl.col("free_mentions") < MIN_FREE_SHARE_NAME * pl.col("mentions"))
            | (
                (pl.col("share") < MIN_TITLE_SHARE)
                & (pl.col("free_mentions") < 2 * MIN_FREE_SHARE_NAME * pl.col("mentions"))
            )
        )
    )
    formula = pl.col("surface").str.contains(r"_|^[A-Za-z]-\d$")
    # An adjective's titles are those of the nouns that follow it.
    lone_adjective = (pl.col("words") == 1) & form.str.contains(_LONE_ADJECTIVE) & ((pl.col("classes") & KNOWN) == 0)
    lone_adjective &= pl.col("free_mentions") < 0.5 * pl.col("mentions")
    allowed = pl.col("key").is_in(allowed_keys()) | is_defined()
    dropped = frame.filter((untitled | lone_name | lone_adjective | formula) & ~allowed).select("term")
    led = _find_led(terms.filter(~allowed & ~is_titled(MIN_LEADING_SHARE)), terms, surfaces)
    return pl.concat([dropped, led, _find_cut(frame.filter(~allowed), frame)]).unique().sort("term")


def _find_led(judged: pl.DataFrame, terms: pl.DataFrame, surfaces: pl.DataFrame) -> pl.DataFrame:
    """Terms of `judged` whose weak head follows any form of a better known term (`LLM performance`)."""
    form = pl.col("surface").str.to_lowercase()
    parts = form.str.split(" ")
    weak = judged.filter(
        (pl.col("words") > 1) & singularise(parts.list.last()).is_in(sorted(lexicons.WEAK_HEADS))
    ).select("term", "papers", parts.list.head(parts.list.len() - 1).list.join(" ").alias("front"))
    papers = (
        surfaces.select("term", form.alias("front"))
        .join(weak, on="front", how="semi")
        .unique()
        .join(terms.select("term", pl.col("papers").alias("front_papers")), on="term")
        .group_by("front")
        .agg(pl.col("front_papers").max())
    )
    return (
        weak.join(papers, on="front")
        .filter(pl.col("front_papers") >= WEAK_HEAD_RATIO * pl.col("papers"))
        .select("term")
    )


def _find_cut(judged: pl.DataFrame, terms: pl.DataFrame) -> pl.DataFrame:
    """Terms of `judged` that one longer term begins with and mostly stands behind (`Wilcoxon`), and names that one ends
    with (`Opus`).

    Args:
        judged, terms: term, surface, words, papers, is_name; the former are some of the latter.
    """
    low = pl.col("surface").str.to_lowercase()
    longer = terms.select(
        low.str.replace_all("-", " ").str.split(" ").alias("parts"), low.str.split(" ").alias("words_of"), "papers"
    ).filter(pl.col("parts").list.len() > 1)
    ends = longer.select(pl.col("parts").list.last().alias("form"), "papers").with_columns(
        pl.lit(True).alias("needs_name")
    )
    strong = longer.filter(
        (pl.col("words_of").list.len() > 1)
        & ~singularise(pl.col("words_of").list.last()).is_in(sorted(lexicons.WEAK_HEADS))
    )
    begins = pl.concat(
        [
            strong.filter(pl.col("words_of").list.len() > count).select(
                pl.col("words_of").list.head(count).list.join(" ").alias("form"),
                "papers",
                pl.lit(False).alias("needs_name"),
            )
            for count in range(1, MAX_WORDS)
        ]
    )
    most = pl.concat([ends, begins]).group_by("form", "needs_name").agg(pl.col("papers").max().alias("longer_papers"))
    share = pl.when("needs_name").then(CUT_SHARE_NAME).otherwise(CUT_SHARE)
    return (
        judged.select("term", "papers", "is_name", low.alias("form"))
        .join(most, on="form")
        .filter((pl.col("longer_papers") >= share * pl.col("papers")) & (pl.col("is_name") | ~pl.col("needs_name")))
        .select("term")
    )
