"""The surface forms of terms: those that texts write, the long forms of acronyms, and guesses of other spellings.

Texts are searched for all of them. A surface is a form with its capitals, a variant is what a text is searched for.
"""

import numpy as np
import polars as pl

from pipelines.arrays.grouping import mark_changes, sort_rows
from pipelines.text.acronyms.definitions import make_keys
from pipelines.text.phrases.canonical_keys import guess_forms
from pipelines.text.terms.acronym_disambiguation import Resolved


def collect_surfaces(resolved: Resolved, number: np.ndarray) -> pl.DataFrame:
    """Forms as texts write them: term, key_code, surface, texts, uses (texts that show its usual capitals)."""
    counts = resolved.counts
    unambiguous = np.flatnonzero(
        (counts.texts > 0) & ~resolved.is_ambiguous[resolved.key] & (number[resolved.key] >= 0)
    )
    phrase, term, texts, uses = _group_ambiguous(resolved, number)
    phrase = np.concatenate([unambiguous, phrase])
    order = sort_rows(phrase, np.concatenate([number[resolved.key[unambiguous]], term]))
    key = resolved.key[phrase]
    return pl.DataFrame(
        {
            "term": np.concatenate([number[resolved.key[unambiguous]], term])[order],
            "key_code": key[order],
            "texts": np.concatenate([counts.texts[unambiguous], texts])[order],
            "uses": np.concatenate([counts.uses[unambiguous], uses])[order],
            "surface": resolved.phrases["surface"].gather(phrase[order]),
        }
    )


def _group_ambiguous(resolved: Resolved, number: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """phrase, term, texts and uses of the ambiguous candidates; one entry a phrase and term."""
    ambiguous = resolved.ambiguous
    term = np.where(ambiguous.term >= 0, number[ambiguous.term], -1)
    which = np.flatnonzero(term >= 0)
    phrase, meant, term = ambiguous.phrase[which], ambiguous.term[which], term[which]
    # A title's capitals say nothing, nor do those of a text that introduces an acronym by them.
    defined = ~resolved.senses.is_acronym[resolved.key[phrase]]
    some = np.flatnonzero(defined)
    pairs = np.sort(
        resolved.senses.document_senses["meaning"].to_numpy() << 32 | resolved.senses.document_senses["text"].to_numpy()
    )
    capital = resolved.phrases["surface"].str.contains("^[A-Z]").to_numpy()[phrase[some]]
    wanted = meant[some].astype(np.int64) << 32 | ambiguous.text[which[some]]
    at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
    defined[some] = capital & (pairs[at] == wanted) if len(pairs) else False
    usual = ~((ambiguous.in_title[which] & (ambiguous.mentions[which] == 1)) | defined)
    # Rows are only counted by phrase and term, so it is enough to sort the packed numbers.
    bits = int(term.max(initial=0)).bit_length() + 1
    rows = phrase.astype(np.int64) << bits | term << 1 | usual
    rows.sort()
    first = np.flatnonzero(mark_changes(rows >> 1))
    ends = np.append(first, len(rows))
    uses = np.diff(np.append(0, np.cumsum(rows & 1))[ends])
    rows = rows[first]
    return rows >> bits, (rows & (1 << bits) - 1) >> 1, np.diff(ends), uses


def name_forms(surfaces: pl.DataFrame, resolved: Resolved) -> pl.DataFrame:
    """`surfaces` with variant (what texts are searched for), key, is_acronym, and acronym (index of the key; null for
    none)."""
    key_code = surfaces["key_code"].to_numpy()
    surfaces = surfaces.with_columns(
        resolved.keys.gather(key_code).alias("key"),
        pl.Series("is_acronym", resolved.senses.is_acronym[key_code]),
    )
    # Capitals count where the key has capitals (an acronym that is spelt like an ordinary word), and for short
    # acronyms, which are also prefixes and syllables (`RE`, and the `re` of `re-ranking`).
    short = pl.col("is_acronym") & pl.col("surface").str.contains(r"^[A-Z][A-Za-z0-9]{0,2}s?$")
    return surfaces.with_columns(
        pl.when(pl.col("key").str.contains(r"^[A-Z0-9]*[A-Z][A-Z0-9]*$") | short)
        .then("surface")
        .otherwise(pl.col("surface").str.to_lowercase())
        .alias("variant"),
        pl.when("is_acronym").then("key_code").alias("acronym"),
    )


def choose_forms(surfaces: pl.DataFrame) -> pl.DataFrame:
    """variant, term, acronym, key, texts: one row a variant.

    A form stands for the term that most texts mean by it; each text may define another meaning of an acronym.
    """
    named = surfaces.select("variant", "term", "acronym", "key", "texts")
    # Most variants have one row only: nothing to choose.
    several = named["variant"].is_duplicated()
    chosen = (
        named.filter(several)
        .group_by("variant", "term", "acronym", "key")
        .agg(pl.col("texts").sum())
        .sort(pl.col("acronym").is_null(), "texts", "key", "term", descending=[False, True, False, False])
        .unique("variant", keep="first", maintain_order=True)
    )
    return pl.concat([named.filter(~several), chosen]).sort("variant")


def add_long_forms(surfaces: pl.DataFrame, definitions: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """`surfaces` with the long forms of acronyms that were not read as noun phrases (`reinforcement learning from
    …`)."""
    missing = (
        definitions.join(chosen.select(pl.col("key").alias("expansion_key"), "term"), on="expansion_key")
        .with_columns(pl.col("expansion").str.replace(r"\W+$", ""))
        .with_columns(pl.col("expansion").str.to_lowercase().alias("variant"))
        .group_by("variant", "term", pl.col("expansion_key").alias("key"))
        .agg(pl.len().cast(pl.Int64).alias("texts"), pl.col("expansion").sort().first().alias("surface"))
        .join(surfaces.select("variant").unique(), on="variant", how="anti")
        .with_columns(
            pl.lit(0, dtype=pl.Int64).alias("uses"),
            pl.lit(None, dtype=pl.Int64).alias("acronym"),
            pl.lit(False).alias("is_acronym"),
        )
    )
    return pl.concat([surfaces.drop("key_code"), missing], how="diagonal")


def add_guesses(surfaces: pl.DataFrame) -> pl.DataFrame:
    """`surfaces` with guesses: the commonest form of each term in the other number and with other hyphens, where it
    keeps its key."""
    common = (
        surfaces.filter(~pl.col("is_acronym") & (pl.col("variant") == pl.col("variant").str.to_lowercase()))
        .sort("term", "texts", "variant", descending=[False, True, False])
        .unique("term", keep="first", maintain_order=True)
    )
    # What texts write is no guess: it stands in `surfaces` already.
    guesses = guess_forms(common["variant"]).join(
        surfaces.select(guess="variant").unique(), on="guess", how="anti", maintain_order="left"
    )
    keys = make_keys(guesses["guess"].unique()).rename({"phrase": "guess"})
    right = (
        guesses.join(common.select(pl.col("variant").alias("form"), "term", "key"), on="form")
        .join(keys, on=["guess", "key"])
        .select(
            "term",
            "key",
            pl.col("guess").alias("surface"),
            pl.col("guess").alias("variant"),
            pl.lit(0, dtype=pl.Int64).alias("texts"),
            pl.lit(0, dtype=pl.Int64).alias("uses"),
            pl.lit(False).alias("is_acronym"),
        )
    )
    return pl.concat([surfaces, right], how="diagonal")
