"""Ids of canonical keys, and guesses at other spellings of a key.

A canonical key is the phrase in lower case and American spelling, with its last word in the singular, without spaces
and hyphens. So `multi-task learning`, `Multitask Learning` and `multi task learning` share one key. Acronyms keep their
own.
"""

import hashlib

import polars as pl


def guess_forms(forms: pl.Series) -> pl.DataFrame:
    """Other spellings that each lower-case form may have: singular or plural, hyphens or blanks or neither.

    Returns:
        form (as given) and guess. A guess is right only if it has the same key as the form; the caller must check that.
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
    """53-bit id of a canonical key, the same on every machine (BLAKE2b); a double holds it exactly."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 11
