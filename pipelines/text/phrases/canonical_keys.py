"""Canonical keys of phrases, and the stable ids made from them.

A key is the phrase in lower case and American spelling with its head in the singular, without spaces and hyphens, so
that `multi-task learning`, `Multitask Learning` and `multi task learning` share one. Acronyms are not resolved here.
"""

import hashlib

import polars as pl


def guess_forms(forms: pl.Series) -> pl.DataFrame:
    """Forms that may stand beside each lower-case form: its head in the other number, its hyphens as blanks.

    Returns:
        form (as given) and guess; a guess is right only if it has the form's key, which is for the caller to see.
    """
    form = pl.col("form")
    guesses = [
        form + "s",
        form + "es",
        form.str.replace(r"y$", "ies"),
        form.str.replace(r"s$", ""),
        form.str.replace(r"es$", ""),
        form.str.replace(r"ies$", "y"),
        form.str.replace_all("-", " "),
        form.str.replace(" ", "-"),
        form.str.replace_all("-", ""),
    ]
    return (
        pl.concat([forms.to_frame("form").with_columns(guess.alias("guess")) for guess in guesses])
        .filter((pl.col("guess") != form) & (pl.col("guess").str.len_chars() > 2))
        .unique()
        .sort("form", "guess")
    )


def make_term_id(key: str) -> int:
    """53-bit id of a canonical key, the same on every machine (BLAKE2b)."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 11
