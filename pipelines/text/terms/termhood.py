"""Which candidates are terms: frequent enough, more than their parts, and not academic filler."""

import math
from functools import cache

import polars as pl

from pipelines.text import lexicons
from pipelines.text.acronyms.definitions import make_keys
from pipelines.text.tokens.lexicon import ADJECTIVE, ADVERB, CLOSED, KNOWN, VERB
from pipelines.text.tokens.singular import singularise
from pipelines.text.tokens.token_classes import describe_types

MIN_FREE_SHARE = 0.12
"""Share of a phrase's mentions that must stand on their own, not inside a longer phrase."""
MIN_FREE_SHARE_WORD = 0.015
"""The same for a single word, which more phrases hold."""

MANY_FREE_PAPERS = 50
"""A phrase that stands on its own in so many times the papers that a term needs is a term, even if most of its mentions
are inside longer phrases: `language models`, beside large, visual and protein ones."""

WEAK_HEAD_RATIO = 1.5
"""How many times as many papers must hold what stands before a weak head for the whole to be no term."""


MIN_DEFINING_TEXTS = 2
MIN_DEFINING_SHARE = 0.05
"""Texts that give a phrase an acronym, and their share of its papers, for it to be a term whatever its words are:
nobody abbreviates what is not a thing (`language models`, `concept bottleneck models`)."""

MIN_NAMING_TITLES = 4
MIN_NAMING_SHARE = 0.25
"""Papers whose title names a phrase, and their share, for it to be more than filler (`change detection`)."""

MIN_FREE_SHARE_TITLED = 0.3
"""Share of the mentions of such a phrase that must stand on their own: titles name pieces of longer terms, too."""

MIN_LEADING_SHARE = 0.5
"""The same share where a better known term stands before a weak head (`vision-language-action models`)."""


SMALL_CORPUS_PAPERS = 3
"""Papers that a term needs in a corpus of a few thousand at most."""


def derive_min_papers(papers: int) -> int:
    """Papers that must hold a term in a corpus of `papers`: 2 up to 200, 3 for a few thousand, then slowly more."""
    if papers <= 200:
        return 2
    if papers <= 5_000:
        return SMALL_CORPUS_PAPERS
    return SMALL_CORPUS_PAPERS + int(1.5 * math.log2(papers / 5_000))


@cache
def stop_keys() -> list[str]:
    """Keys of the entries of the stop lists."""
    phrases = sorted(lexicons.stop_entries())
    # The lexicon takes some plurals for words of their own.
    return make_keys(pl.Series([*phrases, *(phrase + "s" for phrase in phrases)]))["key"].unique().sort().to_list()


@cache
def allowed_keys() -> list[str]:
    """Keys of the entries of the allow-lists: terms whatever the rules say."""
    return make_keys(pl.Series(sorted(lexicons.allowed_entries())))["key"].to_list()


def is_defined() -> pl.Expr:
    """Whether texts give a phrase of several words an acronym; of frames with words, papers and defined (such
    texts)."""
    enough = (pl.col("defined") >= MIN_DEFINING_TEXTS) & (pl.col("defined") >= MIN_DEFINING_SHARE * pl.col("papers"))
    return enough & (pl.col("words") > 1)


def is_titled(share: float) -> pl.Expr:
    """Whether at least this share of a phrase's papers name it in their titles, and texts let it stand alone (not
    `single image`, where `super-resolution` follows); of frames with papers, titles, mentions and free_mentions."""
    named = (pl.col("titles") >= MIN_NAMING_TITLES) & (pl.col("titles") >= share * pl.col("papers"))
    return named & (pl.col("free_mentions") >= MIN_FREE_SHARE_TITLED * pl.col("mentions"))


def _weigh_parts(chosen: pl.DataFrame, stats: pl.DataFrame) -> pl.DataFrame:
    """key of phrases of filler only, and of phrases whose weak head follows a term in more papers (`reasoning tasks`).

    Args:
        chosen: key, surface, words, papers, titles, mentions, free_mentions, defined; the phrases to judge.
        stats: key, papers; all candidates.
    """
    phrases = chosen.filter((pl.col("words") > 1) & ~is_defined()).select(
        "key",
        "papers",
        "titles",
        "mentions",
        "free_mentions",
        pl.col("surface").str.to_lowercase().str.split(" ").alias("parts"),
    )
    if phrases.is_empty():
        return pl.DataFrame(schema={"key": pl.String})
    head = pl.col("parts").list.last()
    phrases = phrases.with_columns(
        pl.col("parts").list.slice(0, pl.col("parts").list.len() - 1).alias("front"),
        singularise(head).alias("head"),
        head.alias("last"),
    )
    filler_heads = sorted(lexicons.FILLER_NOUNS | lexicons.GENERIC_NOUNS | lexicons.WEAK_HEADS)
    # A phrase of filler only is no term (`model performance`), unless an allow-list holds it (`world model`).
    soft = sorted(lexicons.SOFT_MODIFIERS | lexicons.FILLER_MODIFIERS | lexicons.FILLER_NOUNS)
    empty = phrases.filter(
        (pl.col("head").is_in(filler_heads) | pl.col("last").is_in(filler_heads))
        & pl.col("front").list.eval(pl.element().is_in(soft)).list.all()
        & ~pl.col("key").is_in(allowed_keys())
        & ~(is_titled(MIN_NAMING_SHARE) & ~pl.col("head").is_in(sorted(lexicons.WORK_HEADS | lexicons.WEAK_HEADS)))
    )
    judged = phrases.filter(
        pl.col("front").list.eval(pl.element().is_in(sorted(lexicons.JUDGING_MODIFIERS))).list.all()
        & ~pl.col("key").is_in(allowed_keys())
    )
    weak = phrases.filter(
        pl.col("head").is_in(sorted(lexicons.WEAK_HEADS))
        & ~pl.col("key").is_in(allowed_keys())
        & ~is_titled(MIN_LEADING_SHARE)
    )
    fronts = weak.with_columns(pl.col("front").list.join(" ").alias("phrase"))
    keys = make_keys(fronts["phrase"].unique().sort()).rename({"key": "front_key"})
    led = (
        fronts.join(keys, on="phrase")
        .join(stats.select(pl.col("key").alias("front_key"), pl.col("papers").alias("front_papers")), on="front_key")
        .filter(pl.col("front_papers") >= WEAK_HEAD_RATIO * pl.col("papers"))
    )
    return pl.concat([empty.select("key"), judged.select("key"), led.select("key")]).unique()


def find_fragments(terms: pl.DataFrame, nested: pl.DataFrame, min_papers: int) -> pl.Series:
    """Those of `terms` that occur nearly always inside others: `slide images` in `whole slide images`.

    Args:
        terms: term, words, papers, defined (of which the first two as candidates), mentions (all that were found).
        nested: term, container, occurrences (of the one inside the other).
        min_papers: papers that must hold a term.
    """
    inside = (
        nested.filter(pl.col("container").is_in(terms["term"].implode()))
        .group_by("term")
        .agg(pl.col("occurrences").sum())
    )
    alone = pl.col("mentions") - pl.col("occurrences")
    least = pl.when(pl.col("words") > 1).then(MIN_FREE_SHARE).otherwise(MIN_FREE_SHARE_WORD)
    fragments = terms.join(inside, on="term").filter(
        (alone < least * pl.col("mentions")) & (alone < MANY_FREE_PAPERS * min_papers) & ~is_defined()
    )
    return fragments["term"].sort()


def filter_candidates(
    stats: pl.DataFrame, min_papers: int, wanted: frozenset[str], blocked: frozenset[str]
) -> pl.DataFrame:
    """The candidates that may be terms, by what they are made of and how often they stand alone.

    Args:
        stats: key, surface, words, papers, titles, mentions, free_mentions, free_papers, defined (texts that give it an
            acronym); one row a key.
        min_papers: papers that must hold the term.
        wanted: keys that are terms wherever they occur at all (a user named them).
        blocked: keys that are none.

    Returns:
        The rows of `stats` that are terms, sorted by key.
    """
    share = pl.col("free_mentions") / pl.col("mentions")
    enough = pl.when(pl.col("words") > 1).then(share >= MIN_FREE_SHARE).otherwise(share >= MIN_FREE_SHARE_WORD)
    enough |= (pl.col("words") > 1) & (pl.col("free_papers") >= MANY_FREE_PAPERS * min_papers)
    own = pl.col("free_papers") >= pl.min_horizontal(pl.lit(min_papers), 2)
    # An ordinary word that is a verb or an adjective too is no term alone, unless an allow-list holds it.
    frequent = stats.filter(
        (pl.col("papers") >= min_papers) & (enough | is_defined()) & own & (pl.col("key").str.len_chars() > 1)
    )
    single = frequent.filter(pl.col("words") == 1)["key"]
    described = describe_types(single).with_columns(single)
    vague = described.filter(
        ((pl.col("classes") & KNOWN) > 0)
        & ((pl.col("classes") & (VERB | ADJECTIVE | CLOSED | ADVERB)) > 0)
        & ~pl.col("key").is_in(allowed_keys())
    )
    chosen = frequent.join(vague.select("key"), on="key", how="anti").filter(~pl.col("key").is_in(stop_keys()))
    chosen = chosen.join(_weigh_parts(chosen, stats), on="key", how="anti")
    chosen = pl.concat([chosen, stats.filter(pl.col("key").is_in(sorted(wanted)))]).unique("key")
    return chosen.filter(~pl.col("key").is_in(sorted(blocked))).sort("key")
