"""Canonical keys of phrases, and the stable ids made from them.

A key is the phrase in lower case and American spelling with its head in the singular, without spaces and hyphens, so
that `multi-task learning`, `Multitask Learning` and `multi task learning` share one. Acronyms are not resolved here.
"""

import hashlib

import numpy as np
import polars as pl

BASE = np.uint64(0x9E3779B97F4A7C15)
_MAX_PIECE = 64


def hash_pieces(pieces: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """Polynomial hash (modulo 2**64) of each string's UTF-8 bytes, and BASE to the power of its length.

    Hashes compose: hash(a + b) = hash(a) * power(b) + hash(b). Bytes beyond the 64th do not count.
    """
    lengths = np.minimum(pieces.str.len_bytes().to_numpy(), _MAX_PIECE).astype(np.int64)
    joined = np.frombuffer("".join(pieces.to_list()).encode(), np.uint8)
    full = pieces.str.len_bytes().to_numpy().astype(np.int64)
    offsets = np.cumsum(full) - full
    hashed = np.zeros(len(pieces), np.uint64)
    power = np.ones(len(pieces), np.uint64)
    with np.errstate(over="ignore"):
        for column in range(int(lengths.max(initial=0))):
            live = np.flatnonzero(lengths > column)
            hashed[live] = hashed[live] * BASE + joined[offsets[live] + column] + np.uint64(1)
            power[live] *= BASE
    return hashed, power


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
