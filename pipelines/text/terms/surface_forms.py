"""Forms that terms take in texts: as texts write them, as acronyms' long forms, and as they might be written."""

import numpy as np
import polars as pl

from pipelines.arrays.grouping import mark_changes, sort_rows
from pipelines.text.acronyms.definitions import make_keys
from pipelines.text.phrases.canonical_keys import guess_forms
from pipelines.text.terms.acronym_disambiguation import Resolved


def collect_surfaces(resolved: Resolved, number: np.ndarray) -> pl.DataFrame:
    """Forms as texts write them: term, key_code, surface, texts, uses (texts that show its usual capitals)."""
    counts = resolved.counts
    settled = np.flatnonzero((counts.texts > 0) & ~resolved.is_loose[resolved.key] & (number[resolved.key] >= 0))
    phrase, term, texts, uses = _group_loose(resolved, number)
    phrase = np.concatenate([settled, phrase])
    order = sort_rows(phrase, np.concatenate([number[resolved.key[settled]], term]))
    key = resolved.key[phrase]
    return pl.DataFrame(
        {
            "term": np.concatenate([number[resolved.key[settled]], term])[order],
            "key_code": key[order],
            "texts": np.concatenate([counts.texts[settled], texts])[order],
            "uses": np.concatenate([counts.uses[settled], uses])[order],
            "surface": resolved.phrases["surface"].gather(phrase[order]),
        }
    )


def _group_loose(resolved: Resolved, number: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """phrase, term, texts, uses of the loose candidates, one entry a phrase and term."""
    loose = resolved.loose
    term = np.where(loose.term >= 0, number[loose.term], -1)
    which = np.flatnonzero(term >= 0)
    phrase, meant, term = loose.phrase[which], loose.term[which], term[which]
    # A title's capitals say nothing, nor do those of a text that introduces an acronym by them.
    defined = ~resolved.is_acronym[resolved.key[phrase]]
    some = np.flatnonzero(defined)
    pairs = np.sort(resolved.own["meaning"].to_numpy() << 32 | resolved.own["text"].to_numpy())
    capital = resolved.phrases["surface"].str.contains("^[A-Z]").to_numpy()[phrase[some]]
    wanted = meant[some].astype(np.int64) << 32 | loose.text[which[some]]
    at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
    defined[some] = capital & (pairs[at] == wanted) if len(pairs) else False
    usual = ~((loose.in_title[which] & (loose.mentions[which] == 1)) | defined)
    # Nothing but how many there are is asked of the rows of a phrase and term, so that these are sorted by themselves.
    bits = int(term.max(initial=0)).bit_length() + 1
    rows = phrase.astype(np.int64) << bits | term << 1 | usual
    rows.sort()
    first = np.flatnonzero(mark_changes(rows >> 1))
    ends = np.append(first, len(rows))
    uses = np.diff(np.append(0, np.cumsum(rows & 1))[ends])
    rows = rows[first]
    return rows >> bits, (rows & (1 << bits) - 1) >> 1, np.diff(ends), uses


def name_forms(surfaces: pl.DataFrame, resolved: Resolved) -> pl.DataFrame:
    """`surfaces` with variant (the form that is searched for), key and acronym (index of the key, null for none)."""
    key_code = surfaces["key_code"].to_numpy()
    surfaces = surfaces.with_columns(
        resolved.keys.gather(key_code).alias("key"),
        pl.Series("is_acronym", resolved.is_acronym[key_code]),
    )
    # Keys with capitals are acronyms that are spelt like ordinary words; only their own capitals count. So it is with short
    # acronyms, which are prefixes and syllables, too (`RE`, and the `re` of `re-ranking`).
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

    A form stands for the term that most texts mean by it; an acronym may be settled otherwise by each text.
    """
    named = surfaces.select("variant", "term", "acronym", "key", "texts")
    # As a rule a form is written in one way, and there is nothing to choose.
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
    """`surfaces` with the long forms of acronyms that are no noun phrases (`reinforcement learning from …`)."""
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
    """`surfaces` with the number and hyphening that no text uses most, for the commonest form of each term."""
    common = (
        surfaces.filter(~pl.col("is_acronym") & (pl.col("variant") == pl.col("variant").str.to_lowercase()))
        .sort("term", "texts", "variant", descending=[False, True, False])
        .unique("term", keep="first", maintain_order=True)
    )
    # What texts write needs no guess, so that it need not be told what it stands for.
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
